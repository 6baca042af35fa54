import type { Pool } from 'pg';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  digestsRequest,
  repullRequest,
  type DigestsAnswer,
  type Scope,
  type ScopeDigest,
} from '../protocol/feed.ts';
import type { Central, CentralFault } from './central.ts';
import type { Queryable } from './database.ts';
import { readCursor, type FeedPosition } from './feed-cursor.ts';
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
 * What central has of the scopes for a register, where that is what the register was told up to its cursor. Where it is not, there
 * is nothing to compare, and nothing is added up.
 */
async function readDigests(
  { pool }: Central,
  register: KnownRegister,
  request: { readonly cursor: string; readonly scopes: readonly Scope[] },
): Promise<Result<DigestsAnswer, CentralFault>> {
  const cursor = readCursor(request.cursor);
  if (cursor === null) return fail({ error: 'malformed', detail: 'no cursor of ours' });
  const wanted = [...new Set(request.scopes)];
  const shops = ['', register.shop];
  const behind: DigestsAnswer = { isCurrent: false, digests: [] };
  if (await isChanged(pool, wanted, shops, cursor.position)) return ok(behind);
  const digests: ScopeDigest[] = [];
  for (const scope of wanted) {
    const common = await sumCommon(pool, scope);
    const own = await sumUp(pool, scope, register.shop);
    digests.push({ scope, count: common.count + own.count, digest: hexOf(common, own) });
  }
  // Looked at again, because something may have changed meanwhile.
  return ok((await isChanged(pool, wanted, shops, cursor.position)) ? behind : { isCurrent: true, digests });
}

async function isChanged(
  client: Queryable,
  scopes: readonly Scope[],
  shops: readonly string[],
  after: FeedPosition,
): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    `SELECT EXISTS (
       SELECT FROM unnest($1::text[]) AS wanted (scope) CROSS JOIN LATERAL (
         SELECT FROM reference AS r WHERE r.scope = wanted.scope AND (xid, change) > ($2::xid8, $3::bigint)
           AND shop = ANY($4::text[]) LIMIT 1
       ) AS changed
     ) AS is`,
    [scopes, after.xid, after.change, shops],
  );
  return rows[0]?.is === true;
}

interface Sum {
  readonly count: number;
  readonly high: bigint;
  readonly low: bigint;
  /** The oldest transaction that ran then: what no transaction since has changed is as it was. */
  readonly xmin: number;
}

async function sumUp(client: Queryable, scope: Scope, shop: string): Promise<Sum> {
  const { rows } = await client.query<{ count: number; high: string; low: string; xmin: string }>(
    `SELECT count(value) AS count, coalesce(bit_xor(digest_high), 0)::text AS high,
       coalesce(bit_xor(digest_low), 0)::text AS low, pg_snapshot_xmin(pg_current_snapshot())::text AS xmin
     FROM reference WHERE scope = $1 AND shop = $2`,
    [scope, shop],
  );
  const { count, high, low, xmin } = rows[0]!;
  return { count, high: BigInt(high), low: BigInt(low), xmin: Number(xmin) };
}

/** By database and scope, what was added up last of all shops'. */
const sums = new WeakMap<Pool, Map<Scope, Promise<Sum>>>();

/**
 * Of what is all shops': a million members take a second to add up, and after closing time all tills of a chain ask for the same.
 * So the last sum is kept, and holds as long as nothing of the scope has changed since.
 */
async function sumCommon(pool: Pool, scope: Scope): Promise<Sum> {
  const known = sums.get(pool) ?? new Map<Scope, Promise<Sum>>();
  sums.set(pool, known);
  const last = await known.get(scope)?.catch(() => null);
  if (last && !(await isChanged(pool, [scope], [''], { xid: last.xmin, change: 0 }))) return last;
  const fresh = sumUp(pool, scope, '');
  known.set(scope, fresh);
  return fresh;
}

function hexOf(a: Sum, b: Sum): string {
  return halfOf(a.high ^ b.high) + halfOf(a.low ^ b.low);
}

function halfOf(signed: bigint): string {
  return BigInt.asUintN(64, signed).toString(16).padStart(HALF_LENGTH, '0');
}
