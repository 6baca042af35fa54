import { wallClockAt } from '../../../domain/business-date.ts';
import type { Consent } from '../../../domain/facts/member-facts.ts';
import type { Tier } from '../../../domain/loyalty/loyalty-settings.ts';
import type { MaskedMember } from '../../../domain/members/member.ts';
import { maskMember } from '../../../domain/members/masked-member.ts';
import type { LocalText } from '../../../domain/promotions/promotion.ts';
import type { WireAccount } from '../../protocol/member.ts';
import type { Queryable } from '../database.ts';
import { foldMember, type Folded } from '../project/fold-member.ts';
import type { Booking } from '../project/folding.ts';
import { comparePlaces, type EventPlace } from '../project/member-event.ts';
import { readEvents, type EventOfMember } from '../project/member-history.ts';
import { readRulebook } from '../project/read-rulebook.ts';
import { chainHome, readLoyalty } from './chain-facts.ts';
import type { KnownMember } from './member-search.ts';
import { readReferences } from './references.ts';

/** A member in a list, masked. */
export interface MemberHit extends MaskedMember {
  readonly cards: readonly string[];
  /** What the tier is called; null without one. */
  readonly tier: LocalText | null;
  /** Null until something was booked. */
  readonly account: WireAccount | null;
  /** `YYYY-MM-DD` where the chain is. */
  readonly joinedOn: string;
}

/** Who at central decided something, and why. */
export interface Decision {
  readonly atUtcMs: number;
  /** The login of the person. */
  readonly actor: string;
  readonly reason: string;
}

/** Points that may not be spent; `points` null for all. */
export interface HoldShown extends Decision {
  readonly holdId: string;
  readonly points: number | null;
}

/** Points that only one till may spend; past the end too, until the till has said what it spent of them. */
export interface LeaseShown {
  /** As people know it: `S1-02`. */
  readonly till: string;
  readonly points: number;
  readonly endsAtUtcMs: number;
  readonly isOver: boolean;
}

/** What moved points, the newest first. */
export interface StatementRow {
  readonly atUtcMs: number;
  readonly kind: Booking['kind'];
  readonly points: number;
  readonly balance: number;
  readonly receiptNumber: string | null;
  /** Of what somebody at central decided. */
  readonly decision: Decision | null;
}

/** Points and the day that matters to them, `YYYY-MM-DD`. */
export interface DatedPoints {
  readonly points: number;
  readonly day: string;
}

/** One member, with all that central knows but what is personal. */
export interface MemberShown {
  readonly member: MemberHit;
  readonly consents: readonly Consent[];
  readonly currency: string;
  /** `day` is the last on which they are good, the first on which they may be spent. */
  readonly expiring: readonly DatedPoints[];
  readonly pending: readonly DatedPoints[];
  readonly holds: readonly HoldShown[];
  readonly leases: readonly LeaseShown[];
  /** How the member came by the tier, where somebody at central gave it. */
  readonly tierGiven: Decision | null;
  /** Those that were given last. */
  readonly coupons: readonly CouponShown[];
  /** At most `STATEMENT_MAX`, of so many. */
  readonly statement: readonly StatementRow[];
  readonly statementCount: number;
}

/** A coupon with a code of its own that was given to a member. */
export interface CouponShown {
  readonly code: string;
  /** What the rule is called; its id where there is none any more. */
  readonly rule: LocalText;
  readonly expiresOn: string | null;
  readonly state: 'open' | 'used' | 'void' | 'over';
  /** The till that it is reserved for; null where it may be used at any. */
  readonly till: string | null;
}

const STATEMENT_MAX = 200;
const COUPONS_MAX = 50;

/** Members for a list, in the order in which they come. */
export async function showMembers(client: Queryable, members: readonly KnownMember[]): Promise<MemberHit[]> {
  const accounts = await readAccounts(client, members);
  const tiers = (await readLoyalty(client)).settings.tiers.list;
  const { zone } = await chainHome(client);
  return members.map((member) => {
    const masked = maskMember({ ...member, consents: [], opening: null });
    const account = accounts.get(member.memberId) ?? null;
    const joinedOn = wallClockAt(member.joinedAtUtcMs, zone).date;
    return { ...masked, cards: member.cards, tier: tierName(tiers, account?.tier), account, joinedOn };
  });
}

function tierName(tiers: readonly Tier[], code: string | null | undefined): LocalText | null {
  return tiers.find((tier) => tier.code === code)?.name ?? null;
}

/** Figures as registers are told them, by member; who has none is not in it. */
export async function readAccounts(
  client: Queryable,
  members: readonly Pick<KnownMember, 'memberId'>[],
): Promise<ReadonlyMap<string, WireAccount>> {
  const ids = members.map(({ memberId }) => memberId);
  const accounts = await readReferences(client, 'account', ids);
  return new Map(accounts.map(({ key, value }) => [key, value]));
}

export async function showMember(
  client: Queryable,
  member: KnownMember,
  nowUtcMs: number,
): Promise<MemberShown> {
  const [hit] = await showMembers(client, [member]);
  const events = (await readEvents(client, [member.memberId])).get(member.memberId) ?? [];
  const folded = foldMember(events, await readRulebook(client));
  const { zone } = folded.state;
  const { currency } = await chainHome(client);
  const dayOf = (utcMs: number) => wallClockAt(utcMs, zone).date;
  const { expiring = [], pending = [] } = hit!.account ?? {};
  return {
    member: hit!,
    consents: JSON.parse(member.consents) as Consent[],
    currency,
    expiring: expiring.map(({ points, atUtcMs }) => ({ points, day: dayOf(atUtcMs - 1) })),
    pending: pending.map(({ points, atUtcMs }) => ({ points, day: dayOf(atUtcMs) })),
    holds: holdsOf(events, folded),
    leases: await readLeases(client, member.memberId, nowUtcMs),
    tierGiven: giftOf(events, hit!.account?.tier ?? null),
    coupons: await readCoupons(client, member.memberId, dayOf(nowUtcMs)),
    statement: await readStatement(client, events, folded.bookings),
    statementCount: folded.bookings.length,
  };
}

