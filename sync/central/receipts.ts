import type { PoolClient } from 'pg';
import { decodePayload } from '../../domain/facts/fact-codec.ts';
import type { LineFact } from '../../domain/facts/sale-facts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { receiptRequest, type ReceiptAnswer } from '../protocol/hold.ts';
import { HOLD_LIFE_MS } from '../protocol/limits.ts';
import type { CentralFault } from './central.ts';
import { withTransaction, type Queryable } from './database.ts';
import { lockNames } from './name-locks.ts';
import { registerRoute } from './register-route.ts';

/** Another till's sale, for goods that come back: what is left of it is the asking register's for a while. */
export const receiptRoute = registerRoute({
  method: 'POST',
  path: '/v1/receipts/reserve',
  body: receiptRequest,
  run: ({ pool, nowUtcMs }, { register, body }) =>
    withTransaction(pool, (client) =>
      reserve(
        client,
        body.receiptNumber,
        { registerId: register.id, refundSaleId: body.refundSaleId },
        nowUtcMs(),
      ),
    ),
});

interface Refund {
  readonly registerId: string;
  readonly refundSaleId: string;
}

interface SoldRow {
  readonly id: string;
  readonly register: string;
  readonly business_date: string;
  readonly at_utc_ms: number;
  readonly utc_offset_minutes: number;
  readonly payload: string;
  readonly schema: number;
}

async function reserve(
  client: PoolClient,
  receiptNumber: string,
  refund: Refund,
  nowUtcMs: number,
): Promise<Result<ReceiptAnswer, CentralFault>> {
  const { rows } = await client.query<SoldRow>(
    `SELECT sale.id, e.register, e.business_date, e.at_utc_ms, e.utc_offset_minutes, e.payload, e.schema
     FROM sale JOIN entry e USING (register, epoch, seq) WHERE sale.receipt_number = $1 ORDER BY e.at_utc_ms DESC LIMIT 1`,
    [receiptNumber],
  );
  const [sold] = rows;
  if (sold === undefined)
    return fail({ error: 'not-found', detail: 'no register sent a sale with this number' });
  await lockNames(client, [`sale ${sold.id}`]);
  const isFree = await reserveSale(client, sold.id, refund, nowUtcMs);
  return ok({
    registerId: sold.register,
    businessDate: sold.business_date,
    atUtcMs: sold.at_utc_ms,
    utcOffsetMinutes: sold.utc_offset_minutes,
    payload: sold.payload,
    schema: sold.schema,
    returned: isFree ? await readReturned(client, sold) : linesOf(sold),
  });
}

/** False while another register has the sale. */
async function reserveSale(
  client: Queryable,
  saleId: string,
  { registerId, refundSaleId }: Refund,
  nowUtcMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO receipt_hold (sale_id, register, refund_sale_id, ends_at_utc_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT (sale_id) DO UPDATE SET register = excluded.register, refund_sale_id = excluded.refund_sale_id,
       ends_at_utc_ms = excluded.ends_at_utc_ms
     WHERE receipt_hold.register = excluded.register OR receipt_hold.ends_at_utc_ms <= $5`,
    [saleId, registerId, refundSaleId, nowUtcMs + HOLD_LIFE_MS, nowUtcMs],
  );
  return rowCount === 1;
}

/** Never more than was sold, though more may have come back: a till reckons what is left by it. */
async function readReturned(client: Queryable, sold: SoldRow): Promise<ReceiptAnswer['returned']> {
  const { rows } = await client.query<{ lineNo: number; thousandths: number }>(
    `SELECT line_no AS "lineNo", sum(thousandths)::bigint AS thousandths FROM sale_return
     WHERE sale_id = $1 GROUP BY line_no ORDER BY line_no`,
    [sold.id],
  );
  const most = new Map(linesOf(sold).map(({ lineNo, thousandths }) => [lineNo, thousandths]));
  return rows.map(({ lineNo, thousandths }) => ({
    lineNo,
    thousandths: Math.min(thousandths, most.get(lineNo) ?? 0),
  }));
}

/** All that was sold. A sale that was kept could be read, so this can. */
function linesOf({ schema, payload }: SoldRow): ReceiptAnswer['returned'] {
  const fact = decodePayload('sale.completed', schema, payload);
  const lines: readonly LineFact[] = fact.type === 'sale.completed' ? fact.payload.lines : [];
  return lines
    .filter(({ quantityThousandths }) => quantityThousandths > 0)
    .map(({ lineNo, quantityThousandths }) => ({ lineNo, thousandths: quantityThousandths }));
}
