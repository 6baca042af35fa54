import { wallClockAt } from '../../domain/business-date.ts';
import { currencyDigits } from '../../domain/currency.ts';
import type { LineFact, SaleCompleted, SaleTender } from '../../domain/facts/sale-facts.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { saleReceipt } from '../../domain/receipt/sale-receipt.ts';
import type { ShopSettings, TenderType } from '../../domain/shop-settings.ts';
import { taxAmount, taxRateOn, type TaxCategory } from '../../domain/tax.ts';
import type { Language } from '../../domain/text/language.ts';

/** What the sample says of the till and of who sells. */
export interface SampleContext {
  readonly tillCode: string;
  readonly cashierName: string;
  readonly atUtcMs: number;
}

const goods: Readonly<Record<Language, readonly [string, string]>> = {
  en: ['Oat milk 1 l', 'Dark chocolate with sea salt and almonds 100 g'],
  'zh-CN': ['燕麦奶 1 升', '海盐扁桃仁黑巧克力礼盒装 100 克'],
};
const UNIT_MINORS = [1_590, 2_880] as const;
const UNIT_PRICE_DIGITS = 4;

/** A receipt of two articles, to see on it what the shop has set: nothing of it is in the books. */
export function sampleReceipt(
  settings: ShopSettings,
  { tillCode, cashierName, atUtcMs }: SampleContext,
): ReceiptDocument {
  const { language, currency, zone, code } = settings.shop;
  const at = wallClockAt(atUtcMs, zone);
  const tax =
    settings.taxCategories.find((each) => taxRateOn(each, at.date) > 0) ?? settings.taxCategories[0];
  const lines = goods[language].map((name, index) =>
    sampleLine(name, index + 1, UNIT_MINORS[index] ?? 0, tax, at.date, currency),
  );
  const sum = (amountOf: (line: LineFact) => number) =>
    lines.reduce((total, line) => total + amountOf(line), 0);
  const totalMinor = sum((line) => line.totalMinor);
  const taxMinor = sum((line) => line.taxMinor);
  const sale: SaleCompleted = {
    saleId: '',
    receiptNumber: `${code}-${tillCode}-1-000001`,
    receiptSequence: 1,
    currency,
    frozenAtUtcMs: atUtcMs,
    lines,
    discount: null,
    taxExemption: null,
    taxes: [
      {
        taxCode: tax?.code ?? '',
        rateBp: lines[0]?.taxRateBp ?? 0,
        isIncluded: tax?.isIncluded ?? true,
        netMinor: totalMinor - taxMinor,
        taxMinor,
      },
    ],
    grossMinor: sum((line) => line.grossMinor),
    netMinor: totalMinor - taxMinor,
    taxMinor,
    totalMinor,
    roundingMinor: 0,
    changeMinor: 0,
    tenders: [paidInFull(settings.tenders[0], totalMinor, atUtcMs)],
    sourceRef: null,
    loyalty: null,
    rules: [],
    coupons: [],
    reversals: [],
  };
  const context = {
    settings,
    at,
    cashierName,
    tillCode,
    shiftNumber: 1,
    copyNo: null,
    returnedReceipts: new Map<string, string>(),
  };
  return saleReceipt(sale, context, language);
}

function paidInFull(type: TenderType | undefined, totalMinor: number, takenAtUtcMs: number): SaleTender {
  return {
    id: '',
    kind: type?.kind ?? 'cash',
    tenderCode: type?.code ?? '',
    amountMinor: totalMinor,
    tenderedMinor: totalMinor,
    changeMinor: 0,
    roundingMinor: 0,
    reference: null,
    takenAtUtcMs,
  };
}

/** Two pieces of something. */
function sampleLine(
  name: string,
  lineNo: number,
  unitMinor: number,
  tax: TaxCategory | undefined,
  date: string,
  currency: string,
): LineFact {
  const pieces = 2;
  const grossMinor = unitMinor * pieces;
  const unitPriceE4 = unitMinor * 10 ** (UNIT_PRICE_DIGITS - currencyDigits(currency));
  const taxRateBp = tax ? taxRateOn(tax, date) : 0;
  const isTaxIncluded = tax?.isIncluded ?? true;
  return {
    ...taxAmount(grossMinor, taxRateBp, isTaxIncluded),
    lineNo,
    kind: 'sale',
    articleCode: String(lineNo),
    barcode: null,
    name,
    department: '',
    unit: 'each',
    quantityThousandths: pieces * 1_000,
    tareGrams: 0,
    listPriceE4: unitPriceE4,
    unitPriceE4,
    grossMinor,
    priceSavingMinor: 0,
    lineDiscountMinor: 0,
    basketDiscountMinor: 0,
    pointsDiscountMinor: 0,
    savings: [],
    earnedPoints: 0,
    redeemedPoints: 0,
    countedMinor: 0,
    taxCode: tax?.code ?? '',
    taxRateBp,
    isTaxIncluded,
    shares: [[pieces, unitMinor]],
    residualE7: 0,
    manualPrice: null,
    discount: null,
    linkedToLineNo: null,
    confirmedAge: null,
    note: null,
    isGift: false,
    returnOf: null,
    returnAuthorization: null,
  };
}
