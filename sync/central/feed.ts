import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import { scopes, type Scope } from '../protocol/feed.ts';
import { FEED_CHANGES_MAX } from '../protocol/limits.ts';
import type { Central, CentralFault } from './central.ts';
import type { Queryable } from './database.ts';
import { readCursor, START, writeCursor, type FeedCursor, type FeedPosition } from './feed-cursor.ts';
import { findRows, type FeedHead, type FeedRow, type FoundRows } from './feed-rows.ts';
import { registerRoute, type ReadyAnswer } from './register-route.ts';
import type { KnownRegister } from './registers.ts';

/** One place of a page is kept for `applied`. */
const ROWS_MAX = FEED_CHANGES_MAX - 1;
/** A cursor after which nothing came for the register is renewed when it is so many transactions old, before it is too old. */
const IDLE_XIDS = 10_000;

const feedQuery = z.object({
  cursor: z.string().min(1).max(100).optional(),
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
  const repulling = cursor === null ? null : repullingOf(cursor, register);
  const found = await findRows(central.pool, {
    registerId: register.id,
    shop: register.shop,
    scopes: repulling === null ? scopes : register.repullScopes,
    after: repulling ?? cursor?.position ?? START,
    upTo: repulling === null ? null : cursor!.position,
    limit: Math.min(limit, ROWS_MAX),
  });
  const { head } = found;
  if (cursor !== null && isTooOld(cursor, head)) {
    return fail({ error: 'cursor-too-old', detail: 'take a snapshot' });
  }
  const from = { ...(cursor ?? beginning(head)), repullId: register.repullId };
  const page =
    repulling === null ? feedPage(found, from, register) : repullPage(found, from, repulling, register);
  return ok(answerOf(page, central.nowUtcMs()));
}

/**
 * Where a copy stands that is made in this transaction, which sees one snapshot (`REPEATABLE READ`): the feed goes on from there.
 */
export async function feedPosition(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ xmin: string; generation: number }>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin, feed_generation AS generation FROM chain`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database has no chain');
  const position = { xid: Number(row.xmin), change: 0 };
  const nothingElse = { begunAtXid: 0, repullId: null, repull: null, applied: null };
  return writeCursor({ generation: row.generation, position, ...nothingElse });
}

interface Page {
  readonly cursor: FeedCursor;
  readonly isMore: boolean;
  readonly rows: readonly Pick<FeedRow, 'scope' | 'key' | 'value'>[];
  readonly repull?: {
    readonly scopes: readonly Scope[];
    readonly isFirst: boolean;
    readonly isLast: boolean;
  };
}

function beginning({ generation, xmin }: FeedHead): FeedCursor {
  return { generation, position: START, begunAtXid: xmin, repullId: null, repull: null, applied: null };
}

/** Who began from nothing knows of nothing that was gone before. */
function isTooOld({ generation, position, begunAtXid }: FeedCursor, head: FeedHead): boolean {
  const isForgotten = Math.max(position.xid, begunAtXid) < head.floor;
  return generation !== head.generation || isForgotten || position.xid > head.xmax;
}

/** How far what was asked for anew is sent; null where nothing is left of it. */
function repullingOf({ repullId, repull }: FeedCursor, register: KnownRegister): FeedPosition | null {
  if (repullId === null || repullId === register.repullId) return repull;
  return START;
}

/** What was asked for anew, up to where the feed itself is. */
function repullPage(
  { rows, cutAtXid }: FoundRows,
  from: FeedCursor,
  repulling: FeedPosition,
  { repullScopes }: KnownRegister,
): Page {
  const isLast = cutAtXid === null;
  const repull = isLast ? null : (rows.at(-1)?.position ?? repulling);
  const isFirst = repulling.xid === START.xid && repulling.change === START.change;
  return {
    cursor: { ...from, repull },
    isMore: true,
    rows,
    repull: { scopes: repullScopes, isFirst, isLast },
  };
}

function feedPage({ head, rows, cutAtXid }: FoundRows, from: FeedCursor, { id }: KnownRegister): Page {
  if (cutAtXid === null) return lastPage(head, rows, from, id);
  const whole = rows.filter(({ position }) => position.xid !== cutAtXid);
  const kept = whole.length > 0 ? whole : rows;
  const last = kept.at(-1)?.position ?? from.position;
  if (last.xid < head.xmin) return { cursor: moved(from, last), isMore: true, rows: kept };
  // More is beyond the running transactions than a page holds: it comes when they have ended.
  const settled = kept.filter(({ position }) => position.xid < head.xmin);
  const cursor = settled.length > 0 ? moved(from, { xid: head.xmin, change: 0 }) : from;
  return { cursor, isMore: false, rows: settled };
}

function lastPage(head: FeedHead, rows: readonly FeedRow[], from: FeedCursor, registerId: string): Page {
  const isSettled = rows.some(({ position }) => position.xid < head.xmin);
  const isIdle = head.xmin - from.position.xid > IDLE_XIDS;
  const cursor = isSettled || isIdle ? moved(from, { xid: head.xmin, change: 0 }) : from;
  const { applied } = head;
  const isTold = from.applied?.epoch === applied.epoch && from.applied.seq === applied.seq;
  const told = isTold ? [] : [{ scope: 'applied' as const, key: registerId, value: JSON.stringify(applied) }];
  return { cursor: { ...cursor, applied }, isMore: false, rows: [...rows, ...told] };
}

function moved(from: FeedCursor, to: FeedPosition): FeedCursor {
  const isBehind = to.xid < from.position.xid;
  const position = isBehind ? from.position : to;
  return { ...from, position, begunAtXid: position.xid >= from.begunAtXid ? 0 : from.begunAtXid };
}

/** The values are JSON already. */
function answerOf({ cursor, isMore, rows, repull }: Page, centralUtcMs: number): ReadyAnswer {
  const changes = rows.map(({ scope, key, value }) => {
    return `{"scope":"${scope}","key":${JSON.stringify(key)},"value":${value ?? 'null'}}`;
  });
  const rest = repull === undefined ? '' : `,"repull":${JSON.stringify(repull)}`;
  const bytes = `{"cursor":"${writeCursor(cursor)}","isMore":${isMore},"changes":[${changes.join(',')}],"centralUtcMs":${centralUtcMs}${rest}}`;
  return { contentType: 'application/json', bytes };
}
