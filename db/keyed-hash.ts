import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** HMAC-SHA-256 (RFC 2104) of a message, 32 bytes. */
export type KeyedHash = (message: string | Buffer) => Buffer;

/**
 * A keyed hash for one purpose, under a key derived from `key` (32 random bytes) as HKDF-Expand does (RFC 5869), so that what
 * is hashed for one purpose says nothing about another. Built of one-shot hashes: an HMAC object of Node's takes ten times
 * as long to make, and an import makes millions.
 */
export function createKeyedHash(key: Buffer, purpose: string): KeyedHash {
  return keyedBy(expandKey(key, Buffer.from(purpose)));
}

/** The first block of HKDF-Expand: 32 bytes that belong to `info` alone. */
export function expandKey(key: Buffer, info: Buffer): Buffer {
  return keyedBy(key)(Buffer.concat([info, Buffer.of(1)]));
}

/** HMAC-SHA-256 under a key of at most 64 bytes. */
export function keyedBy(key: Buffer): KeyedHash {
  const [inner, outer] = [padKey(key, INNER_PAD), padKey(key, OUTER_PAD)];
  return (message) => {
    const bytes = typeof message === 'string' ? Buffer.from(message) : message;
    const digest = hash('sha256', Buffer.concat([inner, bytes]), 'buffer');
    return hash('sha256', Buffer.concat([outer, digest]), 'buffer');
  };
}

function padKey(key: Buffer, pad: number): Buffer {
  const padded = Buffer.alloc(BLOCK_BYTES, pad);
  for (const [index, byte] of key.entries()) padded[index] = byte ^ pad;
  return padded;
}
