import type { PoolClient } from 'pg';
import { ok } from '../../domain/result.ts';
import { dayRequest, type DayAnswer, type DayRequest } from '../protocol/hold.ts';
import { withTransaction, type Queryable } from './database.ts';
import { raiseExceptions } from './exceptions.ts';
import { registerRoute } from './register-route.ts';
import type { KnownRegister } from './registers.ts';

/** How many entries of a day are read at once. */
const PAGE_ENTRIES = 500;

/** Compares a day that a register closed with what central has of it, and keeps the outcome for people to see. */
export const dayRoute = registerRoute({
  method: 'POST',
  path: '/v1/days',
  body: dayRequest,
  run: async ({ pool, nowUtcMs }, { register, body }) =>
    ok(await withTransaction(pool, (client) => compare(client, register, body, nowUtcMs()))),
});

async function compare(
  client: PoolClient,
  register: KnownRegister,
  day: DayRequest,
  nowUtcMs: number,
): Promise<DayAnswer> {
  const { rows } = await client.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM entry WHERE register = $1 AND epoch = $2 AND seq = $3`,
    [register.id, day.epoch, day.lastSeq],
  );
  const lastHash = rows[0]?.hash ?? null;
  const figures = await countSales(client, register.id, day);
  const isEqual =
    lastHash === day.lastHash &&
    figures.saleCount === day.saleCount &&
    figures.saleTotalMinor === day.saleTotalMinor;
  const status = lastHash === null ? 'waiting' : isEqual ? 'equal' : 'differs';
  const answer: DayAnswer = { status, ...figures, lastHash };
  await saveDay(client, register.id, day, answer, nowUtcMs);
  if (status === 'differs') await raiseDifference(client, register, day, answer, nowUtcMs);
  return answer;
}

type Figures = Pick<DayAnswer, 'saleCount' | 'saleTotalMinor'>;

/** What central's copies of the entries say. One that cannot be read counts as nothing, and so shows. */
async function countSales(
  client: Queryable,
  registerId: string,
  { epoch, firstSeq, lastSeq }: DayRequest,
): Promise<Figures> {
  let [saleCount, saleTotalMinor] = [0, 0];
  for (let after = firstSeq - 1; ;) {
    const { rows } = await client.query<{ seq: number; payload: string }>(
      `SELECT seq, payload FROM entry WHERE register = $1 AND epoch = $2 AND seq > $3 AND seq <= $4
         AND type = 'sale.completed' ORDER BY seq LIMIT $5`,
      [registerId, epoch, after, lastSeq, PAGE_ENTRIES],
    );
    for (const { payload } of rows) {
      const totalMinor = readTotal(payload);
      if (totalMinor === null) continue;
      saleCount += 1;
      saleTotalMinor += totalMinor;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ENTRIES) return { saleCount, saleTotalMinor };
    after = last.seq;
  }
}

function readTotal(payload: string): number | null {
  try {
    const value = JSON.parse(payload) as { readonly totalMinor?: unknown } | null;
    return Number.isSafeInteger(value?.totalMinor) ? Number(value?.totalMinor) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function saveDay(
  client: Queryable,
  registerId: string,
  day: DayRequest,
  { status, saleCount, saleTotalMinor }: DayAnswer,
  nowUtcMs: number,
): Promise<void> {
  await client.query(
    `INSERT INTO closed_day (register, epoch, z_number, business_date, first_seq, last_seq, status, sale_count,
       sale_total_minor, register_sale_count, register_sale_total_minor, compared_at_utc_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (register, epoch, z_number) DO UPDATE SET business_date = excluded.business_date,
       first_seq = excluded.first_seq, last_seq = excluded.last_seq, status = excluded.status,
       sale_count = excluded.sale_count, sale_total_minor = excluded.sale_total_minor,
       register_sale_count = excluded.register_sale_count,
       register_sale_total_minor = excluded.register_sale_total_minor, compared_at_utc_ms = excluded.compared_at_utc_ms`,
    [
      registerId,
      day.epoch,
      day.zNumber,
      day.businessDate,
      day.firstSeq,
      day.lastSeq,
      status,
      saleCount,
      saleTotalMinor,
      day.saleCount,
      day.saleTotalMinor,
      nowUtcMs,
    ],
  );
}

async function raiseDifference(
  client: PoolClient,
  register: KnownRegister,
  { epoch, lastSeq, businessDate, saleTotalMinor }: DayRequest,
  answer: DayAnswer,
  nowUtcMs: number,
): Promise<void> {
  await raiseExceptions(
    client,
    [
      {
        kind: 'day-differs',
        registerId: register.id,
        epoch,
        seq: lastSeq,
        atUtcMs: nowUtcMs,
        subject: businessDate,
        amountMinor: Math.abs(answer.saleTotalMinor - saleTotalMinor),
        points: 0,
      },
    ],
    nowUtcMs,
  );
}
