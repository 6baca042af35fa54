import type { WallClock } from '../business-date.ts';
import type { ShiftClosed, ShiftFigures, TenderSum } from '../facts/shift-facts.ts';
import { formatMoney } from '../money-format.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { bookedTenderKinds } from '../tender.ts';
import type { Language } from '../text/language.ts';
import type { ReceiptTextKey } from '../text/receipt-text.ts';
import { centered, cut, row, rule, type ReceiptBlock, type ReceiptDocument } from './document.ts';
import { paperAmount, paperCount, paperTime, wordsIn } from './paper-format.ts';
import { copyMark, taxesByRate, taxRow, tenderName } from './receipt-rows.ts';

/** What a report says that is not in the shift's figures. */
export interface ShiftReportContext {
  readonly settings: Pick<ShopSettings, 'shop' | 'tenders'>;
  readonly tillCode: string;
  readonly businessDate: string;
  readonly shiftNumber: number;
  readonly openedAt: WallClock;
  readonly openedByName: string;
  /** When the shift was closed, or the X read, and by whom. */
  readonly at: WallClock;
  readonly byName: string;
}

interface Paper {
  readonly currency: string;
  readonly language: Language;
  readonly words: ReturnType<typeof wordsIn>;
  readonly amount: (amountMinor: number) => string;
  readonly count: (count: number) => string;
}

/** An X report: the figures so far. It closes nothing and has no number. */
export function xReport(
  figures: ShiftFigures,
  context: ShiftReportContext,
  language: Language,
): ReceiptDocument {
  const paper = paperFor(context, language);
  const title = paper.words('xTitle');
  return {
    language,
    title,
    blocks: [
      ...headBlocks(title, 'readAt', figures, context, paper),
      ...figureBlocks(figures, context, paper),
      rule,
      ...drawerBlocks(figures, paper),
      rule,
      ...eventBlocks(figures, null, paper),
      rule,
      centered(paper.words('xNotClosing')),
      { kind: 'feed', lines: 1 },
      cut,
    ],
  };
}

/** The Z of a closed shift, or with a `copyNo` (from 1) a reprint of it. */
export function zReport(
  closed: ShiftClosed,
  context: ShiftReportContext,
  copyNo: number | null,
  language: Language,
): ReceiptDocument {
  const paper = paperFor(context, language);
  const title = paper.words('zTitle', { number: String(closed.zNumber).padStart(6, '0') });
  return {
    language,
    title,
    blocks: [
      ...copyMark(copyNo, language),
      ...headBlocks(title, 'closed', closed.figures, context, paper),
      row(paper.words('journal'), journalRange(closed, paper)),
      ...figureBlocks(closed.figures, context, paper),
      rule,
      ...drawerBlocks(closed.figures, paper),
      ...countBlocks(closed, paper),
      rule,
      ...eventBlocks(closed.figures, closed.heldBasketCount, paper),
      row(paper.words('fingerprint'), hashStart(closed.headHash)),
      rule,
      ...(copyNo === null ? [centered(paper.words('original'))] : copyMark(copyNo, language)),
      { kind: 'feed', lines: 1 },
      cut,
    ],
  };
}

/** `15-17`, or `2: 1-17` after a restore, where numbers began again under epoch 2. */
function journalRange({ epoch, firstSeq, headSeq }: ShiftClosed, paper: Paper): string {
  const range = `${paper.count(firstSeq)}-${paper.count(headSeq)}`;
  return epoch === 1 ? range : `${epoch}: ${range}`;
}

function paperFor(context: ShiftReportContext, language: Language): Paper {
  const { currency } = context.settings.shop;
  return {
    currency,
    language,
    words: wordsIn(language),
    amount: (amountMinor) => paperAmount(amountMinor, currency, language),
    count: (count) => paperCount(count, language),
  };
}

function headBlocks(
  title: string,
  endKey: 'closed' | 'readAt',
  figures: ShiftFigures,
  context: ShiftReportContext,
  { words }: Paper,
): ReceiptBlock[] {
  const { firstReceiptNumber: first, lastReceiptNumber: last } = figures;
  const opened = words('opened', { at: momentText(context.openedAt, context), name: context.openedByName });
  const ended = words(endKey, { at: momentText(context.at, context), name: context.byName });
  return [
    centered(`${context.settings.shop.name}  ${words('till', { till: context.tillCode })}`),
    centered(title, 'tall'),
    row(
      words('businessDate', { date: context.businessDate }),
      words('shift', { number: context.shiftNumber }),
    ),
    row(opened, ''),
    row(ended, ''),
    ...(first === null || last === null
      ? [row(words('receipts'), words('noReceipts'))]
      : [row(words('firstReceipt'), first), row(words('lastReceipt'), last)]),
  ];
}

/** The time of day, with its date where that is not the business date: shifts run past midnight. */
function momentText(at: WallClock, { businessDate }: ShiftReportContext): string {
  return at.date === businessDate ? paperTime(at) : `${at.date} ${paperTime(at)}`;
}

