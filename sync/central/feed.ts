import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import { scopes, type Scope, type WholePart } from '../protocol/feed.ts';
import { CURSOR_LENGTH_MAX, FEED_CHANGES_MAX } from '../protocol/limits.ts';
import type { Central, CentralFault } from './central.ts';
import { withTransaction, type Queryable } from './database.ts';
import {
  readCursor,
  wholeOf,
  writeCursor,
  type FeedCursor,
  type FeedPosition,
  type WholeLeft,
} from './feed-cursor.ts';
import {
  findKeys,
  findRows,
  type FeedHead,
  type FeedRow,
  type FoundRows,
  type PageRoom,
} from './feed-rows.ts';
import { registerRoute, type ReadyAnswer } from './register-route.ts';
import type { KnownRegister } from './registers.ts';

/** One place of a page is kept for `applied`. */
const ROWS_MAX = FEED_CHANGES_MAX - 1;
/** What the values of a page have together at most, unless one alone has more. */
const PAGE_BYTES_MAX = 1_048_576;
/** A cursor after which nothing came for the register is renewed when it is so many transactions old, before it is too old. */
const IDLE_XIDS = 10_000;
/** All that is looked at for one page is of one moment. */
const ONE_SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

const feedQuery = z.object({
  cursor: z.string().min(1).max(CURSOR_LENGTH_MAX).optional(),
  limit: z.coerce.number().int().min(1).max(FEED_CHANGES_MAX).optional(),
});
type FeedQuery = z.infer<typeof feedQuery>;

export const feedRoute = registerRoute({
  method: 'GET',
  path: '/v1/feed',
  query: feedQuery,
  run: (central, { register, query }) => readFeed(central, register, query),
});

/**
 * What changed since the cursor, as it is now, in order of the transactions that changed it. What transactions changed that are
 * not behind all running ones is sent as well where it fits, but the cursor stays before it: one that commits late is never
 * skipped, and one that runs long holds nothing back. So the last page brings all that its snapshot sees, and `applied`, which
 * comes with it alone, fits the accounts to the entry.
 */
async function readFeed(
  central: Central,
  register: KnownRegister,
  { cursor: text, limit = FEED_CHANGES_MAX }: FeedQuery,
): Promise<Result<ReadyAnswer, CentralFault>> {
  const cursor = text === undefined ? null : readCursor(text);
  if (text !== undefined && cursor === null) return fail({ error: 'malformed', detail: 'no cursor of ours' });
  const room = { rows: Math.min(limit, ROWS_MAX), bytes: PAGE_BYTES_MAX };
  const page =
    cursor !== null && wholeLeftOf(cursor, register) === null
      ? await readChanges(central.pool, register, cursor, room)
      : await withTransaction(
          central.pool,
          (client) => readWithWhole(client, register, cursor, room),
          ONE_SNAPSHOT,
        );
  if (page === null) return fail({ error: 'cursor-too-old', detail: 'take a snapshot' });
  return ok(answerOf(page, central.nowUtcMs()));
}

/** A page of what changed; null where the cursor is too old. */
async function readChanges(
  client: Queryable,
  register: KnownRegister,
  cursor: FeedCursor,
  room: PageRoom,
): Promise<Page | null> {
  const { id: registerId, shop, repullId } = register;
  const found = await findRows(client, { registerId, shop, after: cursor.position, room });
  if (isTooOld(cursor, found.head)) return null;
  return feedPage(found, { ...cursor, repullId }, registerId);
}

/**
 * A page for a register that is to be sent scopes whole: what changed, and where that is all, the next part of a scope, by key. Both
 * are of one moment, so nothing that the register has is ever older than what came before it, and changes never wait for the rest.
 */
async function readWithWhole(
  client: Queryable,
  register: KnownRegister,
  known: FeedCursor | null,
  room: PageRoom,
): Promise<Page | null> {
  const cursor = known ?? (await beginning(client));
  const whole = wholeLeftOf(cursor, register);
  if (whole === null) throw new Error('there is nothing to send whole');
  const half = { rows: Math.ceil(room.rows / 2), bytes: room.bytes / 2 };
  const page = await readChanges(client, register, { ...cursor, whole }, half);
  if (page === null || !page.isPicture) return page;
  const [scope, ...others] = whole.scopes;
  const rows = Math.max(1, room.rows - page.rows.length);
  const { shop } = register;
  const part = await findKeys(client, { shop, scope, after: whole.after, room: { ...half, rows } });
  const left = part.upTo === null ? wholeOf(others, '') : { ...whole, after: part.upTo };
  // Who began from nothing is told of its own journal when all accounts are there.
  const isTold = cursor.applied !== null || left === null;
  return {
    ...page,
    cursor: { ...page.cursor, whole: left, applied: isTold ? page.cursor.applied : null },
    isMore: left !== null,
    rows: [...page.rows.filter((row) => isTold || row.scope !== 'applied'), ...part.rows],
    whole: { scope, after: whole.after === '' ? null : whole.after, upTo: part.upTo },
  };
}

