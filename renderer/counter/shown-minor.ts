import type { CounterLine } from '../service/answers.ts';

type Sums = Pick<CounterLine, 'grossMinor' | 'priceSavingMinor' | 'lineDiscountMinor'>;

/** What a line comes to before the discount on the whole sale, which the totals show by itself. */
export function shownMinor(line: Sums): number {
  return line.grossMinor - line.priceSavingMinor - line.lineDiscountMinor;
}
