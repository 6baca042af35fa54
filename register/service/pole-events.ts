import type { PoleEvent } from '../../domain/receipt/pole-lines.ts';
import type { CounterSnapshot } from '../snapshot.ts';
import type { FinishedSale } from '../use-cases/finish-sale.ts';

/** What a customer is shown of a sale: what was just rung, or what it comes to. */
export function poleEventOf({ basket, touchedLineId }: CounterSnapshot, shopName: string): PoleEvent {
  if (!basket || basket.lines.length === 0) return { kind: 'welcome', shopName };
  const { totalMinor } = basket;
  const touched = basket.lines.find(({ id }) => id === touchedLineId);
  if (touched && basket.state === 'open') {
    return { kind: 'line', name: touched.name, amountMinor: touched.totalMinor, totalMinor };
  }
  const { priceSavingMinor, lineDiscountMinor, basketDiscountMinor, pointsDiscountMinor } = basket;
  const savedMinor = priceSavingMinor + lineDiscountMinor + basketDiscountMinor + pointsDiscountMinor;
  return { kind: 'total', totalMinor, savedMinor };
}

export function poleEventOfPaid({ totalMinor, roundingMinor, changeMinor }: FinishedSale): PoleEvent {
  return { kind: 'change', totalMinor: totalMinor + roundingMinor, changeMinor };
}
