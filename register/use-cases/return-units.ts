import type { ReturnableLine } from '../../db/sales.ts';
import type { BasketLine } from '../../domain/basket.ts';
import type { Register } from '../register.ts';
import { findSold } from './sold-goods.ts';

/** A line of a finished sale. */
export interface SoldLine {
  readonly saleId: string;
  readonly lineNo: number;
}

/**
 * How many thousandths of a sold line the sales take back that are not finished yet: on the counter, and in those that are
 * held. The line `exceptLineId` does not count.
 */
export function unitsPending(
  { store: { baskets } }: Register,
  sold: SoldLine,
  exceptLineId: string | null = null,
): { readonly onCounter: number; readonly held: number } {
  const sum = (lines: readonly BasketLine[]) =>
    lines
      .filter(
        ({ id, returnOf }) =>
          id !== exceptLineId && returnOf?.saleId === sold.saleId && returnOf.lineNo === sold.lineNo,
      )
      .reduce((units, line) => units + line.quantityThousandths, 0);
  return {
    onCounter: sum(baskets.current()?.lines ?? []),
    held: baskets.held().reduce((units, { id }) => units + sum(baskets.byId(id)?.lines ?? []), 0),
  };
}

/**
 * The lines of a basket with each return taking the units that follow those of the returns before it, in finished sales and
 * in the basket. Whatever was taken out, changed or finished meanwhile, no unit goes back twice.
 */
export function rangeReturns(register: Register, lines: readonly BasketLine[]): readonly BasketLine[] {
  const soldBySale = new Map<string, readonly ReturnableLine[]>();
  const returnedBefore = ({ saleId, lineNo }: SoldLine): number => {
    const sold = soldBySale.get(saleId) ?? findSold(register, saleId)?.lines ?? [];
    soldBySale.set(saleId, sold);
    return sold.find((line) => line.lineNo === lineNo)?.returnedThousandths ?? 0;
  };
  const next = new Map<string, number>();
  return lines.map((line) => {
    const { returnOf } = line;
    if (!returnOf) return line;
    const key = `${returnOf.saleId} ${returnOf.lineNo}`;
    const fromThousandths = next.get(key) ?? returnedBefore(returnOf);
    next.set(key, fromThousandths + line.quantityThousandths);
    return fromThousandths === returnOf.fromThousandths
      ? line
      : { ...line, returnOf: { ...returnOf, fromThousandths } };
  });
}