/**
 * Where a copy stands that is made in this transaction, which sees one snapshot (`REPEATABLE READ`): the feed goes on from there.
 */
export async function feedPosition(client: Queryable): Promise<string> {
  return writeCursor(await cursorNow(client));
}

/** Nothing is told, and nothing that changed before now will be. */
async function cursorNow(client: Queryable): Promise<FeedCursor> {
  const { rows } = await client.query<{ xmin: string; generation: number }>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin, feed_generation AS generation FROM chain`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database has no chain');
  const position = { xid: Number(row.xmin), change: 0 };
  return { generation: row.generation, position, repullId: null, whole: null, applied: null };
}

/** Of who knows nothing: all there is, and what changes from now on. */
async function beginning(client: Queryable): Promise<FeedCursor> {
  return { ...(await cursorNow(client)), whole: wholeOf(scopes, '') };
}

interface Page {
  readonly cursor: FeedCursor;
  readonly isMore: boolean;
  /** All that changed is in it, so that who has it has what there is at one moment. */
  readonly isPicture: boolean;
  readonly rows: readonly Pick<FeedRow, 'scope' | 'key' | 'value'>[];
  readonly whole?: WholePart;
}

export function isTooOld(
  { generation, position }: FeedCursor,
  head: Omit<FeedHead, 'xmin' | 'applied'>,
): boolean {
  return generation !== head.generation || position.xid < head.floor || position.xid > head.xmax;
}

/** What is still to be sent whole, with what was asked for since. */
export function wholeLeftOf({ repullId, whole }: FeedCursor, register: KnownRegister): WholeLeft | null {
  if (repullId === null || repullId === register.repullId) return whole;
  const wanted: ReadonlySet<Scope> = new Set([...(whole?.scopes ?? []), ...register.repullScopes]);
  return wholeOf(
    scopes.filter((scope) => wanted.has(scope)),
    '',
  );
}

function feedPage({ head, rows, cutAtXid }: FoundRows, from: FeedCursor, registerId: string): Page {
  if (cutAtXid === null) return lastPage(head, rows, from, registerId);
  const whole = rows.filter(({ position }) => position.xid !== cutAtXid);
  const kept = whole.length > 0 ? whole : rows;
  const last = kept.at(-1)?.position ?? from.position;
  if (last.xid < head.xmin) return { cursor: moved(from, last), isMore: true, isPicture: false, rows: kept };
  // More is beyond the running transactions than a page holds: it comes when they have ended.
  const settled = kept.filter(({ position }) => position.xid < head.xmin);
  const cursor = settled.length > 0 ? moved(from, { xid: head.xmin, change: 0 }) : from;
  return { cursor, isMore: false, isPicture: false, rows: settled };
}

function lastPage(head: FeedHead, rows: readonly FeedRow[], from: FeedCursor, registerId: string): Page {
  const isSettled = rows.some(({ position }) => position.xid < head.xmin);
  const isIdle = head.xmin - from.position.xid > IDLE_XIDS;
  const cursor = isSettled || isIdle ? moved(from, { xid: head.xmin, change: 0 }) : from;
  const { applied } = head;
  const isTold = from.applied?.epoch === applied.epoch && from.applied.seq === applied.seq;
  const told = isTold ? [] : [{ scope: 'applied' as const, key: registerId, value: JSON.stringify(applied) }];
  return { cursor: { ...cursor, applied }, isMore: false, isPicture: true, rows: [...rows, ...told] };
}

function moved(from: FeedCursor, to: FeedPosition): FeedCursor {
  return to.xid < from.position.xid ? from : { ...from, position: to };
}

/** The values are JSON already. */
function answerOf({ cursor, isMore, rows, whole }: Page, centralUtcMs: number): ReadyAnswer {
  const changes = rows.map(({ scope, key, value }) => {
    return `{"scope":"${scope}","key":${JSON.stringify(key)},"value":${value ?? 'null'}}`;
  });
  const rest = whole === undefined ? '' : `,"whole":${JSON.stringify(whole)}`;
  const bytes = `{"cursor":"${writeCursor(cursor)}","isMore":${isMore},"changes":[${changes.join(',')}],"centralUtcMs":${centralUtcMs}${rest}}`;
  return { contentType: 'application/json', bytes };
}
