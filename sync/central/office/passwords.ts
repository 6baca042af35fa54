import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt with N 32,768, r 8, p 1: about a tenth of a second and 32 MB (OWASP, Password Storage). */
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_048_576 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Long rather than motley (NIST SP 800-63B, 3.1.1.2). */
export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 200;

/** Letters and digits that nobody mistakes for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

export interface HashedPassword {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export async function hashPassword(password: string): Promise<HashedPassword> {
  const salt = randomBytes(SALT_BYTES);
  return { salt, hash: await derive(password, salt) };
}

export async function isPassword(password: string, { salt, hash }: HashedPassword): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt), hash);
}

/** One that can be read out over a telephone: 79 random bits. */
export function makePassword(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)]!;
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, SCRYPT, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
