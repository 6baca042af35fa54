import type { SaleTender } from '../facts/sale-facts.ts';
import type { TaxTotal } from '../pricing/priced-basket.ts';
import type { TenderType } from '../shop-settings.ts';
import type { Language } from '../text/language.ts';
import { tenderKindText } from '../text/receipt-text.ts';
import { centered, row, type ReceiptBlock, type ReceiptRow } from './document.ts';
import { paperRate, wordsIn } from './paper-format.ts';

/** The mark that tells a reprint from the original, so that one sale cannot be refunded or claimed twice on paper. */
export function copyMark(copyNo: number | null, language: Language): ReceiptBlock[] {
  return copyNo === null ? [] : [centered(wordsIn(language)('copyMark', { copyNo }), 'tall')];
}

/** A tender as the shop calls it, or by its kind where the shop has no such type any more. */
export function tenderName(
  tender: Pick<SaleTender, 'tenderCode' | 'kind'>,
  tenderTypes: readonly TenderType[],
  language: Language,
): string {
  const type = tenderTypes.find(({ code }) => code === tender.tenderCode);
  return type?.name ?? tenderKindText[language][tender.kind];
}

/** One rate with its net and tax, and whether prices included it. */
export function taxRow(
  tax: RateSum,
  amount: (amountMinor: number) => string,
  language: Language,
): ReceiptRow {
  const key = tax.isIncluded ? 'taxRateIncluded' : 'taxRateAdded';
  const label = wordsIn(language)(key, { rate: paperRate(tax.rateBp) });
  return row(label, amount(tax.taxMinor), { middle: amount(tax.netMinor) });
}

type RateSum = Omit<TaxTotal, 'taxCode'>;

/** Taxes by rate, highest first: a receipt does not tell apart two categories that bear the same. */
export function taxesByRate(taxes: readonly RateSum[]): RateSum[] {
  const sums = new Map<string, RateSum>();
  for (const { rateBp, isIncluded, netMinor, taxMinor } of taxes) {
    const key = `${rateBp} ${isIncluded}`;
    const before = sums.get(key) ?? { netMinor: 0, taxMinor: 0 };
    sums.set(key, {
      rateBp,
      isIncluded,
      netMinor: before.netMinor + netMinor,
      taxMinor: before.taxMinor + taxMinor,
    });
  }
  return [...sums.values()].sort(
    (a, b) => b.rateBp - a.rateBp || Number(b.isIncluded) - Number(a.isIncluded),
  );
}
