import { createPublicKey } from 'node:crypto';
import type { PoolClient } from 'pg';
import { fail, ok, type Result } from '../../domain/result.ts';
import { ENROL_AGAIN_MS, type EnrolAnswer, type EnrolRequest } from '../protocol/enrolment.ts';
import type { Central, CentralFault } from './central.ts';
import { sqlState, withTransaction } from './database.ts';
import { dropKeyCodes, hashCode } from './enrolment-codes.ts';
import { noteAudit } from './office/audit.ts';
import type { RegisterState } from './registers.ts';

/** Digits of a till's code that central chooses. */
const TILL_CODE_LENGTH = 2;
const UNIQUE_VIOLATION = '23505';

/**
 * Joins a register to the chain, or gives one that is in it another key by a code that was made for it. Asked again with the same
 * code, key and id, as a register does that lost the answer, it says the same again for an hour; to one that joined, only until it
 * has signed in. `isSignedBy` says whether the request is signed with a key.
 */
export async function enrol(
  central: Central,
  request: EnrolRequest,
  isSignedBy: (publicKey: string) => boolean,
): Promise<Result<EnrolAnswer, CentralFault>> {
  if (!isRegisterKey(request.publicKey))
    return refuse('malformed', 'publicKey is no Ed25519 key in DER SPKI');
  if (!isSignedBy(request.publicKey))
    return refuse('unauthorized', 'the request is not signed with the key that it brings');
  try {
    const entered = await withTransaction(central.pool, (client) => enter(central, client, request));
    if (!entered.ok) return entered;
    return ok({
      chainId: central.chain.id,
      chainName: central.chain.name,
      ...entered.value,
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
  readonly tillCode: string | null;
  readonly expiresAtUtcMs: number;
  readonly createdBy: string | null;
  /** Whose key it replaces; null where it joins a register that is not in the chain. */
  readonly register: string | null;
  readonly usedBy: string | null;
  readonly usedAtUtcMs: number;
}

/** A register that the chain has or had. */
interface KnownSeat extends Seat {
  readonly publicKey: string;
  readonly state: RegisterState;
  readonly hasSignedIn: boolean;
  /** The last that its journal says is that it left the chain: it may come back under another code. */
  readonly hasLeft: boolean;
}

async function enter(
  central: Central,
  client: PoolClient,
  request: EnrolRequest,
): Promise<Result<Seat, CentralFault>> {
  const nowUtcMs = central.nowUtcMs();
  const codeHash = hashCode(request.code);
  const { rows } = await client.query<CodeRow>(
    `SELECT shop, till_code AS "tillCode", expires_at_utc_ms AS "expiresAtUtcMs", created_by AS "createdBy", register,
       used_by AS "usedBy", coalesce(used_at_utc_ms, 0) AS "usedAtUtcMs"
     FROM enrolment_code WHERE code_hash = $1 FOR UPDATE`,
    [codeHash],
  );
  const [code] = rows;
  if (code === undefined) return refuse('code-unknown', 'there is no such code');
  const known = await findSeat(client, request.registerId);
  const refusal = refusalOf(central, request, code, known);
  if (refusal) return fail(refusal);
  if (known && code.usedBy !== null) return ok({ shopCode: known.shopCode, tillCode: known.tillCode });
  const entered =
    known && code.register !== null
      ? await replaceKey(client, request, code, known, nowUtcMs)
      : await join(client, request, code, known, nowUtcMs);
  if (!entered.ok) return entered;
  // Whoever left has forgotten how often they asked; what they asked then is signed with another key.
  await client.query('DELETE FROM lease_turn WHERE register = $1', [request.registerId]);
  await client.query('UPDATE enrolment_code SET used_by = $2, used_at_utc_ms = $3 WHERE code_hash = $1', [
    codeHash,
    request.registerId,
    nowUtcMs,
  ]);
  await dropKeyCodes(client, request.registerId);
  return entered;
}

/** Why a code does not do what is asked with it; null where it does. */
function refusalOf(
  { chain, nowUtcMs }: Central,
  { registerId, publicKey, chainId }: EnrolRequest,
  code: CodeRow,
  known: KnownSeat | null,
): CentralFault | null {
  const isOwn = code.register === registerId;
  if (code.register !== null && !isOwn)
    return { error: 'code-elsewhere', detail: 'the code was made for another register' };
  if (chainId !== null && chainId !== chain.id)
    return { error: 'code-elsewhere', detail: 'the register belongs to another chain' };
  if (code.usedBy !== null) {
    const isAgain = code.usedBy === registerId && known?.publicKey === publicKey;
    // A till that is restored signs in by itself as soon as its new key is known, whether it got the answer or not.
    const mayNeed = isAgain && (isOwn || !known.hasSignedIn);
    const mayAgain = mayNeed && known.state !== 'revoked' && nowUtcMs() - code.usedAtUtcMs <= ENROL_AGAIN_MS;
    return mayAgain ? null : { error: 'code-used', detail: 'the code was used already' };
  }
  if (code.expiresAtUtcMs <= nowUtcMs()) return { error: 'code-expired', detail: 'the code has expired' };
  if (known?.state === 'revoked')
    return { error: 'revoked', detail: 'this register was taken out of the chain' };
  if (!isOwn && (chainId !== null || (known !== null && !known.hasLeft))) return registerActive;
  return null;
}

const registerActive: CentralFault = {
  error: 'register-active',
  detail: 'a register with this id is in the chain, and the code was not made for it',
};

/**
 * A register that is new, or was in the chain and left it. When it came first stays: nothing that it wrote happened to members of
 * the chain before that, however often its journal is read again.
 */
async function join(
  client: PoolClient,
  { registerId, publicKey, tillCode: wanted, program, machine }: EnrolRequest,
  code: CodeRow,
  known: KnownSeat | null,
  nowUtcMs: number,
): Promise<Result<Seat, CentralFault>> {
  const tillCode = code.tillCode ?? wanted ?? (await nextTillCode(client, code.shop));
  const { rowCount } = await client.query(
    `INSERT INTO register (id, shop, till_code, public_key, program, machine, enrolled_at_utc_ms, contacted_at_utc_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
     ON CONFLICT (id) DO UPDATE SET shop = excluded.shop, till_code = excluded.till_code, public_key = excluded.public_key,
       program = excluded.program, machine = excluded.machine, contacted_at_utc_ms = excluded.contacted_at_utc_ms,
       has_signed_in = false
     WHERE $8::boolean`,
    [registerId, code.shop, tillCode, publicKey, program, machine, nowUtcMs, known !== null],
  );
  // Another code has brought it in since it was looked for.
  if (rowCount === 0) return fail(registerActive);
  await client.query('INSERT INTO applied (register) VALUES ($1) ON CONFLICT DO NOTHING', [registerId]);
  return ok({ shopCode: code.shop, tillCode });
}

/** The key until now signs nothing any more from here on. All else of the register stays: its place, its journal, its figures. */
async function replaceKey(
  client: PoolClient,
  { registerId, publicKey, program, machine }: EnrolRequest,
  { createdBy }: CodeRow,
  { shopCode, tillCode }: KnownSeat,
  nowUtcMs: number,
): Promise<Result<Seat, CentralFault>> {
  await client.query(
    `UPDATE register SET public_key = $2, program = $3, machine = $4, contacted_at_utc_ms = $5, has_signed_in = false
     WHERE id = $1`,
    [registerId, publicKey, program, machine, nowUtcMs],
  );
  await noteAudit(client, null, {
    action: 'register-key-replaced',
    subject: `${shopCode}-${tillCode}`,
    shop: shopCode,
    after: { codeBy: createdBy, machine },
  });
  return ok({ shopCode, tillCode });
}

async function findSeat(client: PoolClient, registerId: string): Promise<KnownSeat | null> {
  const { rows } = await client.query<KnownSeat>(
    `SELECT shop AS "shopCode", till_code AS "tillCode", public_key AS "publicKey", state, has_signed_in AS "hasSignedIn",
       EXISTS (SELECT FROM entry WHERE entry.register = register.id AND entry.epoch = register.epoch
         AND entry.seq = register.seq AND entry.type = 'chain.left') AS "hasLeft"
     FROM register WHERE id = $1 FOR UPDATE`,
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
