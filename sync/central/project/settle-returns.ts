import { multiplyDivideRounded } from '../../../domain/integer.ts';
import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import { settleExceptions, type ExceptionPlace, type RaisedException } from './exceptions.ts';
import {
  addTo,
  entryOf,
  readSold,
  REFUND_COLUMNS,
  type ElsewhereLine,
  type ReturnedLine,
} from './refund-lines.ts';

/**
 * Compares what came back of sales with what was sold: goods that came back more often than they were sold, by when they did,
 * and refunds whose sale is not known here, which settle themselves when it comes.
 */
export async function settleReturns(
  client: Queryable,
  saleIds: readonly string[],
  nowUtcMs: number,
): Promise<void> {
  if (saleIds.length === 0) return;
  const returns = await readReturns(client, saleIds);
  const sold = await readSold(client, [...new Set(returns.map(({ saleId }) => saleId))]);
  const asked = new Set(saleIds);
  const entries = new Map(
    returns.filter(({ saleId }) => asked.has(saleId)).map((line) => [entryOf(line), line]),
  );
  const back = new Map<string, number>();
  const found = new Map<string, RaisedException>();
  for (const line of returns) {
    const lines = sold.get(line.saleId) ?? [];
    // Of goods that stand in several lines nobody can tell which of them came back without the till that sold them.
    const article = lines.find(({ lineNo }) => lineNo === line.lineNo)?.articleCode ?? `line ${line.lineNo}`;
    const key = `${line.saleId} ${article}`;
    const before = back.get(key) ?? 0;
    back.set(key, before + line.thousandths);
    if (!entries.has(entryOf(line))) continue;
    if (!sold.has(line.saleId)) {
      addTo(found, 'refund-unknown-sale', line, line.receiptNumber, line.amountMinor);
      continue;
    }
    const same = lines.filter(({ lineNo, articleCode }) => (articleCode ?? `line ${lineNo}`) === article);
    const soldThousandths = same.reduce((sum, each) => sum + Math.max(0, each.quantityThousandths), 0);
    const excess = line.thousandths - Math.max(0, soldThousandths - before);
    if (excess <= 0) continue;
    const excessMinor = multiplyDivideRounded(line.amountMinor, excess, line.thousandths);
    addTo(found, 'refund-twice', line, line.receiptNumber, excessMinor);
  }
  const looked = [...entries.values()].flatMap(({ register, epoch, seq }): ExceptionPlace[] => [
    { kind: 'refund-unknown-sale', register, epoch, seq },
    { kind: 'refund-twice', register, epoch, seq },
  ]);
  for (const line of await readUnfound(client, looked)) {
    addTo(found, 'refund-unknown-sale', line, line.shownReceipt, line.amountMinor);
  }
  await settleExceptions(client, looked, [...found.values()], nowUtcMs);
}

/** What came back of sales, and whatever else came back in the same refunds, by when it did. */
async function readReturns(client: Queryable, saleIds: readonly string[]): Promise<ReturnedLine[]> {
  const { rows } = await client.query<ReturnedLine>(
    `SELECT sale_id AS "saleId", line_no AS "lineNo", ${REFUND_COLUMNS}
     FROM sale_return WHERE sale_id IN (
       SELECT same.sale_id FROM sale_return AS asked JOIN sale_return AS same USING (register, epoch, seq)
       WHERE asked.sale_id = ANY ($1))
     ORDER BY at_utc_ms, register, epoch, seq, place`,
    [saleIds],
  );
  return rows;
}

/** What of refunds still waits for the sale of a receipt that was shown. */
async function readUnfound(client: Queryable, places: readonly ExceptionPlace[]): Promise<ElsewhereLine[]> {
  const { rows } = await client.query<ElsewhereLine>(
    `SELECT shown_receipt AS "shownReceipt", article, ${REFUND_COLUMNS} FROM return_elsewhere
     WHERE (register, epoch, seq) IN (SELECT * FROM unnest($1::uuid[], $2::integer[], $3::integer[]))
       AND NOT EXISTS (SELECT FROM sale_return AS found
         WHERE (found.register, found.epoch, found.seq, found.place)
           = (return_elsewhere.register, return_elsewhere.epoch, return_elsewhere.seq, return_elsewhere.place))`,
    columnsOf(
      places,
      ({ register }) => register,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
    ),
  );
  return rows;
}
