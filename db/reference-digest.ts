import type { Database } from 'better-sqlite3';
import { hash } from 'node:crypto';

const MODULUS = 1n << 256n;

/**
 * A digest over a set of rows that does not depend on their order and is kept up to date row by row: the sum of the
 * rows' SHA-256, modulo 2^256 (an additive multiset hash). Two copies of a table are compared by it in one look.
 */
export interface SetDigest {
  add(rowText: string): void;
  remove(rowText: string): void;
  /** 64 hex digits. */
  hex(): string;
}

export const EMPTY_DIGEST = '0'.repeat(64);

export function createSetDigest(startHex: string = EMPTY_DIGEST): SetDigest {
  let sum = BigInt(`0x${startHex}`);
  return {
    add(rowText) {
      sum += hashOf(rowText);
      if (sum >= MODULUS) sum -= MODULUS;
    },
    remove(rowText) {
      sum -= hashOf(rowText);
      if (sum < 0n) sum += MODULUS;
    },
    hex: () => sum.toString(16).padStart(64, '0'),
  };
}

function hashOf(rowText: string): bigint {
  return BigInt(`0x${hash('sha256', rowText, 'hex')}`);
}

/** The digest of a reference table that is kept row by row. */
export function readDigestOf(db: Database, name: 'article' | 'member' | 'promotion'): string {
  const digest = db.prepare<[string], string>('SELECT digest FROM reference_digest WHERE name = ?').pluck();
  return digest.get(name) ?? EMPTY_DIGEST;
}
