import type { LotMove, SaleReversal } from '../facts/loyalty-facts.ts';
import type { SaleCompleted } from '../facts/sale-facts.ts';
import { afterDays } from './expiry.ts';
import type { LoyaltySettings } from './loyalty-settings.ts';
import { changeLots, type PointsAccount } from './points-lots.ts';
import { putsOf, undoneShare, type ReturnedUnits, type ReversedSale } from './reversal.ts';
import { measureOf, type LoyaltyMoment, type MemberStanding } from './sale-loyalty.ts';
import { demoteByRefund, standingAfter } from './tiers.ts';

/** A sale of which units come back. */
export interface SoldSale extends ReversedSale {
  readonly sale: SaleCompleted;
  /** Whose it is by now: members are merged. Null for nobody's. */
  readonly member: MemberStanding | null;
  /** Whether it counts in the window in which tiers are measured today. */
  readonly isMeasured: boolean;
}

export interface ReversalOutcome {
  readonly reversal: SaleReversal;
  readonly member: MemberStanding | null;
}

/**
 * What goods that come back undo of the sale that they are of. Points that it earned are taken back from the lot that they
 * made; those that were spent are owed. Points that it spent go back into their lots and live for the shop's minimum at
 * least. Both only add up, so any sequence of partial refunds leaves the lots as one refund of the whole does.
 */
export function reverseSale(
  sold: SoldSale,
  units: readonly ReturnedUnits[],
  settings: LoyaltySettings,
  moment: LoyaltyMoment,
): ReversalOutcome {
  const { sale, member } = sold;
  const undone = undoneShare(sold, units);
  const base = {
    saleId: sale.saleId,
    couponsRestored: settings.refunds.coupons === 'restore' ? undone.couponIds : [],
    uses: undone.uses,
    isWholeSale: undone.isWholeSale,
  };
  if (!member || !sale.loyalty) {
    const nobody = { memberId: null, unearned: null, returned: null, spentMinor: 0, tierChange: null };
    return { reversal: { ...base, ...nobody }, member };
  }
  const { earned, redeemed } = sale.loyalty.points;
  const takenBack = unearn(member.account, earned?.lot?.lotId ?? null, undone.earnedPoints);
  const puts = extendLives(
    member.account,
    putsOf(redeemed?.takes ?? [], undone.redeemedFrom, undone.redeemedPoints),
    afterDays(settings.refunds.minimumLifeDays, moment.nowUtcMs, moment.zone),
  );
  const account = putBack(takenBack.account, puts);
  const lost = measureOf(settings, {
    spentMinor: undone.countedMinor,
    points: undone.earnedPoints,
    visits: undone.isWholeSale && sale.loyalty.isVisit ? 1 : 0,
  });
  const measured = member.standing.measured - (sold.isMeasured ? lost : 0);
  const tierBefore = sale.loyalty.tierChange?.from ?? null;
  const tierChange =
    settings.isOn && settings.refunds.mayDemote
      ? demoteByRefund(settings.tiers, member.standing, measured, tierBefore, moment.today)
      : null;
  return {
    reversal: {
      ...base,
      memberId: member.memberId,
      unearned: undone.earnedPoints === 0 ? null : takenBack.unearned,
      returned:
        undone.redeemedPoints === 0 && undone.redeemedMinor === 0
          ? null
          : {
              points: undone.redeemedPoints,
              amountMinor: undone.redeemedMinor,
              as: redeemed?.as ?? settings.redemption.as,
              puts,
            },
      spentMinor: undone.countedMinor,
      tierChange,
    },
    member: { ...member, account, standing: standingAfter({ ...member.standing, measured }, tierChange) },
  };
}

/** Takes earned points back: what their lot still has, then what lapsed there, and the rest is owed. */
export function unearn(account: PointsAccount, lotId: string | null, points: number) {
  const lot = account.lots.find((each) => each.lotId === lotId);
  const taken = Math.min(points, lot?.remaining ?? 0);
  const lapsed = Math.min(points - taken, lot?.lapsed ?? 0);
  const debt = points - taken - lapsed;
  const lots = account.lots.map((each) =>
    each === lot ? { ...each, remaining: each.remaining - taken, lapsed: each.lapsed - lapsed } : each,
  );
  return {
    unearned: { points, lotId: lot?.lotId ?? null, taken, lapsed, debt },
    account: { ...account, lots, debt: account.debt + debt },
  };
}

type Put = LotMove & { readonly expiresAtUtcMs: number | null };

/** Points for lots, which then live to `atLeastUtcMs` at least. Throws RangeError for a lot that the account has not. */
export function extendLives(account: PointsAccount, puts: readonly LotMove[], atLeastUtcMs: number): Put[] {
  const ends = new Map(account.lots.map(({ lotId, expiresAtUtcMs }) => [lotId, expiresAtUtcMs]));
  return puts.map((put) => {
    const end = ends.get(put.lotId);
    if (end === undefined) throw new RangeError(`the account has no lot ${put.lotId}`);
    return { ...put, expiresAtUtcMs: end === null ? null : Math.max(end, atLeastUtcMs) };
  });
}

/** Gives points back into their lots. */
export function putBack(account: PointsAccount, puts: readonly Put[]): PointsAccount {
  const ends = new Map(puts.map(({ lotId, expiresAtUtcMs }) => [lotId, expiresAtUtcMs]));
  return changeLots(account, puts, (lot, points) => ({
    ...lot,
    remaining: lot.remaining + points,
    expiresAtUtcMs: ends.get(lot.lotId) ?? null,
  }));
}
