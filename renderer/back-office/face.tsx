import { currencyDigits } from '../../domain/currency.ts';
import type { Denomination } from '../../domain/denominations.ts';
import { formatUnitPrice } from '../../domain/money-format.ts';
import { useTill } from '../state/till.ts';
import { useLanguage } from '../text/use-text.ts';

/** 1/10,000 of the major unit, as `formatUnitPrice` takes it. */
const E4_DIGITS = 4;

/** A note drawn square, a coin round, with its face; cents are dropped where it has none. */
export function Face({ denomination: { faceMinor, kind } }: { readonly denomination: Denomination }) {
  const language = useLanguage();
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const digits = currencyDigits(currency);
  const text = formatUnitPrice(faceMinor * 10 ** (E4_DIGITS - digits), currency, language);
  const isWhole = faceMinor % 10 ** digits === 0;
  return <span className={`money-face ${kind}`}>{isWhole ? text.replace(/\D0+$/u, '') : text}</span>;
}
