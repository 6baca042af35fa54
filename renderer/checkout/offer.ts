import { currencyDigits, decimalToScaled } from '../../domain/currency.ts';
import type { Result } from '../../domain/result.ts';
import type { TenderType } from '../../domain/shop-settings.ts';
import {
  applyTender,
  roundCash,
  type CashRounding,
  type TenderAmounts,
  type TenderKind,
} from '../../domain/tender.ts';
import type { TenderError } from '../../domain/tender-error.ts';

/** What pressing Pay would hand over, and what that would do. Amounts in minor units, negative where they go to the customer. */
export interface Offer {
  readonly tender: TenderType;
  readonly offeredMinor: number;
  readonly applied: Result<TenderAmounts, TenderError>;
}

/** What is due, and how the shop rounds it. */
export interface Due {
  readonly dueMinor: number;
  readonly currency: string;
  readonly rounding: CashRounding;
  /** What the returned goods' sale was paid with and is left to give back, by kind; empty where nothing comes back. */
  readonly refundable: ReadonlyMap<TenderKind, number>;
}

/**
 * What is offered in a tender: the amount typed, or, where nothing is typed, all that is due in it. A refund offers no more
 * than what is left of the way that the customer paid, so that the rest goes the next way. Null while what is typed is no
 * amount of the currency.
 */
export function offerOf(tender: TenderType, entry: string, due: Due): Offer | null {
  const offeredMinor = entry === '' ? wholeDue(tender.kind, due) : typedAmount(entry, due);
  if (offeredMinor === null) return null;
  return {
    tender,
    offeredMinor,
    applied: applyTender(tender.kind, offeredMinor, due.dueMinor, due.rounding),
  };
}

/** All that is due in a kind of tender. */
export function wholeDue(kind: TenderKind, { dueMinor, rounding, refundable }: Due): number {
  const leftMinor = refundable.get(kind) ?? 0;
  if (dueMinor < 0 && leftMinor > 0 && leftMinor < -dueMinor) return -leftMinor;
  return kind === 'cash' ? roundCash(dueMinor, rounding) : dueMinor;
}

/** The ways of paying in the order in which they are tried: for a refund those that the customer paid with come first. */
export function orderTenders(tenders: readonly TenderType[], due: Due): readonly TenderType[] {
  if (due.dueMinor >= 0) return tenders;
  const isOriginal = ({ kind }: TenderType) => (due.refundable.get(kind) ?? 0) > 0;
  return [...tenders.filter(isOriginal), ...tenders.filter((tender) => !isOriginal(tender))];
}

/** What may stand in the field for an amount: digits, and as many decimals as the currency has. */
export function cleanAmount(text: string, currency: string): string {
  const digits = currencyDigits(currency);
  const [whole = '', ...rest] = text
    .replace(/[,，。]/g, '.')
    .replace(/[^\d.]/g, '')
    .split('.');
  const fraction = rest.join('').slice(0, digits);
  const point = rest.length > 0 && digits > 0 ? '.' : '';
  return `${whole.slice(0, 9)}${point}${fraction}`;
}

function typedAmount(entry: string, { dueMinor, currency }: Due): number | null {
  const minor = decimalToScaled(entry.replace(/\.$/, '').replace(/^\./, '0.'), currencyDigits(currency));
  if (minor === null) return null;
  return dueMinor < 0 ? -minor + 0 : minor;
}
