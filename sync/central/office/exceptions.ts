import { z } from 'zod';
import { fail, ok } from '../../../domain/result.ts';
import { exceptionKinds, type ExceptionKind } from '../../protocol/exception.ts';
import { resolveExceptions } from '../exceptions.ts';
import { noteAudit } from './audit.ts';
import { change, procedure } from './procedure.ts';
import { maySeeShop } from './rights.ts';

export interface ExceptionShown {
  readonly id: string;
  readonly kind: ExceptionKind;
  readonly shop: string;
  readonly shopName: string;
  readonly till: string;
  readonly currency: string;
  readonly subject: string;
  readonly atUtcMs: number;
  readonly amountMinor: number;
  readonly points: number;
  readonly resolvedAtUtcMs: number | null;
  /** Null where what was missing came by itself. */
  readonly resolvedBy: string | null;
  readonly note: string | null;
}

const PAGE_ROWS = 100;

/** The newest first. `amountMinor` is what those that are open cost at most, by currency. */
const list = procedure(
  null,
  z.strictObject({
    isOpen: z.boolean(),
    kind: z.enum(exceptionKinds).nullable(),
    shop: z.string().max(64).nullable(),
    before: z.int().min(0).nullable(),
  }),
  async ({ pool }, { shops }, { isOpen, kind, shop, before }) => {
    const { rows } = await pool.query<ExceptionShown & { raised: number }>(
      `SELECT e.id, e.kind, r.shop, s.name AS "shopName", r.till_code AS till, s.currency, e.subject,
         e.at_utc_ms AS "atUtcMs", e.amount_minor AS "amountMinor", e.points, e.raised_at_utc_ms AS raised,
         e.resolved_at_utc_ms AS "resolvedAtUtcMs", e.resolved_by AS "resolvedBy", e.note
       FROM exception e JOIN register r ON r.id = e.register JOIN shop s ON s.code = r.shop
       WHERE (e.resolved_at_utc_ms IS NULL) = $1 AND ($2::text IS NULL OR e.kind = $2)
         AND ($3::text IS NULL OR r.shop = $3) AND ($4::text[] IS NULL OR r.shop = ANY ($4))
         AND ($5::bigint IS NULL OR e.raised_at_utc_ms < $5)
       ORDER BY e.raised_at_utc_ms DESC, e.id LIMIT ${PAGE_ROWS + 1}`,
      [isOpen, kind, shop, shops, before],
    );
    const shown = rows.slice(0, PAGE_ROWS);
    const next = rows.length > PAGE_ROWS ? shown.at(-1)!.raised : null;
    return ok({ rows: shown.map(({ raised: _raised, ...row }): ExceptionShown => row), next });
  },
);

const NOTE_MAX_LENGTH = 200;

/** Says what was done about it. Registers of its shop hear so. */
const resolve = procedure(
  'exceptions-resolve',
  z.strictObject({ id: z.uuid(), note: z.string().trim().max(NOTE_MAX_LENGTH) }),
  (office, caller, { id, note }) =>
    change(office, async (client) => {
      if (note === '') return fail({ code: 'reason-missing' });
      const { rows } = await client.query<{ shop: string; kind: string; subject: string; at: number | null }>(
        `SELECT r.shop, e.kind, e.subject, e.resolved_at_utc_ms AS at
         FROM exception e JOIN register r ON r.id = e.register WHERE e.id = $1 FOR UPDATE OF e`,
        [id],
      );
      const [row] = rows;
      if (!row) return fail({ code: 'gone' });
      if (!maySeeShop(caller, row.shop)) return fail({ code: 'other-shop' });
      if (row.at !== null) return fail({ code: 'already-resolved' });
      await resolveExceptions(client, [id], { by: caller.name, note }, office.nowUtcMs());
      await noteAudit(client, caller, {
        action: 'exception-resolved',
        subject: `${row.kind}: ${row.subject}`,
        shop: row.shop,
        after: { note },
      });
      return ok(null);
    }),
);

export const exceptionProcedures = { 'exceptions.list': list, 'exceptions.resolve': resolve };
