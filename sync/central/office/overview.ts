import { z } from 'zod';
import { businessDateAt } from '../../../domain/business-date.ts';
import { ok } from '../../../domain/result.ts';
import type { Shop } from '../chain.ts';
import { readShops } from './chain-facts.ts';
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

/** The shops' day, as far as their registers have sent it. */
const overview = procedure(null, z.strictObject({}), async ({ pool, nowUtcMs }, caller) => {
  const now = nowUtcMs();
  const shops = (await readShops(pool)).filter(({ code }) => maySeeShop(caller, code));
  const dates = shops.map(({ zone, cutOverMinutes }) => businessDateAt(now, zone, cutOverMinutes));
  const { rows } = await pool.query<Omit<ShopDay, keyof Shop | 'today'> & { code: string }>(
    `SELECT day.code,
       (SELECT count(*) FROM sale JOIN register r ON r.id = sale.register
        WHERE sale.business_date = day.date AND r.shop = day.code) AS "saleCount",
       (SELECT coalesce(sum(total_minor), 0)::bigint FROM sale JOIN register r ON r.id = sale.register
        WHERE sale.business_date = day.date AND r.shop = day.code) AS "saleTotalMinor",
       (SELECT count(*) FROM exception e JOIN register r ON r.id = e.register
        WHERE e.resolved_at_utc_ms IS NULL AND r.shop = day.code) AS "openExceptions",
       count(r.id) AS registers,
       count(r.id) FILTER (WHERE r.contacted_at_utc_ms > $3::bigint - ${ONLINE_MS}) AS online,
       coalesce(sum(r.waiting_entries), 0)::bigint AS "waitingEntries",
       min(r.waiting_oldest_at_utc_ms) FILTER (WHERE r.waiting_entries > 0) AS "oldestWaitingAtUtcMs"
     FROM unnest($1::text[], $2::text[]) AS day (code, date)
     LEFT JOIN register r ON r.shop = day.code AND r.state <> 'revoked'
     GROUP BY day.code, day.date`,
    [shops.map(({ code }) => code), dates, now],
  );
  const figures = new Map(rows.map((row) => [row.code, row]));
  const shown = shops.map((shop, index): ShopDay => {
    return { ...shop, ...figures.get(shop.code)!, today: dates[index]! };
  });
  return ok({ nowUtcMs: now, shops: shown });
});

export const overviewProcedures = { overview };
