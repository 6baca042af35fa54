import { decodePayload } from '../../../domain/facts/fact-codec.ts';
import type { LineFact } from '../../../domain/facts/sale-facts.ts';
import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import type { RaisedException } from './exceptions.ts';

/** A line of a refund: goods that came back. */
export interface RefundLine {
  readonly atUtcMs: number;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  /** Its number in the refund. */
  readonly place: number;
  /** The refund's own. */
  readonly receiptNumber: string;
  readonly thousandths: number;
  readonly amountMinor: number;
}

/** Of a line of a sale, known here or not. */
export interface ReturnedLine extends RefundLine {
  readonly saleId: string;
  readonly lineNo: number;
}

/** Of a receipt that the customer showed while central could not be asked. */
export interface ElsewhereLine extends RefundLine {
  readonly shownReceipt: string;
  readonly article: string;
}

/** As every statement reads them. */
export const REFUND_COLUMNS = `at_utc_ms AS "atUtcMs", register, epoch, seq, place, receipt_number AS "receiptNumber",
  thousandths, amount_minor AS "amountMinor"`;

/** As `unnest` takes them, in the order of `REFUND_COLUMNS`. */
export function refundColumns(lines: readonly RefundLine[]): unknown[][] {
  return columnsOf(
    lines,
    ({ atUtcMs }) => atUtcMs,
    ({ register }) => register,
    ({ epoch }) => epoch,
    ({ seq }) => seq,
    ({ place }) => place,
    ({ receiptNumber }) => receiptNumber,
    ({ thousandths }) => thousandths,
    ({ amountMinor }) => amountMinor,
  );
}

/** Keeps lines whose sale was named. */
export async function insertReturned(client: Queryable, lines: readonly ReturnedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await client.query(
    `INSERT INTO sale_return
       (sale_id, line_no, at_utc_ms, register, epoch, seq, place, receipt_number, thousandths, amount_minor)
     SELECT * FROM unnest($1::uuid[], $2::integer[], $3::bigint[], $4::uuid[], $5::integer[], $6::integer[],
       $7::integer[], $8::text[], $9::bigint[], $10::bigint[])
     ON CONFLICT DO NOTHING`,
    [lines.map(({ saleId }) => saleId), lines.map(({ lineNo }) => lineNo), ...refundColumns(lines)],
  );
}

/** The refund that a line is in. */
export function entryOf({ register, epoch, seq }: RefundLine): string {
  return `${register} ${epoch} ${seq}`;
}

export function lineOf(line: RefundLine): string {
  return `${entryOf(line)} ${line.place}`;
}

/** Adds what a line costs to the exception of its refund. */
export function addTo(
  found: Map<string, RaisedException>,
  kind: 'refund-unknown-sale' | 'refund-twice',
  line: RefundLine,
  subject: string,
  amountMinor: number,
): void {
  const { register, epoch, seq, atUtcMs } = line;
  const key = `${kind} ${entryOf(line)} ${subject}`;
  const known = found.get(key)?.amountMinor ?? 0;
  const place = { register, epoch, seq, atUtcMs };
  found.set(key, { kind, ...place, subject, amountMinor: known + amountMinor, points: 0 });
}

/** The lines of sales, from the entries that tell of them. */
export async function readSold(
  client: Queryable,
  saleIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LineFact[]>> {
  if (saleIds.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; schema: number; payload: string }>(
    `SELECT sale.id, entry.schema, entry.payload FROM sale
     JOIN entry ON entry.register = sale.register AND entry.epoch = sale.epoch AND entry.seq = sale.seq
     WHERE sale.id = ANY ($1)`,
    [saleIds],
  );
  return new Map(
    rows.map(({ id, schema, payload }) => {
      const fact = decodePayload('sale.completed', schema, payload);
      return [id, fact.type === 'sale.completed' ? fact.payload.lines : []];
    }),
  );
}
