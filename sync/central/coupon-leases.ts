import { COUPONS_EACH_MAX, LEASE_LIFE_MS, LEASES_MAX, type WireCouponLease } from '../protocol/lease.ts';
import type { JournalPlace } from '../protocol/push.ts';
import type { Queryable } from './database.ts';
import { readRules } from './project/rules.ts';

/** Where a day begins first. */
const FIRST_ZONE_MS = 14 * 60 * 60_000;

/** A register among those of its shop that are active, in order of their ids. */
export interface ShopPlace {
  readonly index: number;
  readonly tills: number;
}

/** A coupon that one register may keep. */
export interface LeasableCoupon {
  readonly couponId: string;
  /** The register does not keep it yet; no other does. */
  readonly isFree: boolean;
}

/** Whoever keeps a coupon for a sale or a register locks this. */
export function couponName(couponId: string): string {
  return `coupon ${couponId}`;
}

/** No sale that counts has used it. */
const UNUSED = 'NOT EXISTS (SELECT FROM coupon_use WHERE coupon_id = coupon.id AND NOT is_restored)';

/**
 * Coupons of members that may be used once, have not been, and do not end before a lease would: those of them that fall to the
 * register, so that each of a member's is one till's, and that no other keeps; the first to end in front.
 */
export async function readLeasable(
  client: Queryable,
  registerId: string,
  memberIds: readonly string[],
  { index, tills }: ShopPlace,
  nowUtcMs: number,
): Promise<LeasableCoupon[]> {
  const { rows } = await client.query<LeasableCoupon>(
    `SELECT each.id AS "couponId", each.register IS NULL AS "isFree"
     FROM unnest($1::uuid[]) AS person (id) CROSS JOIN LATERAL (
       SELECT coupon.id, lease.register FROM coupon LEFT JOIN coupon_lease AS lease ON coupon_id = coupon.id
       WHERE member = person.id AND NOT is_voided AND rule_id = ANY ($2) AND ${UNUSED}
         AND (expires_on IS NULL OR expires_on >= $3)
         AND ('x' || left(md5(coupon.id), 7))::bit(28)::integer % $4 = $5
         AND coalesce(lease.register = $6, true)
       ORDER BY expires_on NULLS LAST, coupon.id LIMIT ${COUPONS_EACH_MAX}
     ) AS each`,
    [memberIds, await readSingleUseRules(client, memberIds), lastDayOf(nowUtcMs), tills, index, registerId],
  );
  return rows;
}

/** The day on which a lease of now ends, where it is latest. */
function lastDayOf(nowUtcMs: number): string {
  return new Date(nowUtcMs + LEASE_LIFE_MS + FIRST_ZONE_MS).toISOString().slice(0, 10);
}

async function readSingleUseRules(client: Queryable, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ ruleId: string }>(
    'SELECT DISTINCT rule_id AS "ruleId" FROM coupon WHERE member = ANY ($1)',
    [memberIds],
  );
  const rules = await readRules(
    client,
    rows.map(({ ruleId }) => ruleId),
  );
  return [...rules].filter(([, { couponUses }]) => couponUses === 1).map(([ruleId]) => ruleId);
}

/**
 * Keeps coupons for a register, or keeps them for longer, that no other register has nor holds for a sale. The names of those that
 * were free must be locked; that they still are unused is looked at in the one statement which keeps them.
 */
export async function keepCoupons(
  client: Queryable,
  registerId: string,
  couponIds: readonly string[],
  { epoch, seq }: JournalPlace,
  nowUtcMs: number,
): Promise<void> {
  if (couponIds.length === 0) return;
  await client.query(
    `INSERT INTO coupon_lease (coupon_id, register, epoch, seq, ends_at_utc_ms)
     SELECT id, $1, $3, $4, $5 FROM coupon
     WHERE id = ANY ($2::text[]) AND NOT is_voided AND ${UNUSED} AND coupon.id::uuid <> ALL (ARRAY(
       SELECT unnest(coupon_ids) FROM hold
       WHERE coupon_ids && $2::text[]::uuid[] AND register <> $1 AND hold.ends_at_utc_ms > $6))
     ON CONFLICT (coupon_id) DO UPDATE SET
       ends_at_utc_ms = greatest(coupon_lease.ends_at_utc_ms, excluded.ends_at_utc_ms)
     WHERE coupon_lease.register = excluded.register AND coupon_lease.epoch = excluded.epoch`,
    [registerId, couponIds, epoch, seq, nowUtcMs + LEASE_LIFE_MS, nowUtcMs],
  );
}

/** What a register keeps of members' coupons, also what is not kept for longer. */
export async function readCouponLeases(
  client: Queryable,
  registerId: string,
  memberIds: readonly string[],
): Promise<WireCouponLease[]> {
  const { rows } = await client.query<{ couponId: string; epoch: number; seq: number; endsAtUtcMs: number }>(
    `SELECT coupon_id AS "couponId", epoch, seq, ends_at_utc_ms AS "endsAtUtcMs"
     FROM coupon JOIN coupon_lease ON coupon_id = coupon.id
     WHERE coupon.member = ANY ($2) AND register = $1 ORDER BY coupon_id LIMIT ${LEASES_MAX * COUPONS_EACH_MAX}`,
    [registerId, memberIds],
  );
  return rows.map(({ couponId, epoch, seq, endsAtUtcMs }) => ({
    couponId,
    place: { epoch, seq },
    endsAtUtcMs,
  }));
}
