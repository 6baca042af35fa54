import type { LotOpened } from '../../../domain/facts/loyalty-facts.ts';
import { multiplyDivideRounded } from '../../../domain/integer.ts';
import { activeFrom, afterDays, expiresAt } from '../../../domain/loyalty/expiry.ts';
import {
  addPoints,
  availablePoints,
  spendPoints,
  type PointsAccount,
} from '../../../domain/loyalty/points-lots.ts';
import { putsOf } from '../../../domain/loyalty/reversal.ts';
import { extendLives, putBack, unearn } from '../../../domain/loyalty/sale-reversal.ts';
import { measureOf } from '../../../domain/loyalty/sale-loyalty.ts';
import { demoteByRefund, promote, standingAfter, windowStart } from '../../../domain/loyalty/tiers.ts';
import { book, NO_LOT, type Folding, type KnownSale } from './folding.ts';
import type { MemberEvent, ReversalEvent, SaleEvent } from './member-event.ts';
import { countOn, standingOf, withStanding } from './pass-time.ts';
import type { Rulebook } from './rulebook.ts';

/** What is spent comes first, then what is earned, then the tier: as the till reckons a sale. */
export function sell(folding: Folding, event: MemberEvent & { readonly body: SaleEvent }): void {
  const { at, day, zone, body } = event;
  // The same sale twice is a fault of its register, which moves nothing a second time.
  if (folding.sales.has(body.saleId)) return;
  const settings = folding.rules.at(at.atUtcMs);
  const taken = take(folding.state.account, body.redeemed, at.atUtcMs);
  book(folding, at, 'redeem', taken.account);
  if (taken.missing > 0) {
    const amountMinor = multiplyDivideRounded(body.redeemedMinor, taken.missing, body.redeemed);
    folding.overdrafts.push({ at, points: taken.missing, amountMinor });
  }
  const added =
    body.earned > 0
      ? addPoints(folding.state.account, lotFor(body.saleId, body.earned, at.atUtcMs, zone, settings))
      : null;
  if (added) book(folding, at, 'earn', added.account);
  const counted = { spentMinor: body.spentMinor, points: body.earned, visits: 1 };
  if (body.isVisit) folding.state = countOn(folding.state, day, counted);
  const standing = standingOf(folding.state, settings, day);
  const change = settings.isOn ? promote(settings.tiers, standing, day) : null;
  if (change) folding.state = withStanding(folding.state, standingAfter(standing, change));
  folding.sales.set(body.saleId, {
    event,
    lotId: added?.lot?.lotId ?? null,
    takes: taken.takes,
    tierBefore: change?.from ?? null,
    unearned: 0,
    returned: 0,
    reversedMinor: 0,
    isBack: false,
  });
  const waiting = folding.waiting.get(body.saleId) ?? [];
  folding.waiting.delete(body.saleId);
  for (const reversal of waiting) reverseOrWait(folding, reversal);
}

/** Takes points, those that end first; what is not there is owed. `missing` is what the member had not to spend. */
export function take(account: PointsAccount, points: number, nowUtcMs: number) {
  const unbound = { ...account, debt: 0, holds: [] };
  const free = availablePoints(unbound, nowUtcMs);
  const spent = spendPoints(unbound, Math.min(points, free), nowUtcMs);
  const owed = points - Math.min(points, free);
  const takes = owed > 0 ? [...spent.takes, { lotId: NO_LOT, points: owed }] : spent.takes;
  const missing = Math.min(points, Math.max(0, points - Math.max(0, free - account.debt)));
  return {
    takes,
    missing,
    account: { ...account, lots: spent.account.lots, debt: account.debt + owed },
  };
}

/** The lot that points make which are earned, or given, now. */
export function lotFor(
  lotId: string,
  points: number,
  earnedAtUtcMs: number,
  zone: string,
  settings: ReturnType<Rulebook['at']>,
): LotOpened {
  return {
    lotId,
    points,
    earnedAtUtcMs,
    activeFromUtcMs: activeFrom(settings.earning.pending, earnedAtUtcMs, zone),
    expiresAtUtcMs: expiresAt(settings.expiry, earnedAtUtcMs, zone),
  };
}

/** A reversal of a sale that is not known yet waits for it. Nothing comes back of a sale more than it moved. */
export function reverseOrWait(folding: Folding, event: MemberEvent & { readonly body: ReversalEvent }): void {
  const { at, body } = event;
  const sale = folding.sales.get(body.saleId);
  if (!sale) {
    folding.waiting.set(body.saleId, [...(folding.waiting.get(body.saleId) ?? []), event]);
    return;
  }
  const sold = sale.event.body;
  const settings = folding.rules.at(at.atUtcMs);
  const unearned = Math.min(body.unearned, sold.earned - sale.unearned);
  const returned = Math.min(body.returned, sold.redeemed - sale.returned);
  const spentMinor = Math.min(body.spentMinor, sold.spentMinor - sale.reversedMinor);
  const isBackNow = body.isWholeSale && !sale.isBack;
  book(folding, at, 'unearn', unearn(folding.state.account, sale.lotId, unearned).account);
  book(folding, at, 'return', giveBack(folding, event, sale, returned));
  sale.unearned += unearned;
  sale.returned += returned;
  sale.reversedMinor += spentMinor;
  sale.isBack ||= body.isWholeSale;
  const lost = { spentMinor, points: unearned, visits: isBackNow ? 1 : 0 };
  if (!sold.isVisit) return;
  const before = standingOf(folding.state, settings, event.day);
  folding.state = countOn(folding.state, sale.event.day, {
    spentMinor: -lost.spentMinor,
    points: -lost.points,
    visits: -lost.visits,
  });
  if (!settings.isOn || !settings.refunds.mayDemote) return;
  const from = windowStart(settings.tiers.window, event.day);
  const isMeasured = from === null || sale.event.day >= from;
  const measured = before.measured - (isMeasured ? measureOf(settings, lost) : 0);
  const change = demoteByRefund(settings.tiers, before, measured, sale.tierBefore, event.day);
  if (change) folding.state = withStanding(folding.state, standingAfter(before, change));
}

/** Spent points go back where they were taken; of those that had not been there the debt goes first, and the rest is a new lot. */
function giveBack(
  { state, rules }: Folding,
  { at, zone, body }: MemberEvent & { readonly body: ReversalEvent },
  sale: KnownSale,
  points: number,
): PointsAccount {
  const { account } = state;
  const settings = rules.at(at.atUtcMs);
  const atLeastUtcMs = afterDays(settings.refunds.minimumLifeDays, at.atUtcMs, zone);
  const puts = putsOf(sale.takes, sale.returned, points);
  const known = puts.filter(({ lotId }) => lotId !== NO_LOT);
  const unfunded = puts.reduce((sum, put) => (put.lotId === NO_LOT ? sum + put.points : sum), 0);
  const back = putBack(account, extendLives(account, known, atLeastUtcMs));
  if (unfunded === 0) return back;
  const lotId = `${body.saleId}/${sale.returned}`;
  const lot = { lotId, points: unfunded, earnedAtUtcMs: at.atUtcMs, activeFromUtcMs: at.atUtcMs };
  return addPoints(back, { ...lot, expiresAtUtcMs: expiresAt(settings.expiry, at.atUtcMs, zone) }).account;
}
