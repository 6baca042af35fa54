import { hash } from 'node:crypto';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import type { Change, Scope } from '../protocol/feed.ts';
import type { Queryable } from './database.ts';

/**
 * One thing as it is from now on, for all shops or for one. A key is either all shops' or single shops', never both: a register
 * would take whichever came last. A member's `words` are null here: snapshots add them.
 */
export type Published = {
  [S in Scope]: {
    readonly scope: S;
    readonly key: string;
    readonly shop: string | null;
    /** Null: it is not there any more. */
    readonly value: Extract<Change, { scope: S }>['value'];
  };
}[Scope];

/**
 * Tells registers, within the transaction that changes what they are told of. What is as it was already is not told again. The
 * last of several of one key counts.
 */
export async function publish(
  client: Queryable,
  changes: readonly Published[],
  nowUtcMs: number,
): Promise<void> {
  if (changes.length === 0) return;
  const rows = [...new Map(changes.map((change) => [placeOf(change), change])).entries()]
    // Two transactions that lock the same rows lock them in the same order.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => referenceRow(change));
  await client.query(
    `INSERT INTO reference (scope, key, shop, value, digest_high, digest_low, changed_at_utc_ms)
     SELECT scope, key, shop, value, digest_high, digest_low, $7
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
       AS told (scope, key, shop, value, digest_high, digest_low)
     ON CONFLICT (scope, key, shop) DO UPDATE SET
       value = excluded.value, digest_high = excluded.digest_high, digest_low = excluded.digest_low,
       xid = pg_current_xact_id(), change = nextval('reference_change'), changed_at_utc_ms = excluded.changed_at_utc_ms
     WHERE reference.value IS DISTINCT FROM excluded.value`,
    [
      rows.map((row) => row.scope),
      rows.map((row) => row.key),
      rows.map((row) => row.shop),
      rows.map((row) => row.value),
      rows.map((row) => row.digestHigh),
      rows.map((row) => row.digestLow),
      nowUtcMs,
    ],
  );
}

function placeOf({ scope, key, shop }: Published): string {
  return `${scope}\n${key}\n${shop ?? ''}`;
}

interface ReferenceRow {
  readonly scope: Scope;
  readonly key: string;
  readonly shop: string;
  readonly value: string | null;
  readonly digestHigh: string | null;
  readonly digestLow: string | null;
}

function referenceRow({ scope, key, shop, value }: Published): ReferenceRow {
  const place = { scope, key, shop: shop ?? '' };
  if (value === null) return { ...place, value: null, digestHigh: null, digestLow: null };
  const text = canonicalJson(value);
  const digest = hash('sha256', `[${JSON.stringify(scope)},${JSON.stringify(key)},${text}]`, 'hex');
  return { ...place, value: text, digestHigh: halfOf(digest, 0), digestLow: halfOf(digest, 16) };
}

/** Eight bytes of a digest as PostgreSQL's signed `bigint`. */
function halfOf(digest: string, from: number): string {
  return String(BigInt.asIntN(64, BigInt(`0x${digest.slice(from, from + 16)}`)));
}
