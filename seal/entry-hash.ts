import { createHash } from 'node:crypto';

/** What an entry's hash is over. `docs/journal.md` describes the columns. */
export interface HashedEntry {
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly at_utc: number;
  readonly utc_offset: number;
  readonly business_date: string;
  readonly shift: number;
  readonly actor: string;
  readonly payload: string;
  readonly prev_hash: Buffer;
}

/** The hash before the first entry. */
export const GENESIS_HASH = Buffer.alloc(32);

/**
 * SHA-256 over the predecessor's hash, the columns as a JSON array, a newline, and the payload's bytes. The array has
 * no raw newline in it, so no two entries share an input.
 */
export function hashEntry(row: HashedEntry): Buffer {
  const columns = JSON.stringify([
    row.register,
    row.epoch,
    row.seq,
    row.id,
    row.type,
    row.schema,
    row.at_utc,
    row.utc_offset,
    row.business_date,
    row.shift,
    row.actor,
  ]);
  return createHash('sha256').update(row.prev_hash).update(columns).update('\n').update(row.payload).digest();
}
