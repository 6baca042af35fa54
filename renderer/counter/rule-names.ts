import { useCallback, useMemo } from 'react';
import { useCheckout } from '../checkout/checkout-state.ts';
import type { CounterOffers } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { offersText } from '../text/offers-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';

const noNames: CounterOffers['names'] = {};
const noOrder: CounterOffers['order'] = [];

/** Returns a function that names a rule of the shown sale in the screen's language. */
export function useRuleName(): (ruleId: string) => string {
  const t = useText(offersText);
  const language = useLanguage();
  const now = useCounter((state) => state.snapshot?.offers?.names);
  const past = useCheckout((state) => state.finished?.offers?.names);
  const names = now ?? past ?? noNames;
  return useCallback((ruleId) => names[ruleId]?.[language] ?? t('offer'), [names, language, t]);
}

/** The rules that take off the order as a whole: the totals show them, not the lines. */
export function useOrderRules(): ReadonlySet<string> {
  const now = useCounter((state) => state.snapshot?.offers?.order);
  const past = useCheckout((state) => state.finished?.offers?.order);
  const order = now ?? past ?? noOrder;
  return useMemo(() => new Set(order.map(({ ruleId }) => ruleId)), [order]);
}
