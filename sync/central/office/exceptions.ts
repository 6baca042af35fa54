import { z } from 'zod';
import { fail, ok } from '../../../domain/result.ts';
import { exceptionKinds, type ExceptionKind } from '../../protocol/exception.ts';
import { wholeNumber } from '../database.ts';
import { resolveExceptions } from '../exceptions.ts';
import { noteAudit } from './audit.ts';
import { chainCurrency } from './chain-facts.ts';
import { pageOf } from './page-of-rows.ts';
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

const place = z.strictObject({ raisedAtUtcMs: z.int().min(0), id: z.uuid() });
/** Where a page of exceptions ended. */
export type ExceptionPlace = z.infer<typeof place>;

const filter = z.strictObject({
  isOpen: z.boolean(),
  kind: z.enum(exceptionKinds).nullable(),
  shop: z.string().max(64).nullable(),
  /** The last of the page before; null for the first page. */
  after: place.nullable(),
});

const WHERE = `(e.resolved_at_utc_ms IS NULL) = $1 AND ($2::text IS NULL OR r.shop = $2)
  AND ($3::text[] IS NULL OR r.shop = ANY ($3))`;

/** A page, the newest first, and how many there are of each kind. */
const list = procedure(null, filter, async ({ pool }, { shops }, { isOpen, kind, shop, after }) => {
  const { rows: found } = await pool.query<ExceptionShown & { raisedAtUtcMs: number }>(
    `SELECT e.id, e.kind, r.shop, s.name AS "shopName", r.till_code AS till, s.currency, e.subject,
       e.at_utc_ms AS "atUtcMs", e.amount_minor AS "amountMinor", e.points, e.raised_at_utc_ms AS "raisedAtUtcMs",
       e.resolved_at_utc_ms AS "resolvedAtUtcMs", e.resolved_by AS "resolvedBy", e.note
     FROM exception e JOIN register r ON r.id = e.register JOIN shop s ON s.code = r.shop
     WHERE ${WHERE} AND ($4::text IS NULL OR e.kind = $4)
       AND ($5::bigint IS NULL OR (e.raised_at_utc_ms, e.id) < ($5, $6::uuid))
     ORDER BY e.raised_at_utc_ms DESC, e.id DESC LIMIT ${PAGE_ROWS + 1}`,
    [isOpen, shop, shops, kind, after?.raisedAtUtcMs, after?.id],
  );
  const { rows: counts } = await pool.query<{ kind: ExceptionKind; count: number; amountMinor: number }>(
    `SELECT e.kind, count(*) AS count, ${wholeNumber('sum(e.amount_minor)')} AS "amountMinor"
     FROM exception e JOIN register r ON r.id = e.register WHERE ${WHERE} GROUP BY e.kind`,
    [isOpen, shop, shops],
  );
  const page = pageOf(found, PAGE_ROWS, ({ raisedAtUtcMs, id }) => ({ raisedAtUtcMs, id }));
  return ok({ ...page, counts, currency: await chainCurrency(pool) });
});

const NOTE_MAX_LENGTH = 200;

/** Says what was done about some of them. Registers of their shops hear so. All are resolved, or none. */
const resolve = procedure(
  'exceptions-resolve',
  z.strictObject({
    ids: z.array(z.uuid()).min(1).max(PAGE_ROWS),
    note: z.string().trim().max(NOTE_MAX_LENGTH),
  }),
  (office, caller, { ids, note }) =>
    change(office, async (client) => {
      if (note === '') return fail({ code: 'reason-missing' });
      const { rows } = await client.query<{ shop: string; kind: string; subject: string; at: number | null }>(
        `SELECT r.shop, e.kind, e.subject, e.resolved_at_utc_ms AS at
         FROM exception e JOIN register r ON r.id = e.register WHERE e.id = ANY ($1) ORDER BY e.id FOR UPDATE OF e`,
        [ids],
      );
      if (rows.length < new Set(ids).size) return fail({ code: 'gone' });
      if (!rows.every(({ shop }) => maySeeShop(caller, shop))) return fail({ code: 'other-shop' });
      if (rows.some(({ at }) => at !== null)) return fail({ code: 'already-resolved' });
      await resolveExceptions(client, ids, { by: caller.name, note }, office.nowUtcMs());
      for (const { kind, subject, shop } of rows) {
        const noted = { action: 'exception-resolved', subject: `${kind}: ${subject}`, shop } as const;
        await noteAudit(client, caller, { ...noted, after: { note } });
      }
      return ok(null);
    }),
);

export const exceptionProcedures = { 'exceptions.list': list, 'exceptions.resolve': resolve };