/** By till; what a till has under several ids of the member is one. */
async function readLeases(client: Queryable, memberId: string, nowUtcMs: number): Promise<LeaseShown[]> {
  const { rows } = await client.query<LeaseShown>(
    `SELECT register.shop || '-' || register.till_code AS till, sum(points)::bigint AS points,
       max(ends_at_utc_ms) AS "endsAtUtcMs", max(ends_at_utc_ms) <= $2 AS "isOver"
     FROM lease JOIN register ON register.id = lease.register
     WHERE points > 0 AND member = ANY (ARRAY(SELECT id FROM member WHERE id = $1 OR into_id = $1))
     GROUP BY register.id ORDER BY till`,
    [memberId, nowUtcMs],
  );
  return rows;
}

/** Those that have not been released. */
function holdsOf(events: readonly EventOfMember[], { state }: Folded): HoldShown[] {
  return state.account.holds.flatMap(({ holdId, points }) => {
    const held = events.find(({ body }) => body.kind === 'hold' && body.holdId === holdId);
    const decision = held && decisionOf(held);
    return decision ? [{ holdId, points, ...decision }] : [];
  });
}

function giftOf(events: readonly EventOfMember[], tier: string | null): Decision | null {
  const given = events.findLast(({ body }) => body.kind === 'tier');
  return given?.body.kind === 'tier' && given.body.tier === tier ? decisionOf(given) : null;
}

function decisionOf({ at, body }: EventOfMember): Decision | null {
  return 'reason' in body ? { atUtcMs: at.atUtcMs, actor: body.actor, reason: body.reason } : null;
}

async function readCoupons(client: Queryable, memberId: string, today: string): Promise<CouponShown[]> {
  const { rows } = await client.query<{
    code: string;
    ruleId: string;
    rule: string | null;
    expiresOn: string | null;
    isVoided: boolean;
    isUsed: boolean;
    till: string | null;
  }>(
    `SELECT coupon.code, coupon.rule_id AS "ruleId", rule.value::jsonb ->> 'body' AS rule,
       coupon.expires_on AS "expiresOn", coupon.is_voided AS "isVoided",
       EXISTS (SELECT FROM coupon_use WHERE coupon_id = coupon.id AND NOT is_restored) AS "isUsed",
       (SELECT register.shop || '-' || register.till_code FROM coupon_lease JOIN register ON register.id = coupon_lease.register
        WHERE coupon_id = coupon.id) AS till
     FROM coupon LEFT JOIN reference rule ON rule.scope = 'promotion' AND rule.key = coupon.rule_id AND rule.shop = ''
     WHERE coupon.member = $1 ORDER BY coupon.issued_at_utc_ms DESC, coupon.code LIMIT ${COUPONS_MAX}`,
    [memberId],
  );
  return rows.map(({ code, ruleId, rule, expiresOn, isVoided, isUsed, till }) => {
    const name = rule === null ? null : (JSON.parse(rule) as { name?: LocalText }).name;
    const isOver = expiresOn !== null && expiresOn < today;
    const state = isVoided ? 'void' : isUsed ? 'used' : isOver ? 'over' : 'open';
    return { code, rule: name ?? { en: ruleId, 'zh-CN': ruleId }, expiresOn, state, till };
  });
}

async function readStatement(
  client: Queryable,
  events: readonly EventOfMember[],
  bookings: readonly Booking[],
): Promise<StatementRow[]> {
  const newest = bookings.slice(-STATEMENT_MAX).reverse();
  const receipts = await readReceipts(
    client,
    newest.map(({ at }) => at),
  );
  return newest.map(({ at, kind, points, balance }) => {
    const adjusted =
      kind === 'adjust' ? events.find((event) => comparePlaces(event.at, at) === 0) : undefined;
    const receiptNumber = receipts.get(placeText(at)) ?? null;
    const decision = adjusted ? decisionOf(adjusted) : null;
    return { atUtcMs: at.atUtcMs, kind, points, balance, receiptNumber, decision };
  });
}

/** Receipt numbers of members' sales, by `placeText`. */
async function readReceipts(
  client: Queryable,
  places: readonly EventPlace[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<Omit<EventPlace, 'atUtcMs' | 'place'> & { receipt: string }>(
    `SELECT sale.register AS "registerId", sale.epoch, sale.seq, receipt_number AS receipt
     FROM sale JOIN unnest($1::uuid[], $2::integer[], $3::integer[]) AS booked (register, epoch, seq)
       ON sale.register = booked.register AND sale.epoch = booked.epoch AND sale.seq = booked.seq
     WHERE sale.member IS NOT NULL`,
    [
      places.map(({ registerId }) => registerId),
      places.map(({ epoch }) => epoch),
      places.map(({ seq }) => seq),
    ],
  );
  return new Map(rows.map((row) => [placeText(row), row.receipt]));
}

function placeText({ registerId, epoch, seq }: Pick<EventPlace, 'registerId' | 'epoch' | 'seq'>): string {
  return `${registerId} ${epoch} ${seq}`;
}
