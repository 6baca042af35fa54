import { scopes, type Scope } from '../protocol/feed.ts';
import type { JournalPlace } from '../protocol/push.ts';
import type { Queryable } from './database.ts';
import type { FeedPosition } from './feed-cursor.ts';

/** What a page may have at most: so many rows, and so many bytes of values, unless one alone has more. */
export interface PageRoom {
  readonly rows: number;
  readonly bytes: number;
}

/** What of the feed a page may be made of. */
export interface Span {
  readonly registerId: string;
  readonly shop: string;
  readonly after: FeedPosition;
  readonly room: PageRoom;
}

/** A part of a scope, in the order of keys. */
export interface KeySpan {
  readonly shop: string;
  readonly scope: Scope;
  /** Empty: from the first. */
  readonly after: string;
  readonly room: PageRoom;
}

export interface FeedRow {
  readonly scope: Scope;
  readonly key: string;
  /** JSON; null where it is gone. */
  readonly value: string | null;
  readonly position: FeedPosition;
}

/** How things stand in the same moment as the rows. */
export interface FeedHead {
  /** The oldest transaction that runs, and the next that will. */
  readonly xmin: number;
  readonly xmax: number;
  readonly generation: number;
  /** Before this, what is gone is forgotten. */
  readonly floor: number;
  /** Up to where the register's journal is in the accounts. */
  readonly applied: JournalPlace;
}

export interface FoundRows {
  readonly head: FeedHead;
  readonly rows: readonly FeedRow[];
  /** The transaction of the first row that had no room; null where all are there. */
  readonly cutAtXid: number | null;
}

interface StoredRow {
  readonly xmin: string;
  readonly xmax: string;
  readonly generation: number;
  readonly floor: string;
  readonly epoch: number;
  readonly seq: number;
  readonly scope: Scope | null;
  readonly key: string;
  readonly value: string | null;
  readonly xid: string;
  readonly change: number;
  readonly isOver: boolean;
}

/** One look for each scope into the index, so that a scope that nothing happens in costs next to nothing. */
const SELECT = `
  WITH head AS MATERIALIZED (
    SELECT pg_snapshot_xmin(now)::text AS xmin, pg_snapshot_xmax(now)::text AS xmax,
      feed_generation AS generation, feed_floor::text AS floor, a.epoch, a.seq
    FROM pg_current_snapshot() AS now, chain, applied AS a WHERE a.register = $1
  ), found AS (
    SELECT r.*, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY xid, change) - coalesce(octet_length(value), 0) AS bytes_before
    FROM (
      SELECT each.* FROM unnest($3::text[]) AS wanted (scope) CROSS JOIN LATERAL (
        SELECT scope, key, value, xid, change FROM reference
        WHERE scope = wanted.scope AND (xid, change) > ($4::xid8, $5::bigint) AND shop IN ('', $2)
        ORDER BY xid, change LIMIT $6 + 1
      ) AS each
      ORDER BY xid, change LIMIT $6 + 1
    ) AS r
  )
  SELECT head.*, scope, key, xid::text, change, bytes_before >= $7 AS "isOver",
    CASE WHEN bytes_before < $7 THEN value END AS value
  FROM head LEFT JOIN found ON true ORDER BY found.xid, found.change`;

/** The rows of a span in order, as they and the head are in one snapshot. */
export async function findRows(client: Queryable, span: Span): Promise<FoundRows> {
  const { registerId, shop, after, room } = span;
  const { rows } = await client.query<StoredRow>({
    name: 'feed-page',
    text: SELECT,
    values: [registerId, shop, scopes, after.xid, after.change, room.rows, room.bytes],
  });
  const [first] = rows;
  if (first === undefined) throw new Error(`register ${registerId} is gone`);
  const found = first.scope === null ? [] : rows;
  const over = found.findIndex(({ isOver }, index) => isOver || index >= room.rows);
  const kept = over === -1 ? found : found.slice(0, over);
  return {
    head: {
      xmin: Number(first.xmin),
      xmax: Number(first.xmax),
      generation: first.generation,
      floor: Number(first.floor),
      applied: { epoch: first.epoch, seq: first.seq },
    },
    rows: kept.map(({ scope, key, value, xid, change }) => {
      return { scope: scope!, key, value, position: { xid: Number(xid), change } };
    }),
    cutAtXid: over === -1 ? null : Number(found[over]!.xid),
  };
}

interface KeyedRow {
  readonly key: string;
  readonly value: string;
  readonly isOver: boolean;
}

/** What there is of a scope after a key, in the order of keys. */
export interface FoundKeys {
  readonly rows: readonly Pick<FeedRow, 'scope' | 'key' | 'value'>[];
  /** The last key; null where the scope ends here. */
  readonly upTo: string | null;
}

export async function findKeys(client: Queryable, { shop, scope, after, room }: KeySpan): Promise<FoundKeys> {
  const { rows } = await client.query<KeyedRow>({
    name: 'feed-whole',
    text: `
      SELECT key, bytes_before >= $5 AS "isOver", CASE WHEN bytes_before < $5 THEN value END AS value FROM (
        SELECT r.*, sum(octet_length(value)) OVER (ORDER BY key) - octet_length(value) AS bytes_before FROM (
          SELECT key, value FROM reference WHERE scope = $1 AND key > $2 AND shop IN ('', $3) AND value IS NOT NULL
          ORDER BY key LIMIT $4 + 1
        ) AS r
      ) AS found ORDER BY key`,
    values: [scope, after, shop, room.rows, room.bytes],
  });
  const over = rows.findIndex(({ isOver }, index) => isOver || index >= room.rows);
  const kept = over === -1 ? rows : rows.slice(0, over);
  return {
    rows: kept.map(({ key, value }) => ({ scope, key, value })),
    upTo: over === -1 ? null : kept.at(-1)!.key,
  };
}
