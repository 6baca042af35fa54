import type { PoolClient } from 'pg';
import { fail, ok, type Result } from '../../domain/result.ts';
import { uuid } from '../protocol/fields.ts';
import { holdRequest, type HoldAnswer, type HoldRequest } from '../protocol/hold.ts';
import { HOLD_LIFE_MS } from '../protocol/limits.ts';
import { wireCoupon, type WireAccount, type WireCoupon } from '../protocol/member.ts';
import type { Central, CentralFault } from './central.ts';
import { couponName } from './coupon-leases.ts';
import { withTransaction, type Queryable } from './database.ts';
import { lockNames, memberName } from './name-locks.ts';
import { freePoints, readPoints } from './member-points.ts';
import { readRules } from './project/rules.ts';
import { registerRoute } from './register-route.ts';

/** Sales under way at one register. More is a register that forgets to give up what it holds. */
const HOLDS_MAX = 200;
const BUSY_MS = 60_000;
/** Of a rule that is not there any more. */
const COUPON_USES = 1;

export const holdRoute = registerRoute({
  method: 'POST',
  path: '/v1/holds',
  body: holdRequest,
  run: (central, { register, body }) => hold(central, register.id, body),
});

/** Gives up what is kept for a sale or a refund, whether there is anything or not. */
export const releaseRoute = registerRoute({
  method: 'DELETE',
  path: '/v1/holds/:saleId',
  async run({ pool }, { register, params }) {
    const saleId = uuid.safeParse(params['saleId']);
    if (!saleId.success) return fail({ error: 'malformed', detail: 'the path ends with the id of a sale' });
    await withTransaction(pool, (client) => releaseHolds(client, register.id, [saleId.data]));
    return ok({});
  },
});

/** Ends what is kept for sales: they are in the journal, or given up. */
async function releaseHolds(
  client: Queryable,
  registerId: string,
  saleIds: readonly string[],
): Promise<void> {
  await client.query('DELETE FROM hold WHERE register = $1 AND sale_id = ANY($2::uuid[])', [
    registerId,
    saleIds,
  ]);
  await client.query('DELETE FROM receipt_hold WHERE register = $1 AND refund_sale_id = ANY($2::uuid[])', [
    registerId,
    saleIds,
  ]);
}

/**
 * Keeps points and coupons for a sale, or says what is in the way. Two registers that want the same come one after the other.
 * What was kept for the sale before stays where the new wish is refused.
 */
async function hold(
  { pool, nowUtcMs }: Central,
  registerId: string,
  request: HoldRequest,
): Promise<Result<HoldAnswer, CentralFault>> {
  return withTransaction(pool, async (client) => {
    const now = nowUtcMs();
    const memberId = request.memberId === null ? null : await findMember(client, request.memberId);
    const coupons = request.couponIds.map(couponName);
    await lockNames(client, memberId === null ? coupons : [...coupons, memberName(memberId)]);
    const others: OtherHolds = { registerId, saleId: request.saleId, nowUtcMs: now };
    const account = memberId === null ? null : await readAccount(client, memberId, others);
    const refusal = await findRefusal(client, request, memberId, account, others);
    if (refusal !== null) return ok({ isGranted: false, ...refusal, account, endsAtUtcMs: null });
    const endsAtUtcMs = now + HOLD_LIFE_MS;
    const isKept = await keep(client, registerId, { ...request, memberId }, now, endsAtUtcMs);
    if (isKept) return ok({ isGranted: true, refusal: null, couponId: null, account, endsAtUtcMs });
    return fail({
      error: 'busy',
      detail: `a register holds for ${HOLDS_MAX} sales at most`,
      retryAfterMs: BUSY_MS,
    });
  });
}

/** All but what one sale holds. */
interface OtherHolds {
  readonly registerId: string;
  readonly saleId: string;
  readonly nowUtcMs: number;
}

/** Who a member is by now; null where there is no such member. */
async function findMember(client: Queryable, memberId: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT coalesce(into_id, id) AS id FROM member WHERE id = $1',
    [memberId],
  );
  return rows[0]?.id ?? null;
}

const noAccount: WireAccount = {
  points: 0,
  availablePoints: 0,
  expiring: [],
  pending: [],
  tier: null,
  reviewOn: null,
  isInGrace: false,
  measured: 0,
  spentMinor: 0,
  visits: 0,
};

