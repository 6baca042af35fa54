import { canonicalJson } from './canonical-json.ts';
import { FACT_SCHEMA, type Fact } from './fact.ts';
import { decodeLine, encodeLine, type StoredLine } from './line-codec.ts';
import type { SaleCompleted } from './sale-facts.ts';

/** An entry may take a megabyte: 1,000 lines with long names fit, and a sync batch stays bounded. */
export const PAYLOAD_MAX_BYTES = 1_048_576;

/** What a sale is that was made before the till knew members. */
const withoutMembership = { loyalty: null, rules: [], coupons: [], reversals: [] };

/** The payload as the journal stores and hashes it. */
export function encodePayload(fact: Fact): string {
  if (fact.type !== 'sale.completed') return canonicalJson(fact.payload);
  return canonicalJson({ ...fact.payload, lines: fact.payload.lines.map(encodeLine) });
}

/**
 * Reads a stored payload. Older schemas are brought up to date here and are never rewritten in the journal; one
 * that is newer than this program throws, because guessing at it would corrupt what is built from it.
 */
export function decodePayload(type: string, schema: number, payload: string): Fact {
  if (schema > FACT_SCHEMA) throw new Error(`entry of schema ${schema}, this program knows ${FACT_SCHEMA}`);
  const value: unknown = JSON.parse(payload);
  if (type !== 'sale.completed') return { type, payload: value } as Fact;
  const stored = value as Omit<SaleCompleted, 'lines'> & { lines: readonly StoredLine[] };
  return { type, payload: { ...withoutMembership, ...stored, lines: stored.lines.map(decodeLine) } };
}
