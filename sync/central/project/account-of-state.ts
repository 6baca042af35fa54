import { startOfDay, wallClockAt } from '../../../domain/business-date.ts';
import { availablePoints, balanceOf } from '../../../domain/loyalty/points-lots.ts';
import type { WireAccount } from '../../protocol/member.ts';
import type { MemberState } from './member-state.ts';
import { measuredOn, passTime, standingOf } from './pass-time.ts';
import type { Rulebook } from './rulebook.ts';

/** As many as a till shows. */
const DATED_MAX = 5;

/** What tills are told of a member, and when time alone changes it next; null for never. */
export interface AccountNow {
  readonly account: WireAccount;
  readonly nextAtUtcMs: number | null;
}

/** A member's account at a moment, which is not before the last event. */
export function accountNow(state: MemberState, nowUtcMs: number, rules: Rulebook): AccountNow {
  const now = passTime(state, nowUtcMs, rules).state;
  const settings = rules.at(nowUtcMs);
  const today = wallClockAt(nowUtcMs, now.zone).date;
  const { tier, reviewOn, isInGrace } = standingOf(now, settings, today);
  const lots = now.account.lots.filter(({ remaining }) => remaining > 0);
  const waiting = lots.filter(({ activeFromUtcMs }) => activeFromUtcMs > nowUtcMs);
  const ending = lots.filter(({ expiresAtUtcMs }) => (expiresAtUtcMs ?? 0) > nowUtcMs);
  const pending = summed(waiting.map((lot) => [lot.activeFromUtcMs, lot.remaining]));
  const expiring = summed(ending.map((lot) => [lot.expiresAtUtcMs!, lot.remaining]));
  const moments = [pending[0]?.atUtcMs, expiring[0]?.atUtcMs].filter((at) => at !== undefined);
  if (reviewOn !== null && settings.isOn) moments.push(startOfDay(reviewOn, now.zone));
  const later = moments.filter((at) => at > nowUtcMs);
  return {
    account: {
      points: balanceOf(now.account),
      availablePoints: availablePoints(now.account, nowUtcMs),
      expiring: expiring.slice(0, DATED_MAX),
      pending: pending.slice(0, DATED_MAX),
      tier,
      reviewOn,
      isInGrace,
      measured: Math.max(0, measuredOn(now, settings, today)),
      spentMinor: now.spentMinor,
      visits: Math.max(0, now.visits),
    },
    nextAtUtcMs: later.length === 0 ? null : Math.min(...later),
  };
}

/** Points of the same moment together, the first in front. */
function summed(moves: readonly (readonly [atUtcMs: number, points: number])[]): WireAccount['pending'] {
  const sums = new Map<number, number>();
  for (const [atUtcMs, points] of moves) sums.set(atUtcMs, (sums.get(atUtcMs) ?? 0) + points);
  return [...sums].map(([atUtcMs, points]) => ({ points, atUtcMs })).sort((a, b) => a.atUtcMs - b.atUtcMs);
}
