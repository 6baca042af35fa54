import { addMonths, startOfDay } from '../../../domain/business-date.ts';
import type { LoyaltySettings, TierWindow } from '../../../domain/loyalty/loyalty-settings.ts';
import { expirePoints } from '../../../domain/loyalty/points-lots.ts';
import { measureOf } from '../../../domain/loyalty/sale-loyalty.ts';
import {
  firstTier,
  review,
  standingAfter,
  windowStart,
  type TierStanding,
} from '../../../domain/loyalty/tiers.ts';
import type { MemberState } from './member-state.ts';
import type { Rulebook } from './rulebook.ts';

/** No window of a tier is believed to be longer unless it says so. */
const DAYS_KEPT_YEARS = 3;

/** Points that ended, and how many of them paid what was owed. */
export interface Lapse {
  readonly atUtcMs: number;
  readonly points: number;
  readonly filledDebt: number;
}

/** What time alone does to a member up to a moment: points end, tiers are reviewed. */
export function passTime(
  state: MemberState,
  toUtcMs: number,
  rules: Rulebook,
): { readonly state: MemberState; readonly lapses: readonly Lapse[] } {
  const isDue = state.account.lots.some(
    ({ remaining, expiresAtUtcMs }) => remaining > 0 && expiresAtUtcMs !== null && expiresAtUtcMs <= toUtcMs,
  );
  if (!isDue) return { state: reviewUntil(state, toUtcMs, rules), lapses: [] };
  const { heldPointsExpire } = rules.at(toUtcMs);
  const { ended, account } = expirePoints(state.account, toUtcMs, heldPointsExpire);
  const endOf = new Map(state.account.lots.map(({ lotId, expiresAtUtcMs }) => [lotId, expiresAtUtcMs]));
  const lapses = ended.map(({ lotId, points, filledDebt }) => ({
    atUtcMs: endOf.get(lotId) ?? toUtcMs,
    points,
    filledDebt,
  }));
  return { state: reviewUntil({ ...state, account }, toUtcMs, rules), lapses };
}

function reviewUntil(before: MemberState, toUtcMs: number, rules: Rulebook): MemberState {
  let state = before;
  for (;;) {
    const { reviewOn } = state;
    if (reviewOn === null) return state;
    const moment = startOfDay(reviewOn, state.zone);
    const settings = rules.at(moment);
    if (moment > toUtcMs || !settings.isOn) return state;
    state = withStanding(
      state,
      standingAfter(
        standingOf(state, settings, reviewOn),
        review(settings.tiers, standingOf(state, settings, reviewOn), reviewOn),
      ),
    );
    // Rules that review a tier again on the day of its review would never let go of it.
    if (state.reviewOn !== null && state.reviewOn <= reviewOn) return state;
  }
}

/** Who never bought anything is in the tier that asks for nothing. */
export function standingOf(state: MemberState, settings: LoyaltySettings, today: string): TierStanding {
  const { reviewOn, isInGrace } = state;
  const tier = state.tier ?? firstTier(settings.tiers)?.code ?? null;
  return { tier, reviewOn, isInGrace, measured: measuredOn(state, settings, today) };
}

export function withStanding(state: MemberState, standing: TierStanding): MemberState {
  const { tier, reviewOn, isInGrace } = standing;
  return { ...state, tier, reviewOn, isInGrace };
}

/** First days of windows, by window and day: members of a thousand sales ask for the same few. */
const windowStarts = new WeakMap<TierWindow, Map<string, string | null>>();

function startOfWindow(window: TierWindow, today: string): string | null {
  let starts = windowStarts.get(window);
  if (!starts) windowStarts.set(window, (starts = new Map()));
  let start = starts.get(today);
  if (start === undefined) starts.set(today, (start = windowStart(window, today)));
  return start;
}

/** What counts for the tier on a day: minor units, points or visits. */
export function measuredOn(state: MemberState, settings: LoyaltySettings, today: string): number {
  const from = startOfWindow(settings.tiers.window, today);
  if (from === null) return measureOf(settings, state);
  return state.days.reduce((sum, each) => (each.day < from ? sum : sum + measureOf(settings, each)), 0);
}

/** Counts on a day, and over the whole life; a null day is that of an opening, which is in no window. */
export function countOn(
  state: MemberState,
  day: string | null,
  counted: { readonly spentMinor: number; readonly points: number; readonly visits: number },
): MemberState {
  const { spentMinor, points, visits } = counted;
  const sums = {
    spentMinor: state.spentMinor + spentMinor,
    points: state.points + points,
    visits: state.visits + visits,
  };
  if (day === null) return { ...state, ...sums };
  const known = state.days.find((each) => each.day === day) ?? { day, spentMinor: 0, points: 0, visits: 0 };
  const changed = {
    day,
    spentMinor: known.spentMinor + spentMinor,
    points: known.points + points,
    visits: known.visits + visits,
  };
  const days = state.days.filter((each) => each.day !== day);
  const place = days.findLastIndex((each) => each.day < day) + 1;
  return { ...state, ...sums, days: days.toSpliced(place, 0, changed) };
}

/** Forgets lots that are empty, and days that no window reaches any more. */
export function trimState(state: MemberState, rules: Rulebook): MemberState {
  const { account, days } = state;
  const lots = account.lots.filter(({ remaining }) => remaining > 0);
  const [firstDay, lastDay] = [days[0]?.day, days.at(-1)?.day];
  const trimmed = { ...state, account: { ...account, lots } };
  // Until there are days as old as this, none can be too old.
  if (firstDay === undefined || lastDay === undefined || state.at === null) return trimmed;
  if (Number(lastDay.slice(0, 4)) - Number(firstDay.slice(0, 4)) < DAYS_KEPT_YEARS) return trimmed;
  const longest = addMonths(lastDay, -DAYS_KEPT_YEARS * 12);
  const start = startOfWindow(rules.at(state.at.atUtcMs).tiers.window, lastDay) ?? longest;
  const from = start < longest ? start : longest;
  return { ...trimmed, days: days.filter(({ day }) => day >= from) };
}
