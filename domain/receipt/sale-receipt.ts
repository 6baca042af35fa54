import type { WallClock } from '../business-date.ts';
import type { LineFact, SaleCompleted } from '../facts/sale-facts.ts';
import { formatMoney } from '../money-format.ts';
import type { ShopSettings, TenderType } from '../shop-settings.ts';
import type { Language } from '../text/language.ts';
import type { ReceiptTextKey } from '../text/receipt-text.ts';
import { centered, cut, row, rule, type ReceiptBlock, type ReceiptDocument } from './document.ts';
import { paperAmount, paperDateTime, paperRate, wordsIn } from './paper-format.ts';
import { memberBlocks } from './member-rows.ts';
import { copyMark, taxesByRate, taxRow, tenderName } from './receipt-rows.ts';
import { lineAmountOnPaper, manualDiscountText, saleLineRows } from './sale-lines.ts';

/** What a receipt says that is not in the sale itself. */
export interface SaleReceiptContext {
  readonly settings: Pick<ShopSettings, 'shop' | 'tenders' | 'receipt'>;
  /** When the sale was completed, on the shop's wall clock; on a reprint too. */
  readonly at: WallClock;
  readonly cashierName: string;
  readonly tillCode: string;
  readonly shiftNumber: number;
  /** Null for the original; else the how-manieth reprint this is, from 1. */
  readonly copyNo: number | null;
  /** Receipt numbers of the sales that returned lines come from, by sale id. */
  readonly returnedReceipts: ReadonlyMap<string, string>;
}

/** The receipt of a sale, refund or exchange. Every amount stands above the sum that it is part of. */
export function saleReceipt(
  sale: SaleCompleted,
  context: SaleReceiptContext,
  language: Language,
): ReceiptDocument {
  const lineContext = {
    currency: sale.currency,
    language,
    returnedReceipts: context.returnedReceipts,
    rules: sale.rules,
  };
  return {
    language,
    title: wordsIn(language)('receiptTitle', { number: sale.receiptNumber }),
    blocks: [
      ...headBlocks(sale, context, language),
      rule,
      ...saleLineRows(sale.lines, lineContext),
      rule,
      ...totalBlocks(sale, language),
      ...paymentBlocks(sale, context.settings.tenders, language),
      ...taxBlocks(sale, language),
      ...memberBlocks(sale, { at: context.at, zone: context.settings.shop.zone }, language),
      ...footBlocks(sale, context, language),
    ],
  };
}

function headBlocks(sale: SaleCompleted, context: SaleReceiptContext, language: Language): ReceiptBlock[] {
  const words = wordsIn(language);
  const titleKey = titleKeyOf(sale.lines);
  const { logo } = context.settings.receipt;
  return [
    ...(logo ? [{ kind: 'logo', picture: logo } as const] : []),
    centered(context.settings.shop.name, 'tall'),
    ...context.settings.receipt.headerLines.map((line) => centered(line)),
    ...(titleKey ? [centered(words(titleKey), 'tall')] : []),
    ...copyMark(context.copyNo, language),
    row(sale.receiptNumber, words('till', { till: context.tillCode })),
    row(paperDateTime(context.at), words('shift', { number: context.shiftNumber })),
    row(words('cashier', { name: context.cashierName }), ''),
  ];
}

function titleKeyOf(lines: readonly LineFact[]): ReceiptTextKey | null {
  const returns = lines.filter((line) => line.kind === 'return').length;
  if (returns === 0) return null;
  return returns === lines.length ? 'refundTitle' : 'exchangeTitle';
}

