import { missingOf } from '../../promotions/conditions.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import { priceLines, type LinePrice } from '../line-price.ts';
import { manualDiscountMinor, shareManualDiscount } from '../manual-discount.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LostTo, Missing } from '../offer-outcome.ts';
import { startLine, type RunningLine } from './running-lines.ts';
import { takeAmounts, type Taking } from './take-rule.ts';

/** A rule that was applied, with what it took at last: amounts off that stand together may still move between lines. */
export interface AppliedRule {
  readonly promotion: Promotion;
  readonly taking: Taking;
  /** The lines as it found them. */
  readonly before: readonly RunningLine[];
}

/** A rule that was not, and why. */
export interface PassedRule {
  readonly promotion: Promotion;
  readonly missing: readonly Missing[];
  readonly lostTo: LostTo | null;
}

/** Where the rules stand: everything is replaced and nothing changed in place, so a rule can be tried. */
export interface PriorityState {
  readonly prices: readonly LinePrice[];
  /** After what was given by hand and before any rule. */
  readonly start: readonly RunningLine[];
  readonly lines: readonly RunningLine[];
  readonly manualLineMinor: readonly number[];
  readonly manualOrderMinor: readonly number[];
  readonly applied: readonly AppliedRule[];
  readonly passed: readonly PassedRule[];
  readonly pointsLeft: number;
  readonly steps: number;
}

/** The lines at the prices of stage 1, less what was given by hand. */
export function startState(input: OfferInput): PriorityState {
  const prices = priceLines(input);
  const { currency } = input;
  const manualLineMinor = input.lines.map((line, index) =>
    manualDiscountMinor(line.manualDiscount, prices[index]!.amountMinor),
  );
  const priced = input.lines.map((line, index) =>
    startLine(line, prices[index]!.ruleId !== null, prices[index]!.amountMinor),
  );
  const discounted = takeAmounts(priced, manualLineMinor).linesAfter();
  const amounts = discounted.map(({ amountMinor }) => amountMinor);
  const manualOrderMinor = shareManualDiscount(input.basketDiscount, input.lines, amounts, currency);
  const start = takeAmounts(discounted, manualOrderMinor).linesAfter();
  return {
    prices,
    start,
    lines: start,
    manualLineMinor,
    manualOrderMinor,
    applied: [],
    passed: [],
    pointsLeft: input.member?.points ?? 0,
    steps: 0,
  };
}

/** The state after a rule has taken its part, and those before it have made room for it. */
export function applyTaking(
  state: PriorityState,
  promotion: Promotion,
  taking: Taking,
  moved: readonly AppliedRule[] = [],
): PriorityState {
  const kept = state.applied.slice(0, state.applied.length - moved.length);
  return {
    ...state,
    lines: taking.linesAfter(),
    applied: [...kept, ...moved, { promotion, taking, before: state.lines }],
    pointsLeft: state.pointsLeft - (promotion.coupon?.costPoints ?? 0),
  };
}

/** What is missing for a rule on the running amounts, and with the points that are left. */
export function missingNow(promotion: Promotion, state: PriorityState, input: OfferInput): Missing[] {
  const missing = missingOf(
    promotion,
    input,
    state.lines.map(({ amountMinor }) => amountMinor),
  );
  const costPoints = promotion.coupon?.costPoints ?? 0;
  if (costPoints <= state.pointsLeft || missing.some(({ kind }) => kind === 'points')) return missing;
  return [...missing, { kind: 'points', has: state.pointsLeft, need: costPoints }];
}
