import type { ShiftClosed, ShiftFigures } from '../../../domain/facts/shift-facts.ts';
import type { ShiftReportContext } from '../../../domain/receipt/shift-report.ts';
import { receiptContext } from './sample-sales.ts';

export const reportContext: ShiftReportContext = {
  settings: receiptContext.settings,
  tillCode: '02',
  businessDate: '2026-06-12',
  shiftNumber: 128,
  openedAt: { ...receiptContext.at, hour: 7, minute: 52 },
  openedByName: '陈立',
  at: { ...receiptContext.at, date: '2026-06-13', hour: 0, minute: 16 },
  byName: '周敏',
};

export const figures: ShiftFigures = {
  saleCount: 134,
  refundCount: 2,
  lineCount: 512,
  grossMinor: 879_368,
  priceSavingMinor: 850,
  priceOverrideCount: 3,
  discountMinor: 58_105,
  discountCount: 6,
  returnMinor: -8_670,
  totalMinor: 811_743,
  netMinor: 728_718,
  taxMinor: 83_025,
  roundingMinor: -108,
  taxes: [
    { taxCode: 'standard', rateBp: 1300, isIncluded: true, netMinor: 436_000, taxMinor: 56_680 },
    { taxCode: 'food', rateBp: 900, isIncluded: true, netMinor: 292_718, taxMinor: 26_345 },
  ],
  tenders: [
    { tenderCode: 'wechat', kind: 'payment-code', count: 95, amountMinor: 644_185, roundingMinor: 0 },
    { tenderCode: 'cash', kind: 'cash', count: 31, amountMinor: 167_558, roundingMinor: -108 },
  ],
  floatMinor: 60_000,
  cashTakenMinor: 171_130,
  cashRefundedMinor: -3_680,
  cashRefundCount: 1,
  payInMinor: 0,
  payOutMinor: 4_500,
  safeDropMinor: 100_000,
  expectedCashMinor: 122_950,
  voidCount: 7,
  voidMinor: 13_320,
  drawerOpenCount: 2,
  reprintCount: 1,
  nonSaleCount: 0,
  firstReceiptNumber: '0001-02-1-000001',
  lastReceiptNumber: '0001-02-1-000136',
  grandTotalMinor: 96_820_416,
};

export const closedShift: ShiftClosed = {
  shiftId: 'shift',
  number: 128,
  zNumber: 128,
  openedAtUtcMs: 0,
  openedBy: 'chen',
  figures,
  count: null,
  countedMinor: 122_750,
  overShortMinor: -200,
  reason: '找零差错',
  countAttempts: 1,
  heldBasketCount: 0,
  firstSeq: 18_295,
  epoch: 1,
  headSeq: 18_445,
  headHash: '5410a19e7386123e8f5f87de8fb09cb4'.padEnd(64, '0'),
  signature: '',
};
