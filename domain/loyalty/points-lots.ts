import type { LotMove, LotOpened } from '../facts/loyalty-facts.ts';

/** Points that came together and end together. Times in UTC milliseconds; null never ends. */
export interface PointsLot extends LotOpened {
  readonly remaining: number;
  /** Ended unspent. */
  readonly lapsed: number;
}

/** Points that may not be spent: all of a member's, so many of them, or a lot's. */
export interface PointsHold {
  readonly holdId: string;
  /** Null for the whole account. */
  readonly lotId: string | null;
  /** Null for all. */
  readonly points: number | null;
}

/**
 * A member's points. The balance is what open lots hold less the debt, which only refunds make: of points that were earned
 * by goods that came back, and had been spent. The next points that come fill it.
 */
export interface PointsAccount {
  readonly lots: readonly PointsLot[];
  readonly debt: number;
  readonly holds: readonly PointsHold[];
}

/** Points out of lots, with the account as it is then. */
export interface Taken {
  readonly takes: readonly LotMove[];
  readonly account: PointsAccount;
}

export const EMPTY_ACCOUNT: PointsAccount = { lots: [], debt: 0, holds: [] };

/** Negative where more is owed than there is. */
export function balanceOf({ lots, debt }: PointsAccount): number {
  return lots.reduce((sum, { remaining }) => sum + remaining, 0) - debt;
}

/** How many points may be spent now: active, not ended, not held, and not owed. */
export function availablePoints(account: PointsAccount, nowUtcMs: number): number {
  return spendable(account, nowUtcMs).points;
}

/** Spends points, those that end first. Throws RangeError for more than are available. */
export function spendPoints(account: PointsAccount, points: number, nowUtcMs: number): Taken {
  const { lots, points: available } = spendable(account, nowUtcMs);
  if (points < 0 || points > available)
    throw new RangeError(`${points} points of ${available} cannot be spent`);
  const takes: LotMove[] = [];
  let left = points;
  for (const { lotId, free } of lots) {
    const taken = Math.min(free, left);
    if (taken > 0) takes.push({ lotId, points: taken });
    left -= taken;
  }
  return { takes, account: takeFrom(account, takes) };
}

/** Points that came, with how many of them filled the debt; the lot holds the rest, and is null where nothing is left. */
export function addPoints(
  account: PointsAccount,
  earned: LotOpened,
): { readonly lot: LotOpened | null; readonly filledDebt: number; readonly account: PointsAccount } {
  const filledDebt = Math.min(account.debt, earned.points);
  const lot = earned.points > filledDebt ? { ...earned, points: earned.points - filledDebt } : null;
  const opened = lot ? [{ ...lot, remaining: lot.points, lapsed: 0 }] : [];
  return {
    lot,
    filledDebt,
    account: { ...account, lots: [...account.lots, ...opened], debt: account.debt - filledDebt },
  };
}

/**
 * Ends the lots whose time has come. What they still held pays what the member owes first: a debt beside points that
 * end would be lost twice. Held points wait for their release where the shop lets them.
 */
export function expirePoints(
  account: PointsAccount,
  nowUtcMs: number,
  heldPointsExpire: boolean,
): {
  readonly ended: readonly (LotMove & { readonly filledDebt: number })[];
  readonly account: PointsAccount;
} {
  const due = account.lots
    .filter(({ remaining, expiresAtUtcMs }) => remaining > 0 && hasEnded(expiresAtUtcMs, nowUtcMs))
    .sort(byExpiry);
  const kept = heldPointsExpire ? { ofLot: () => 0, ofAccount: 0 } : heldPoints(account.holds);
  let keptOfAccount = kept.ofAccount;
  let { debt } = account;
  const ended = new Map<string, LotMove & { readonly filledDebt: number }>();
  for (const { lotId, remaining } of due) {
    const free = Math.max(0, remaining - kept.ofLot(lotId));
    const points = Math.max(0, free - keptOfAccount);
    keptOfAccount -= free - points;
    if (points === 0) continue;
    const filledDebt = Math.min(debt, points);
    debt -= filledDebt;
    ended.set(lotId, { lotId, points, filledDebt });
  }
  const lots = account.lots.map((lot) => {
    const move = ended.get(lot.lotId);
    if (!move) return lot;
    const lapsed = lot.lapsed + move.points - move.filledDebt;
    return { ...lot, remaining: lot.remaining - move.points, lapsed };
  });
  return { ended: [...ended.values()], account: { ...account, lots, debt } };
}

/** Takes points out of lots by name. Throws RangeError where a lot has not so many. */
function takeFrom(account: PointsAccount, takes: readonly LotMove[]): PointsAccount {
  return changeLots(account, takes, (lot, points) => {
    if (points > lot.remaining) throw new RangeError(`lot ${lot.lotId} has no ${points} points`);
    return { ...lot, remaining: lot.remaining - points };
  });
}

/** Changes the lots that moves name. Throws RangeError for one that the account has not. */
export function changeLots(
  account: PointsAccount,
  moves: readonly LotMove[],
  change: (lot: PointsLot, points: number) => PointsLot,
): PointsAccount {
  if (moves.length === 0) return account;
  const lots = new Map(account.lots.map((lot) => [lot.lotId, lot]));
  for (const { lotId, points } of moves) {
    const lot = lots.get(lotId);
    if (!lot) throw new RangeError(`the account has no lot ${lotId}`);
    lots.set(lotId, change(lot, points));
  }
  return { ...account, lots: [...lots.values()] };
}

/** What is free of each lot, those that end first in front; what is held of the account, and the debt, is off the sum. */
function spendable(account: PointsAccount, nowUtcMs: number) {
  const held = heldPoints(account.holds);
  const lots = account.lots
    .filter((lot) => lot.activeFromUtcMs <= nowUtcMs && !hasEnded(lot.expiresAtUtcMs, nowUtcMs))
    .sort(byExpiry)
    .map(({ lotId, remaining }) => ({ lotId, free: Math.max(0, remaining - held.ofLot(lotId)) }));
  const free = lots.reduce((sum, lot) => sum + lot.free, 0);
  return { lots, points: Math.max(0, free - held.ofAccount - account.debt) };
}

function heldPoints(holds: readonly PointsHold[]) {
  const sum = (of: readonly PointsHold[]) =>
    of.reduce((points, hold) => points + (hold.points ?? Infinity), 0);
  return {
    ofLot: (lotId: string) => sum(holds.filter((hold) => hold.lotId === lotId)),
    ofAccount: sum(holds.filter((hold) => hold.lotId === null)),
  };
}

function hasEnded(expiresAtUtcMs: number | null, nowUtcMs: number): boolean {
  return expiresAtUtcMs !== null && expiresAtUtcMs <= nowUtcMs;
}

/** What ends first, then what was earned first: the same order on every till. */
function byExpiry(a: PointsLot, b: PointsLot): number {
  const [endA, endB] = [a.expiresAtUtcMs ?? Infinity, b.expiresAtUtcMs ?? Infinity];
  if (endA !== endB) return endA < endB ? -1 : 1;
  if (a.earnedAtUtcMs !== b.earnedAtUtcMs) return a.earnedAtUtcMs - b.earnedAtUtcMs;
  return a.lotId < b.lotId ? -1 : Number(a.lotId > b.lotId);
}
