import type { PoolClient } from 'pg';
import { z } from 'zod';
import { ok } from '../../../domain/result.ts';
import { chainCurrency } from './chain-facts.ts';
import { pageOf } from './page-of-rows.ts';
import { procedure } from './procedure.ts';
import type { Caller } from './rights.ts';

/** What a change is noted as. Nothing personal of a member stands in it, nor any password, PIN or code. */
export interface AuditNote {
  readonly action: AuditAction;
  /** A till, a member's number, a rule's id, the name of a file. */
  readonly subject: string;
  readonly shop?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

export const auditActions = [
  'signed-in',
  'sign-in-locked',
  'password-changed',
  'user-saved',
  'password-reset',
  'shop-saved',
  'codes-issued',
  'code-withdrawn',
  'register-revoked',
  'register-released',
  'key-code-issued',
  'register-key-replaced',
  'exception-resolved',
  'members-imported',
  'member-seen',
  'member-merged',
  'member-erased',
  'member-added',
  'member-changed',
  'points-adjusted',
  'points-held',
  'points-released',
  'tier-given',
  'promotions-imported',
  'promotion-switched',
  'coupons-issued',
  'coupon-voided',
  'articles-imported',
  'price-changed',
  'setting-changed',
  'policy-changed',
  'staff-saved',
  'pin-set',
] as const;
export type AuditAction = (typeof auditActions)[number];

const SUBJECT_MAX_LENGTH = 200;

/** Notes a change in the transaction that makes it. `caller` null: the program did it by itself. */
export async function noteAudit(
  client: Pick<PoolClient, 'query'>,
  caller: Pick<Caller, 'userId' | 'name'> | null,
  { action, subject, shop = null, before, after }: AuditNote,
): Promise<void> {
  await client.query(
    `INSERT INTO office_audit (user_id, user_name, action, subject, shop, before, after)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      caller?.userId ?? null,
      caller?.name ?? 'central',
      action,
      subject.slice(0, SUBJECT_MAX_LENGTH),
      shop,
      jsonOf(before),
      jsonOf(after),
    ],
  );
}

function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

export interface AuditRow {
  readonly id: number;
  readonly atUtcMs: number;
  readonly userName: string;
  readonly action: AuditAction;
  readonly subject: string;
  readonly shop: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

const PAGE_ROWS = 100;

/** A page, the newest first; of an action, and of what has a text in its subject or in who did it. */
const listAudit = procedure(
  'audit-see',
  z.strictObject({
    action: z.enum(auditActions).nullable(),
    text: z.string().trim().max(100),
    /** The last of the page before; null for the first page. */
    after: z.int().min(1).nullable(),
  }),
  async ({ pool }, _caller, { action, text, after }) => {
    const { rows: found } = await pool.query<AuditRow>(
      `SELECT id::float8 AS id, (extract(epoch FROM at) * 1000)::float8 AS "atUtcMs", user_name AS "userName", action, subject,
         shop, before, after
       FROM office_audit
       WHERE ($1::text IS NULL OR action = $1) AND ($2::bigint IS NULL OR id < $2)
         AND ($3 = '' OR strpos(lower(subject), lower($3)) > 0 OR strpos(lower(user_name), lower($3)) > 0)
       ORDER BY id DESC LIMIT ${PAGE_ROWS + 1}`,
      [action, after, text],
    );
    const currency = await chainCurrency(pool);
    return ok({ ...pageOf(found, PAGE_ROWS, ({ id }) => id), currency });
  },
);

export const auditProcedures = { 'audit.list': listAudit };
