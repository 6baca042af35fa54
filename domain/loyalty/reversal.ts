import type { LotMove, SaleReversal } from '../facts/loyalty-facts.ts';
import type { LineFact, SaleCompleted } from '../facts/sale-facts.ts';
import { multiplyDivideRounded } from '../integer.ts';
import { costOfFirst } from '../unit-shares.ts';
import { shareRedemption } from './redemption.ts';

/** Units of a sold line that come back: from which thousandth of it, and how many. */
export interface ReturnedUnits {
  readonly lineNo: number;
  readonly fromThousandths: number;
  readonly quantityThousandths: number;
}

/** What a reversal needs of a line, and of a sale. */
export type SoldLine = Pick<
  LineFact,
  | 'lineNo'
  | 'kind'
  | 'quantityThousandths'
  | 'totalMinor'
  | 'pointsDiscountMinor'
  | 'savings'
  | 'earnedPoints'
  | 'redeemedPoints'
  | 'countedMinor'
  | 'shares'
>;
export type SoldGoods = Pick<SaleCompleted, 'loyalty' | 'rules' | 'coupons'> & {
  readonly lines: readonly SoldLine[];
};

/** A sale of which something comes back, and how much of each line, in thousandths, had come back before. */
export interface ReversedSale {
  readonly sale: SoldGoods;
  readonly returnedBefore: ReadonlyMap<number, number>;
}

/**
 * How much of a sale's loyalty the units undo. Every figure is the difference of two cumulative ones, each pro rata of what
 * the units cost, as the tax of a return is: whatever the order and size of the parts, they sum to the whole.
 */
export interface UndoneShare {
  readonly earnedPoints: number;
  /** Redeemed points by the place where their return begins among all of the sale, and how many. */
  readonly redeemedFrom: number;
  readonly redeemedPoints: number;
  /** What the returned points had paid, in minor units. */
  readonly redeemedMinor: number;
  readonly countedMinor: number;
  readonly uses: SaleReversal['uses'];
  /** Coupons whose goods are all back with these units. */
  readonly couponIds: readonly string[];
  readonly isWholeSale: boolean;
}

/** What the return of units undoes of their sale. Throws RangeError for units that the sale has not, or that are back. */
export function undoneShare(
  { sale, returnedBefore }: ReversedSale,
  units: readonly ReturnedUnits[],
): UndoneShare {
  const lines = sale.lines.filter(({ kind }) => kind === 'sale');
  const before = new Map(lines.map(({ lineNo }) => [lineNo, returnedBefore.get(lineNo) ?? 0]));
  const after = returnedAfter(lines, before, units);
  const partsAt = (returned: ReadonlyMap<number, number>, amountOf: (line: SoldLine) => number) =>
    lines.reduce((sum, line) => sum + partOf(amountOf(line), line, returned.get(line.lineNo)!), 0);
  const undone = (amountOf: (line: SoldLine) => number) =>
    partsAt(after, amountOf) - partsAt(before, amountOf);
  const isBack = (returned: ReadonlyMap<number, number>, of: readonly SoldLine[]) =>
    of.every(({ lineNo, quantityThousandths }) => returned.get(lineNo) === quantityThousandths);
  const isBackNow = (of: readonly SoldLine[]) => isBack(after, of) && !isBack(before, of);
  const paidByLine = pointsPaid(sale, lines);
  const isWholeSale = isBackNow(lines);
  return {
    earnedPoints: undone((line) => line.earnedPoints),
    redeemedFrom: partsAt(before, (line) => line.redeemedPoints),
    redeemedPoints: undone((line) => line.redeemedPoints),
    redeemedMinor: undone((line) => paidByLine.get(line.lineNo)!),
    countedMinor: undone((line) => line.countedMinor),
    uses: sale.rules
      .map(({ ruleId, uses }) => ({
        ruleId,
        uses: isWholeSale ? uses : 0,
        amountMinor: undone((line) => savingOf(line, ruleId)),
      }))
      .filter(({ uses, amountMinor }) => uses !== 0 || amountMinor !== 0),
    couponIds: sale.coupons
      .filter(({ ruleId }) => isBackNow(couponGoods(lines, ruleId)))
      .map(({ couponId }) => couponId),
    isWholeSale,
  };
}

/** The lines that must be back for a sale's coupon to be given back: those that it made cheaper, or else all that was sold. */
export function couponGoods(lines: readonly SoldLine[], ruleId: string): readonly SoldLine[] {
  const served = lines.filter((line) => savingOf(line, ruleId) !== 0);
  return served.length > 0 ? served : lines;
}

/**
 * Where returned points go: those that were taken last come back first, because a smaller sale would have taken only the
 * ones before them.
 */
export function putsOf(takes: readonly LotMove[], from: number, points: number): LotMove[] {
  const puts: LotMove[] = [];
  let begin = 0;
  for (const take of takes.toReversed()) {
    const end = begin + take.points;
    const put = Math.min(end, from + points) - Math.max(begin, from);
    if (put > 0) puts.push({ lotId: take.lotId, points: put });
    begin = end;
  }
  return puts;
}

function returnedAfter(
  lines: readonly SoldLine[],
  before: ReadonlyMap<number, number>,
  units: readonly ReturnedUnits[],
): Map<number, number> {
  const sold = new Map(lines.map((line) => [line.lineNo, line.quantityThousandths]));
  const after = new Map(before);
  for (const { lineNo, fromThousandths, quantityThousandths } of units) {
    if (after.get(lineNo) !== fromThousandths) {
      throw new RangeError(`line ${lineNo} does not go on at ${fromThousandths} thousandths`);
    }
    const to = fromThousandths + quantityThousandths;
    if (quantityThousandths <= 0 || to > sold.get(lineNo)!) {
      throw new RangeError(`line ${lineNo} has no ${quantityThousandths} thousandths left`);
    }
    after.set(lineNo, to);
  }
  return after;
}

/** The part of an amount of a line that falls on its first thousandths, by what they cost; by their number where they cost nothing. */
function partOf(amount: number, line: SoldLine, thousandths: number): number {
  const { shares, quantityThousandths, totalMinor } = line;
  if (amount === 0 || thousandths === 0) return 0;
  if (thousandths === quantityThousandths) return amount;
  if (totalMinor === 0) return multiplyDivideRounded(amount, thousandths, quantityThousandths);
  return multiplyDivideRounded(amount, costOfFirst(shares, quantityThousandths, thousandths), totalMinor);
}

function savingOf({ savings }: SoldLine, ruleId: string): number {
  return savings.find((saving) => saving.ruleId === ruleId)?.amountMinor ?? 0;
}

/** What points paid of each line: as a discount it stands at the line, as a tender it is shared as it was when sold. */
function pointsPaid({ loyalty }: SoldGoods, lines: readonly SoldLine[]): ReadonlyMap<number, number> {
  const redeemed = loyalty?.points.redeemed;
  if (redeemed?.as !== 'tender') return new Map(lines.map((line) => [line.lineNo, line.pointsDiscountMinor]));
  const totals = lines.map(({ totalMinor }) => totalMinor);
  const { amountsMinor } = shareRedemption(redeemed.points, redeemed.amountMinor, totals);
  return new Map(lines.map((line, index) => [line.lineNo, amountsMinor[index]!]));
}
