import { useCallback } from 'react';
import { formatMoney, formatUnitPrice } from '../../domain/money-format.ts';
import { useTill } from '../state/till.ts';
import { useLanguage } from '../text/use-text.ts';

/** Formats amounts of the shop's currency in the screen's language: minor units, or unit prices in 1/10,000. */
export function useMoney(): { amount: (minor: number) => string; unitPrice: (e4: number) => string } {
  const language = useLanguage();
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const amount = useCallback((minor: number) => formatMoney(minor, currency, language), [currency, language]);
  const unitPrice = useCallback(
    (e4: number) => formatUnitPrice(e4, currency, language),
    [currency, language],
  );
  return { amount, unitPrice };
}

/** An amount of money, never broken over two lines. */
export function Money({ minor, className = '' }: { readonly minor: number; readonly className?: string }) {
  return <span className={`money ${className}`}>{useMoney().amount(minor)}</span>;
}
