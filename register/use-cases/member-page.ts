import {
  listMemberIds,
  memberCounts,
  memberReceipts,
  type ListedId,
  type MemberOrder,
  type MemberReceipt,
} from '../../db/member-history.ts';
import type { KeptTierChange, OpenHold, StatementRow } from '../../db/loyalty-store.ts';
import { wallClockAt } from '../../domain/business-date.ts';
import type { Consent } from '../../domain/facts/member-facts.ts';
import { expiringSoon } from '../../domain/loyalty/expiry.ts';
import { availablePoints, balanceOf, type PointsLot } from '../../domain/loyalty/points-lots.ts';
import { nextTier, tierOf } from '../../domain/loyalty/tiers.ts';
import { maskMember } from '../../domain/members/masked-member.ts';
import type { MaskedMember, Member } from '../../domain/members/member.ts';
import type { LocalText } from '../../domain/promotions/promotion.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Register, TillView } from '../register.ts';
import { authorize } from './authorize.ts';
import { walletOf } from './coupons.ts';
import { findMembers } from './find-members.ts';
import { memberInsight, type MemberInsight } from './insight-member.ts';
import { loyaltyMoment, memberLoyalty } from './member-loyalty.ts';

/** A row of the list of members: masked, with where they stand. */
export interface ListedMember extends MaskedMember {
  readonly tier: LocalText | null;
  readonly balance: number;
  readonly visits: number;
  /** The day of the last purchase that was counted. */
  readonly lastVisitOn: string | null;
}

export interface MemberList {
  readonly rows: readonly ListedMember[];
  /** Where the next page begins; null where this is the end, and for whatever was searched. */
  readonly next: number | null;
  readonly memberCount: number;
}

/** A lot as a manager reads it. Dates are the shop's; `spent` is what was redeemed, taken back or ended. */
export interface ShownLot {
  readonly lotId: string;
  readonly points: number;
  readonly spent: number;
  readonly remaining: number;
  readonly earnedOn: string;
  /** The first day on which it may be spent, where that is to come. */
  readonly activeOn: string | null;
  /** The last day on which it may be spent; null for no end. */
  readonly expiresOn: string | null;
  readonly isSoon: boolean;
}

/** A coupon that the member holds and may use now. */
export interface HeldCoupon {
  readonly couponId: string;
  readonly code: string;
  readonly ruleId: string;
  readonly name: LocalText;
  readonly expiresOn: string | null;
}

/** All that a manager sees of a member on one page. Amounts in minor units. */
export interface MemberPage {
  readonly member: MaskedMember & {
    readonly cards: readonly string[];
    readonly consents: readonly Consent[];
  };
  readonly tier: {
    readonly code: string | null;
    readonly name: LocalText | null;
    readonly reviewOn: string | null;
    readonly isInGrace: boolean;
    /** What counts for tiers in their window. */
    readonly measured: number;
    readonly next: { readonly name: LocalText; readonly from: number; readonly missing: number } | null;
    /** Newest first. */
    readonly changes: readonly KeptTierChange[];
  };
  readonly points: {
    readonly balance: number;
    readonly available: number;
    readonly debt: number;
    readonly asOfUtcMs: number;
    readonly expiring: { readonly points: number; readonly on: string } | null;
    /** Those that hold points, the first to end in front. */
    readonly lots: readonly ShownLot[];
    readonly holds: readonly OpenHold[];
    readonly bookings: readonly StatementRow[];
    readonly bookingCount: number;
  };
  /** Null before a purchase was counted. */
  readonly insight: MemberInsight | null;
  /** Entries of the journal that are not counted yet. */
  readonly insightLeft: number;
  readonly receipts: readonly MemberReceipt[];
  readonly receiptCount: number;
  readonly coupons: readonly HeldCoupon[];
}

const TIER_CHANGES_SHOWN = 12;
const BOOKINGS_SHOWN = 6;
const RECEIPTS_SHOWN = 6;
const PIECE_MAX = 500;

/** Members as a list, or those whom a text finds. Takes the right to see more of members than the counter shows. */
export function listMembers(
  register: Register,
  {
    text,
    order,
    after,
    limit,
  }: {
    readonly text: string;
    readonly order: MemberOrder;
    readonly after: number | null;
    readonly limit: number;
  },
): Result<MemberList> {
  const allowed = authorize(register, 'member-see');
  if (!allowed.ok) return allowed;
  const { store } = register;
  const memberCount = store.members.count();
  if (text.trim() !== '') {
    const found = findMembers(register, text, limit);
    return ok({ rows: found.map((member) => listed(register, member)), next: null, memberCount });
  }
  const ids = listMemberIds(store.db, order, after, limit);
  const rows = listedOf(register, ids);
  return ok({ rows, next: ids.length < limit ? null : (ids.at(-1)?.cursor ?? null), memberCount });
}

/** Every member, masked, the newest first, read piece by piece. */
export function* everyMember(view: TillView): Generator<ListedMember, void> {
  for (let after: number | null = null; ;) {
    const ids = listMemberIds(view.store.db, 'newest', after, PIECE_MAX);
    yield* listedOf(view, ids);
    if (ids.length < PIECE_MAX) return;
    after = ids.at(-1)!.cursor;
  }
}

function listedOf(view: TillView, ids: readonly ListedId[]): ListedMember[] {
  return ids.flatMap(({ memberId }) => {
    const member = view.store.members.byId(memberId);
    return member ? [listed(view, maskMember(member))] : [];
  });
}

