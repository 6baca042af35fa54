import { addMonths } from '../../../domain/business-date.ts';

/** A month, `YYYY-MM`, and what was spent in it. */
export interface MonthSpend {
  readonly month: string;
  readonly spendMinor: number;
}

/** So many months up to the one of a date, oldest first; those without a purchase have nothing. */
export function lastMonths(known: readonly MonthSpend[], today: string, count: number): MonthSpend[] {
  const spent = new Map(known.map(({ month, spendMinor }) => [month, spendMinor]));
  const first = `${today.slice(0, 7)}-01`;
  return Array.from({ length: count }, (_, index) => {
    const month = addMonths(first, index - count + 1).slice(0, 7);
    return { month, spendMinor: spent.get(month) ?? 0 };
  });
}
