import { quantityText } from '../../domain/quantity.ts';
import type { CounterLine } from '../service/answers.ts';
import { useMoney } from '../parts/money.tsx';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';

/** What a line says under its name and under its amount, in the screen's language. */
export interface LineWords {
  readonly quantity: string;
  /** `¥4.90 × 2`, `¥8.98/kg`; null where it would only repeat the amount. */
  readonly price: string | null;
  readonly unitPrice: string;
  /** What was taken off and why: `Discount saves ¥2.00`; null where nothing was. */
  readonly saving: string | null;
  /** The amount at list prices, struck through; null where nothing was taken off. */
  readonly listMinor: number | null;
}

/** Returns a function that words a line. */
export function useLineWords(): (line: CounterLine) => LineWords {
  const t = useText(counterText);
  const { amount, unitPrice } = useMoney();
  return (line) => {
    const isWeighed = line.unit === 'kg';
    const each = unitPrice(line.listPriceE4);
    const quantity = quantityText(line.quantityThousandths);
    const savedMinor = line.priceSavingMinor + line.lineDiscountMinor;
    const reasons = [
      ...(line.manualPrice && line.priceSavingMinor > 0 ? [t('manualPrice')] : []),
      ...(line.lineDiscountMinor !== 0 ? [t('lineDiscount')] : []),
    ];
    const isReturn = line.kind === 'return';
    const saving =
      savedMinor === 0 || isReturn
        ? null
        : `${reasons.join(' + ')} ${t('saved', { amount: amount(savedMinor) })}`;
    const dearer = savedMinor < 0 ? t('dearer', { amount: amount(-savedMinor) }) : saving;
    return {
      quantity,
      price: isWeighed
        ? t('perKg', { price: each })
        : line.quantityThousandths === 1_000
          ? null
          : t('each', { price: each, quantity }),
      unitPrice: isWeighed ? t('perKg', { price: each }) : each,
      saving: isReturn ? null : dearer,
      listMinor: savedMinor > 0 && !isReturn ? line.grossMinor : null,
    };
  };
}

/** What a line comes to before the discount on the whole sale, which the totals show by itself. */
export function shownMinor(line: CounterLine): number {
  return line.grossMinor - line.priceSavingMinor - line.lineDiscountMinor;
}
