import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { noteAudit } from './audit.ts';
import type { OfficeError } from './office-error.ts';
import {
  hashPassword,
  isPassword,
  makePassword,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  type HashedPassword,
} from './passwords.ts';
import { pageOf } from './page-of-rows.ts';
import { change, procedure } from './procedure.ts';
import { officeRoles, type OfficeRole } from './rights.ts';

const FIRST_OWNER = 'owner';

export interface OfficeUser {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: OfficeRole;
  readonly shops: readonly string[];
  readonly isActive: boolean;
  /** Has a password that somebody else knows. */
  readonly mustChangePassword: boolean;
}

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,59}$/);
const userInput = z.strictObject({
  /** Null for somebody new. */
  id: z.uuid().nullable(),
  login,
  name: z.string().trim().min(1).max(100),
  role: z.enum(officeRoles),
  shops: z.array(z.string().min(1).max(64)).max(1_000),
  isActive: z.boolean(),
});
type UserInput = z.infer<typeof userInput>;

const USER_COLUMNS = `id, login, name, role, shops, is_active AS "isActive", must_change AS "mustChangePassword"`;

/**
 * Where nobody works at central yet, makes the first owner. What comes back must be told to whoever starts central, once: it is
 * kept nowhere, and serves only to choose another password. Null where there is somebody.
 */
export async function makeFirstOwner(
  pool: Pool,
): Promise<{ readonly login: string; readonly password: string } | null> {
  const { rows } = await pool.query<{ is: boolean }>('SELECT EXISTS (SELECT 1 FROM office_user) AS is');
  if (rows[0]!.is) return null;
  const password = makePassword();
  const { salt, hash } = await hashPassword(password);
  const { rowCount } = await pool.query(
    `INSERT INTO office_user (id, login, name, role, salt, password_hash, must_change)
     VALUES ($1, $2, 'Owner', 'owner', $3, $4, true) ON CONFLICT (login) DO NOTHING`,
    [uuidv7(), FIRST_OWNER, salt, hash],
  );
  return rowCount === 1 ? { login: FIRST_OWNER, password } : null;
}

const PAGE_ROWS = 100;

/** A page of them by user name. */
const listUsers = procedure(
  'users-manage',
  z.strictObject({
    /** The user name that the page before ended with; null for the first page. */
    after: z.string().max(100).nullable(),
  }),
  async ({ pool }, _caller, { after }) => {
    const { rows: found } = await pool.query<OfficeUser>(
      `SELECT ${USER_COLUMNS} FROM office_user WHERE $1::text IS NULL OR login > $1
       ORDER BY login LIMIT ${PAGE_ROWS + 1}`,
      [after],
    );
    return ok(pageOf(found, PAGE_ROWS, (user) => user.login));
  },
);

/** Saves a person. Somebody new gets a password, which is answered once and changed when they first sign in. */
const saveUser = procedure('users-manage', userInput, async (office, caller, input) => {
  const made = input.id === null ? makePassword() : null;
  const hashed = made === null ? null : await hashPassword(made);
  return change(office, async (client) => {
    const before = input.id === null ? null : await findUser(client, input.id);
    if (input.id !== null && before === null) return fail({ code: 'gone' });
    const saved = await writeUser(client, input, hashed);
    if (!saved.ok) return saved;
    if (!(await hasOwner(client))) return fail({ code: 'last-owner' });
    if (!input.isActive || before?.role !== input.role) await endSessions(client, saved.value.id);
    await noteAudit(client, caller, {
      action: 'user-saved',
      subject: input.login,
      before: before ? shownOf(before) : null,
      after: shownOf(saved.value),
    });
    return ok({ user: saved.value, password: made });
  });
});

/** A new password for somebody who forgot theirs; whoever is signed in as them is not any more. */
const resetPassword = procedure(
  'users-manage',
  z.strictObject({ id: z.uuid() }),
  async (office, caller, { id }) => {
    const password = makePassword();
    const hashed = await hashPassword(password);
    return change(office, async (client) => {
      const user = await findUser(client, id);
      if (!user) return fail({ code: 'gone' });
      await setPassword(client, id, hashed, true);
      await endSessions(client, id);
      await noteAudit(client, caller, { action: 'password-reset', subject: user.login });
      return ok({ password });
    });
  },
);

export const userProcedures = {
  'users.list': listUsers,
  'users.save': saveUser,
  'users.reset-password': resetPassword,
};

const passwordText = z.string().max(PASSWORD_MAX_LENGTH);

/** One's own. It takes the one before, so that a page that somebody left open is not enough. */
export const changePassword = procedure(
  null,
  z.strictObject({ before: passwordText, after: passwordText }),
  async (office, caller, { before, after }): Promise<Result<null, OfficeError>> => {
    if (after.length < PASSWORD_MIN_LENGTH) return fail({ code: 'password-short', min: PASSWORD_MIN_LENGTH });
    if (after === before) return fail({ code: 'password-same' });
    const { rows } = await office.pool.query<{ salt: Buffer; hash: Buffer }>(
      'SELECT salt, password_hash AS hash FROM office_user WHERE id = $1',
      [caller.userId],
    );
    if (!rows[0] || !(await isPassword(before, rows[0]))) return fail({ code: 'password-wrong' });
    const hashed = await hashPassword(after);
    return change(office, async (client) => {
      await setPassword(client, caller.userId, hashed, false);
      await noteAudit(client, caller, { action: 'password-changed', subject: caller.login });
      return ok(null);
    });
  },
);

async function findUser(client: PoolClient, id: string): Promise<OfficeUser | null> {
  const { rows } = await client.query<OfficeUser>(
    `SELECT ${USER_COLUMNS} FROM office_user WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

async function writeUser(
  client: PoolClient,
  { id, login: name, ...user }: UserInput,
  hashed: HashedPassword | null,
): Promise<Result<OfficeUser, OfficeError>> {
  const values = [id ?? uuidv7(), name, user.name, user.role, user.role === 'manager' ? user.shops : []];
  const taken = await client.query('SELECT 1 FROM office_user WHERE login = $1 AND id <> $2', [
    name,
    values[0],
  ]);
  if (taken.rowCount !== 0) return fail({ code: 'login-taken', login: name });
  const { rows } = hashed
    ? await client.query<OfficeUser>(
        `INSERT INTO office_user (id, login, name, role, shops, is_active, salt, password_hash, must_change)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true) RETURNING ${USER_COLUMNS}`,
        [...values, user.isActive, hashed.salt, hashed.hash],
      )
    : await client.query<OfficeUser>(
        `UPDATE office_user SET login = $2, name = $3, role = $4, shops = $5, is_active = $6 WHERE id = $1
         RETURNING ${USER_COLUMNS}`,
        [...values, user.isActive],
      );
  return ok(rows[0]!);
}

async function setPassword(
  client: PoolClient,
  id: string,
  { salt, hash }: HashedPassword,
  mustChange: boolean,
): Promise<void> {
  await client.query(
    `UPDATE office_user SET salt = $2, password_hash = $3, must_change = $4, failed_count = 0, locked_until = NULL
     WHERE id = $1`,
    [id, salt, hash, mustChange],
  );
}

/** Somebody must stay who decides who works here. */
async function hasOwner(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM office_user WHERE role = 'owner' AND is_active FOR UPDATE",
  );
  return rowCount !== 0;
}

async function endSessions(client: PoolClient, userId: string): Promise<void> {
  await client.query('DELETE FROM office_session WHERE user_id = $1', [userId]);
}

function shownOf({ name, role, shops, isActive }: OfficeUser) {
  return { name, role, shops, isActive };
}
