import type { PointsAccount, PointsLot } from '../loyalty/points-lots.ts';
import type { DatedPoints, CentralAccount } from './central-account.ts';
import type { PointsIntent } from './points-intent.ts';

/** A member's account as a till of a chain knows it, and what it adds to what central measured. */
export interface KnownAccount {
  /** Its lots are made up, so that points end and begin when central said; no entry may name them. */
  readonly account: PointsAccount;
  readonly tier: string | null;
  readonly reviewOn: string | null;
  readonly isInGrace: boolean;
  /** What tiers measure. */
  readonly measured: number;
  readonly spentMinor: number;
  readonly visits: number;
}

/** How points that are earned here begin and end: `activeFromUtcMs` and `expiresAtUtcMs` of a lot that is earned then. */
export interface EarnedLife {
  activeFrom(earnedAtUtcMs: number): number;
  expiresAt(earnedAtUtcMs: number): number | null;
}

/** What central has of somebody whom it has not told of yet. */
const UNTOLD: CentralAccount = {
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

/**
 * What central said with what this till did since, which central has not counted yet. The balance is exactly the sum of the two,
 * in whatever order either came; what may be spent is the least that it can be.
 */
export function knownAccount(
  central: CentralAccount | null,
  unapplied: readonly PointsIntent[],
  measure: (intent: PointsIntent) => number,
  life: EarnedLife,
): KnownAccount {
  const told = central ?? UNTOLD;
  const sum = (of: (intent: PointsIntent) => number) =>
    unapplied.reduce((total, intent) => total + of(intent), 0);
  return {
    account: unapplied.reduce(
      (account, intent) => afterIntent(account, intent, life),
      accountOfCentral(told),
    ),
    tier: told.tier,
    reviewOn: told.reviewOn,
    isInGrace: told.isInGrace,
    measured: Math.max(0, told.measured + sum(measure)),
    spentMinor: told.spentMinor + sum(({ spentMinor }) => spentMinor),
    visits: Math.max(0, told.visits + sum(({ visits }) => visits)),
  };
}

/**
 * Lots that say what central said: what may be spent now, of which some ends on its day, what is held, and what becomes active
 * later. What is below zero is owed.
 */
function accountOfCentral({ points, availablePoints, expiring, pending }: CentralAccount): PointsAccount {
  const waiting = pending.map(({ points: pendingPoints, atUtcMs }, index) =>
    lotOf(`pending-${index}`, pendingPoints, 0, { activeFromUtcMs: atUtcMs }),
  );
  const waitingPoints = pending.reduce((sum, each) => sum + each.points, 0);
  // Neither to be spent nor to come: held where there is some, and owed where there is less than none.
  const held = points - availablePoints - waitingPoints;
  const active = activeLots(availablePoints + Math.max(0, held), expiring);
  return {
    lots: [...active, ...waiting],
    debt: Math.max(0, -held),
    holds: held > 0 ? [{ holdId: 'central', lotId: null, points: held }] : [],
  };
}

function activeLots(points: number, expiring: readonly DatedPoints[]): PointsLot[] {
  const lots: PointsLot[] = [];
  let left = points;
  for (const [index, { points: ending, atUtcMs }] of expiring.entries()) {
    const taken = Math.min(left, ending);
    if (taken > 0) lots.push(lotOf(`expiring-${index}`, taken, 0, { expiresAtUtcMs: atUtcMs }));
    left -= taken;
  }
  return left > 0 ? [...lots, lotOf('lasting', left, 0, {})] : lots;
}

function lotOf(
  lotId: string,
  points: number,
  earnedAtUtcMs: number,
  { activeFromUtcMs = earnedAtUtcMs, expiresAtUtcMs = null }: Partial<PointsLot>,
): PointsLot {
  return { lotId, points, remaining: points, lapsed: 0, earnedAtUtcMs, activeFromUtcMs, expiresAtUtcMs };
}

/** The account after one sale or refund of this till. */
export function afterIntent(account: PointsAccount, intent: PointsIntent, life: EarnedLife): PointsAccount {
  const { atUtcMs, earnedPoints, redeemedPoints } = intent;
  const spent = takePoints(account, Math.max(0, redeemedPoints) + Math.max(0, -earnedPoints));
  const earned = givePoints(
    spent,
    Math.max(0, earnedPoints),
    atUtcMs,
    life.activeFrom(atUtcMs),
    life.expiresAt(atUtcMs),
  );
  // What came back had been spent before, so it may be spent at once.
  return givePoints(earned, Math.max(0, -redeemedPoints), atUtcMs, atUtcMs, null);
}

/** Those that end first go first; what is not there is owed. */
function takePoints(account: PointsAccount, points: number): PointsAccount {
  if (points === 0) return account;
  let left = points;
  const byEnd = account.lots.toSorted(
    (a, b) =>
      (a.expiresAtUtcMs ?? Infinity) - (b.expiresAtUtcMs ?? Infinity) ||
      a.activeFromUtcMs - b.activeFromUtcMs,
  );
  const lots = byEnd.map((lot) => {
    const taken = Math.min(left, lot.remaining);
    left -= taken;
    return { ...lot, remaining: lot.remaining - taken };
  });
  return { ...account, lots, debt: account.debt + left };
}

/** What is owed is filled first. */
function givePoints(
  account: PointsAccount,
  points: number,
  earnedAtUtcMs: number,
  activeFromUtcMs: number,
  expiresAtUtcMs: number | null,
): PointsAccount {
  if (points === 0) return account;
  const filled = Math.min(account.debt, points);
  const lot = lotOf(`own-${account.lots.length}`, points - filled, earnedAtUtcMs, {
    activeFromUtcMs,
    expiresAtUtcMs,
  });
  return {
    ...account,
    debt: account.debt - filled,
    lots: points > filled ? [...account.lots, lot] : account.lots,
  };
}
