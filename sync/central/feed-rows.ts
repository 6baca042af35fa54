import type { Scope } from '../protocol/feed.ts';
import type { JournalPlace } from '../protocol/push.ts';
import type { Queryable } from './database.ts';
import type { FeedPosition } from './feed-cursor.ts';

/** What the values of a page have together at most, unless one alone has more. */
const PAGE_BYTES_MAX = 1_048_576;

/** What of the feed a page may be made of. */
export interface Span {
  readonly registerId: string;
  readonly shop: string;
  readonly scopes: readonly Scope[];
  readonly after: FeedPosition;
  /** Null for all that is there. */
  readonly upTo: FeedPosition | null;
  readonly limit: number;
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
        WHERE scope = wanted.scope AND (xid, change) > ($4::xid8, $5::bigint)
          AND ($6::xid8 IS NULL OR (xid, change) <= ($6::xid8, $7::bigint)) AND shop IN ('', $2)
        ORDER BY xid, change LIMIT $8 + 1
      ) AS each
      ORDER BY xid, change LIMIT $8 + 1
    ) AS r
  )
  SELECT head.*, scope, key, xid::text, change, bytes_before >= $9 AS "isOver",
    CASE WHEN bytes_before < $9 THEN value END AS value
  FROM head LEFT JOIN found ON true ORDER BY found.xid, found.change`;

/** The rows of a span in order, as they and the head are in one snapshot. */
export async function findRows(client: Queryable, span: Span): Promise<FoundRows> {
  const { rows } = await client.query<StoredRow>({
    name: 'feed-page',
    text: SELECT,
    values: [
      span.registerId,
      span.shop,
      span.scopes,
      span.after.xid,
      span.after.change,
      span.upTo?.xid ?? null,
      span.upTo?.change ?? null,
      span.limit,
      PAGE_BYTES_MAX,
    ],
  });
  const [first] = rows;
  if (first === undefined) throw new Error(`register ${span.registerId} is gone`);
  const found = first.scope === null ? [] : rows;
  const over = found.findIndex(({ isOver }, index) => isOver || index >= span.limit);
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
