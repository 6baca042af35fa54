import { addDays, addMonths, startOfDay, wallClockAt } from '../business-date.ts';
import type { Expiry, Pending } from './loyalty-settings.ts';
import type { PointsLot } from './points-lots.ts';

/** When points that are earned now may be spent, in UTC milliseconds; a number of days ends at midnight in the shop's zone. */
export function activeFrom(pending: Pending, earnedAtUtcMs: number, zone: string): number {
  if (pending.kind === 'at-once' || pending.days === 0) return earnedAtUtcMs;
  return startOfDay(addDays(wallClockAt(earnedAtUtcMs, zone).date, pending.days), zone);
}

/**
 * The first moment at which points that are earned now are gone, in UTC milliseconds: always a midnight in the shop's zone.
 * Points of 30 days may be spent on the thirtieth day after the one on which they were earned. Null never ends.
 */
export function expiresAt(expiry: Expiry, earnedAtUtcMs: number, zone: string): number | null {
  const { date } = wallClockAt(earnedAtUtcMs, zone);
  switch (expiry.kind) {
    case 'never':
      return null;
    case 'days':
      return startOfDay(addDays(date, expiry.days + 1), zone);
    case 'month-end':
      return startOfDay(addMonths(`${date.slice(0, 7)}-01`, expiry.afterMonths + 1), zone);
    case 'year-end':
      return startOfDay(addMonths(`${date.slice(0, 4)}-01-01`, 12 * (expiry.afterYears + 1)), zone);
  }
}

/** The first moment at which points end that have to live so many whole days more. */
export function afterDays(days: number, nowUtcMs: number, zone: string): number {
  return startOfDay(addDays(wallClockAt(nowUtcMs, zone).date, days + 1), zone);
}

/** What ends within so many days, all of it together, and the last day on which the first of it may be spent. */
export function expiringSoon(
  lots: readonly PointsLot[],
  nowUtcMs: number,
  days: number,
  zone: string,
): { readonly points: number; readonly on: string } | null {
  const until = afterDays(days, nowUtcMs, zone);
  let points = 0;
  let firstMs = Infinity;
  for (const { remaining, expiresAtUtcMs } of lots) {
    if (remaining === 0 || expiresAtUtcMs === null) continue;
    if (expiresAtUtcMs <= nowUtcMs || expiresAtUtcMs > until) continue;
    points += remaining;
    firstMs = Math.min(firstMs, expiresAtUtcMs);
  }
  return points === 0 ? null : { points, on: wallClockAt(firstMs - 1, zone).date };
}