/** The account as registers are told it, less what other sales hold and what registers lease. */
async function readAccount(client: Queryable, memberId: string, others: OtherHolds): Promise<WireAccount> {
  const points = (await readPoints(client, [memberId], others)).get(memberId);
  if (points === undefined) return noAccount;
  return { ...(points.account ?? noAccount), availablePoints: Math.max(freePoints(points), 0) };
}

type Refusal = Pick<HoldAnswer, 'refusal' | 'couponId'>;

async function findRefusal(
  client: PoolClient,
  { memberId: askedId, points, couponIds }: HoldRequest,
  memberId: string | null,
  account: WireAccount | null,
  others: OtherHolds,
): Promise<Refusal | null> {
  if (askedId !== null && memberId === null) return { refusal: 'member-unknown', couponId: null };
  if (points > (account?.availablePoints ?? 0)) return { refusal: 'points-short', couponId: null };
  if (couponIds.length === 0) return null;
  const coupons = await readCoupons(client, couponIds, others);
  const rules = await readRules(
    client,
    [...coupons.values()].map(({ ruleId }) => ruleId),
  );
  for (const couponId of couponIds) {
    const coupon = coupons.get(couponId);
    if (coupon === undefined) return { refusal: 'coupon-unknown', couponId };
    if (coupon.isVoided) return { refusal: 'coupon-void', couponId };
    const usesMax = rules.get(coupon.ruleId)?.couponUses ?? COUPON_USES;
    if (coupon.useCount + coupon.heldCount >= usesMax) return { refusal: 'coupon-used', couponId };
    if (coupon.isLeased) return { refusal: 'coupon-leased', couponId };
  }
  return null;
}

interface AskedCoupon extends WireCoupon {
  /** For other sales. */
  readonly heldCount: number;
  /** To another register, beyond the lease's end too, until it is given up. */
  readonly isLeased: boolean;
}

async function readCoupons(
  client: Queryable,
  couponIds: readonly string[],
  { registerId, saleId, nowUtcMs }: OtherHolds,
): Promise<ReadonlyMap<string, AskedCoupon>> {
  const { rows } = await client.query<{ key: string; value: string; heldCount: number; isLeased: boolean }>(
    `SELECT key, value, (
         SELECT count(*) FROM hold WHERE coupon_ids @> ARRAY[key::uuid] AND ends_at_utc_ms > $4
           AND NOT (register = $2 AND sale_id = $3)
       ) AS "heldCount",
       EXISTS (SELECT FROM coupon_lease WHERE coupon_id = key AND register <> $2) AS "isLeased"
     FROM reference WHERE scope = 'coupon' AND key = ANY($1::text[]) AND shop = '' AND value IS NOT NULL`,
    [couponIds, registerId, saleId, nowUtcMs],
  );
  return new Map(
    rows.map(({ key, value, ...kept }) => [key, { ...wireCoupon.parse(JSON.parse(value)), ...kept }]),
  );
}

/** False where the register holds for too many sales. A wish for nothing keeps nothing. */
async function keep(
  client: Queryable,
  registerId: string,
  { saleId, memberId, points, couponIds }: HoldRequest,
  nowUtcMs: number,
  endsAtUtcMs: number,
): Promise<boolean> {
  if (points === 0 && couponIds.length === 0) {
    await client.query('DELETE FROM hold WHERE register = $1 AND sale_id = $2', [registerId, saleId]);
    return true;
  }
  const { rowCount } = await client.query(
    `INSERT INTO hold (register, sale_id, member, points, coupon_ids, ends_at_utc_ms)
     SELECT $1, $2, $3, $4, $5::uuid[], $6
     WHERE (SELECT count(*) FROM hold WHERE register = $1 AND sale_id <> $2 AND ends_at_utc_ms > $7) < $8
     ON CONFLICT (register, sale_id) DO UPDATE SET member = excluded.member, points = excluded.points,
       coupon_ids = excluded.coupon_ids, ends_at_utc_ms = excluded.ends_at_utc_ms`,
    [registerId, saleId, memberId, points, couponIds, endsAtUtcMs, nowUtcMs, HOLDS_MAX],
  );
  return rowCount === 1;
}
