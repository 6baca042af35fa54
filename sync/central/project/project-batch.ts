import type { PoolClient } from 'pg';
import { createMemberSeal, type MemberSeal } from '../../../seal/member-seal.ts';
import type { Central } from '../central.ts';
import { sqlState, withTransaction, type Queryable } from '../database.ts';
import { refoldMembers } from './accounts.ts';
import { insertEvents, type EventOfMember } from './member-history.ts';
import { columnsOf } from './columns.ts';
import { endCouponLeases, keepCouponUses, settleCoupons, type CouponUse } from './coupons.ts';
import { eventMoment } from './event-moment.ts';
import { settleExceptions, type RaisedException } from './exceptions.ts';
import type { MemberEventBody } from './member-event.ts';
import { takeLeased } from './leased-points.ts';
import { keepHomes } from './member-home.ts';
import { lockMembers, saveMembers } from './member-registry.ts';
import { settleMerged } from './office-members.ts';
import { readEntry, type RawEntry, type ReadEntry } from './read-entry.ts';
import { applyReversals, keepReversals } from './reversals.ts';
import { countRuleUses, type RuleUse } from './rule-uses.ts';
import { findAwaited, keepReturns, mayBeAhead } from './returns.ts';
import { settleReturns } from './settle-returns.ts';
import { settleShown } from './shown-returns.ts';
import { keepSales, type PlacedSale } from './sales.ts';
import { takeWork, type RegisterWork } from './work.ts';

/** What projections work with. */
export interface Projecting {
  /** Runs all of something or nothing of it. */
  readonly transact: <Value>(run: (client: PoolClient) => Promise<Value>) => Promise<Value>;
  /** Of the chain's data key. */
  readonly seal: MemberSeal;
  readonly nowUtcMs: () => number;
}

/** Each batch in a transaction of its own. */
export function projectingOf({
  pool,
  keys,
  nowUtcMs,
}: Pick<Central, 'pool' | 'keys' | 'nowUtcMs'>): Projecting {
  const seal = createMemberSeal(keys.dataKey);
  return { seal, nowUtcMs, transact: (run) => withTransaction(pool, run) };
}

/** An entry that was read, and when it is believed to have happened. */
interface PlacedEntry {
  readonly work: RegisterWork;
  readonly entry: RawEntry;
  readonly read: ReadEntry;
  readonly atUtcMs: number;
}

/**
 * Takes entries that are in no account yet, of registers that no other worker has, and brings members, points, coupons, uses
 * and sales up to date with them, with how far each register's journal is in them: all in one transaction, or nothing. Returns
 * how many entries it were; 0 where there are none.
 */
export async function projectBatch(
  projecting: Projecting,
  entriesMax: number,
  onlyRegister: string | null = null,
): Promise<number> {
  let works: readonly RegisterWork[] = [];
  try {
    return await projecting.transact(async (client) => {
      works = await takeWork(client, entriesMax, onlyRegister);
      const placed = works.flatMap(placeEntries);
      if (placed.length === 0) return 0;
      await project(client, projecting, placed);
      await saveApplied(client, placed);
      return placed.length;
    });
  } catch (error) {
    if (!isOfContent(error)) throw error;
    const registers = works.map(({ register }) => register);
    throw new ContentFault(registers, { cause: error });
  }
}

/** What entries say broke the transaction that they are in: the same again would break it again. */
export class ContentFault extends Error {
  readonly registers: readonly string[];

  constructor(registers: readonly string[], options: ErrorOptions) {
    super('entries could not be applied', options);
    this.registers = registers;
  }
}

/** SQLSTATE classes of data that does not fit and of constraints; whatever else PostgreSQL says may pass by itself. */
const CONTENT_STATES = new Set(['22', '23']);

function isOfContent(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return CONTENT_STATES.has(state.slice(0, 2));
  return error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError;
}

/** Passes over a register's next entry, which stays as it is in its journal, and says so. */
export async function passOver({ transact, nowUtcMs }: Projecting, register: string): Promise<void> {
  await transact(async (client) => {
    const placed = (await takeWork(client, 1, register)).flatMap(placeEntries);
    const skipped = placed.map((each): PlacedEntry => ({ ...each, read: { kind: 'unreadable' } }));
    if (skipped.length === 0) return;
    await settleExceptions(client, [], skipped.flatMap(unread), nowUtcMs());
    await saveApplied(client, skipped);
  });
}

