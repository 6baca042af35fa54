import { formatMoney, formatUnitPrice } from '../../domain/money-format.ts';
import { fillTemplate } from '../../domain/text/language.ts';
import { customerDisplayText } from '../text/customer-display-text.ts';
import type { CustomerMessage } from './customer-channel.ts';

/** The words of the customer's screen, in the shop's language and currency. */
export interface CustomerWords {
  readonly t: (
    key: keyof (typeof customerDisplayText)['en'],
    values?: Readonly<Record<string, unknown>>,
  ) => string;
  readonly amount: (minor: number) => string;
  readonly unitPrice: (e4: number) => string;
  readonly points: (points: number) => string;
}

export function wordsFor({
  language,
  currency,
}: Pick<CustomerMessage, 'language' | 'currency'>): CustomerWords {
  const t: CustomerWords['t'] = (key, values = {}) =>
    fillTemplate(customerDisplayText[language][key], values);
  const number = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language);
  return {
    t,
    amount: (minor) => formatMoney(minor, currency, language),
    unitPrice: (e4) => formatUnitPrice(e4, currency, language),
    points: (points) => (points === 1 ? t('onePoint') : t('points', { number: number.format(points) })),
  };
}
