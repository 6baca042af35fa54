import type { Database } from 'better-sqlite3';
import { parseStored } from './stored-json.ts';

/** Another till's sale, as central sent it. */
export interface FetchedReceipt {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly businessDate: string;
  readonly atUtcMs: number;
  /** The payload of its entry, as it lies in the other journal. */
  readonly payload: string;
  readonly schema: number;
  /** By line number: how many thousandths were back already, or reserved by others. */
  readonly returned: readonly { readonly lineNo: number; readonly thousandths: number }[];
  /** Of a receipt that was sent before there was such a thing: none. */
  readonly reservation?: ReceiptReservation;
}

/** For how long central keeps what is left of a receipt for this till, by the till's clock. */
export interface ReceiptReservation {
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
  /** The sale on the counter that it was asked for, with which it ends; null where there was none. */
  readonly basketId: string | null;
}

export interface FetchedReceiptReader {
  bySale(saleId: string): FetchedReceipt | null;
  byNumber(receiptNumber: string): FetchedReceipt | null;
}

/** Longer than any sale is held. */
const KEPT_MS = 31 * 86_400_000;

export function receiptReader(db: Database): FetchedReceiptReader {
  const bySale = db.prepare<[string], string>('SELECT body FROM fetched_receipt WHERE sale_id = ?').pluck();
  const byNumber = db
    .prepare<[string], string>('SELECT body FROM fetched_receipt WHERE receipt_number = ?')
    .pluck();
  const read = (body: string | undefined) =>
    body === undefined ? null : (parseStored(body, 'a receipt of another till') as FetchedReceipt);
  return {
    bySale: (saleId) => read(bySale.get(saleId)),
    byNumber: (receiptNumber) => read(byNumber.get(receiptNumber)),
  };
}

export function receiptSaver(db: Database): (receipt: FetchedReceipt, nowUtcMs: number) => void {
  const drop = db.prepare('DELETE FROM fetched_receipt WHERE fetched_at_utc < ?');
  const save = db.prepare(
    `INSERT OR REPLACE INTO fetched_receipt (sale_id, receipt_number, fetched_at_utc, body) VALUES (?, ?, ?, ?)`,
  );
  return (receipt, nowUtcMs) => {
    drop.run(nowUtcMs - KEPT_MS);
    save.run(receipt.saleId, receipt.receiptNumber, nowUtcMs, JSON.stringify(receipt));
  };
}