async function project(
  client: PoolClient,
  { seal, nowUtcMs }: Projecting,
  placed: readonly PlacedEntry[],
): Promise<void> {
  const now = nowUtcMs();
  const sales = placed.flatMap(saleOf);
  const isAlone = placed.some(({ read }) => read.kind === 'member') || (await mayBeAhead(client, sales));
  await lockMembers(client, isAlone ? 'change' : 'read');
  const whole = await registerMembers(client, seal, placed, now);
  const fresh = await keepSales(client, sales);
  const kept = sales.filter(({ fact }) => fresh.delete(fact.saleId));
  const saleIds = kept.map(({ fact }) => fact.saleId);
  const added = await keepEvents(client, placed, kept);
  await endHolds(client, kept);
  await takeLeased(client, kept);
  await keepHomes(client, kept);
  const uses = kept.flatMap(couponUsesOf);
  await endCouponLeases(client, uses);
  await keepCouponUses(client, uses);
  const reversed = await keepReversals(client, kept);
  const returned = await keepReturns(client, kept);
  const awaited = await findAwaited(client, saleIds);
  const given = await applyReversals(client, [...new Set([...reversed, ...awaited])]);
  const receipts = kept.map(({ fact }) => fact.receiptNumber);
  const shown = await settleShown(client, [...returned.shownReceipts, ...receipts], returned.saleIds, now);
  await refoldMembers(client, { added, whole: [...whole, ...shown.memberIds] }, now);
  await settleReturns(client, [...new Set([...returned.saleIds, ...awaited, ...shown.saleIds])], now);
  const spent = kept.flatMap(({ fact }) => fact.coupons.map(({ couponId }) => couponId));
  await settleCoupons(client, [...spent, ...given.couponIds, ...shown.couponIds], now);
  const again = sales.filter((sale) => !kept.includes(sale)).map(asUnreadable);
  await settleExceptions(client, [], [...placed.flatMap(unread), ...again], now);
  // Last, because everybody who uses the same rules waits for it.
  await countRuleUses(
    client,
    await asNow(client, [...kept.flatMap(ruleUsesOf), ...given.uses, ...shown.uses]),
    now,
  );
}

/** A clock is believed up to when central received the entry, and never to run backwards. */
function placeEntries(work: RegisterWork): PlacedEntry[] {
  let believed = work.believedAtUtcMs;
  return work.entries.map((entry) => {
    believed = Math.max(believed, Math.min(entry.atUtcMs, entry.receivedAtUtcMs));
    return { work, entry, read: readEntry(entry), atUtcMs: believed };
  });
}

/** Members whom entries register or change. Returns those of whom all events must be reckoned again. */
async function registerMembers(
  client: PoolClient,
  seal: MemberSeal,
  placed: readonly PlacedEntry[],
  nowUtcMs: number,
): Promise<string[]> {
  const told = placed.flatMap(({ read, entry, atUtcMs }) => {
    if (read.kind !== 'member') return [];
    const { register: registerId, epoch, seq } = entry;
    return [{ ...read.fact, salt: null, toldAt: { atUtcMs, registerId, epoch, seq, place: 0 } }];
  });
  if (told.length === 0) return [];
  const { changed, merged, duplicates } = await saveMembers(client, seal, told, nowUtcMs);
  const found = duplicates.map(({ toldAt, subject }): RaisedException => {
    const { registerId: register, epoch, seq, atUtcMs } = toldAt;
    return { kind: 'member-duplicate', register, epoch, seq, subject, atUtcMs, amountMinor: 0, points: 0 };
  });
  await settleExceptions(client, [], found, nowUtcMs);
  await settleMerged(client, { merged }, nowUtcMs);
  return changed.map(({ id }) => id);
}

function saleOf({ read, entry, atUtcMs }: PlacedEntry): PlacedSale[] {
  if (read.kind !== 'sale') return [];
  const { register, epoch, seq, businessDate } = entry;
  return [{ fact: read.fact, register, epoch, seq, atUtcMs, businessDate }];
}

/** What sales did to members' points, in the order in which a till reckons it: what came back first. */
async function keepEvents(
  client: Queryable,
  placed: readonly PlacedEntry[],
  sales: readonly PlacedSale[],
): Promise<EventOfMember[]> {
  const kept = new Set(sales.map(({ fact }) => fact));
  const events = placed.flatMap((each) => {
    const { read } = each;
    return read.kind === 'sale' && kept.has(read.fact) ? eventsOf(each, read.fact) : [];
  });
  await insertEvents(client, events);
  return events;
}

