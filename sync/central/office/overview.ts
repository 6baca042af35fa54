import { z } from 'zod';
import { businessDateAt } from '../../../domain/business-date.ts';
import { ok } from '../../../domain/result.ts';
import type { Shop } from '../chain.ts';
import { wholeNumber } from '../database.ts';
import { chainCurrency, readShops } from './chain-facts.ts';
import { pageOf } from './page-of-rows.ts';
import { procedure } from './procedure.ts';
import { maySeeShop } from './rights.ts';

export interface ShopDay extends Shop {
  /** Its business date now, `YYYY-MM-DD`. */
  readonly today: string;
  /** What registers have sent of that day, refunds taken off. */
  readonly saleCount: number;
  readonly saleTotalMinor: number;
  readonly registers: number;
  /** That have been heard in the last minutes. */
  readonly online: number;
  readonly waitingEntries: number;
  readonly oldestWaitingAtUtcMs: number | null;
  readonly openExceptions: number;
}

/** A register says something every minute at least. */
const ONLINE_MS = 3 * 60_000;

const PAGE_ROWS = 100;

const FIGURES = `WITH day AS (SELECT * FROM unnest($1::text[], $2::text[]) AS day (code, date)),
  sold AS (
    SELECT day.code, count(*) AS count, ${wholeNumber('sum(sale.total_minor)')} AS total FROM day
    JOIN register r ON r.shop = day.code JOIN sale ON sale.register = r.id AND sale.business_date = day.date
    GROUP BY day.code),
  open AS (
    SELECT r.shop AS code, count(*) AS count FROM exception e JOIN register r ON r.id = e.register
    WHERE e.resolved_at_utc_ms IS NULL GROUP BY r.shop),
  till AS (
    SELECT r.shop AS code, count(*) AS count,
      count(*) FILTER (WHERE r.contacted_at_utc_ms > $3::bigint - ${ONLINE_MS}) AS online,
      sum(r.waiting_entries)::bigint AS waiting,
      min(r.waiting_oldest_at_utc_ms) FILTER (WHERE r.waiting_entries > 0) AS oldest
    FROM register r WHERE r.state <> 'revoked' GROUP BY r.shop)
  SELECT day.code, coalesce(sold.count, 0) AS "saleCount", coalesce(sold.total, 0) AS "saleTotalMinor",
    coalesce(open.count, 0) AS "openExceptions", coalesce(till.count, 0) AS registers,
    coalesce(till.online, 0) AS online, coalesce(till.waiting, 0) AS "waitingEntries",
    till.oldest AS "oldestWaitingAtUtcMs"
  FROM day LEFT JOIN sold USING (code) LEFT JOIN open USING (code) LEFT JOIN till USING (code)`;

/** The shops' day, as far as their registers have sent it: of all of them together, and a page of them by their codes. */
const overview = procedure(
  null,
  z.strictObject({
    /** The shop that the page before ended with; null for the first page. */
    after: z.string().max(64).nullable(),
  }),
  async ({ pool, nowUtcMs }, caller, { after }) => {
    const now = nowUtcMs();
    const shops = (await readShops(pool)).filter(({ code }) => maySeeShop(caller, code));
    const dates = shops.map(({ zone, cutOverMinutes }) => businessDateAt(now, zone, cutOverMinutes));
    const { rows: found } = await pool.query<Omit<ShopDay, keyof Shop | 'today'> & { code: string }>(
      FIGURES,
      [shops.map(({ code }) => code), dates, now],
    );
    const figures = new Map(found.map((row) => [row.code, row]));
    const days = shops.map((shop, index): ShopDay => {
      return { ...shop, ...figures.get(shop.code)!, today: dates[index]! };
    });
    const sum = (read: (day: ShopDay) => number) => days.reduce((total, day) => total + read(day), 0);
    const together = {
      saleCount: sum((day) => day.saleCount),
      saleTotalMinor: sum((day) => day.saleTotalMinor),
      waitingEntries: sum((day) => day.waitingEntries),
      openExceptions: sum((day) => day.openExceptions),
    };
    // Where there is no such shop any more, the first page again.
    const from = days.findIndex(({ code }) => code === after) + 1;
    const page = pageOf(days.slice(from), PAGE_ROWS, ({ code }) => code);
    return ok({ nowUtcMs: now, currency: await chainCurrency(pool), together, count: days.length, ...page });
  },
);

export const overviewProcedures = { overview };
