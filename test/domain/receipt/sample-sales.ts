import { NO_MEMBERSHIP, type Authorization, type Basket, type BasketLine } from '../../../domain/basket.ts';
import type { LineFact, SaleCompleted, SaleTender } from '../../../domain/facts/sale-facts.ts';
import { priceBasket } from '../../../domain/pricing/price-basket.ts';
import type { PricedLine } from '../../../domain/pricing/priced-basket.ts';
import type { SaleReceiptContext } from '../../../domain/receipt/sale-receipt.ts';
import type { TaxCategory } from '../../../domain/tax.ts';
import { applyTender, type CashRounding, type TenderKind } from '../../../domain/tender.ts';

export const byCashier: Authorization = { by: 'cashier', approvedBy: 'cashier', reason: null };

const taxCategories: readonly TaxCategory[] = [
  {
    code: 'standard',
    name: 'Standard',
    isIncluded: true,
    rates: [{ validFrom: '1970-01-01', rateBp: 1300 }],
  },
  { code: 'food', name: 'Food', isIncluded: true, rates: [{ validFrom: '1970-01-01', rateBp: 900 }] },
  {
    code: 'sales-tax',
    name: 'Sales tax',
    isIncluded: false,
    rates: [{ validFrom: '1970-01-01', rateBp: 825 }],
  },
];

export const taxCodes = taxCategories.map((category) => category.code);

/** A line of one piece at ¥10.00, changed as a test needs it. */
export function line(id: string, changes: Partial<BasketLine> = {}): BasketLine {
  return {
    id,
    kind: 'sale',
    articleCode: id,
    barcode: null,
    name: id,
    department: 'general',
    tags: [],
    unit: 'each',
    quantityThousandths: 1_000,
    tareGrams: 0,
    listPriceE4: 100_000,
    floorPriceE4: null,
    taxCode: 'standard',
    manualPrice: null,
    discount: null,
    linkedTo: null,
    confirmedAge: null,
    note: null,
    isGift: false,
    returnOf: null,
    returnAuthorization: null,
    ...changes,
  };
}

export interface SampleSale {
  readonly lines: readonly BasketLine[];
  readonly currency?: string;
  readonly discount?: Basket['discount'];
  readonly taxExemption?: Authorization | null;
  readonly rounding?: CashRounding;
  /** What is handed over; null takes all that is due. */
  readonly tenders?: readonly {
    readonly kind: TenderKind;
    readonly offeredMinor: number | null;
    readonly reference?: string;
  }[];
}

/** A sale that the rules priced and settled, as the journal would have it. */
export function sellSample(sample: SampleSale): SaleCompleted {
  const { lines, currency = 'CNY', discount = null, taxExemption = null } = sample;
  const basket: Basket = {
    id: 'basket',
    state: 'checkout',
    openedAtUtcMs: 0,
    frozenAtUtcMs: 0,
    label: null,
    sourceRef: null,
    discount,
    taxExemption,
    membership: NO_MEMBERSHIP,
    lines,
  };
  const byCode = new Map(taxCategories.map((category) => [category.code, category]));
  const priced = priceBasket(basket, { currency, businessDate: '2026-06-12', taxCategories: byCode });
  const tenders = settle(priced.totalMinor, sample);
  const numbers = new Map(priced.lines.map((pricedLine) => [pricedLine.line.id, pricedLine.lineNo]));
  return {
    saleId: 'sale',
    receiptNumber: '0001-02-1-000147',
    receiptSequence: 147,
    currency,
    frozenAtUtcMs: 0,
    lines: priced.lines.map((pricedLine) => lineFact(pricedLine, numbers)),
    discount,
    taxExemption,
    taxes: priced.taxes,
    grossMinor: priced.grossMinor,
    netMinor: priced.netMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    roundingMinor: tenders.reduce((sum, tender) => sum + tender.roundingMinor, 0),
    changeMinor: tenders.reduce((sum, tender) => sum + tender.changeMinor, 0),
    tenders,
    sourceRef: null,
    loyalty: null,
    rules: [],
    coupons: [],
    reversals: [],
  };
}

function settle(totalMinor: number, sample: SampleSale): SaleTender[] {
  const { tenders = [{ kind: 'card', offeredMinor: null }], rounding = { toMinor: 1, mode: 'nearest' } } =
    sample;
  let dueMinor = totalMinor;
  const taken: SaleTender[] = [];
  for (const { kind, offeredMinor, reference = null } of tenders) {
    if (dueMinor === 0) break;
    const applied = applyTender(kind, offeredMinor ?? dueMinor, dueMinor, rounding);
    if (!applied.ok) throw new Error(applied.error.code);
    dueMinor -= applied.value.amountMinor;
    taken.push({ id: kind, tenderCode: kind, kind, reference, takenAtUtcMs: 0, ...applied.value });
  }
  return taken;
}

