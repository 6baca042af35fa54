import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import { cashSlip } from '../../../domain/receipt/cash-slip.ts';
import { testPage } from '../../../domain/receipt/device-pages.ts';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import { saleReceipt, type SaleReceiptContext } from '../../../domain/receipt/sale-receipt.ts';
import { xReport, zReport } from '../../../domain/receipt/shift-report.ts';
import type { Language } from '../../../domain/text/language.ts';
import {
  byCashier,
  fullSale,
  line,
  receiptContext,
  returnLine,
  sellSample,
} from '../../domain/receipt/sample-sales.ts';
import { closedShift, figures, reportContext } from '../../domain/receipt/sample-shift.ts';

const englishSale = sellSample({
  currency: 'GBP',
  lines: [
    line('tea', { name: 'Jasmine tea, gift box of twelve tins, hand rolled', listPriceE4: 248_000 }),
    line('cups', { name: 'Café cup & saucer', quantityThousandths: 2_000, listPriceE4: 64_900 }),
    line('shortbread', {
      name: 'Shortbread “Crème brûlée”',
      listPriceE4: 39_500,
      discount: { kind: 'percent', rateBp: 1_000, authorization: byCashier },
    }),
    line('chestnuts', {
      name: 'Chestnuts',
      unit: 'kg',
      quantityThousandths: 735,
      tareGrams: 20,
      listPriceE4: 89_800,
    }),
    line('lantern', { name: 'Paper lantern 灯笼', listPriceE4: 75_000 }),
  ],
  discount: { kind: 'amount', amountMinor: 250, authorization: byCashier },
  tenders: [
    { kind: 'card', offeredMinor: 2_000, reference: '004821' },
    { kind: 'cash', offeredMinor: 10_000 },
  ],
});

const shops: Record<Language, { sale: SaleCompleted; context: SaleReceiptContext; offer: string }> = {
  'zh-CN': { sale: fullSale, context: receiptContext, offer: '中秋礼盒会员九折' },
  en: {
    sale: englishSale,
    offer: 'Members: autumn gifts 10% off',
    context: {
      ...receiptContext,
      cashierName: 'Zoë Hart',
      settings: {
        ...receiptContext.settings,
        shop: { ...receiptContext.settings.shop, name: 'Harbour Gifts', currency: 'GBP', language: 'en' },
        tenders: [
          { code: 'cash', kind: 'cash', name: 'Cash', needsReference: false },
          { code: 'card', kind: 'card', name: 'Card', needsReference: false },
        ],
        receipt: {
          headerLines: ['12 Quay Street', '+44 20 7946 0000'],
          footerLines: ['Thank you. Keep this receipt: seven days to exchange.'],
          columns: 48,
        },
      },
    },
  },
};

/** Papers of every kind in a language, by name. */
export function samplePapers(language: Language, printer: PrinterSettings): Record<string, ReceiptDocument> {
  const { sale, context, offer } = shops[language];
  const report = { ...reportContext, settings: context.settings, byName: context.cashierName };
  const refund = sellSample({
    currency: sale.currency,
    lines: [returnLine(sale, 1, 1_000), returnLine(sale, 3, 1_000)],
    tenders: [{ kind: 'cash', offeredMinor: null }],
  });
  const move = {
    moveId: 'move',
    kind: 'pay-in',
    amountMinor: 20_000,
    authorization: { by: 'cashier', approvedBy: 'manager', reason: offer },
  } as const;
  const slip = {
    settings: context.settings,
    tillCode: '02',
    shiftNumber: 128,
    at: context.at,
    byName: context.cashierName,
    approvedByName: '周敏',
    copyNo: null,
  };
  return {
    sale: saleReceipt(sale, context, language),
    'sale to a member': saleReceipt(asMember(sale, offer), context, language),
    refund: saleReceipt(refund, context, language),
    reprint: saleReceipt(sale, { ...context, copyNo: 2 }, language),
    X: xReport(figures, report, language),
    Z: zReport(closedShift, report, null, language),
    'pay-in': cashSlip(move, slip, language),
    'test page': testPage(printer, language),
  };
}

/** The sale with a member's points, whose discount on the third line came of an offer. */
function asMember(sale: SaleCompleted, offer: string): SaleCompleted {
  const rule = { ruleId: 'offer', version: 1, name: offer, isOnOrder: false, uses: 1 };
  const lines = sale.lines.map((sold) =>
    sold.lineNo === 3
      ? { ...sold, discount: null, savings: [{ ruleId: 'offer', amountMinor: sold.lineDiscountMinor }] }
      : sold,
  );
  const amountMinor = sale.lines[2]!.lineDiscountMinor;
  return {
    ...sale,
    lines,
    rules: [{ ...rule, amountMinor }],
    loyalty: {
      memberId: 'member',
      memberNumber: '800012345',
      tier: 'gold',
      points: { earned: { points: 128, lot: null, filledDebt: 0 }, redeemed: null },
      spentMinor: sale.totalMinor,
      isVisit: true,
      balance: 2_345,
      tierChange: null,
    },
  };
}
