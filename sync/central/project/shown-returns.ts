import type { PoolClient } from 'pg';
import { multiplyDivideRounded } from '../../../domain/integer.ts';
import type { Queryable } from '../database.ts';
import { lockNames } from '../name-locks.ts';
import { columnsOf } from './columns.ts';
import { eventMoment } from './event-moment.ts';
import { settleExceptions, type RaisedException } from './exceptions.ts';
import type { ReversalEvent } from './member-event.ts';
import { insertEvents, type EventOfMember } from './member-history.ts';
import { readRulebook } from './read-rulebook.ts';
import { addTo, entryOf, insertReturned, lineOf, type ReturnedLine } from './refund-lines.ts';
import {
  findShownReceipts,
  readShownReturns,
  readShownSales,
  type ShownReturn,
  type ShownSale,
} from './shown-receipts.ts';
import { findShownGoods, type FoundLine } from './shown-goods.ts';
import type { ReversalBody } from './reversals.ts';
import type { RuleUse } from './rule-uses.ts';
import type { Rulebook } from './rulebook.ts';

/** What is to be brought in line with goods of receipts that were shown. */
export interface ShownSettled {
  readonly saleIds: readonly string[];
  /** Whose points moved, as the sales name them; all of their events must be reckoned again. */
  readonly memberIds: readonly string[];
  readonly uses: readonly RuleUse[];
  readonly couponIds: readonly string[];
}

/** What a refund undoes of the sale of a receipt that was shown, with where its entry stands. */
interface ShownReversal {
  readonly saleId: string;
  readonly businessDate: string;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  readonly body: ShownBody;
}

/** As it lies in the database, with where its event stands among the member's. */
interface ShownBody extends ReversalBody {
  readonly atUtcMs: number;
  readonly place: number;
}

interface Reckoned {
  readonly returned: readonly ReturnedLine[];
  readonly reversals: readonly ShownReversal[];
  readonly events: readonly EventOfMember[];
}

/** Goods that come back go before what their entry sells, as a till reckons it, and in the order of its lines. */
const FIRST_PLACE = -(2 ** 31);

/**
 * Reckons anew what refunds undo that showed a receipt while central could not be asked: of the receipts that are given, of which a
 * refund or the sale has just come, and of the sales that are given, of which something came back. All of it follows from the
 * entries that are there, so it is the same in whatever order they came. What is of no sale that is known, or of one
 * without such goods, waits, and says so.
 */
export async function settleShown(
  client: PoolClient,
  receipts: readonly string[],
  saleIds: readonly string[],
  nowUtcMs: number,
): Promise<ShownSettled> {
  const shown = await findShownReceipts(client, receipts, saleIds);
  if (shown.length === 0) return { saleIds: [], memberIds: [], uses: [], couponIds: [] };
  await lockNames(
    client,
    shown.map((receipt) => `receipt ${receipt}`),
  );
  const before = await forgetReversals(client, shown);
  const lines = await readShownReturns(client, shown);
  const sales = await readShownSales(client, shown);
  const rules = await readRulebook(client);
  const byReceipt = [...Map.groupBy(lines, ({ shownReceipt }) => shownReceipt)];
  const reckoned = byReceipt.flatMap(([receipt, of]) => {
    const sale = sales.get(receipt);
    return sale ? [reckon(sale, of, rules)] : [];
  });
  const returned = reckoned.flatMap((each) => each.returned);
  const after = reckoned.flatMap((each) => each.reversals);
  await insertReturned(client, returned);
  await insertReversals(client, after);
  await insertEvents(
    client,
    reckoned.flatMap(({ events }) => events),
  );
  await raiseUnfound(client, lines, returned, nowUtcMs);
  const touched = [...new Set([...before, ...after].map(({ saleId }) => saleId))];
  return {
    saleIds: [...new Set([...touched, ...returned.map(({ saleId }) => saleId)])],
    memberIds: [...new Set([...before, ...after].flatMap(({ body }) => body.memberId ?? []))],
    uses: [...before.flatMap((each) => usesOf(each, 1)), ...after.flatMap((each) => usesOf(each, -1))],
    couponIds: await restoreCoupons(client, touched),
  };
}

/** What all refunds that showed one receipt undo of its sale. */
function reckon(
  { fact, businessDate, named }: ShownSale,
  lines: readonly ShownReturn[],
  rules: Rulebook,
): Reckoned {
  const refunds = [...Map.groupBy(lines, entryOf).values()];
  const found = findShownGoods(fact, named, refunds);
  const reversals = found.flatMap(({ lines: [first], undone }): [ShownReversal, EventOfMember][] => {
    if (!first || !undone) return [];
    const { register, epoch, seq, place: lineNo } = first.line;
    const { atUtcMs, day, zone } = eventMoment(first.line);
    const place = FIRST_PLACE + lineNo;
    const isRestored = rules.at(atUtcMs).refunds.coupons === 'restore';
    const memberId = fact.loyalty?.memberId ?? null;
    const { uses, couponIds, earnedPoints, redeemedPoints, countedMinor, isWholeSale } = undone;
    const body = { memberId, uses, couponsRestored: isRestored ? couponIds : [], atUtcMs, place };
    const event: ReversalEvent = {
      kind: 'reversal',
      saleId: fact.saleId,
      unearned: earnedPoints,
      returned: redeemedPoints,
      spentMinor: countedMinor,
      isWholeSale,
    };
    const at = { atUtcMs, registerId: register, epoch, seq, place };
    return [
      [
        { saleId: fact.saleId, businessDate, register, epoch, seq, body },
        { memberId: memberId ?? '', at, day, zone, body: event },
      ],
    ];
  });
  return {
    returned: found.flatMap((refund) => refund.lines.flatMap((line) => returnedLines(fact.saleId, line))),
    reversals: reversals.map(([reversal]) => reversal),
    events: reversals.map(([, event]) => event).filter(({ memberId }) => memberId !== ''),
  };
}