function lineFact(priced: PricedLine, numbers: ReadonlyMap<string, number>): LineFact {
  const { line: sold, ...money } = priced;
  const { floorPriceE4: _, linkedTo, returnOf, ...kept } = sold;
  return {
    ...kept,
    ...money,
    pointsDiscountMinor: 0,
    savings: [],
    earnedPoints: 0,
    redeemedPoints: 0,
    countedMinor: 0,
    quantityThousandths: (sold.kind === 'return' ? -1 : 1) * sold.quantityThousandths,
    linkedToLineNo: linkedTo === null ? null : (numbers.get(linkedTo) ?? null),
    returnOf: returnOf && {
      saleId: returnOf.saleId,
      lineNo: returnOf.lineNo,
      fromThousandths: returnOf.fromThousandths,
    },
  };
}

/** The line that gives back `quantityThousandths` of a sold line, from its start. */
export function returnLine(sale: SaleCompleted, lineNo: number, quantityThousandths: number): BasketLine {
  const sold = sale.lines[lineNo - 1]!;
  return line(`return-${lineNo}`, {
    kind: 'return',
    name: sold.name,
    unit: sold.unit,
    quantityThousandths,
    listPriceE4: sold.listPriceE4,
    manualPrice: sold.manualPrice,
    taxCode: sold.taxCode,
    returnOf: {
      saleId: sale.saleId,
      receiptNumber: sale.receiptNumber,
      lineNo,
      fromThousandths: 0,
      lineThousandths: sold.quantityThousandths,
      shares: sold.shares,
      totalMinor: sold.totalMinor,
      taxMinor: sold.taxMinor,
      taxRateBp: sold.taxRateBp,
      isTaxIncluded: sold.isTaxIncluded,
    },
  });
}

const shop = {
  code: '0001',
  name: '南山路店',
  currency: 'CNY',
  zone: 'Asia/Shanghai',
  cutOverMinutes: 240,
  language: 'zh-CN',
} as const;

const wallClock = { date: '2026-06-12', hour: 14, minute: 8, weekday: 5, utcOffsetMinutes: 480 };

export const receiptContext: SaleReceiptContext = {
  settings: {
    shop,
    tenders: [
      { code: 'cash', kind: 'cash', name: '现金', needsReference: false },
      { code: 'card', kind: 'card', name: '银行卡', needsReference: false },
    ],
    receipt: {
      headerLines: ['南山路 12 号', '0755-8888 6666'],
      footerLines: ['谢谢惠顾，凭小票七日内退换'],
      columns: 48,
    },
  },
  at: wallClock,
  cashierName: '李敏',
  tillCode: '02',
  shiftNumber: 128,
  copyNo: null,
  returnedReceipts: new Map([['sale', '0001-02-1-000147']]),
};

/** One of everything that a receipt shows: weight and tare, a deposit, a price and discounts by hand, rounded cash. */
export const fullSale: SaleCompleted = sellSample({
  lines: [
    line('milk', {
      name: '纯牛奶 250 ml × 6',
      quantityThousandths: 2_000,
      listPriceE4: 198_000,
      taxCode: 'food',
    }),
    line('coffee', {
      name: '挂耳咖啡 10 包',
      listPriceE4: 329_000,
      manualPrice: { unitPriceE4: 288_000, authorization: byCashier },
    }),
    line('cakes', {
      name: '凤梨酥礼盒 12 枚，台湾风味手工烘焙，节日馈赠装（含提袋）',
      listPriceE4: 298_000,
      discount: { kind: 'percent', rateBp: 1_000, authorization: byCashier },
    }),
    line('apples', {
      name: '红富士苹果',
      unit: 'kg',
      quantityThousandths: 735,
      tareGrams: 20,
      listPriceE4: 89_800,
      taxCode: 'food',
    }),
    line('water', { name: '气泡水 480 ml', quantityThousandths: 2_000, listPriceE4: 49_000 }),
    line('deposit', { name: '瓶押金', quantityThousandths: 2_000, listPriceE4: 5_000, linkedTo: 'water' }),
  ],
  discount: { kind: 'amount', amountMinor: 500, authorization: byCashier },
  rounding: { toMinor: 10, mode: 'down' },
  tenders: [
    { kind: 'card', offeredMinor: 5_000, reference: '004821' },
    { kind: 'cash', offeredMinor: 10_000 },
  ],
});
