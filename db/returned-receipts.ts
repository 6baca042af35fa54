import type { Database } from 'better-sqlite3';
import type { SaleCompleted } from '../domain/facts/sale-facts.ts';

/** Receipt numbers of the sales that a refund's lines come from, by sale id, for its paper. */
export function returnedReceipts(db: Database, sale: SaleCompleted): Map<string, string> {
  const numberOf = db.prepare<[string], string>('SELECT receipt_number FROM sale WHERE id = ?').pluck();
  const numbers = new Map<string, string>();
  for (const { saleId, central } of sale.reversals)
    if (central?.receiptNumber) numbers.set(saleId, central.receiptNumber);
  for (const { returnOf } of sale.lines) {
    const number = returnOf ? numberOf.get(returnOf.saleId) : undefined;
    if (returnOf && number !== undefined) numbers.set(returnOf.saleId, number);
  }
  return numbers;
}
