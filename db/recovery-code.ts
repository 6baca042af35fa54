import type { Database } from 'better-sqlite3';
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  randomInt,
  scryptSync,
} from 'node:crypto';
import { fingerprintOf } from './data-key.ts';

/** Without the characters that are read for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const GROUPS = 5;
const GROUP_LENGTH = 5;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
/** scrypt as for PINs: 32 MiB and a tenth of a second; the code itself holds 123 random bits. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;

/** The data key locked under a code, base64. */
interface LockedKey {
  readonly salt: string;
  readonly nonce: string;
  readonly locked: string;
  readonly tag: string;
}

/** A new code, in groups that can be written down: `7KQ2M-…`. */
export function newRecoveryCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]!).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Locks a data key under a code: JSON to be kept in the database, so that every backup has it. */
export function lockDataKey(dataKey: Buffer, code: string): string {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOfCode(code, salt), nonce);
  const locked = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  const parts = { salt, nonce, locked, tag: cipher.getAuthTag() };
  const texts = Object.entries(parts).map(([name, part]) => [name, part.toString('base64')] as const);
  return JSON.stringify(Object.fromEntries(texts));
}

/** What opening the key of a database came to: the key, or why not. */
export type OpenedKey =
  { readonly key: Buffer } | { readonly refused: 'recovery-code-none' | 'recovery-code-wrong' };

/** Opens the data key that a database keeps locked, with the code as somebody typed it. */
export function openDataKey(db: Database, code: string): OpenedKey {
  const kept = db
    .prepare<[], { fingerprint: Buffer; recovery: string | null }>(
      'SELECT fingerprint, recovery FROM data_key',
    )
    .get();
  if (!kept || kept.recovery === null) return { refused: 'recovery-code-none' };
  const { salt, nonce, locked, tag } = JSON.parse(kept.recovery) as LockedKey;
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const key = createDecipheriv('aes-256-gcm', keyOfCode(code, bytes(salt)), bytes(nonce));
  key.setAuthTag(bytes(tag));
  const opened = key.update(bytes(locked));
  try {
    key.final();
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) return { refused: 'recovery-code-wrong' };
    throw error;
  }
  return fingerprintOf(opened).equals(kept.fingerprint)
    ? { key: opened }
    : { refused: 'recovery-code-wrong' };
}

/** The code without hyphens and blanks, in capitals, as people may leave them out. */
function keyOfCode(code: string, salt: Buffer) {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return createSecretKey(scryptSync(plain, salt, KEY_BYTES, SCRYPT));
}
