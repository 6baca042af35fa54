import type { DayBoard } from '../service/answers.ts';

/** What the chart shows net sales by. */
export const chartKinds = ['hour', 'department', 'person'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** One bar, with the same of a week before; that is null where the till was closed then. Amounts in minor units. */
export interface ChartBar {
  readonly key: string;
  readonly amountMinor: number;
  readonly beforeMinor: number | null;
}

type Figures = DayBoard['day'];
const HOURS_A_DAY = 24;
const MINUTES_AN_HOUR = 60;
/** More names than this have no room; the smallest are shown as one. */
const NAMES_MAX = 8;
/** The key of the bar that sums the names without room. */
export const OTHERS = '';

/**
 * Every hour from the first to the last in which either day sold, in the order of the business day, which begins at the
 * shop's cut-over: an hour after midnight comes last. Hours without sales between them are zero.
 */
export function hourBars(day: Figures, before: Figures | null, cutOverMinutes: number): readonly ChartBar[] {
  const firstHour = Math.floor(cutOverMinutes / MINUTES_AN_HOUR);
  const placeOf = (hour: number) => (hour - firstHour + HOURS_A_DAY) % HOURS_A_DAY;
  const places = [...day.hours, ...(before?.hours ?? [])].map(({ hour }) => placeOf(hour));
  if (places.length === 0) return [];
  const [first, last] = [Math.min(...places), Math.max(...places)];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = (first + index + firstHour) % HOURS_A_DAY;
    return barOf(String(hour), day.hours, before?.hours ?? null, (row) => row.hour === hour);
  });
}

/** The departments or people with the most net sales, the others in one bar after them. */
export function nameBars(
  day: Figures,
  before: Figures | null,
  kind: 'department' | 'person',
): readonly ChartBar[] {
  const [rows, rowsBefore] = [namedRows(day, kind), before && namedRows(before, kind)];
  const keys = [...new Set([...rows, ...(rowsBefore ?? [])].map(({ key }) => key))];
  const bars = keys
    .map((key) => barOf(key, rows, rowsBefore, (row) => row.key === key))
    .sort((a, b) => b.amountMinor - a.amountMinor);
  if (bars.length <= NAMES_MAX) return bars;
  const [shown, rest] = [bars.slice(0, NAMES_MAX - 1), bars.slice(NAMES_MAX - 1)];
  return [
    ...shown,
    {
      key: OTHERS,
      amountMinor: rest.reduce((sum, bar) => sum + bar.amountMinor, 0),
      beforeMinor: before && rest.reduce((sum, bar) => sum + (bar.beforeMinor ?? 0), 0),
    },
  ];
}

interface SummedRow {
  readonly netSalesMinor: number;
}

function namedRows(
  figures: Figures,
  kind: 'department' | 'person',
): readonly (SummedRow & { readonly key: string })[] {
  return kind === 'department'
    ? figures.departments.map((row) => ({ key: row.department, netSalesMinor: row.netSalesMinor }))
    : figures.persons.map((row) => ({ key: row.actor, netSalesMinor: row.netSalesMinor }));
}

function barOf<Row extends SummedRow>(
  key: string,
  rows: readonly Row[],
  rowsBefore: readonly Row[] | null,
  isIt: (row: Row) => boolean,
): ChartBar {
  return {
    key,
    amountMinor: rows.find(isIt)?.netSalesMinor ?? 0,
    beforeMinor: rowsBefore && (rowsBefore.find(isIt)?.netSalesMinor ?? 0),
  };
}

/** How far a figure moved from another, in basis points of it; null where there is nothing to compare with. */
export function changeBp(now: number, before: number | null | undefined): number | null {
  if (!before) return null;
  return Math.round(((now - before) * 10_000) / Math.abs(before));
}
