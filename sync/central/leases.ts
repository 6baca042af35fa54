import type { PoolClient } from 'pg';
import type { LoyaltySettings } from '../../domain/loyalty/loyalty-settings.ts';
import { leastRedeemable } from '../../domain/loyalty/redemption.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  LEASE_LIFE_MS,
  leaseRequest,
  LEASES_MAX,
  type LeaseAnswer,
  type LeaseRequest,
  type WireLease,
} from '../protocol/lease.ts';
import { offlinePolicy, POLICY_KEY } from '../protocol/policy.ts';
import type { JournalPlace } from '../protocol/push.ts';
import type { Central, CentralFault } from './central.ts';
import { couponName, keepCoupons, readCouponLeases, readLeasable, type ShopPlace } from './coupon-leases.ts';
import { withTransaction, type Queryable } from './database.ts';
import { endLeases, lockLeases } from './lease-rows.ts';
import { readPoints, type MemberPoints } from './member-points.ts';
import { lockNames, memberName } from './name-locks.ts';
import { lockMembers } from './project/member-registry.ts';
import { readRulebook } from './project/read-rulebook.ts';
import { registerRoute } from './register-route.ts';

/** Who has not bought in a shop for so long is not expected there. */
const HOME_DAYS = 90;
const DAY_MS = 86_400_000;
export const leaseRoute = registerRoute({
  method: 'POST',
  path: '/v1/leases',
  body: leaseRequest,
  run: (central, { register, body }) => lease(central, register.id, body),
});

/**
 * Frees what the register holds no more, and keeps points and coupons of a page of its shop's members for it. What it may hold is
 * never lowered here, because it may have redeemed it already.
 */
async function lease(
  { pool, nowUtcMs }: Central,
  registerId: string,
  request: LeaseRequest,
): Promise<Result<LeaseAnswer, CentralFault>> {
  return withTransaction(pool, async (client) => {
    const now = nowUtcMs();
    const applied = await lockLeases(client, registerId);
    if (!(await takeTurn(client, registerId, request)))
      return fail({ error: 'not-allowed', detail: 'a later request for leases came first' });
    const isSettled = !isBefore(applied, request.place);
    if (isSettled) await endLeases(client, registerId, request);
    const empty: LeaseAnswer = { leases: [], coupons: [], next: null, isSettled, centralUtcMs: now };
    const terms = await readTerms(client, registerId);
    // What was redeemed in an epoch that is not applied yet would count against no lease.
    if (terms === null || applied.epoch !== request.place.epoch) return ok(empty);
    await lockMembers(client, 'read');
    const page = await readPage(client, terms.shop, request.after, now);
    const leasable = terms.hasCoupons ? await readLeasable(client, registerId, page, terms, now) : [];
    const free = leasable.filter(({ isFree }) => isFree).map(({ couponId }) => couponName(couponId));
    // All in one, as sales lock theirs, so that nobody waits for one who waits for them.
    await lockNames(client, [...(terms.shareBp === null ? [] : page.map(memberName)), ...free]);
    const lessee: Lessee = { registerId, applied, nowUtcMs: now };
    const leases = terms.shareBp === null ? [] : await leasePoints(client, lessee, page, terms);
    const couponIds = leasable.map(({ couponId }) => couponId);
    await keepCoupons(client, registerId, couponIds, applied, now);
    const coupons = terms.hasCoupons ? await readCouponLeases(client, registerId, page) : [];
    return ok({ ...empty, leases, coupons, next: page.length === LEASES_MAX ? page.at(-1)! : null });
  });
}

/** Who asks, with its place in the accounts. */
interface Lessee {
  readonly registerId: string;
  readonly applied: JournalPlace;
  readonly nowUtcMs: number;
}

async function leasePoints(
  client: PoolClient,
  { registerId, applied, nowUtcMs }: Lessee,
  page: readonly string[],
  { shareBp, tills }: Terms,
): Promise<WireLease[]> {
  const points = await readPoints(client, page, { registerId, saleId: null, nowUtcMs });
  const rules = (await readRulebook(client)).at(nowUtcMs).redemption;
  const endsAtUtcMs = nowUtcMs + LEASE_LIFE_MS;
  const share = { shareBp: shareBp ?? 0, tills };
  const grants = page.flatMap((id) => grantOf(id, points.get(id), share, rules, endsAtUtcMs));
  await keepGrants(client, registerId, grants, applied, endsAtUtcMs);
  return readLeases(client, registerId, page);
}

