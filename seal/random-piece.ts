import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 16_384;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** So many random bytes, at most a pool's: asking the system for each few of them would take most of an import's time. */
export function randomPiece(bytes: number): Buffer {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const piece = Buffer.from(pool.subarray(used, used + bytes));
  // What was given out is not kept: it may become part of a key.
  pool.fill(0, used, used + bytes);
  used += bytes;
  return piece;
}
