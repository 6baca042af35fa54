import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
const DIGEST_BYTES = 32;
/** Longer messages get room of their own. */
const SHORT_MESSAGE_BYTES = 256;

/** HMAC-SHA-256 (RFC 2104) of a message, 32 bytes. */
export type KeyedHash = (message: string | Buffer) => Buffer;

/**
 * A keyed hash for one purpose, under a key derived from `key` (32 random bytes) as HKDF-Expand does (RFC 5869), so that what
 * is hashed for one purpose says nothing about another. Built of one-shot hashes: an HMAC object of Node's takes ten times
 * as long to make, and an import makes millions. Their digests come as hex, because a buffer takes five times as long as the
 * hash.
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
  const inner = padKey(key, INNER_PAD, SHORT_MESSAGE_BYTES);
  const outer = padKey(key, OUTER_PAD, DIGEST_BYTES);
  return (message) => {
    const bytes = typeof message === 'string' ? Buffer.from(message) : message;
    outer.write(hash('sha256', behindPad(inner, bytes), 'hex'), BLOCK_BYTES, 'hex');
    return Buffer.from(hash('sha256', outer, 'hex'), 'hex');
  };
}

/** The message behind the padded key, in the room that is kept for it where it is short. */
function behindPad(padded: Buffer, message: Buffer): Buffer {
  if (message.length > SHORT_MESSAGE_BYTES) return Buffer.concat([padded.subarray(0, BLOCK_BYTES), message]);
  padded.set(message, BLOCK_BYTES);
  return padded.subarray(0, BLOCK_BYTES + message.length);
}

/** The padded key, with room for so many bytes of a message. */
function padKey(key: Buffer, pad: number, room: number): Buffer {
  const padded = Buffer.alloc(BLOCK_BYTES + room, pad);
  for (const [index, byte] of key.entries()) padded[index] = byte ^ pad;
  return padded;
}