/** What stands between the lines and the total: lines less the discount on all, plus tax on top, less exempted tax. */
function totalBlocks(sale: SaleCompleted, language: Language): ReceiptBlock[] {
  const words = wordsIn(language);
  const amount = (amountMinor: number) => paperAmount(amountMinor, sale.currency, language);
  const subtotalMinor = sum(sale.lines, lineAmountOnPaper);
  const discountMinor = sum(sale.lines, (line) => line.basketDiscountMinor);
  const added = taxesByRate(sale.taxes).filter((tax) => !tax.isIncluded && tax.taxMinor !== 0);
  const addedMinor = sum(added, (tax) => tax.taxMinor);
  // What is left can only be tax that prices include and that an exempt customer does not pay.
  const pointsMinor = sum(sale.lines, (line) => line.pointsDiscountMinor);
  const exemptedMinor = subtotalMinor - discountMinor - pointsMinor + addedMinor - sale.totalMinor;
  const parts: ReceiptBlock[] = [];
  const offers = orderOffers(sale);
  for (const { name, amountMinor } of offers) parts.push(row(name, amount(-amountMinor)));
  const byHandMinor = discountMinor - sum(offers, ({ amountMinor }) => amountMinor);
  if (byHandMinor !== 0) {
    parts.push(row(manualDiscountText(sale.discount, 'basketDiscount', language), amount(-byHandMinor)));
  }
  if (pointsMinor !== 0) {
    const points = sale.loyalty?.points.redeemed?.points ?? 0;
    parts.push(row(words('pointsDiscount', { points }), amount(-pointsMinor)));
  }
  for (const tax of added)
    parts.push(row(words('taxAdded', { rate: paperRate(tax.rateBp) }), amount(tax.taxMinor)));
  if (exemptedMinor !== 0 || sale.taxExemption) parts.push(row(words('taxExempt'), amount(-exemptedMinor)));
  const total = row(
    words(sale.totalMinor < 0 ? 'refundTotal' : 'total'),
    formatMoney(sale.totalMinor, sale.currency, language),
    { emphasis: 'tall' },
  );
  return parts.length === 0 ? [total] : [row(words('subtotal'), amount(subtotalMinor)), ...parts, total];
}

/** What promotions and coupons took off the order, by name. */
function orderOffers({ rules, lines }: SaleCompleted) {
  return rules
    .filter(({ isOnOrder }) => isOnOrder)
    .map(({ ruleId, name }) => ({
      name,
      amountMinor: sum(
        lines,
        ({ savings }) => savings.find((each) => each.ruleId === ruleId)?.amountMinor ?? 0,
      ),
    }));
}

/** Rounding, tenders and change: `total + rounding` is to pay, and `tendered - change` is that again. */
function paymentBlocks(
  sale: SaleCompleted,
  tenderTypes: readonly TenderType[],
  language: Language,
): ReceiptBlock[] {
  const words = wordsIn(language);
  const amount = (amountMinor: number) => paperAmount(amountMinor, sale.currency, language);
  const blocks: ReceiptBlock[] = [];
  if (sale.roundingMinor !== 0) {
    blocks.push(row(words('rounding'), amount(sale.roundingMinor)));
    blocks.push(
      row(words(sale.totalMinor < 0 ? 'toRefund' : 'toPay'), amount(sale.totalMinor + sale.roundingMinor), {
        emphasis: 'strong',
      }),
    );
  }
  for (const tender of sale.tenders) {
    const name = tenderName(tender, tenderTypes, language);
    const label = tender.reference === null ? name : `${name} ${tender.reference}`;
    blocks.push(row(label, amount(tender.tenderedMinor)));
  }
  if (sale.changeMinor !== 0) {
    blocks.push(row(words('change'), amount(sale.changeMinor), { emphasis: 'strong' }));
  }
  return blocks;
}

function taxBlocks(sale: SaleCompleted, language: Language): ReceiptBlock[] {
  const taxes = taxesByRate(sale.taxes);
  if (taxes.every((tax) => tax.rateBp === 0)) return [];
  const words = wordsIn(language);
  const amount = (amountMinor: number) => paperAmount(amountMinor, sale.currency, language);
  return [
    rule,
    row(words('taxRateHead'), words('taxAmountHead'), { middle: words('taxNetHead') }),
    ...taxes.map((tax) => taxRow(tax, amount, language)),
  ];
}

function footBlocks(sale: SaleCompleted, context: SaleReceiptContext, language: Language): ReceiptBlock[] {
  const { footerLines } = context.settings.receipt;
  return [
    rule,
    ...footerLines.map((line) => centered(line)),
    { kind: 'qr', text: sale.receiptNumber },
    ...copyMark(context.copyNo, language),
    { kind: 'feed', lines: 1 },
    cut,
  ];
}

function sum<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
