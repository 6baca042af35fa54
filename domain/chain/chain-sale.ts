import type { CentralView, SaleLoyalty, SaleReversal } from '../facts/loyalty-facts.ts';
import type { SaleCompleted } from '../facts/sale-facts.ts';
import { balanceOf, EMPTY_ACCOUNT, type PointsAccount } from '../loyalty/points-lots.ts';
import type { MemberStanding } from '../loyalty/sale-loyalty.ts';
import { afterIntent, type EarnedLife } from './known-account.ts';

/**
 * A member who can pay so many points and no more. Which lots a sale takes them from is central's to say, and what central has
 * kept for it may be more than the till knew of.
 */
export function payingMember(member: MemberStanding, points: number): MemberStanding {
  const lot = {
    lotId: 'kept',
    points,
    remaining: points,
    lapsed: 0,
    earnedAtUtcMs: 0,
    activeFromUtcMs: 0,
    expiresAtUtcMs: null,
  };
  return { ...member, account: { ...EMPTY_ACCOUNT, lots: points > 0 ? [lot] : [] } };
}

/** What a sale did to its member, without the lots and tiers that central makes of it. */
export function intentOfSale(
  loyalty: SaleLoyalty,
  before: PointsAccount,
  central: Omit<CentralView, 'balance'> & { readonly isTold: boolean },
): SaleLoyalty {
  const { earned, redeemed } = loyalty.points;
  const balance = balanceOf(before) - (redeemed?.points ?? 0) + (earned?.points ?? 0);
  const { isTold, ...view } = central;
  return {
    ...loyalty,
    points: {
      earned: earned && { points: earned.points, lot: null, filledDebt: 0 },
      redeemed: redeemed && { ...redeemed, takes: [] },
    },
    balance,
    tierChange: null,
    central: { balance: isTold ? balance : null, ...view },
  };
}

/** A sale as a chain sees it: which lots it made and took from is central's to say, whatever its journal has. */
export function withoutLots(sale: SaleCompleted): SaleCompleted {
  const { loyalty } = sale;
  if (!loyalty) return sale;
  const { earned, redeemed } = loyalty.points;
  const points = {
    earned: earned && { points: earned.points, lot: null, filledDebt: 0 },
    redeemed: redeemed && { ...redeemed, takes: [] },
  };
  return { ...sale, loyalty: { ...loyalty, points } };
}

/** What goods that come back undo, without the lots and tiers that central makes of it. */
export function intentOfReversal(
  reversal: SaleReversal,
  central: NonNullable<SaleReversal['central']>,
): SaleReversal {
  const { unearned, returned } = reversal;
  return {
    ...reversal,
    unearned: unearned && { points: unearned.points, lotId: null, taken: 0, lapsed: 0, debt: 0 },
    returned: returned && { ...returned, puts: [] },
    tierChange: null,
    central,
  };
}

/** The account after goods came back. */
export function accountAfterReversal(
  account: PointsAccount,
  { unearned, returned }: SaleReversal,
  nowUtcMs: number,
  life: EarnedLife,
): PointsAccount {
  const earnedPoints = -(unearned?.points ?? 0);
  const redeemedPoints = -(returned?.points ?? 0);
  const intent = { atUtcMs: nowUtcMs, earnedPoints, redeemedPoints, spentMinor: 0, visits: 0 };
  return afterIntent(account, intent, life);
}
