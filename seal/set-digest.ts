import { hash } from 'node:crypto';

const MODULUS = 1n << 256n;

/**
 * A digest over a set of rows that does not depend on their order and is kept up to date row by row: the sum of the
 * rows' SHA-256, modulo 2^256 (an additive multiset hash). Two copies of a table are compared by it in one look.
 */
export interface SetDigest {
  add(rowText: string): void;
  /** The same of a row that `hashRow` was made of before. */
  addHash(rowHash: string): void;
  remove(rowText: string): void;
  /** 64 hex digits. */
  hex(): string;
}

export const EMPTY_DIGEST = '0'.repeat(64);

export function createSetDigest(startHex: string = EMPTY_DIGEST): SetDigest {
  let sum = BigInt(`0x${startHex}`);
  function addHash(rowHash: string): void {
    sum += BigInt(`0x${rowHash}`);
    if (sum >= MODULUS) sum -= MODULUS;
  }
  return {
    add: (rowText) => addHash(hashRow(rowText)),
    addHash,
    remove(rowText) {
      sum -= BigInt(`0x${hashRow(rowText)}`);
      if (sum < 0n) sum += MODULUS;
    },
    hex: () => sum.toString(16).padStart(64, '0'),
  };
}

/** What the digest adds for a row: 64 hex digits. */
export function hashRow(rowText: string): string {
  return hash('sha256', rowText, 'hex');
}
