import type { BasketLine } from '../../domain/basket.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { quantityText } from '../../domain/quantity.ts';
import type { TillView } from '../register.ts';
import { findSold, findSoldByReceipt, type SoldGoods } from './sold-goods.ts';

/**
 * Whether what this till knows of a sale still stands: of its own always, of another till's as long as central keeps what is left of
 * it for this till. Afterwards the goods may have come back elsewhere.
 */
export function isStillReserved({ store, clock }: TillView, { entry, sale }: SoldGoods): boolean {
  if (entry !== null) return true;
  const reservation = store.chain.receipts.bySale(sale.saleId)?.reservation;
  if (!reservation) return false;
  const nowUtcMs = clock.nowUtcMs();
  return (
    nowUtcMs >= reservation.fromUtcMs &&
    nowUtcMs < reservation.toUtcMs &&
    // What central keeps for a sale it keeps no more once that is paid or voided.
    (reservation.basketId === null || store.baskets.byId(reservation.basketId) !== null)
  );
}

/** The receipts of other tills that the sale on the counter takes goods back of and that are reserved no more. */
export function unreservedOnCounter(view: TillView): readonly string[] {
  const numbers = new Set(
    (view.store.baskets.current()?.lines ?? []).flatMap(({ returnOf }) => returnOf?.receiptNumber ?? []),
  );
  return [...numbers].filter((number) => {
    const sold = findSoldByReceipt(view, number);
    return sold !== null && !isStillReserved(view, sold);
  });
}

/**
 * Refuses to pay for goods of another till's receipt that central does not keep for this till any more, or of which it has said since
 * they were laid on the counter that less is left.
 */
export function refuseUnreserved(view: TillView, lines: readonly BasketLine[]): RegisterError | null {
  const returns = lines.flatMap(({ returnOf, quantityThousandths }) =>
    returnOf ? [{ ...returnOf, quantityThousandths }] : [],
  );
  for (const [saleId, ofSale] of Map.groupBy(returns, (line) => line.saleId)) {
    const sold = findSold(view, saleId);
    if (!sold || sold.entry !== null) continue;
    if (!isStillReserved(view, sold)) return { code: 'receipt-not-asked' };
    for (const { lineNo, name, quantityThousandths, returnedThousandths } of sold.lines) {
      const back = sum(ofSale.filter((line) => line.lineNo === lineNo));
      const left = quantityThousandths - returnedThousandths;
      if (back > left) return { code: 'nothing-left-to-return', left: quantityText(left), name };
    }
  }
  return null;
}

/** Refuses goods without their receipt that are said to be of one of which this till knows that less of them is left. */
export function refuseKnownBack(
  view: TillView,
  receiptNumber: string,
  {
    articleCode,
    name,
    quantityThousandths,
  }: Pick<BasketLine, 'articleCode' | 'name' | 'quantityThousandths'>,
): RegisterError | null {
  const sold = articleCode === null ? null : findSoldByReceipt(view, receiptNumber);
  const lines = sold?.lines.filter((line) => line.articleCode === articleCode) ?? [];
  if (sold === null || lines.length === 0) return null;
  const onCounter = (view.store.baskets.current()?.lines ?? [])
    .filter((line) => line.articleCode === articleCode)
    .filter((line) => line.elsewhere === receiptNumber || line.returnOf?.receiptNumber === receiptNumber);
  const back = knownBack(view, sold);
  const returned = lines.reduce((all, { lineNo }) => all + (back.get(lineNo) ?? 0), 0);
  const left = Math.max(0, sum(lines) - returned - sum(onCounter));
  return quantityThousandths > left
    ? { code: 'nothing-left-to-return', left: quantityText(left), name }
    : null;
}

/**
 * What came back of a sale, by line number, as far as this till knows. Where central said that nothing of it was left, another till may
 * only have been keeping it then, and given it up since: only what came back here counts.
 */
function knownBack(
  { store }: TillView,
  { entry, sale: { saleId }, lines }: SoldGoods,
): ReadonlyMap<number, number> {
  const said = entry === null ? store.chain.receipts.bySale(saleId)?.returned : undefined;
  const there = new Map(said?.map(({ lineNo, thousandths }) => [lineNo, thousandths]));
  const isNoneLeft = lines.every(
    ({ lineNo, quantityThousandths }) => (there.get(lineNo) ?? 0) >= quantityThousandths,
  );
  if (isNoneLeft) return store.chain.returnedElsewhere(saleId);
  return new Map(lines.map(({ lineNo, returnedThousandths }) => [lineNo, returnedThousandths]));
}

function sum(lines: readonly { readonly quantityThousandths: number }[]): number {
  return lines.reduce((all, { quantityThousandths }) => all + quantityThousandths, 0);
}
