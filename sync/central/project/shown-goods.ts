import type { LineFact } from '../../../domain/facts/sale-facts.ts';
import { QUANTITY_SCALE } from '../../../domain/line-amount.ts';
import {
  couponGoods,
  undoneShare,
  type ReturnedUnits,
  type SoldGoods,
  type SoldLine,
  type UndoneShare,
} from '../../../domain/loyalty/reversal.ts';

/** A refund that said which units of the sale came back, as a till does that knows it. */
export interface NamedRefund {
  readonly units: readonly ReturnedUnits[];
  readonly couponIds: readonly string[];
  readonly isWholeSale: boolean;
}

/** A line of a refund that only said of which receipt it is. */
export interface ShownLine {
  readonly article: string;
  readonly thousandths: number;
}

/** Which units of the sale a line of a refund is. */
export interface FoundLine<Line> {
  readonly line: Line;
  readonly units: readonly ReturnedUnits[];
  /** What is left of the line when no more of such goods was sold, and the line of the sale that this counts at. */
  readonly beyond: { readonly lineNo: number; readonly thousandths: number };
}

/** What one refund undoes of the sale, as the till would have said if it had known the sale. */
export interface UndoneByShown extends Pick<
  UndoneShare,
  'earnedPoints' | 'redeemedPoints' | 'countedMinor' | 'uses' | 'couponIds' | 'isWholeSale'
> {}

export interface FoundRefund<Line> {
  readonly lines: readonly FoundLine<Line>[];
  /** Null where none of its goods were left. */
  readonly undone: UndoneByShown | null;
}

type ArticleLine = SoldLine & Pick<LineFact, 'articleCode'>;

/** Thousandths of a line that have not come back, in order and apart from each other. */
type Span = readonly [from: number, to: number];
type Left = Map<number, readonly Span[]>;

/**
 * Finds the units that refunds are of which showed a sale's receipt while central could not be asked, and what each of them undoes.
 * What other refunds named is theirs, whenever it was; the rest goes, in the order of the sale's lines, to the refunds in the order
 * in which they are given. So each unit is undone once, by the shares that are stored with the sale, and the last one to come back
 * completes what only a whole sale gives back. A line without such goods in the sale is in no answer.
 */
export function findShownGoods<Line extends ShownLine>(
  sale: Omit<SoldGoods, 'lines'> & { readonly lines: readonly ArticleLine[] },
  named: readonly NamedRefund[],
  refunds: readonly (readonly Line[])[],
): FoundRefund<Line>[] {
  const lines = sale.lines.filter(({ kind }) => kind === 'sale');
  const left: Left = new Map(
    lines.map(({ lineNo, quantityThousandths }) => [lineNo, [[0, quantityThousandths]]]),
  );
  for (const unit of named.flatMap(({ units }) => units)) takeNamed(left, lines, unit);
  return refunds.map((shown) => {
    const before = new Map(left);
    const found = shown.flatMap((line) => {
      const goods = lines.filter(
        (each) => each.articleCode === line.article && line.thousandths % stepOf(each) === 0,
      );
      return goods.length === 0 ? [] : [takeFrom(left, goods, line)];
    });
    const units = found.flatMap((line) => line.units);
    return {
      lines: found,
      undone: units.length === 0 ? null : undoneOf(sale, named, units, { before, after: left }),
    };
  });
}

/** What was sold by the piece comes back in whole pieces. */
function stepOf({ shares }: SoldLine): number {
  return shares.length === 1 && shares[0]?.[0] === 1 ? 1 : QUANTITY_SCALE;
}

/** A part of a piece is all of it: nobody can bring the rest. */
function takeNamed(
  left: Left,
  lines: readonly SoldLine[],
  { lineNo, fromThousandths, quantityThousandths }: ReturnedUnits,
): void {
  const sold = lines.find((line) => line.lineNo === lineNo);
  if (!sold) return;
  const step = stepOf(sold);
  const to = -wholeSteps(-(fromThousandths + quantityThousandths), step);
  left.set(lineNo, without(left.get(lineNo)!, [wholeSteps(fromThousandths, step), to]));
}

function takeFrom<Line extends ShownLine>(
  left: Left,
  goods: readonly SoldLine[],
  line: Line,
): FoundLine<Line> {
  let wanted = line.thousandths;
  const units: ReturnedUnits[] = [];
  for (const sold of goods) {
    const step = stepOf(sold);
    for (const [from, to] of left.get(sold.lineNo)!) {
      const quantityThousandths = wholeSteps(Math.min(wanted, to - from), step);
      if (quantityThousandths === 0) continue;
      units.push({ lineNo: sold.lineNo, fromThousandths: from, quantityThousandths });
      left.set(sold.lineNo, without(left.get(sold.lineNo)!, [from, from + quantityThousandths]));
      wanted -= quantityThousandths;
    }
  }
  return { line, units, beyond: { lineNo: goods.at(-1)!.lineNo, thousandths: wanted } };
}

function undoneOf(
  sale: SoldGoods,
  named: readonly NamedRefund[],
  units: readonly ReturnedUnits[],
  { before, after }: { readonly before: Left; readonly after: Left },
): UndoneByShown {
  const lines = sale.lines.filter(({ kind }) => kind === 'sale');
  const isBack = (left: Left, of: readonly SoldLine[]) =>
    of.every(({ lineNo }) => left.get(lineNo)!.length === 0);
  const isBackNow = (of: readonly SoldLine[]) => isBack(after, of) && !isBack(before, of);
  const isWholeSale = isBackNow(lines) && !named.some((refund) => refund.isWholeSale);
  const shares = units.map((unit) => {
    const returnedBefore = new Map([[unit.lineNo, unit.fromThousandths]]);
    return undoneShare({ sale, returnedBefore }, [unit]);
  });
  const sum = (amountOf: (share: UndoneShare) => number) =>
    shares.reduce((all, share) => all + amountOf(share), 0);
  const budgetOf = (ruleId: string) =>
    sum(({ uses }) => uses.find((use) => use.ruleId === ruleId)?.amountMinor ?? 0);
  const givenBack = new Set(named.flatMap(({ couponIds }) => couponIds));
  return {
    earnedPoints: sum(({ earnedPoints }) => earnedPoints),
    redeemedPoints: sum(({ redeemedPoints }) => redeemedPoints),
    countedMinor: sum(({ countedMinor }) => countedMinor),
    uses: sale.rules
      .map(({ ruleId, uses }) => ({
        ruleId,
        uses: isWholeSale ? uses : 0,
        amountMinor: budgetOf(ruleId),
      }))
      .filter(({ uses, amountMinor }) => uses !== 0 || amountMinor !== 0),
    couponIds: sale.coupons
      .filter(({ couponId, ruleId }) => isBackNow(couponGoods(lines, ruleId)) && !givenBack.has(couponId))
      .map(({ couponId }) => couponId),
    isWholeSale,
  };
}

function without(spans: readonly Span[], [from, to]: Span): readonly Span[] {
  return spans.flatMap(([begin, end]): Span[] => {
    if (to <= begin || from >= end) return [[begin, end]];
    const rest: Span[] = [
      [begin, from],
      [to, end],
    ];
    return rest.filter(([first, last]) => first < last);
  });
}

/** Rounded down to whole steps. */
function wholeSteps(thousandths: number, step: number): number {
  return Math.floor(thousandths / step) * step;
}
