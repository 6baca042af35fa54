import type { Basket } from '../../domain/basket.ts';
import type { AccountOpened } from '../../domain/facts/loyalty-facts.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { knownAccount, type EarnedLife } from '../../domain/chain/known-account.ts';
import { activeFrom, expiresAt } from '../../domain/loyalty/expiry.ts';
import { EMPTY_ACCOUNT, type PointsAccount } from '../../domain/loyalty/points-lots.ts';
import { openAccount } from '../../domain/loyalty/opening.ts';
import { measureOf, type LoyaltyMoment, type MemberStanding } from '../../domain/loyalty/sale-loyalty.ts';
import { firstTier, windowStart } from '../../domain/loyalty/tiers.ts';
import { businessDateAt } from '../../domain/business-date.ts';
import type { TillView } from '../register.ts';

/** A member's points and tier as they stand now. */
export interface MemberLoyalty {
  readonly member: MemberStanding;
  /** Purchases that count, before the next one. */
  readonly purchaseCount: number;
  /** Over the whole life, in minor units. */
  readonly spentMinor: number;
  /**
   * How the account begins, where no entry has told of it yet: to be recorded in the same commit, right before the first
   * entry that changes it.
   */
  readonly opened: AccountOpened | null;
}

/**
 * Now, in the shop's zone, on the business date that an entry made now has. For a sale that is being paid time stands still
 * from checkout on: points that end meanwhile still pay what was shown.
 */
export function loyaltyMoment(
  { clock, settings, store }: TillView,
  sale: Pick<Basket, 'frozenAtUtcMs'> | null = null,
): LoyaltyMoment {
  const { zone, cutOverMinutes } = settings.shop;
  const nowUtcMs = sale?.frozenAtUtcMs ?? clock.nowUtcMs();
  const today = store.shifts.open()?.businessDate ?? businessDateAt(nowUtcMs, zone, cutOverMinutes);
  return { nowUtcMs, zone, today };
}

/**
 * What there is to know of a member before a sale: from the account, or, where there is none yet, from what an import
 * brought. `lotIds` names lots that may be empty by now but are asked for: those that a refund puts points back into.
 */
export function memberLoyalty(
  view: TillView,
  memberId: string,
  moment: LoyaltyMoment,
  lotIds: readonly string[] = [],
): MemberLoyalty {
  const { loyalty, chain } = view.store;
  if (chain.link()) return chainLoyalty(view, memberId, moment);
  const settings = view.settings.loyalty;
  const facts = loyalty.facts(memberId);
  const opened = facts ? null : openingOf(view, memberId, moment);
  const holds = loyalty.holds(memberId);
  const account = opened ? { ...accountOf(opened), holds } : loyalty.account(memberId, lotIds);
  const measured = measureOf(
    settings,
    opened ? measuresOf(opened, settings.tiers.window.kind === 'ever') : measuresNow(view, memberId, moment),
  );
  const { tier, reviewOn, isInGrace } = facts ?? {
    tier: opened?.tier ?? null,
    reviewOn: opened?.reviewOn ?? null,
    isInGrace: false,
  };
  // Who never bought anything is in the tier that asks for nothing.
  const standing = { tier: tier ?? firstTier(settings.tiers)?.code ?? null, reviewOn, isInGrace, measured };
  return {
    member: { memberId, account, standing },
    purchaseCount: facts?.visits ?? opened?.visits ?? 0,
    spentMinor: facts?.spentMinor ?? opened?.spentMinor ?? 0,
    opened,
  };
}

/** How points that are earned at this till begin and end. */
export function earnedLife({ settings: { loyalty } }: TillView, { zone }: LoyaltyMoment): EarnedLife {
  return {
    activeFrom: (earnedAtUtcMs) => activeFrom(loyalty.earning.pending, earnedAtUtcMs, zone),
    expiresAt: (earnedAtUtcMs) => expiresAt(loyalty.expiry, earnedAtUtcMs, zone),
  };
}

/** What central said of a member, with what this till did since. */
function chainLoyalty(view: TillView, memberId: string, moment: LoyaltyMoment): MemberLoyalty {
  const { chain } = view.store;
  const { loyalty } = view.settings;
  const known = knownAccount(
    chain.account(memberId),
    chain.unapplied(memberId),
    ({ spentMinor, earnedPoints, visits }) =>
      measureOf(loyalty, { spentMinor, points: earnedPoints, visits }),
    earnedLife(view, moment),
  );
  const { account, reviewOn, isInGrace, measured } = known;
  const tier = known.tier ?? firstTier(loyalty.tiers)?.code ?? null;
  return {
    member: { memberId, account, standing: { tier, reviewOn, isInGrace, measured } },
    purchaseCount: known.visits,
    spentMinor: known.spentMinor,
    opened: null,
  };
}

/**
 * The entries that begin the accounts of members who have none but brought something: before members are merged, or
 * anything else happens to them that is not told from `memberLoyalty`.
 */
export function accountOpenings(view: TillView, memberIds: readonly string[]): Fact[] {
  if (view.store.chain.link()) return [];
  const moment = loyaltyMoment(view);
  return memberIds.flatMap((memberId) => {
    const opened = view.store.loyalty.facts(memberId) ? null : openingOf(view, memberId, moment);
    return opened ? [{ type: 'account.opened' as const, payload: opened }] : [];
  });
}

/** The opening lot's id is the member's own, so that an account looks the same until it is recorded. */
function openingOf(view: TillView, memberId: string, moment: LoyaltyMoment): AccountOpened | null {
  const opening = view.store.members.byId(memberId)?.opening ?? null;
  return opening && openAccount(memberId, opening, view.settings.loyalty, moment, `opening-${memberId}`);
}

function accountOf({ lots }: AccountOpened): PointsAccount {
  return { ...EMPTY_ACCOUNT, lots: lots.map((lot) => ({ ...lot, remaining: lot.points, lapsed: 0 })) };
}

function measuresOf({ spentMinor, visits }: AccountOpened, isCounted: boolean) {
  return isCounted ? { spentMinor, points: 0, visits } : { spentMinor: 0, points: 0, visits: 0 };
}

function measuresNow(view: TillView, memberId: string, { today }: LoyaltyMoment) {
  return view.store.loyalty.measures(memberId, windowStart(view.settings.loyalty.tiers.window, today));
}