function figureBlocks(figures: ShiftFigures, context: ShiftReportContext, paper: Paper): ReceiptBlock[] {
  return [
    rule,
    ...salesBlocks(figures, paper),
    ...taxesByRate(figures.taxes).map((tax) => ({ ...taxRow(tax, paper.amount, paper.language), indent: 1 })),
    rule,
    ...tenderBlocks(figures, context, paper),
  ];
}

function salesBlocks(figures: ShiftFigures, paper: Paper): ReceiptBlock[] {
  const { words, amount, count } = paper;
  const { grossMinor, priceSavingMinor, discountMinor, returnMinor, totalMinor } = figures;
  // Gross and what comes off it leave out tax on top and exemptions; the net sales that were paid have them in.
  const taxOnTopMinor = totalMinor - (grossMinor - priceSavingMinor - discountMinor + returnMinor);
  return [
    row(words('grossSales'), amount(grossMinor), { middle: count(figures.saleCount) }),
    row(words('priceOverrides'), amount(-priceSavingMinor), { middle: count(figures.priceOverrideCount) }),
    row(words('manualDiscounts'), amount(-discountMinor), { middle: count(figures.discountCount) }),
    row(words('refunds'), amount(returnMinor), { middle: count(figures.refundCount) }),
    ...(taxOnTopMinor === 0 ? [] : [row(words('taxOnTop'), amount(taxOnTopMinor))]),
    row(words('netSales'), amount(totalMinor), { emphasis: 'strong' }),
  ];
}

/** Tenders as they were paid, rounding and all; with what rounding gave up or gained taken out they sum to net sales. */
function tenderBlocks(figures: ShiftFigures, context: ShiftReportContext, paper: Paper): ReceiptBlock[] {
  const { words, amount, count } = paper;
  const roundingMinor = figures.tenders.reduce((sum, tender) => sum + tender.roundingMinor, 0);
  const togetherMinor = figures.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
  const roundingKey = roundingMinor > 0 ? 'roundingGained' : 'roundingGivenUp';
  return [
    ...figures.tenders.map((tender) =>
      row(nameOf(tender, context, paper.language), amount(tender.amountMinor + tender.roundingMinor), {
        middle: count(tender.count),
      }),
    ),
    ...(roundingMinor === 0 ? [] : [row(words(roundingKey), amount(-roundingMinor))]),
    row(words('tendersTogether'), amount(togetherMinor), { emphasis: 'strong' }),
  ];
}

function nameOf(tender: TenderSum, { settings }: ShiftReportContext, language: Language): string {
  const kind = bookedTenderKinds.find((known) => known === tender.kind) ?? 'other';
  return tenderName({ tenderCode: tender.tenderCode, kind }, settings.tenders, language);
}

function drawerBlocks(figures: ShiftFigures, { words, amount, count }: Paper): ReceiptBlock[] {
  return [
    row(words('float'), amount(figures.floatMinor)),
    row(words('cashTaken'), amount(figures.cashTakenMinor)),
    row(words('cashRefunded'), amount(figures.cashRefundedMinor), { middle: count(figures.cashRefundCount) }),
    row(words('paidIn'), amount(figures.payInMinor)),
    row(words('paidOut'), amount(-figures.payOutMinor)),
    row(words('safeDrop'), amount(-figures.safeDropMinor)),
    row(words('expectedCash'), amount(figures.expectedCashMinor), { emphasis: 'strong' }),
  ];
}

function countBlocks(closed: ShiftClosed, { words, amount, count }: Paper): ReceiptBlock[] {
  const key: ReceiptTextKey =
    closed.overShortMinor === 0 ? 'cashExact' : closed.overShortMinor < 0 ? 'cashShort' : 'cashOver';
  const label = closed.reason === null ? words(key) : `${words(key)}: ${closed.reason}`;
  return [
    row(words('countedCash'), amount(closed.countedMinor)),
    ...(closed.countAttempts > 1 ? [row(words('countAttempts'), count(closed.countAttempts))] : []),
    row(label, amount(closed.overShortMinor), { emphasis: 'strong' }),
  ];
}

/** What happened besides sales. `heldCount` is null while a shift is open: sales are still being held and recalled. */
function eventBlocks(figures: ShiftFigures, heldCount: number | null, paper: Paper): ReceiptBlock[] {
  const { words, amount, count, currency, language } = paper;
  return [
    row(words('voids'), amount(figures.voidMinor), { middle: count(figures.voidCount) }),
    row(words('drawerOpens'), count(figures.drawerOpenCount)),
    row(words('reprints'), count(figures.reprintCount)),
    ...(figures.nonSaleCount === 0 ? [] : [row(words('nonSales'), count(figures.nonSaleCount))]),
    ...(heldCount === null ? [] : [row(words('heldBaskets'), count(heldCount))]),
    row(words('saleLines'), count(figures.lineCount)),
    row(words('grandTotal'), formatMoney(figures.grandTotalMinor, currency, language), {
      emphasis: 'strong',
    }),
  ];
}

/** The first 128 bits of the chain's head in four groups, so that two papers can be compared by eye. */
function hashStart(headHash: string): string {
  return (headHash.slice(0, 32).match(/.{1,8}/g) ?? []).join(' ');
}
