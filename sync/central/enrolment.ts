import { createHash, createPublicKey, randomInt } from 'node:crypto';
import type { PoolClient } from 'pg';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { EnrolAnswer, EnrolRequest } from '../protocol/enrolment.ts';
import type { Central, CentralFault } from './central.ts';
import { sqlState, withTransaction, type Queryable } from './database.ts';

/** Crockford's digits: none of them is taken for another. Twelve make 60 bits, which nobody guesses. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_GROUPS = 3;
const GROUP_LENGTH = 4;
/** Digits of a till's code that central chooses. */
const TILL_CODE_LENGTH = 2;
const UNIQUE_VIOLATION = '23505';

export interface EnrolmentCode {
  readonly shop: string;
  /** Null lets the register say which till it is, or takes the next number. */
  readonly tillCode: string | null;
  readonly expiresAtUtcMs: number;
  /** Who makes it; null for the program itself. */
  readonly createdBy: string | null;
}

/** Makes a code that joins one register to the chain. It is returned once and kept as a hash. */
export async function createEnrolmentCode(
  client: Queryable,
  { shop, tillCode, expiresAtUtcMs, createdBy }: EnrolmentCode,
  nowUtcMs: number,
): Promise<string> {
  const groups = Array.from({ length: CODE_GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => DIGITS[randomInt(DIGITS.length)]).join(''),
  );
  const code = groups.join('-');
  await client.query(
    `INSERT INTO enrolment_code (code_hash, shop, till_code, created_at_utc_ms, expires_at_utc_ms, created_by)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [hashCode(code), shop, tillCode, nowUtcMs, expiresAtUtcMs, createdBy],
  );
  return code;
}

/** A code as people type it: in any case, with or without dashes, with letters for the digits that look like them. */
function hashCode(typed: string): Buffer {
  const digits = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(digits).digest();
}

/**
 * Joins a register to the chain. Asked again with the same code, key and id, as a register does that lost the answer, it says the
 * same again.
 */
export async function enrol(
  central: Central,
  request: EnrolRequest,
): Promise<Result<EnrolAnswer, CentralFault>> {
  if (!isRegisterKey(request.publicKey))
    return refuse('malformed', 'publicKey is no Ed25519 key in DER SPKI');
  try {
    const joined = await withTransaction(central.pool, (client) => join(client, request, central.nowUtcMs()));
    if (!joined.ok) return joined;
    return ok({
      chainId: central.chain.id,
      chainName: central.chain.name,
      ...joined.value,
      centralKey: central.keys.publicKey,
      dataKey: central.keys.dataKey.toString('base64'),
      centralUtcMs: central.nowUtcMs(),
    });
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    return refuse('till-taken', 'another register has this till code');
  }
}

interface Seat {
  readonly shopCode: string;
  readonly tillCode: string;
}

interface CodeRow {
  readonly shop: string;
  readonly till_code: string | null;
  readonly expires_at_utc_ms: number;
  readonly used_by: string | null;
}

async function join(
  client: PoolClient,
  request: EnrolRequest,
  nowUtcMs: number,
): Promise<Result<Seat, CentralFault>> {
  const codeHash = hashCode(request.code);
  const { rows } = await client.query<CodeRow>(
    'SELECT shop, till_code, expires_at_utc_ms, used_by FROM enrolment_code WHERE code_hash = $1 FOR UPDATE',
    [codeHash],
  );
  const [code] = rows;
  if (code === undefined) return refuse('code-unknown', 'there is no such code');
  const known = await findSeat(client, request.registerId);
  if (code.used_by !== null) {
    const isAgain = code.used_by === request.registerId && known?.publicKey === request.publicKey;
    if (!isAgain || known.state === 'revoked') return refuse('code-used', 'the code was used already');
    return ok({ shopCode: known.shopCode, tillCode: known.tillCode });
  }
  if (code.expires_at_utc_ms <= nowUtcMs) return refuse('code-expired', 'the code has expired');
  if (known?.state === 'revoked') return refuse('revoked', 'this register was taken out of the chain');
  const tillCode = code.till_code ?? request.tillCode ?? (await nextTillCode(client, code.shop));
  await client.query(
    `INSERT INTO register (id, shop, till_code, public_key, program, machine, enrolled_at_utc_ms, contacted_at_utc_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
     ON CONFLICT (id) DO UPDATE SET shop = excluded.shop, till_code = excluded.till_code, public_key = excluded.public_key,
       program = excluded.program, machine = excluded.machine, enrolled_at_utc_ms = excluded.enrolled_at_utc_ms,
       contacted_at_utc_ms = excluded.contacted_at_utc_ms`,
    [request.registerId, code.shop, tillCode, request.publicKey, request.program, request.machine, nowUtcMs],
  );
  await client.query('INSERT INTO applied (register) VALUES ($1) ON CONFLICT DO NOTHING', [
    request.registerId,
  ]);
  // Whoever left has forgotten how often they asked; what they asked then is signed with another key.
  await client.query('DELETE FROM lease_turn WHERE register = $1', [request.registerId]);
  await client.query('UPDATE enrolment_code SET used_by = $2, used_at_utc_ms = $3 WHERE code_hash = $1', [
    codeHash,
    request.registerId,
    nowUtcMs,
  ]);
  return ok({ shopCode: code.shop, tillCode });
}

async function findSeat(
  client: PoolClient,
  registerId: string,
): Promise<(Seat & { publicKey: string; state: string }) | null> {
  const { rows } = await client.query<Seat & { publicKey: string; state: string }>(
    `SELECT shop AS "shopCode", till_code AS "tillCode", public_key AS "publicKey", state FROM register WHERE id = $1 FOR UPDATE`,
    [registerId],
  );
  return rows[0] ?? null;
}

/** The number after the highest of the shop's tills and of those that codes are out for. */
async function nextTillCode(client: PoolClient, shop: string): Promise<string> {
  await client.query('SELECT FROM shop WHERE code = $1 FOR UPDATE', [shop]);
  const { rows } = await client.query<{ highest: number }>(
    `SELECT coalesce(max(till_code::integer), 0) AS highest
     FROM (SELECT till_code FROM register WHERE shop = $1 UNION ALL SELECT till_code FROM enrolment_code WHERE shop = $1) taken
     WHERE till_code ~ '^[0-9]{1,6}$'`,
    [shop],
  );
  return String((rows[0]?.highest ?? 0) + 1).padStart(TILL_CODE_LENGTH, '0');
}

function isRegisterKey(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519';
  } catch (error) {
    // What OpenSSL cannot read as a key.
    if (error instanceof Error) return false;
    throw error;
  }
}

function refuse(error: CentralFault['error'], detail: string): Result<never, CentralFault> {
  return fail({ error, detail });
}
