import { createHash, randomInt } from 'node:crypto';
import type { Queryable } from './database.ts';

/** Crockford's digits: none of them is taken for another. Twelve make 60 bits, which nobody guesses. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_GROUPS = 3;
const GROUP_LENGTH = 4;

export interface EnrolmentCode {
  readonly shop: string;
  /** Null lets the register say which till it is, or takes the next number. */
  readonly tillCode: string | null;
  readonly expiresAtUtcMs: number;
  /** Who makes it; null for the program itself. */
  readonly createdBy: string | null;
}

/** A code for a register that is in the chain already, under its shop and till. */
export interface KeyCode extends EnrolmentCode {
  readonly registerId: string;
  readonly tillCode: string;
}

/** Makes a code that joins one register to the chain. It is returned once and kept as a hash. */
export function createEnrolmentCode(
  client: Queryable,
  code: EnrolmentCode,
  nowUtcMs: number,
): Promise<string> {
  return createCode(client, { ...code, registerId: null }, nowUtcMs);
}

/**
 * Makes a code by which a register takes another key in the place of the one that it had. Told and kept as the other; those that
 * were made for that register before are good for nothing any more.
 */
export async function createKeyCode(client: Queryable, code: KeyCode, nowUtcMs: number): Promise<string> {
  await dropKeyCodes(client, code.registerId);
  return createCode(client, code, nowUtcMs);
}

/** Takes away the codes for a register's key that nobody has used: whoever finds one that was mislaid could take the till over. */
export async function dropKeyCodes(client: Queryable, registerId: string): Promise<void> {
  // One that is being used at this moment is somebody's who waits for the register.
  await client.query(
    `DELETE FROM enrolment_code WHERE code_hash IN
       (SELECT code_hash FROM enrolment_code WHERE register = $1 AND used_by IS NULL FOR UPDATE SKIP LOCKED)`,
    [registerId],
  );
}

interface AnyCode extends EnrolmentCode {
  readonly registerId: string | null;
}

async function createCode(
  client: Queryable,
  { shop, tillCode, expiresAtUtcMs, createdBy, registerId }: AnyCode,
  nowUtcMs: number,
): Promise<string> {
  const groups = Array.from({ length: CODE_GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => DIGITS[randomInt(DIGITS.length)]).join(''),
  );
  const code = groups.join('-');
  await client.query(
    `INSERT INTO enrolment_code (code_hash, shop, till_code, created_at_utc_ms, expires_at_utc_ms, created_by, register)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [hashCode(code), shop, tillCode, nowUtcMs, expiresAtUtcMs, createdBy, registerId],
  );
  return code;
}

/** A code as people type it: in any case, with or without dashes, with letters for the digits that look like them. */
export function hashCode(typed: string): Buffer {
  const digits = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(digits).digest();
}
