import type { Scope } from '../protocol/feed.ts';
import type { Queryable } from './database.ts';
import { freeLeases } from './lease-rows.ts';

export type RegisterState = 'active' | 'revoked' | 'forked';

/** A register as its requests are checked against. */
export interface KnownRegister {
  readonly id: string;
  readonly shop: string;
  readonly tillCode: string;
  /** Ed25519, base64 of DER SPKI. */
  readonly publicKey: string;
  readonly state: RegisterState;
  /** Raised by each request to be sent scopes anew, which are then these. */
  readonly repullId: number;
  readonly repullScopes: readonly Scope[];
  readonly contactedAtUtcMs: number;
  /** Since it was enrolled last. */
  readonly hasSignedIn: boolean;
}

export async function findRegister(client: Queryable, registerId: string): Promise<KnownRegister | null> {
  const { rows } = await client.query<KnownRegister>(
    `SELECT id, shop, till_code AS "tillCode", public_key AS "publicKey", state, repull_id AS "repullId",
       repull_scopes AS "repullScopes", contacted_at_utc_ms AS "contactedAtUtcMs", has_signed_in AS "hasSignedIn" FROM register WHERE id = $1`,
    [registerId],
  );
  return rows[0] ?? null;
}

/** How often at most it is noted that a register was heard. */
const CONTACT_STEP_MS = 30_000;

/** Notes that a register was heard. Where a push is under way that holds its row, that will say it. */
export async function noteContact(
  client: Queryable,
  { id, contactedAtUtcMs }: KnownRegister,
  nowUtcMs: number,
): Promise<void> {
  if (nowUtcMs - contactedAtUtcMs < CONTACT_STEP_MS) return;
  await client.query(
    `UPDATE register SET contacted_at_utc_ms = $2
     WHERE id = (SELECT id FROM register WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED)`,
    [id, nowUtcMs],
  );
}

/** Notes, the first time, that a register has the answer to its enrolment: nobody is told that again. */
export async function noteSignIn(
  client: Queryable,
  { id, hasSignedIn, publicKey }: KnownRegister,
): Promise<void> {
  if (hasSignedIn) return;
  await client.query('UPDATE register SET has_signed_in = true WHERE id = $1 AND public_key = $2', [
    id,
    publicKey,
  ]);
}

/**
 * Takes a register out of the chain: from its next request on it is told so, destroys what it knows of members, and sends what
 * is left of its journal. Points that were kept for it are free at once. False where there is none that could be.
 */
export async function revokeRegister(
  client: Queryable,
  registerId: string,
  nowUtcMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE register SET state = 'revoked', revoked_at_utc_ms = $2 WHERE id = $1 AND state <> 'revoked'`,
    [registerId, nowUtcMs],
  );
  if (rowCount !== 1) return false;
  await freeLeases(client, registerId);
  return true;
}

/** Takes entries of a register again whose journal had two ends: somebody looked, and it follows what central has. */
export async function releaseFork(client: Queryable, registerId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE register SET state = 'active' WHERE id = $1 AND state = 'forked'`,
    [registerId],
  );
  return rowCount === 1;
}
