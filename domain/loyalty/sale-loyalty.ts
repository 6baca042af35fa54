import type { LotOpened, SaleLoyalty, SalePoints } from '../facts/loyalty-facts.ts';
import { allocate } from '../allocation.ts';
import type { LineSaving, UsedCoupon } from '../pricing/offer-outcome.ts';
import { earnPoints } from './earning.ts';
import { activeFrom, expiresAt } from './expiry.ts';
import type { LoyaltySettings, Tier } from './loyalty-settings.ts';
import { addPoints, balanceOf, spendPoints, type PointsAccount } from './points-lots.ts';
import { shareRedemption } from './redemption.ts';
import { promote, standingAfter, tierInSale, type TierStanding } from './tiers.ts';

/** A member as their points and tier stand: before a sale, and after it. */
export interface MemberStanding {
  readonly memberId: string;
  readonly account: PointsAccount;
  readonly standing: TierStanding;
}

/** When and where something happens to points. */
export interface LoyaltyMoment {
  readonly nowUtcMs: number;
  readonly zone: string;
  /** The business date of the entry. */
  readonly today: string;
}

/** A line that was sold, as points see it. What came back is no part of it. */
export interface LoyaltyLine {
  /** What the customer pays, tax included, after every discount; minor units. */
  readonly totalMinor: number;
  /** The line's share of the points that were redeemed as a discount; part of no `totalMinor`. */
  readonly pointsDiscountMinor: number;
  /** Whether it earns: nothing of `earning.except`, no deposit, no gift card. */
  readonly earns: boolean;
  readonly savings: readonly LineSaving[];
}

/** All that the points which a sale earns depend on. */
export interface EarningInput {
  readonly member: Pick<MemberStanding, 'standing'>;
  readonly lines: readonly LoyaltyLine[];
  readonly settings: LoyaltySettings;
  /** What was redeemed, and what it pays; zeros for nothing. */
  readonly redeemed: { readonly points: number; readonly amountMinor: number };
  /** Coupons that are spent: some cost points. */
  readonly coupons: readonly UsedCoupon[];
  readonly pointsFactorBp: number;
  readonly pointsBonus: number;
}

export interface SaleLoyaltyInput extends EarningInput {
  readonly member: MemberStanding;
  readonly memberNumber: string;
  readonly moment: LoyaltyMoment;
  /** The id of the lot that the sale may open. */
  readonly lotId: string;
}

/** What stands at a line, in the order of the input. */
export interface LinePoints {
  readonly earnedPoints: number;
  readonly redeemedPoints: number;
  readonly countedMinor: number;
}

export interface SaleLoyaltyOutcome {
  readonly loyalty: SaleLoyalty;
  readonly lines: readonly LinePoints[];
  readonly member: MemberStanding;
}

/**
 * What a sale does to its member: points are spent, then earned, then the tier is looked at. Points that the sale itself
 * earns cannot be spent in it. Throws RangeError where more points are redeemed than are available.
 */
export function saleLoyalty(input: SaleLoyaltyInput): SaleLoyaltyOutcome {
  const { member, settings, moment } = input;
  const { spent, countedMinor, spentMinor, tier, earned } = reckonEarning(input);
  const isVisit = input.lines.length > 0;
  const afterSpending = spendPoints(member.account, spent.points, moment.nowUtcMs);
  const added = earned.points > 0 ? addPoints(afterSpending.account, newLot(input, earned.points)) : null;
  const account = added?.account ?? afterSpending.account;
  const measure = measureOf(settings, { spentMinor, points: earned.points, visits: isVisit ? 1 : 0 });
  const measured = { ...member.standing, measured: member.standing.measured + measure };
  const tierChange = settings.isOn ? promote(settings.tiers, measured, moment.today) : null;
  const points: SalePoints = {
    earned: added && { points: earned.points, lot: added.lot, filledDebt: added.filledDebt },
    redeemed:
      spent.points === 0
        ? null
        : {
            points: spent.points,
            amountMinor: input.redeemed.amountMinor,
            as: settings.redemption.as,
            takes: afterSpending.takes,
          },
  };
  return {
    loyalty: {
      memberId: member.memberId,
      memberNumber: input.memberNumber,
      tier: tier?.code ?? null,
      points,
      spentMinor,
      isVisit,
      balance: balanceOf(account),
      tierChange,
    },
    lines: countedMinor.map((counted, index) => ({
      earnedPoints: earned.byLine[index]!,
      redeemedPoints: spent.byLine[index]!,
      countedMinor: counted,
    })),
    member: { ...member, account, standing: standingAfter(measured, tierChange) },
  };
}