/** A network may keep a request until a later one has come: it gives up what the register holds by now. */
async function takeTurn(
  client: Queryable,
  registerId: string,
  { place, turn }: LeaseRequest,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO lease_turn (register, epoch, turn) VALUES ($1, $2, $3)
     ON CONFLICT (register) DO UPDATE SET epoch = excluded.epoch, turn = excluded.turn
     WHERE (lease_turn.epoch, lease_turn.turn) < (excluded.epoch, excluded.turn)`,
    [registerId, place.epoch, turn],
  );
  return rowCount === 1;
}

function isBefore(a: JournalPlace, b: JournalPlace): boolean {
  return a.epoch === b.epoch ? a.seq < b.seq : a.epoch < b.epoch;
}

/** What a register may keep for members who shop where it is; with how many of the shop it shares that. */
interface Terms extends ShopPlace {
  readonly shop: string;
  /** Null where no points are kept. */
  readonly shareBp: number | null;
  readonly hasCoupons: boolean;
}

/** Null where the shop's policy keeps nothing, or the register is none that is trusted. */
async function readTerms(client: Queryable, registerId: string): Promise<Terms | null> {
  const { rows } = await client.query<{ shop: string; policy: string; tills: number; index: number }>(
    `SELECT own.shop, policy.value AS policy, beside.tills, beside.index
     FROM register AS own JOIN reference AS policy ON policy.scope = 'policy' AND policy.key = $2
       AND policy.shop IN (own.shop, '') AND policy.value IS NOT NULL
     CROSS JOIN LATERAL (
       SELECT count(*) AS tills, count(*) FILTER (WHERE register.id < own.id) AS index
       FROM register WHERE register.shop = own.shop AND register.state = 'active'
     ) AS beside
     WHERE own.id = $1 AND own.state = 'active' ORDER BY policy.shop DESC LIMIT 1`,
    [registerId, POLICY_KEY],
  );
  const [row] = rows;
  if (!row) return null;
  const { policy, ...place } = row;
  const { points, coupons } = offlinePolicy.parse(JSON.parse(policy));
  const shareBp = points.kind === 'leased' ? points.shareBp : null;
  const hasCoupons = coupons.kind === 'leased';
  return shareBp !== null || hasCoupons ? { ...place, shareBp, hasCoupons } : null;
}

/** The next members whose home is the shop, in order of their ids. */
async function readPage(
  client: Queryable,
  shop: string,
  after: string | null,
  nowUtcMs: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT member.id FROM member_home AS home JOIN member ON member.id = home.member AND member.into_id IS NULL
     WHERE home.shop = $1 AND ($2::uuid IS NULL OR home.member > $2) AND home.bought_at_utc_ms >= $3
     ORDER BY home.member LIMIT ${LEASES_MAX}`,
    [shop, after, nowUtcMs - HOME_DAYS * DAY_MS],
  );
  return rows.map(({ id }) => id);
}

interface Grant {
  readonly memberId: string;
  /** Beside those that the register has; 0 keeps them for longer. */
  readonly addedPoints: number;
}

/** Empty where the register gets nothing, or has more than its share by now: that ends when it ends. */
function grantOf(
  memberId: string,
  points: MemberPoints | undefined,
  { shareBp, tills }: { readonly shareBp: number; readonly tills: number },
  rules: LoyaltySettings['redemption'],
  endsAtUtcMs: number,
): Grant[] {
  if (!points?.account || !rules.isOn) return [];
  const { account, heldPoints, leasedPoints, ownPoints, hasOwn } = points;
  const wholeBlocks = (some: number) => Math.floor(Math.max(some, 0) / rules.blockPoints) * rules.blockPoints;
  // A till that is not heard would redeem points that have ended meanwhile.
  const ending = account.expiring.filter(({ atUtcMs }) => atUtcMs <= endsAtUtcMs);
  const lasting = ending.reduce((left, each) => left - each.points, account.availablePoints) - heldPoints;
  const share = wholeBlocks(Math.floor(Math.floor((Math.max(lasting, 0) * shareBp) / 10_000) / tills));
  const target = share < leastRedeemable(rules) ? 0 : share;
  if (target < ownPoints) return [];
  const addedPoints = wholeBlocks(Math.min(target - ownPoints, lasting - leasedPoints));
  return addedPoints > 0 || (hasOwn && ownPoints > 0) ? [{ memberId, addedPoints }] : [];
}

async function keepGrants(
  client: PoolClient,
  registerId: string,
  grants: readonly Grant[],
  { epoch, seq }: JournalPlace,
  endsAtUtcMs: number,
): Promise<void> {
  await client.query(
    `INSERT INTO lease (register, member, points, epoch, seq, ends_at_utc_ms)
     SELECT $1, member, points, $4, $5, $6 FROM unnest($2::uuid[], $3::bigint[]) AS granted (member, points)
     ON CONFLICT (register, member) DO UPDATE SET points = lease.points + excluded.points,
       ends_at_utc_ms = greatest(lease.ends_at_utc_ms, excluded.ends_at_utc_ms)
     WHERE lease.epoch = excluded.epoch`,
    [
      registerId,
      grants.map(({ memberId }) => memberId),
      grants.map(({ addedPoints }) => addedPoints),
      epoch,
      seq,
      endsAtUtcMs,
    ],
  );
}

async function readLeases(
  client: Queryable,
  registerId: string,
  memberIds: readonly string[],
): Promise<WireLease[]> {
  const { rows } = await client.query<{
    memberId: string;
    points: number;
    epoch: number;
    seq: number;
    endsAtUtcMs: number;
  }>(
    `SELECT member AS "memberId", points, epoch, seq, ends_at_utc_ms AS "endsAtUtcMs" FROM lease
     WHERE register = $1 AND member = ANY ($2) ORDER BY member`,
    [registerId, memberIds],
  );
  return rows.map(({ epoch, seq, ...row }) => ({ ...row, place: { epoch, seq } }));
}
