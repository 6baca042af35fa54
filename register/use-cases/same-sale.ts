import type { Basket, BasketLine } from '../../domain/basket.ts';

/**
 * The line that another piece of the same goods counts up: the last that was rung, where nothing was changed on it by hand.
 * An earlier line stays as it is, so that the sale reads in the order in which it was rung.
 */
export function lineToCountUp(current: Basket | null, rung: BasketLine): BasketLine | null {
  const last = current?.lines.findLast(({ linkedTo }) => linkedTo === null);
  return last && isSameGoods(last, rung) && isUntouched(last) ? last : null;
}

function isSameGoods(line: BasketLine, other: BasketLine): boolean {
  return (
    line.kind === 'sale' &&
    line.unit === 'each' &&
    line.articleCode !== null &&
    line.articleCode === other.articleCode &&
    line.name === other.name &&
    line.listPriceE4 === other.listPriceE4 &&
    line.floorPriceE4 === other.floorPriceE4 &&
    line.taxCode === other.taxCode
  );
}

function isUntouched(line: BasketLine): boolean {
  return line.manualPrice === null && line.discount === null && line.note === null;
}

/** The age that was confirmed for this sale's customer already; they are not asked twice. */
export function ageConfirmed(current: Basket | null): number | undefined {
  const ages = current?.lines.map(({ confirmedAge }) => confirmedAge ?? 0) ?? [];
  const most = Math.max(0, ...ages);
  return most === 0 ? undefined : most;
}
