import type { Queryable } from '../database.ts';
import { insertReturned, refundColumns, type ElsewhereLine, type ReturnedLine } from './refund-lines.ts';
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

/**
 * Whether a refund may be ahead of its sale: it is of a receipt that was shown, or of a sale that is not known. No other worker may
 * then bring in the sale at the same moment, because neither would see the other.
 */
export async function mayBeAhead(client: Queryable, sales: readonly PlacedSale[]): Promise<boolean> {
  const back = sales.flatMap(({ fact }) => fact.lines).filter((line) => line.quantityThousandths < 0);
  if (back.some(({ returnOf, elsewhere }) => !returnOf && elsewhere !== undefined)) return true;
  const here = new Set(sales.map(({ fact }) => fact.saleId));
  const named = new Set(back.flatMap(({ returnOf }) => returnOf?.saleId ?? []));
  const asked = [...named].filter((saleId) => !here.has(saleId));
  if (asked.length === 0) return false;
  const { rowCount } = await client.query('SELECT FROM sale WHERE id = ANY ($1)', [asked]);
  return rowCount !== asked.length;
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