/** The points that a sale would earn as it is. */
export function pointsEarned(input: EarningInput): number {
  return reckonEarning(input).earned.points;
}

function reckonEarning(input: EarningInput) {
  const spent = shareSpent(input);
  const countedMinor = input.lines.map((line, index) =>
    line.earns ? Math.max(0, line.totalMinor - spent.paidMinor[index]!) : 0,
  );
  const spentMinor = countedMinor.reduce((sum, minor) => sum + minor, 0);
  return { spent, countedMinor, spentMinor, ...earnInTier(input, countedMinor, spentMinor) };
}

/** What a sale adds to the measure of tiers. */
export function measureOf(
  settings: LoyaltySettings,
  added: { readonly spentMinor: number; readonly points: number; readonly visits: number },
): number {
  switch (settings.tiers.measure) {
    case 'spend':
      return added.spentMinor;
    case 'points':
      return added.points;
    case 'visits':
      return added.visits;
  }
}

/** Redeemed points stand at the lines that they paid for, those that a coupon cost at the lines that it made cheaper. */
function shareSpent({ lines, redeemed, coupons, settings }: EarningInput) {
  const isTender = settings.redemption.as === 'tender';
  const { points, amountMinor } = redeemed;
  const totals = lines.map(({ totalMinor }) => totalMinor);
  const paidMinor = isTender
    ? shareRedemption(points, amountMinor, totals).amountsMinor
    : totals.map(() => 0);
  const weights = isTender ? paidMinor : lines.map(({ pointsDiscountMinor }) => pointsDiscountMinor);
  const byLine = lines.length === 0 ? [] : allocate(points, weights);
  let costPoints = 0;
  for (const { ruleId, costPoints: cost } of coupons) {
    if (cost === 0 || lines.length === 0) continue;
    costPoints += cost;
    const saved = lines.map(
      ({ savings }) => savings.find((each) => each.ruleId === ruleId)?.amountMinor ?? 0,
    );
    allocate(cost, saved).forEach((share, index) => (byLine[index]! += share));
  }
  return { points: points + costPoints, byLine, paidMinor };
}

/** A tier that the sale itself reaches may earn at its own factor already; points measured are those of the tier before. */
function earnInTier(
  { member, lines, settings, pointsFactorBp, pointsBonus }: EarningInput,
  countedMinor: readonly number[],
  spentMinor: number,
): { readonly tier: Tier | null; readonly earned: ReturnType<typeof earnPoints> } {
  const nothing = { points: 0, byLine: countedMinor.map(() => 0) };
  if (!settings.isOn) return { tier: null, earned: nothing };
  const earnAs = (tier: Tier | null) =>
    lines.length === 0
      ? nothing
      : earnPoints(countedMinor, {
          points: settings.earning.points,
          perMinor: settings.earning.perMinor,
          factorsBp: [tier?.pointsFactorBp ?? 10_000, pointsFactorBp],
          bonus: pointsBonus,
        });
  const before = tierInSale(settings.tiers, member.standing, 0);
  const added = measureOf(settings, {
    spentMinor,
    points: earnAs(before).points,
    visits: lines.length > 0 ? 1 : 0,
  });
  const tier = tierInSale(settings.tiers, member.standing, added);
  return { tier, earned: earnAs(tier) };
}

function newLot({ lotId, settings, moment }: SaleLoyaltyInput, points: number): LotOpened {
  const { nowUtcMs, zone } = moment;
  return {
    lotId,
    points,
    earnedAtUtcMs: nowUtcMs,
    activeFromUtcMs: activeFrom(settings.earning.pending, nowUtcMs, zone),
    expiresAtUtcMs: expiresAt(settings.expiry, nowUtcMs, zone),
  };
}
