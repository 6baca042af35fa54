import { fail, ok, type Result } from '../../domain/result.ts';
import { digestsRequest, repullRequest, type DigestsAnswer, type Scope } from '../protocol/feed.ts';
import { DIGEST_CHANGED_MAX } from '../protocol/limits.ts';
import type { Central, CentralFault } from './central.ts';
import { withTransaction, type Queryable } from './database.ts';
import { isTooOld, wholeLeftOf } from './feed.ts';
import { readCursor, type FeedCursor, type FeedPosition } from './feed-cursor.ts';
import { registerRoute } from './register-route.ts';
import type { KnownRegister } from './registers.ts';

/** Hex digits of eight bytes. */
const HALF_LENGTH = 16;

export const digestsRoute = registerRoute({
  method: 'POST',
  path: '/v1/digests',
  body: digestsRequest,
  run: (central, { register, body }) => readDigests(central, register, body),
});

/** Has a register be sent scopes anew, by the feed. */
export const repullRoute = registerRoute({
  method: 'POST',
  path: '/v1/repull',
  body: repullRequest,
  async run(central, { register, body }) {
    const wanted = [...new Set(body.scopes)];
    await central.pool.query(
      'UPDATE register SET repull_id = repull_id + 1, repull_scopes = $2 WHERE id = $1',
      [register.id, wanted],
    );
    return ok({ registerId: register.id, scopes: wanted });
  },
});

/**
 * What central has of the scopes for a register, without what changed after the register's cursor: that is on its way to it. While a
 * register is sent scopes whole, or its cursor says nothing any more, there is nothing to compare.
 */
async function readDigests(
  { pool }: Central,
  register: KnownRegister,
  request: { readonly cursor: string; readonly scopes: readonly Scope[] },
): Promise<Result<DigestsAnswer, CentralFault>> {
  const cursor = readCursor(request.cursor);
  if (cursor === null) return fail({ error: 'malformed', detail: 'no cursor of ours' });
  if (wholeLeftOf(cursor, register) !== null || !(await isGood(pool, cursor))) return ok({ digests: [] });
  const digests: DigestsAnswer['digests'] = [];
  for (const scope of new Set(request.scopes)) {
    const { changed, count, high, low } = await sumUp(pool, scope, register.shop, cursor.position);
    if (changed.length > DIGEST_CHANGED_MAX) continue;
    digests.push({ scope, count, digest: halfOf(high) + halfOf(low), changed });
  }
  return ok({ digests });
}

async function isGood(client: Queryable, cursor: FeedCursor): Promise<boolean> {
  const { rows } = await client.query<{ generation: number; floor: string; xmax: string }>(
    `SELECT feed_generation AS generation, feed_floor::text AS floor,
       pg_snapshot_xmax(pg_current_snapshot())::text AS xmax FROM chain`,
  );
  const { generation, floor, xmax } = rows[0]!;
  return !isTooOld(cursor, { generation, floor: Number(floor), xmax: Number(xmax) });
}

interface Sum {
  readonly count: number;
  readonly high: string;
  readonly low: string;
  /** One more than are told, where there are more. */
  readonly changed: string[];
}

/** The sum of a scope that is kept, less what changed after a position. */
async function sumUp(client: Queryable, scope: Scope, shop: string, after: FeedPosition): Promise<Sum> {
  const { rows } = await client.query<Sum>({
    name: 'scope-sum',
    text: `
      WITH changed AS MATERIALIZED (
        SELECT key, digest_high, digest_low FROM reference
        WHERE scope = $1 AND (xid, change) > ($3::xid8, $4::bigint) AND shop IN ('', $2)
        ORDER BY xid, change LIMIT $5 + 1
      ), summed AS (
        SELECT things, digest_high, digest_low FROM reference_sum WHERE scope = $1 AND shop IN ('', $2)
        UNION ALL SELECT -1, digest_high, digest_low FROM changed WHERE digest_high IS NOT NULL
      )
      SELECT coalesce(sum(things), 0)::bigint AS count, coalesce(bit_xor(digest_high), 0)::text AS high,
        coalesce(bit_xor(digest_low), 0)::text AS low, ARRAY(SELECT key FROM changed) AS changed FROM summed`,
    values: [scope, shop, after.xid, after.change, DIGEST_CHANGED_MAX],
  });
  return rows[0]!;
}

/** Puts the rows of each scope's sum together: every statement that changed something left one. */
export async function foldSums({ pool }: Central): Promise<void> {
  await withTransaction(pool, (client) =>
    client.query(
      `WITH folded AS (DELETE FROM reference_sum RETURNING *)
       INSERT INTO reference_sum
       SELECT scope, shop, sum(things), bit_xor(digest_high), bit_xor(digest_low) FROM folded GROUP BY scope, shop`,
    ),
  );
}

function halfOf(signed: string): string {
  return BigInt.asUintN(64, BigInt(signed)).toString(16).padStart(HALF_LENGTH, '0');
}
