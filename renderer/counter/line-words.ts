import { quantityText } from '../../domain/quantity.ts';
import type { CounterLine } from '../service/answers.ts';
import { useMoney } from '../parts/money.tsx';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { useOrderRules, useRuleName } from './rule-names.ts';

/** What a line says under its name and under its amount, in the screen's language. */
export interface LineWords {
  readonly quantity: string;
  /** `¥4.90 × 2`, `¥8.98/kg`; null where it would only repeat the amount. */
  readonly price: string | null;
  readonly unitPrice: string;
  /** Why something was taken off, and how much: `2nd item half price`, `−¥9.90`; null where nothing was. */
  readonly saving: { readonly why: string; readonly amount: string } | null;
  /** The amount at list prices, struck through; null where nothing was taken off. */
  readonly listMinor: number | null;
}

/** Returns a function that words a line. */
export function useLineWords(): (line: CounterLine) => LineWords {
  const t = useText(counterText);
  const { amount, unitPrice } = useMoney();
  const ruleName = useRuleName();
  const orderRules = useOrderRules();
  return (line) => {
    const isWeighed = line.unit === 'kg';
    const each = unitPrice(line.listPriceE4);
    const quantity = quantityText(line.quantityThousandths);
    const savedMinor = line.priceSavingMinor + line.lineDiscountMinor;
    const reasons = [
      ...(line.manualPrice && line.priceSavingMinor > 0 ? [t('manualPrice')] : []),
      ...line.savings.flatMap(({ ruleId }) => (orderRules.has(ruleId) ? [] : [ruleName(ruleId)])),
      ...(line.discount && line.lineDiscountMinor !== 0 ? [t('lineDiscount')] : []),
    ];
    const isReturn = line.kind === 'return';
    const saving =
      savedMinor < 0
        ? { why: '', amount: t('dearer', { amount: amount(-savedMinor) }) }
        : { why: reasons.join(' + '), amount: t('saved', { amount: amount(savedMinor) }) };
    return {
      quantity,
      price: isWeighed
        ? t('perKg', { price: each })
        : line.quantityThousandths === 1_000
          ? null
          : t('each', { price: each, quantity }),
      unitPrice: isWeighed ? t('perKg', { price: each }) : each,
      saving: isReturn || savedMinor === 0 ? null : saving,
      listMinor: savedMinor > 0 && !isReturn ? line.grossMinor : null,
    };
  };
}