function eventsOf({ work, entry, atUtcMs }: PlacedEntry, fact: PlacedSale['fact']): EventOfMember[] {
  const { register: registerId, epoch, seq, businessDate } = entry;
  const { day, zone, ...at } = eventMoment({ ...work, atUtcMs, businessDate });
  const bodies = fact.reversals.flatMap((reversal): [string, MemberEventBody][] => {
    const { saleId, memberId, unearned, returned, spentMinor, isWholeSale } = reversal;
    if (memberId === null) return [];
    const points = { unearned: unearned?.points ?? 0, returned: returned?.points ?? 0 };
    return [[memberId, { kind: 'reversal', saleId, ...points, spentMinor, isWholeSale }]];
  });
  if (fact.loyalty) {
    const { memberId, memberNumber, points, spentMinor, isVisit } = fact.loyalty;
    const earned = points.earned?.points ?? 0;
    const { points: redeemed, amountMinor: redeemedMinor } = points.redeemed ?? { points: 0, amountMinor: 0 };
    const moved = { earned, redeemed, redeemedMinor, spentMinor, isVisit };
    bodies.push([memberId, { kind: 'sale', saleId: fact.saleId, memberNumber, ...moved }]);
  }
  return bodies.map(([memberId, body], place) => {
    return { memberId, at: { ...at, registerId, epoch, seq, place }, day, zone, body };
  });
}

function couponUsesOf({ fact, businessDate: _date, ...place }: PlacedSale): CouponUse[] {
  return fact.coupons.map((coupon) => ({ ...coupon, saleId: fact.saleId, ...place }));
}

function ruleUsesOf({ fact, businessDate }: PlacedSale): RuleUse[] {
  const memberId = fact.loyalty?.memberId ?? null;
  return fact.rules.map((rule) => ({ ...rule, memberId, businessDate }));
}

/** Who used rules, by who they are now. */
async function asNow(client: Queryable, uses: readonly RuleUse[]): Promise<RuleUse[]> {
  const ids = [...new Set(uses.map(({ memberId }) => memberId).filter((id) => id !== null))];
  if (ids.length === 0) return [...uses];
  const { rows } = await client.query<{ id: string; intoId: string }>(
    'SELECT id, into_id AS "intoId" FROM member WHERE id = ANY ($1) AND into_id IS NOT NULL',
    [ids],
  );
  const into = new Map(rows.map(({ id, intoId }) => [id, intoId]));
  return uses.map((use) => ({ ...use, memberId: use.memberId && (into.get(use.memberId) ?? use.memberId) }));
}

/** A sale under an id that another one has. */
function asUnreadable({ register, epoch, seq, atUtcMs }: PlacedSale): RaisedException {
  const place = { register, epoch, seq, atUtcMs };
  return { kind: 'unreadable', ...place, subject: 'sale.completed', amountMinor: 0, points: 0 };
}

function unread({ read, entry, atUtcMs }: PlacedEntry): RaisedException[] {
  if (read.kind !== 'schema-too-new' && read.kind !== 'unreadable') return [];
  const { register, epoch, seq, type: subject } = entry;
  return [{ kind: read.kind, register, epoch, seq, subject, atUtcMs, amountMinor: 0, points: 0 }];
}

/** What was kept for a sale is in its entry now. */
async function endHolds(client: Queryable, sales: readonly PlacedSale[]): Promise<void> {
  await client.query(
    `DELETE FROM hold USING unnest($1::uuid[], $2::uuid[]) AS done (register, sale_id)
     WHERE hold.register = done.register AND hold.sale_id = done.sale_id`,
    columnsOf(
      sales,
      ({ register }) => register,
      ({ fact }) => fact.saleId,
    ),
  );
  await client.query('DELETE FROM receipt_hold WHERE refund_sale_id = ANY ($1)', [
    sales.filter(({ fact }) => fact.reversals.length > 0).map(({ fact }) => fact.saleId),
  ]);
}

async function saveApplied(client: Queryable, placed: readonly PlacedEntry[]): Promise<void> {
  const rows = [...new Map(placed.map((each) => [each.work.register, each])).values()];
  await client.query(
    `UPDATE applied SET epoch = done.epoch, seq = done.seq, believed_at_utc_ms = done.believed_at_utc_ms
     FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::bigint[]) AS done (register, epoch, seq, believed_at_utc_ms)
     WHERE applied.register = done.register`,
    columnsOf(
      rows,
      ({ work }) => work.register,
      ({ entry }) => entry.epoch,
      ({ entry }) => entry.seq,
      ({ atUtcMs }) => atUtcMs,
    ),
  );
}