function listed(view: TillView, member: MaskedMember): ListedMember {
  const { account, standing } = memberLoyalty(view, member.memberId, loyaltyMoment(view)).member;
  const { memberId, number, name, phone, birthday, isSealed, joinedAtUtcMs } = member;
  return {
    memberId,
    number,
    name,
    phone,
    birthday,
    isSealed,
    joinedAtUtcMs,
    tier: tierOf(view.settings.loyalty.tiers, standing.tier)?.name ?? null,
    balance: balanceOf(account),
    visits: view.store.members.visitsOf(memberId),
    lastVisitOn: memberInsight(view, memberId)?.lastVisitOn ?? null,
  };
}

/** The page of one member, also by the id that they had before two were made one. Names and phone stay masked. */
export function readMemberPage(register: Register, memberId: string): Result<MemberPage> {
  const allowed = authorize(register, 'member-see');
  if (!allowed.ok) return allowed;
  const member = register.store.members.byId(memberId);
  if (!member) return fail({ code: 'member-unknown', member: memberId });
  const counts = memberCounts(register.store.db, member.memberId);
  return ok({
    member: { ...maskMember(member), cards: member.cards, consents: member.consents },
    tier: tierOfMember(register, member),
    points: { ...pointsOfMember(register, member), bookingCount: counts.bookings },
    insight: memberInsight(register, member.memberId),
    insightLeft: register.store.insight.left(),
    receipts: memberReceipts(register.store.db, member.memberId, RECEIPTS_SHOWN),
    receiptCount: counts.receipts,
    coupons: couponsOfMember(register, member.memberId),
  });
}

function tierOfMember(view: TillView, { memberId }: Member): MemberPage['tier'] {
  const { tiers } = view.settings.loyalty;
  const { standing } = memberLoyalty(view, memberId, loyaltyMoment(view)).member;
  const next = nextTier(tiers, standing);
  return {
    code: standing.tier,
    name: tierOf(tiers, standing.tier)?.name ?? null,
    reviewOn: standing.reviewOn,
    isInGrace: standing.isInGrace,
    measured: standing.measured,
    next: next && { name: next.tier.name, from: next.tier.from, missing: next.missing },
    changes: view.store.loyalty.tierChanges(memberId, TIER_CHANGES_SHOWN),
  };
}

function pointsOfMember(view: TillView, { memberId }: Member): Omit<MemberPage['points'], 'bookingCount'> {
  const moment = loyaltyMoment(view);
  const { nowUtcMs, zone } = moment;
  const { account } = memberLoyalty(view, memberId, moment).member;
  const soonDays = view.settings.loyalty.expiringSoonDays;
  const { chain } = view.store;
  const isInChain = chain.link() !== null;
  // Of a chain's member the till knows what ends when, and central alone the lots.
  const open = isInChain ? [] : account.lots.filter(({ remaining }) => remaining > 0);
  const byEnd = open.sort((a, b) => (a.expiresAtUtcMs ?? Infinity) - (b.expiresAtUtcMs ?? Infinity));
  return {
    balance: balanceOf(account),
    available: Math.max(0, availablePoints(account, nowUtcMs)),
    debt: account.debt,
    asOfUtcMs: isInChain ? (chain.state().pulledAtUtcMs ?? nowUtcMs) : nowUtcMs,
    expiring: expiringSoon(account.lots, nowUtcMs, soonDays, zone),
    lots: byEnd.map((lot) => ({
      ...showLot(lot, nowUtcMs, zone),
      isSoon: expiringSoon([lot], nowUtcMs, soonDays, zone) !== null,
    })),
    holds: view.store.loyalty.holds(memberId),
    bookings: view.store.loyalty.statement(memberId, BOOKINGS_SHOWN),
  };
}

function showLot(lot: PointsLot, nowUtcMs: number, zone: string): Omit<ShownLot, 'isSoon'> {
  const { lotId, points, remaining, earnedAtUtcMs, activeFromUtcMs, expiresAtUtcMs } = lot;
  return {
    lotId,
    points,
    spent: points - remaining,
    remaining,
    earnedOn: wallClockAt(earnedAtUtcMs, zone).date,
    activeOn: activeFromUtcMs > nowUtcMs ? wallClockAt(activeFromUtcMs, zone).date : null,
    expiresOn: expiresAtUtcMs === null ? null : wallClockAt(expiresAtUtcMs - 1, zone).date,
  };
}

function couponsOfMember(view: TillView, memberId: string): HeldCoupon[] {
  return walletOf(view, memberId).map(({ couponId, code, promotionId, expiresOn }) => ({
    couponId,
    code,
    ruleId: promotionId,
    name: view.store.promotions.byId(promotionId)!.promotion.name,
    expiresOn,
  }));
}

/** Older bookings of points, below one that is known. */
export function readBookings(
  register: Register,
  {
    memberId,
    before,
    limit,
  }: {
    readonly memberId: string;
    readonly before: { readonly entry: number; readonly place: number };
    readonly limit: number;
  },
): Result<StatementRow[]> {
  const allowed = authorize(register, 'member-see');
  return allowed.ok ? ok(register.store.loyalty.statement(memberId, limit, before)) : allowed;
}

/** Older receipts of a member, below an entry that is known. */
export function readReceipts(
  register: Register,
  { memberId, before, limit }: { readonly memberId: string; readonly before: number; readonly limit: number },
): Result<MemberReceipt[]> {
  const allowed = authorize(register, 'member-see');
  return allowed.ok ? ok(memberReceipts(register.store.db, memberId, limit, before)) : allowed;
}
