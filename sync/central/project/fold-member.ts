import { addMonths } from '../../../domain/business-date.ts';
import { addPoints, balanceOf } from '../../../domain/loyalty/points-lots.ts';
import { tierOf } from '../../../domain/loyalty/tiers.ts';
import { lotFor, reverseOrWait, sell, take } from './fold-sale.ts';
import { book, type Booking, type Folding, type Overdraft } from './folding.ts';
import {
  comparePlaces,
  type AdjustmentEvent,
  type EventPlace,
  type MemberEvent,
  type OpeningEvent,
  type TierEvent,
} from './member-event.ts';
import { emptyState, type MemberState } from './member-state.ts';
import { countOn, passTime, trimState } from './pass-time.ts';
import type { Rulebook } from './rulebook.ts';

export interface Folded {
  readonly state: MemberState;
  readonly bookings: readonly Booking[];
  readonly overdrafts: readonly Overdraft[];
}

/**
 * A member's points and tier from all that ever happened to them, in the order of `comparePlaces`. The till's facts say how many
 * points moved; which lots they came from, went to and what is owed is found here, by the rules of the time.
 */
export function foldMember(events: readonly MemberEvent[], rules: Rulebook): Folded {
  return fold(emptyState(events[0]?.zone ?? 'UTC'), events, rules);
}

/**
 * The same, from where the last one ended. Null where all events are needed: for one that belongs before the last, and for a
 * reversal, which needs the sale that it is of.
 */
export function foldNext(state: MemberState, events: readonly MemberEvent[], rules: Rulebook): Folded | null {
  const fits = events.every(
    ({ at, body }) =>
      (state.at === null || comparePlaces(state.at, at) < 0) &&
      body.kind !== 'reversal' &&
      !(body.kind === 'sale' && state.awaitedSaleIds.includes(body.saleId)),
  );
  return fits ? fold(state, events, rules) : null;
}

function fold(state: MemberState, events: readonly MemberEvent[], rules: Rulebook): Folded {
  const folding: Folding = {
    state,
    rules,
    sales: new Map(),
    waiting: new Map(),
    bookings: [],
    overdrafts: [],
  };
  for (const event of [...events].sort((a, b) => comparePlaces(a.at, b.at))) apply(folding, event);
  const awaitedSaleIds = [...new Set([...state.awaitedSaleIds, ...folding.waiting.keys()])].sort();
  const { bookings, overdrafts } = folding;
  return { state: trimState({ ...folding.state, awaitedSaleIds }, rules), bookings, overdrafts };
}

function apply(folding: Folding, event: MemberEvent): void {
  const { body } = event;
  letTimePass(folding, event.at);
  switch (body.kind) {
    case 'sale':
      sell(folding, { ...event, body });
      break;
    case 'reversal':
      reverseOrWait(folding, { ...event, body });
      break;
    case 'opening':
      open(folding, event, body);
      break;
    case 'adjustment':
      adjust(folding, event, body);
      break;
    case 'hold': {
      const { account } = folding.state;
      const holds = [...account.holds, { holdId: body.holdId, lotId: null, points: body.points }];
      folding.state = { ...folding.state, account: { ...account, holds } };
      break;
    }
    case 'release': {
      const { account } = folding.state;
      const holds = account.holds.filter(({ holdId }) => holdId !== body.holdId);
      folding.state = { ...folding.state, account: { ...account, holds } };
      break;
    }
    case 'tier':
      giveTier(folding, event, body);
      break;
  }
  folding.state = { ...folding.state, at: event.at, zone: event.zone };
}

function letTimePass(folding: Folding, at: EventPlace): void {
  const passed = passTime(folding.state, at.atUtcMs, folding.rules);
  let balance = balanceOf(folding.state.account);
  for (const { atUtcMs, points, filledDebt } of passed.lapses) {
    balance += filledDebt - points;
    folding.bookings.push({ at: { ...at, atUtcMs }, kind: 'expire', points: filledDebt - points, balance });
  }
  folding.state = passed.state;
}

/** What was spent before counts on no day, so only a chain that measures for ever counts it for tiers. */
function open(folding: Folding, { at }: MemberEvent, body: OpeningEvent): void {
  const { account } = folding.state;
  let opened = account;
  for (const lot of body.lots) opened = addPoints(opened, lot).account;
  book(folding, at, 'opening', opened);
  const { spentMinor, visits, tier, reviewOn } = body;
  folding.state = countOn(folding.state, null, { spentMinor, points: 0, visits });
  const { tiers } = folding.rules.at(at.atUtcMs);
  const [brought, current] = [tierOf(tiers, tier), tierOf(tiers, folding.state.tier)];
  if (brought && brought.from >= (current?.from ?? 0)) {
    folding.state = { ...folding.state, tier: brought.code, reviewOn, isInGrace: false };
  }
}

function adjust(folding: Folding, { at, zone }: MemberEvent, { points, lotId }: AdjustmentEvent): void {
  const { account } = folding.state;
  if (points <= 0) {
    book(folding, at, 'adjust', take(account, -points, at.atUtcMs).account);
    return;
  }
  const settings = folding.rules.at(at.atUtcMs);
  const lot = { ...lotFor(lotId, points, at.atUtcMs, zone, settings), activeFromUtcMs: at.atUtcMs };
  book(folding, at, 'adjust', addPoints(account, lot).account);
}

function giveTier(folding: Folding, { at, day }: MemberEvent, { tier: code, reviewOn }: TierEvent): void {
  const { tiers } = folding.rules.at(at.atUtcMs);
  const tier = tierOf(tiers, code);
  if (!tier) return;
  const review = tier.from > 0 ? (reviewOn ?? addMonths(day, tiers.reviewMonths)) : null;
  folding.state = { ...folding.state, tier: code, reviewOn: review, isInGrace: false };
}
