import type { Queryable } from '../database.ts';
import { settleExceptions, type RaisedException } from './exceptions.ts';
import {
  addTo,
  insertReturned,
  lineOf,
  readSold,
  REFUND_COLUMNS,
  refundColumns,
  type ElsewhereLine,
  type ReturnedLine,
} from './refund-lines.ts';
import type { PlacedSale } from './sales.ts';

/** Keeps the lines that came back with sales. Returns the sales and the receipts that they are of. */
export async function keepReturns(
  client: Queryable,
  sales: readonly PlacedSale[],
): Promise<{ readonly saleIds: string[]; readonly shownReceipts: string[] }> {
  const returned: ReturnedLine[] = [];
  const elsewhere: ElsewhereLine[] = [];
  for (const { fact, register, epoch, seq, atUtcMs } of sales) {
    for (const { lineNo: place, quantityThousandths, totalMinor, ...line } of fact.lines) {
      if (quantityThousandths >= 0) continue;
      const at = { atUtcMs, register, epoch, seq, place, receiptNumber: fact.receiptNumber };
      const back = { ...at, thousandths: -quantityThousandths, amountMinor: -totalMinor };
      if (line.returnOf) returned.push({ ...back, ...line.returnOf });
      else if (line.elsewhere !== undefined) {
        elsewhere.push({ ...back, shownReceipt: line.elsewhere, article: line.articleCode ?? '' });
      }
    }
  }
  await insertReturned(client, returned);
  await insertElsewhere(client, elsewhere);
  return {
    saleIds: [...new Set(returned.map(({ saleId }) => saleId))],
    shownReceipts: [...new Set(elsewhere.map(({ shownReceipt }) => shownReceipt))],
  };
}

async function insertElsewhere(client: Queryable, lines: readonly ElsewhereLine[]): Promise<void> {
  if (lines.length === 0) return;
  await client.query(
    `INSERT INTO return_elsewhere
       (shown_receipt, article, at_utc_ms, register, epoch, seq, place, receipt_number, thousandths, amount_minor)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::uuid[], $5::integer[], $6::integer[],
       $7::integer[], $8::text[], $9::bigint[], $10::bigint[])
     ON CONFLICT DO NOTHING`,
    [
      lines.map(({ shownReceipt }) => shownReceipt),
      lines.map(({ article }) => article),
      ...refundColumns(lines),
    ],
  );
}

/** Of new sales, those of which something came back before they came. */
export async function findAwaited(client: Queryable, saleIds: readonly string[]): Promise<string[]> {
  if (saleIds.length === 0) return [];
  const { rows } = await client.query<{ saleId: string }>(
    'SELECT DISTINCT sale_id AS "saleId" FROM sale_return WHERE sale_id = ANY ($1)',
    [saleIds],
  );
  return rows.map(({ saleId }) => saleId);
}

/**
 * Finds the sales of receipts that customers showed, and the line of each that the goods are of. Returns those sales. What is of
 * no sale that is known, or of one without such goods, waits, and says so.
 */
export async function findShown(
  client: Queryable,
  receipts: readonly string[],
  nowUtcMs: number,
): Promise<string[]> {
  if (receipts.length === 0) return [];
  const { rows: waiting } = await client.query<ElsewhereLine & { saleId: string | null }>(
    `SELECT shown_receipt AS "shownReceipt", article, ${REFUND_COLUMNS}, (
       SELECT sale.id FROM sale WHERE sale.receipt_number = shown_receipt ORDER BY sale.at_utc_ms DESC, sale.id LIMIT 1
     ) AS "saleId"
     FROM return_elsewhere WHERE shown_receipt = ANY ($1)`,
    [receipts],
  );
  if (waiting.length === 0) return [];
  const sold = await readSold(client, [...new Set(waiting.flatMap(({ saleId }) => saleId ?? []))]);
  const found = waiting.flatMap(({ saleId, shownReceipt: _shown, article, ...line }): ReturnedLine[] => {
    const first = sold.get(saleId ?? '')?.find(({ articleCode }) => articleCode === article);
    return saleId !== null && first ? [{ ...line, saleId, lineNo: first.lineNo }] : [];
  });
  await insertReturned(client, found);
  await client.query(
    `DELETE FROM return_elsewhere USING unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[])
       AS found (register, epoch, seq, place)
     WHERE (return_elsewhere.register, return_elsewhere.epoch, return_elsewhere.seq, return_elsewhere.place)
       = (found.register, found.epoch, found.seq, found.place)`,
    refundColumns(found).slice(1, 5),
  );
  const kept = new Set(found.map(lineOf));
  const unknown = waiting.filter((line) => !kept.has(lineOf(line)));
  const raised = new Map<string, RaisedException>();
  for (const line of unknown) addTo(raised, 'refund-unknown-sale', line, line.shownReceipt, line.amountMinor);
  await settleExceptions(client, [], [...raised.values()], nowUtcMs);
  return [...new Set(found.map(({ saleId }) => saleId))];
}
