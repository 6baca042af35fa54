import type { Database } from 'better-sqlite3';
import type { JournalEntry } from '../../domain/facts/fact.ts';
import type { LineFact, SaleCompleted, SaleTender } from '../../domain/facts/sale-facts.ts';
import type { EntryOf, Projection } from './projection.ts';

type Types = 'sale.completed' | 'tender.taken' | 'tender.reversed' | 'non-sale.booked';

/** Sales with their lines and tenders, and what left the books without a sale. */
export function saleProjection(db: Database): Projection<Types> {
  const insertSale = saleInserter(db);
  const insertLine = lineInserter(db);
  const payments = paymentWriter(db);
  const returnUnits = db.prepare(
    `UPDATE sale_line SET returned_thousandths = returned_thousandths + ?
     WHERE entry = (SELECT entry FROM sale WHERE id = ?) AND line_no = ? AND returned_thousandths = ?`,
  );
  const isOwnSale = db.prepare<[string]>('SELECT 1 FROM sale WHERE id = ?');
  const isInChain = db.prepare<[]>('SELECT 1 FROM chain_link');
  const returnElsewhere = db.prepare(
    `INSERT INTO return_intent (sale_id, line_no, thousandths, entry) VALUES (?, ?, ?, ?)
     ON CONFLICT (sale_id, line_no) DO UPDATE SET thousandths = thousandths + excluded.thousandths, entry = excluded.entry`,
  );
  const insertNonSale = db.prepare(
    `INSERT INTO non_sale (entry, source_ref, kind, shift, business_date, line_count, amount_minor, residual_e7)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    'sale.completed'(entry) {
      insertSale(entry);
      for (const line of entry.payload.lines) {
        insertLine(entry.position, line);
        if (!line.returnOf) continue;
        const { saleId, lineNo, fromThousandths } = line.returnOf;
        if (!isOwnSale.get(saleId) && isInChain.get()) {
          returnElsewhere.run(saleId, lineNo, -line.quantityThousandths, entry.position);
          continue;
        }
        const { changes } = returnUnits.run(-line.quantityThousandths, saleId, lineNo, fromThousandths);
        if (changes !== 1)
          throw new Error(`entry ${entry.position} returns units of ${saleId} that are not there`);
      }
      for (const tender of entry.payload.tenders) payments.settle(entry, tender);
    },
    'tender.taken': (entry) => payments.take(entry, entry.payload.basketId, entry.payload.tender),
    'tender.reversed': (entry) => payments.reverse(entry, entry.payload.tender.id),
    'non-sale.booked'({ payload, shift, businessDate, position }) {
      const { sourceRef, kind, lines, amountMinor, residualE7 } = payload;
      insertNonSale.run(
        position,
        sourceRef,
        kind,
        shift,
        businessDate,
        lines.length,
        amountMinor,
        residualE7,
      );
    },
  };
}

function saleInserter(db: Database) {
  const insert = db.prepare(
    `INSERT INTO sale (entry, id, receipt_number, epoch, receipt_sequence, shift, business_date, at_utc, utc_offset, actor,
       line_count, gross_minor, price_saving_minor, discount_minor, return_minor, net_minor, tax_minor, total_minor,
       rounding_minor, residual_e7, grand_total_minor, source_ref, member_id,
       hand_discount_minor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const grandTotal = db
    .prepare<[], number>('SELECT grand_total_minor FROM sale ORDER BY entry DESC LIMIT 1')
    .pluck();
  return (entry: EntryOf<'sale.completed'>): void => {
    const { payload: sale } = entry;
    const sums = sumLines(sale);
    insert.run(
      entry.position,
      sale.saleId,
      sale.receiptNumber,
      entry.epoch,
      sale.receiptSequence,
      entry.shift,
      entry.businessDate,
      entry.atUtcMs,
      entry.utcOffsetMinutes,
      entry.actor,
      sale.lines.length,
      sums.grossMinor,
      sums.priceSavingMinor,
      sums.discountMinor,
      sums.returnMinor,
      sale.netMinor,
      sale.taxMinor,
      sale.totalMinor,
      sale.roundingMinor,
      sums.residualE7,
      (grandTotal.get() ?? 0) + sale.totalMinor,
      sale.sourceRef,
      sale.loyalty?.memberId ?? null,
      sums.handDiscountMinor,
    );
  };
}

/**
 * Sums over the lines that were sold; what came back is summed apart, in `returnMinor`, as a negative amount. A price that a
 * promotion gave is a discount like all that promotions take off; a price saving is what a person took off a price.
 */
function sumLines(sale: SaleCompleted) {
  const sums = {
    grossMinor: 0,
    priceSavingMinor: 0,
    discountMinor: 0,
    handDiscountMinor: 0,
    returnMinor: 0,
    residualE7: 0,
  };
  for (const line of sale.lines) {
    sums.residualE7 += line.residualE7;
    if (line.kind === 'return') {
      sums.returnMinor += line.totalMinor;
      continue;
    }
    const byHandMinor = line.manualPrice ? line.priceSavingMinor : 0;
    const offMinor = line.priceSavingMinor + line.lineDiscountMinor + line.basketDiscountMinor;
    const offeredMinor = line.savings.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    sums.grossMinor += line.grossMinor;
    sums.priceSavingMinor += byHandMinor;
    sums.discountMinor += offMinor - byHandMinor + line.pointsDiscountMinor;
    sums.handDiscountMinor += offMinor - byHandMinor - offeredMinor;
  }
  return sums;
}

function lineInserter(db: Database) {
  const insert = db.prepare(
    `INSERT INTO sale_line (entry, line_no, kind, article_code, barcode, name, department, unit, quantity_thousandths,
       list_price_e4, unit_price_e4, gross_minor, discount_minor, tax_code, tax_rate_bp, is_tax_included, tax_minor,
       total_minor, shares, return_of)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const saleEntry = db.prepare<[string], number>('SELECT entry FROM sale WHERE id = ?').pluck();
  return (position: number, line: LineFact): void => {
    insert.run(
      position,
      line.lineNo,
      line.kind,
      line.articleCode,
      line.barcode,
      line.name,
      line.department,
      line.unit,
      line.quantityThousandths,
      line.listPriceE4,
      line.unitPriceE4,
      line.grossMinor,
      line.priceSavingMinor + line.lineDiscountMinor + line.basketDiscountMinor + line.pointsDiscountMinor,
      line.taxCode,
      line.taxRateBp,
      line.isTaxIncluded ? 1 : 0,
      line.taxMinor,
      line.totalMinor,
      JSON.stringify(line.shares),
      line.returnOf ? (saleEntry.get(line.returnOf.saleId) ?? null) : null,
    );
  };
}

/** A tender counts in the shift and on the day on which it was taken. */
function paymentWriter(db: Database) {
  const insert = db.prepare(
    `INSERT INTO payment (id, entry, sale_entry, basket_id, shift, business_date, tender_code, kind, amount_minor,
       tendered_minor, change_minor, rounding_minor, reference, taken_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET sale_entry = excluded.sale_entry`,
  );
  const reverse = db.prepare(
    'UPDATE payment SET reversed_entry = ? WHERE id = ? AND sale_entry IS NULL AND reversed_entry IS NULL',
  );
  const write = (
    entry: JournalEntry,
    saleEntry: number | null,
    basketId: string | null,
    tender: SaleTender,
  ) => {
    insert.run(
      tender.id,
      entry.position,
      saleEntry,
      basketId,
      entry.shift,
      entry.businessDate,
      tender.tenderCode,
      tender.kind,
      tender.amountMinor,
      tender.tenderedMinor,
      tender.changeMinor,
      tender.roundingMinor,
      tender.reference,
      tender.takenAtUtcMs,
    );
  };
  return {
    take: (entry: JournalEntry, basketId: string, tender: SaleTender) => write(entry, null, basketId, tender),
    settle: (entry: JournalEntry, tender: SaleTender) => write(entry, entry.position, null, tender),
    reverse(entry: JournalEntry, tenderId: string) {
      const { changes } = reverse.run(entry.position, tenderId);
      if (changes !== 1)
        throw new Error(`entry ${entry.position} reverses tender ${tenderId}, which is not open`);
    },
  };
}
