import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/facts/canonical-json.ts';

const DIGEST_BYTES = 16;

/**
 * A digest over all that central and a till have of one scope: the first 16 bytes of SHA-256 over the canonical JSON of
 * `[scope, key, value]`, xor over all of them. It depends on no order, and what is put in and taken out again leaves no trace.
 */
export interface ScopeDigester {
  add(key: string, value: unknown): void;
  /** How many were added, and 32 hex digits. */
  result(): { readonly count: number; readonly digest: string };
}

export function createScopeDigester(scope: string): ScopeDigester {
  const sum = Buffer.alloc(DIGEST_BYTES);
  let count = 0;
  return {
    add(key, value) {
      const bytes = scopeHash(scope, key, value);
      for (let at = 0; at < DIGEST_BYTES; at += 1) sum[at]! ^= bytes[at]!;
      count += 1;
    },
    result: () => ({ count, digest: sum.toString('hex') }),
  };
}

/** What one of a scope adds to its digest: 16 bytes. */
function scopeHash(scope: string, key: string, value: unknown): Buffer {
  const text = canonicalJson([scope, key, value]);
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}
