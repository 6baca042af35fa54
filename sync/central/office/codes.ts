import { z } from 'zod';
import { fail, ok } from '../../../domain/result.ts';
import { createEnrolmentCode } from '../enrolment-codes.ts';
import { noteAudit } from './audit.ts';
import { readShops } from './chain-facts.ts';
import { pageOf } from './page-of-rows.ts';
import { change, procedure } from './procedure.ts';
import { maySeeShop } from './rights.ts';

/** A code that nobody has used yet. What it says is known to nobody but whom it was told. */
export interface OpenCode {
  /** Hex of the code's hash: what it is withdrawn by. */
  readonly id: string;
  readonly shop: string;
  readonly till: string | null;
  /** Whether it gives a register of the chain another key, and joins none. */
  readonly isKey: boolean;
  readonly expiresAtUtcMs: number;
  readonly createdBy: string | null;
}

export interface IssuedCode {
  readonly shop: string;
  readonly till: string | null;
  readonly code: string;
  readonly expiresAtUtcMs: number;
}

/** So many at once: the tills of a large chain's region. */
const CODES_MAX = 500;
const HOURS_MAX = 24 * 30;
const HOUR_MS = 3_600_000;
const codeId = z.string().regex(/^[0-9a-f]{64}$/);

const PAGE_ROWS = 50;

/** A page of them, those that end first in front. */
const list = procedure(
  'registers-manage',
  z.strictObject({
    /** The last of the page before; null for the first page. */
    after: z.strictObject({ expiresAtUtcMs: z.int(), id: codeId }).nullable(),
  }),
  async ({ pool, nowUtcMs }, { shops }, { after }) => {
    const isOpen = `used_by IS NULL AND expires_at_utc_ms > $1 AND ($2::text[] IS NULL OR shop = ANY ($2))`;
    const { rows: found } = await pool.query<OpenCode>(
      `SELECT encode(code_hash, 'hex') AS id, shop, till_code AS till, register IS NOT NULL AS "isKey",
         expires_at_utc_ms AS "expiresAtUtcMs", created_by AS "createdBy"
       FROM enrolment_code
       WHERE ${isOpen} AND ($3::bigint IS NULL OR (expires_at_utc_ms, code_hash) > ($3, decode($4, 'hex')))
       ORDER BY expires_at_utc_ms, code_hash LIMIT ${PAGE_ROWS + 1}`,
      [nowUtcMs(), shops, after?.expiresAtUtcMs, after?.id],
    );
    const { rows: counted } = await pool.query<{ count: number }>(
      `SELECT count(*) AS count FROM enrolment_code WHERE ${isOpen}`,
      [nowUtcMs(), shops],
    );
    const page = pageOf(found, PAGE_ROWS, ({ expiresAtUtcMs, id }) => ({ expiresAtUtcMs, id }));
    return ok({ ...page, count: counted[0]!.count });
  },
);

/** Codes for tills of one shop. A till without a number takes the next that is free when it joins. */
const issue = procedure(
  'registers-manage',
  z.strictObject({
    shop: z.string().min(1).max(64),
    tills: z
      .array(
        z
          .string()
          .regex(/^[A-Za-z0-9]{1,16}$/)
          .nullable(),
      )
      .min(1)
      .max(CODES_MAX),
    hours: z.int().min(1).max(HOURS_MAX),
  }),
  (office, caller, { shop, tills, hours }) =>
    change(office, async (client) => {
      const shops = await readShops(client);
      if (!shops.some(({ code }) => code === shop)) return fail({ code: 'shop-unknown', shop });
      if (!maySeeShop(caller, shop)) return fail({ code: 'other-shop' });
      const { rows } = await client.query<{ till: string }>(
        'SELECT till_code AS till FROM register WHERE shop = $1 AND till_code = ANY ($2)',
        [shop, tills],
      );
      if (rows[0]) return fail({ code: 'till-taken', till: rows[0].till });
      const now = office.nowUtcMs();
      const expiresAtUtcMs = now + hours * HOUR_MS;
      const issued: IssuedCode[] = [];
      for (const till of tills) {
        const wanted = { shop, tillCode: till, expiresAtUtcMs, createdBy: caller.name };
        const code = await createEnrolmentCode(client, wanted, now);
        issued.push({ shop, till, code, expiresAtUtcMs });
      }
      await noteAudit(client, caller, {
        action: 'codes-issued',
        subject: shop,
        shop,
        after: { tills, hours },
      });
      return ok(issued);
    }),
);

const withdraw = procedure('registers-manage', z.strictObject({ id: codeId }), (office, caller, { id }) =>
  change(office, async (client) => {
    const { rows } = await client.query<{ shop: string; till: string | null }>(
      `DELETE FROM enrolment_code WHERE code_hash = decode($1, 'hex') AND used_by IS NULL
         RETURNING shop, till_code AS till`,
      [id],
    );
    const [code] = rows;
    if (!code) return fail({ code: 'gone' });
    if (!maySeeShop(caller, code.shop)) return fail({ code: 'other-shop' });
    await noteAudit(client, caller, {
      action: 'code-withdrawn',
      subject: code.till === null ? code.shop : `${code.shop}-${code.till}`,
      shop: code.shop,
    });
    return ok(null);
  }),
);

export const codeProcedures = { 'codes.list': list, 'codes.issue': issue, 'codes.withdraw': withdraw };