/** A line of a refund as the lines of the sale that it is of; what is beyond what was sold counts at the last. */
function returnedLines(saleId: string, { line, units, beyond }: FoundLine<ShownReturn>): ReturnedLine[] {
  const parts = new Map<number, number>();
  for (const { lineNo, quantityThousandths } of units) {
    parts.set(lineNo, (parts.get(lineNo) ?? 0) + quantityThousandths);
  }
  if (beyond.thousandths > 0) {
    parts.set(beyond.lineNo, (parts.get(beyond.lineNo) ?? 0) + beyond.thousandths);
  }
  const costOf = (thousandths: number) =>
    multiplyDivideRounded(line.amountMinor, thousandths, line.thousandths);
  let done = 0;
  return [...parts].map(([lineNo, thousandths]) => {
    const amountMinor = costOf(done + thousandths) - costOf(done);
    done += thousandths;
    return { ...line, saleId, lineNo, thousandths, amountMinor };
  });
}

/** Takes everything away that was reckoned of receipts before. Returns what refunds undid. */
async function forgetReversals(client: Queryable, receipts: readonly string[]): Promise<ShownReversal[]> {
  await client.query(
    `DELETE FROM sale_return USING return_elsewhere AS shown
     WHERE shown.shown_receipt = ANY ($1) AND (sale_return.register, sale_return.epoch, sale_return.seq, sale_return.place)
       = (shown.register, shown.epoch, shown.seq, shown.place)`,
    [receipts],
  );
  const { rows } = await client.query<Omit<ShownReversal, 'body'> & { body: string }>(
    `DELETE FROM reversal USING sale
     WHERE reversal.is_shown AND reversal.sale_id = sale.id AND sale.receipt_number = ANY ($1)
     RETURNING sale.id AS "saleId", sale.business_date AS "businessDate", reversal.register, reversal.epoch,
       reversal.seq, reversal.body`,
    [receipts],
  );
  const before = rows.map((row) => ({ ...row, body: JSON.parse(row.body) as ShownBody }));
  const ofMembers = before.filter(({ body }) => body.memberId !== null);
  await client.query(
    `DELETE FROM member_event USING unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::integer[], $5::integer[], $6::integer[])
       AS gone (member, at_utc_ms, register, epoch, seq, place)
     WHERE member_event.member = gone.member AND member_event.at_utc_ms = gone.at_utc_ms
       AND member_event.register = gone.register AND member_event.epoch = gone.epoch AND member_event.seq = gone.seq
       AND member_event.place = gone.place`,
    columnsOf(
      ofMembers,
      ({ body }) => body.memberId,
      ({ body }) => body.atUtcMs,
      ({ register }) => register,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
      ({ body }) => body.place,
    ),
  );
  return before;
}

async function insertReversals(client: Queryable, reversals: readonly ShownReversal[]): Promise<void> {
  await client.query(
    `INSERT INTO reversal (sale_id, register, epoch, seq, body, is_waiting, is_shown)
     SELECT reversed.*, false, true
     FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::text[]) AS reversed`,
    columnsOf(
      reversals,
      ({ saleId }) => saleId,
      ({ register }) => register,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
      ({ body }) => JSON.stringify(body),
    ),
  );
}

/** Coupons of sales are good again where any refund says so, and only there. Returns those of which that changed. */
async function restoreCoupons(client: Queryable, saleIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ couponId: string }>(
    `WITH restored AS (
       SELECT sale_id, json_array_elements_text(body::json -> 'couponsRestored') AS coupon_id
       FROM reversal WHERE sale_id = ANY ($1)
     ), used AS (
       SELECT sale_id, coupon_id, (sale_id, coupon_id) IN (SELECT sale_id, coupon_id FROM restored) AS is_restored
       FROM coupon_use WHERE sale_id = ANY ($1)
     )
     UPDATE coupon_use SET is_restored = used.is_restored FROM used
     WHERE coupon_use.sale_id = used.sale_id AND coupon_use.coupon_id = used.coupon_id
       AND coupon_use.is_restored <> used.is_restored
     RETURNING coupon_use.coupon_id AS "couponId"`,
    [saleIds],
  );
  return rows.map(({ couponId }) => couponId);
}

async function raiseUnfound(
  client: Queryable,
  lines: readonly ShownReturn[],
  returned: readonly ReturnedLine[],
  nowUtcMs: number,
): Promise<void> {
  const found = new Set(returned.map(lineOf));
  const raised = new Map<string, RaisedException>();
  for (const line of lines) {
    if (!found.has(lineOf(line)))
      addTo(raised, 'refund-unknown-sale', line, line.shownReceipt, line.amountMinor);
  }
  await settleExceptions(client, [], [...raised.values()], nowUtcMs);
}

/** What a refund gives back of rules, on the day of the sale: `sign` is -1 to give it, 1 to take that back. */
function usesOf({ businessDate, body: { memberId, uses } }: ShownReversal, sign: 1 | -1): RuleUse[] {
  return uses.map(({ ruleId, uses: times, amountMinor }) => ({
    ruleId,
    memberId,
    businessDate,
    uses: sign * times + 0,
    amountMinor: sign * amountMinor + 0,
  }));
}
