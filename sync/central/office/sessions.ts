import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { noteAudit } from './audit.ts';
import type { OfficeError } from './office-error.ts';
import { hashPassword, isPassword, type HashedPassword } from './passwords.ts';
import type { Office } from './procedure.ts';
import type { Caller, OfficeRole } from './rights.ts';

/** So many wrong passwords of one person lock them for so long, by central's clock. */
const ATTEMPTS_MAX = 5;
const LOCK_MINUTES = 5;
/** A session ends so long after it began, and sooner when nobody uses it. */
const SESSION_HOURS = 12;
const IDLE_MINUTES = 60;
/** Each takes 32 MB and a processor for a tenth of a second: more at once would hold up the registers. */
const CHECKS_MAX = 4;
const TOKEN_BYTES = 32;

export interface Session {
  readonly caller: Caller;
  readonly csrf: string;
}

export interface BegunSession extends Session {
  /** What the cookie says. */
  readonly token: string;
}

interface UserRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: OfficeRole;
  readonly shops: string[];
  readonly must_change: boolean;
}

interface CredentialRow extends UserRow {
  readonly salt: Buffer;
  readonly password_hash: Buffer;
  readonly is_active: boolean;
  readonly failed_count: number;
  readonly locked_until_ms: number | null;
}

let checksUnderWay = 0;
/** What a login that nobody has is checked against, so that its answer takes as long. */
let nobody: Promise<HashedPassword> | undefined;

/**
 * Signs a person in. A try is counted before its password is looked at, so that a thousand at once are no more than five; the
 * fifth locks the login for five minutes. A login that nobody has answers like a wrong password.
 */
export async function signIn(
  office: Office,
  login: string,
  password: string,
): Promise<Result<BegunSession, OfficeError>> {
  if (checksUnderWay >= CHECKS_MAX) return fail({ code: 'sign-in-busy' });
  checksUnderWay += 1;
  try {
    return await checkAndBegin(office, login.trim().toLowerCase(), password);
  } finally {
    checksUnderWay -= 1;
  }
}

async function checkAndBegin(
  { pool, nowUtcMs }: Office,
  login: string,
  password: string,
): Promise<Result<BegunSession, OfficeError>> {
  const user = await countTry(pool, login);
  nobody ??= hashPassword(randomBytes(TOKEN_BYTES).toString('hex'));
  const known = user ? { salt: user.salt, hash: user.password_hash } : await nobody;
  const lockedUntilUtcMs = user?.locked_until_ms ?? 0;
  if (lockedUntilUtcMs > nowUtcMs()) return fail({ code: 'sign-in-locked', untilUtcMs: lockedUntilUtcMs });
  const isRight = await isPassword(password, known);
  if (!user) return fail({ code: 'sign-in-wrong' });
  if (!isRight || !user.is_active) return refuse(pool, user);
  await pool.query('UPDATE office_user SET failed_count = 0, locked_until = NULL WHERE id = $1', [user.id]);
  const begun = await beginSession(pool, user);
  await noteAudit(pool, begun.caller, { action: 'signed-in', subject: user.login });
  return ok(begun);
}

/** Counts a try that is not refused anyway. A lock that has ended begins the count anew. */
async function countTry(pool: Pool, login: string): Promise<CredentialRow | null> {
  const { rows } = await pool.query<CredentialRow>(
    `UPDATE office_user SET
       failed_count = CASE WHEN locked_until > now() THEN failed_count
                           WHEN locked_until IS NOT NULL THEN 1 ELSE failed_count + 1 END,
       locked_until = CASE WHEN locked_until > now() THEN locked_until
                           WHEN locked_until IS NULL AND failed_count + 1 > ${ATTEMPTS_MAX}
                             THEN now() + interval '${LOCK_MINUTES} minutes' END
     WHERE login = $1
     RETURNING id, login, name, role, shops, must_change, salt, password_hash, is_active, failed_count,
       (extract(epoch FROM locked_until) * 1000)::float8 AS locked_until_ms`,
    [login],
  );
  return rows[0] ?? null;
}

async function refuse(pool: Pool, user: CredentialRow): Promise<Result<never, OfficeError>> {
  if (user.failed_count < ATTEMPTS_MAX) return fail({ code: 'sign-in-wrong' });
  const { rows } = await pool.query<{ until: number }>(
    `UPDATE office_user SET locked_until = now() + interval '${LOCK_MINUTES} minutes' WHERE id = $1
     RETURNING (extract(epoch FROM locked_until) * 1000)::float8 AS until`,
    [user.id],
  );
  await noteAudit(pool, null, { action: 'sign-in-locked', subject: user.login });
  return fail({ code: 'sign-in-locked', untilUtcMs: rows[0]!.until });
}

async function beginSession(pool: Pool, user: UserRow): Promise<BegunSession> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const csrf = randomBytes(TOKEN_BYTES).toString('base64url');
  // What has ended goes with the next that begins: there are never many.
  await pool.query('DELETE FROM office_session WHERE ends_at < now()');
  await pool.query(
    `INSERT INTO office_session (token_hash, user_id, csrf, ends_at)
     VALUES ($1, $2, $3, now() + interval '${SESSION_HOURS} hours')`,
    [hashToken(token), user.id, csrf],
  );
  return { token, csrf, caller: callerOf(user) };
}

/** Whose session a cookie's token is of; null where it has ended or is nobody's. */
export async function findSession(pool: Pool, token: string): Promise<Session | null> {
  const { rows } = await pool.query<UserRow & { csrf: string }>(
    `UPDATE office_session SET seen_at = now()
     FROM office_user
     WHERE token_hash = $1 AND office_user.id = user_id AND is_active AND ends_at > now()
       AND seen_at > now() - interval '${IDLE_MINUTES} minutes'
     RETURNING office_user.id, login, name, role, shops, must_change, csrf`,
    [hashToken(token)],
  );
  const [row] = rows;
  return row ? { caller: callerOf(row), csrf: row.csrf } : null;
}

export async function endSession(pool: Pool, token: string): Promise<void> {
  await pool.query('DELETE FROM office_session WHERE token_hash = $1', [hashToken(token)]);
}

/** Whether a request comes from the page that the session was begun for: another site's knows the cookie to send, not this. */
export function isOwnPage(session: Session, header: string | undefined): boolean {
  const [said, meant] = [Buffer.from(header ?? ''), Buffer.from(session.csrf)];
  return said.length === meant.length && timingSafeEqual(said, meant);
}

function callerOf({ id, login, name, role, shops, must_change: mustChangePassword }: UserRow): Caller {
  return { userId: id, login, name, role, shops: role === 'manager' ? shops : null, mustChangePassword };
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
