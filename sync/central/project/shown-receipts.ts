import { FACT_SCHEMA } from '../../../domain/facts/fact.ts';
import { decodePayload } from '../../../domain/facts/fact-codec.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import { soldSaleSchema } from '../../../domain/facts/sold-sale-schema.ts';
import { undoneShare } from '../../../domain/loyalty/reversal.ts';
import type { Queryable } from '../database.ts';
import type { EntryMoment } from './event-moment.ts';
import { readEntry, type RawEntry } from './read-entry.ts';
import { REFUND_COLUMNS, type ElsewhereLine } from './refund-lines.ts';
import type { NamedRefund } from './shown-goods.ts';

/** A line of a refund that showed a receipt, with what its entry says of when it was. */
export interface ShownReturn extends ElsewhereLine, Omit<EntryMoment, 'atUtcMs'> {}

/** The sale of a receipt that was shown, and what refunds that name it took. */
export interface ShownSale {
  readonly fact: SaleCompleted;
  readonly businessDate: string;
  readonly named: readonly NamedRefund[];
}

/**
 * Receipts of which refunds were shown, among those that are given and those of the sales that are given. Whoever reckons one of
 * them must lock it first.
 */
export async function findShownReceipts(
  client: Queryable,
  receipts: readonly string[],
  saleIds: readonly string[],
): Promise<string[]> {
  if (receipts.length + saleIds.length === 0) return [];
  const { rows } = await client.query<{ receipt: string }>(
    `SELECT shown_receipt AS receipt FROM return_elsewhere WHERE shown_receipt = ANY ($1)
     UNION SELECT shown_receipt FROM return_elsewhere JOIN sale ON sale.receipt_number = shown_receipt
     WHERE sale.id = ANY ($2) ORDER BY receipt`,
    [receipts, saleIds],
  );
  return rows.map(({ receipt }) => receipt);
}

/** Their lines, by when they came back. */
export async function readShownReturns(
  client: Queryable,
  receipts: readonly string[],
): Promise<ShownReturn[]> {
  const { rows } = await client.query<ShownReturn>(
    `SELECT shown_receipt AS "shownReceipt", article, back.*, business_date AS "businessDate",
       register.enrolled_at_utc_ms AS "enrolledAtUtcMs", shop.zone
     FROM (SELECT shown_receipt, article, ${REFUND_COLUMNS} FROM return_elsewhere WHERE shown_receipt = ANY ($1)) AS back
     JOIN entry USING (register, epoch, seq) JOIN register ON register.id = back.register
     JOIN shop ON shop.code = register.shop
     ORDER BY back."atUtcMs", back.register, back.epoch, back.seq, place`,
    [receipts],
  );
  return rows;
}

/** Their sales, by receipt. One that is not known, or that nobody could take goods back of, is not among them. */
export async function readShownSales(
  client: Queryable,
  receipts: readonly string[],
): Promise<ReadonlyMap<string, ShownSale>> {
  const { rows } = await client.query<{
    receipt: string;
    saleId: string;
    businessDate: string;
    schema: number;
    payload: string;
  }>(
    `SELECT DISTINCT ON (sale.receipt_number) sale.receipt_number AS receipt, sale.id AS "saleId",
       sale.business_date AS "businessDate", entry.schema, entry.payload
     FROM sale JOIN entry USING (register, epoch, seq) WHERE sale.receipt_number = ANY ($1)
     ORDER BY sale.receipt_number, sale.at_utc_ms DESC, sale.id`,
    [receipts],
  );
  const named = await readNamed(
    client,
    rows.map(({ saleId }) => saleId),
  );
  return new Map(
    rows.flatMap(({ receipt, saleId, businessDate, schema, payload }): [string, ShownSale][] => {
      const fact = readSold(schema, payload);
      return fact === null ? [] : [[receipt, { fact, businessDate, named: named.get(saleId) ?? [] }]];
    }),
  );
}

/** Whatever another till's program wrote: a sale of which the shares of its units can be reckoned, or null. */
function readSold(schema: number, payload: string): SaleCompleted | null {
  if (schema > FACT_SCHEMA || !soldSaleSchema.safeParse(JSON.parse(payload)).success) return null;
  const fact = decodePayload('sale.completed', schema, payload);
  if (fact.type !== 'sale.completed') return null;
  try {
    undoneShare({ sale: fact.payload, returnedBefore: new Map() }, []);
    return fact.payload;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function readNamed(
  client: Queryable,
  saleIds: readonly string[],
): Promise<ReadonlyMap<string, NamedRefund[]>> {
  const { rows } = await client.query<RawEntry & { saleId: string }>(
    `SELECT sale_id AS "saleId", register, epoch, seq, type, schema, business_date AS "businessDate", payload
     FROM (SELECT DISTINCT sale_id, register, epoch, seq FROM sale_return WHERE sale_id = ANY ($1)) AS back
     JOIN entry USING (register, epoch, seq)`,
    [saleIds],
  );
  const refunds = rows.map(({ saleId, ...entry }) => ({ saleId, refund: namedIn(entry, saleId) }));
  return new Map(
    [...Map.groupBy(refunds, ({ saleId }) => saleId)].map(([saleId, of]) => [
      saleId,
      of.map(({ refund }) => refund),
    ]),
  );
}

/** What a refund says of one sale. */
function namedIn(entry: RawEntry, saleId: string): NamedRefund {
  const read = readEntry(entry);
  if (read.kind !== 'sale') return { units: [], couponIds: [], isWholeSale: false };
  const reversals = read.fact.reversals.filter((reversal) => reversal.saleId === saleId);
  return {
    units: read.fact.lines.flatMap(({ returnOf, quantityThousandths }) =>
      returnOf?.saleId === saleId && quantityThousandths < 0
        ? [{ ...returnOf, quantityThousandths: -quantityThousandths }]
        : [],
    ),
    couponIds: reversals.flatMap(({ couponsRestored }) => couponsRestored),
    isWholeSale: reversals.some(({ isWholeSale }) => isWholeSale),
  };
}
