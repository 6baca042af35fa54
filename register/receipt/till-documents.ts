import type { StoreReader } from '../../db/open-store.ts';
import { returnedReceipts } from '../../db/returned-receipts.ts';
import type { StoredSale } from '../../db/sales.ts';
import type { Shift, StoredZ } from '../../db/shifts.ts';
import type { TillIdentity } from '../../db/till-store.ts';
import { wallClockAt, type WallClock } from '../../domain/business-date.ts';
import type { CashMoved, ShiftFigures } from '../../domain/facts/shift-facts.ts';
import type { JournalEntry } from '../../domain/facts/fact.ts';
import { cashSlip } from '../../domain/receipt/cash-slip.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { saleReceipt } from '../../domain/receipt/sale-receipt.ts';
import { markTraining } from '../../domain/receipt/training-mark.ts';
import { xReport, zReport, type ShiftReportContext } from '../../domain/receipt/shift-report.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import { reportText } from '../../domain/text/report-text.ts';
import type { Language } from '../../domain/text/language.ts';

/** A reprinted Z says that it is a copy; which one is not counted, because it may be read any number of times. */
export const Z_COPY = 1;

/** What papers are made from: a till's store, whoever reads it, with its settings. */
export interface TillPapers {
  readonly store: StoreReader;
  readonly settings: ShopSettings;
  readonly identity: TillIdentity;
}

/** The receipt of a stored sale; `copyNo` is null only for the paper that goes out with the sale. */
export function receiptDocument(
  till: TillPapers,
  stored: StoredSale,
  copyNo: number | null,
  language: Language,
): ReceiptDocument {
  const context = {
    settings: till.settings,
    at: clockOf(till, stored.atUtcMs),
    cashierName: personName(till.store, stored.actor, language),
    tillCode: till.identity.tillCode,
    shiftNumber: stored.shift,
    copyNo,
    returnedReceipts: returnedReceipts(till.store.db, stored.sale),
  };
  return paperOf(till, saleReceipt(stored.sale, context, language));
}

/** The X of an open shift, read at a moment by a person's id. */
export function xDocument(
  till: TillPapers,
  shift: Shift,
  figures: ShiftFigures,
  read: { readonly atUtcMs: number; readonly actor: string },
  language: Language,
): ReceiptDocument {
  return paperOf(till, xReport(figures, reportContext(till, shift, read, language), language));
}

/** The Z of a closed shift; `copyNo` is null only for the paper of the closing itself. */
export function zDocument(
  till: TillPapers,
  { closed, businessDate, closedAtUtcMs, closedBy }: StoredZ,
  copyNo: number | null,
  language: Language,
): ReceiptDocument {
  const end = { atUtcMs: closedAtUtcMs, actor: closedBy };
  const context = reportContext(till, { ...closed, businessDate }, end, language);
  return paperOf(till, zReport(closed, context, copyNo, language));
}

/** The slip of money that was moved without a sale. */
export function cashSlipDocument(
  till: TillPapers,
  entry: JournalEntry & { readonly payload: CashMoved },
  copyNo: number | null,
  language: Language,
): ReceiptDocument {
  const { by, approvedBy } = entry.payload.authorization;
  const context = {
    settings: till.settings,
    tillCode: till.identity.tillCode,
    shiftNumber: entry.shift,
    at: clockOf(till, entry.atUtcMs),
    byName: personName(till.store, by, language),
    approvedByName: personName(till.store, approvedBy, language),
    copyNo,
  };
  return paperOf(till, cashSlip(entry.payload, context, language));
}

function paperOf({ identity }: TillPapers, document: ReceiptDocument): ReceiptDocument {
  return identity.isTraining ? markTraining(document) : document;
}

/** A person's name, or what the till is called where nobody acted. */
export function personName(store: StoreReader, actor: string, language: Language): string {
  return store.staff.byId(actor)?.name ?? reportText[language].system;
}

function reportContext(
  till: TillPapers,
  shift: Pick<Shift, 'number' | 'businessDate' | 'openedAtUtcMs' | 'openedBy'>,
  end: { readonly atUtcMs: number; readonly actor: string },
  language: Language,
): ShiftReportContext {
  return {
    settings: till.settings,
    tillCode: till.identity.tillCode,
    businessDate: shift.businessDate,
    shiftNumber: shift.number,
    openedAt: clockOf(till, shift.openedAtUtcMs),
    openedByName: personName(till.store, shift.openedBy, language),
    at: clockOf(till, end.atUtcMs),
    byName: personName(till.store, end.actor, language),
  };
}

function clockOf(till: TillPapers, atUtcMs: number): WallClock {
  return wallClockAt(atUtcMs, till.settings.shop.zone);
}
