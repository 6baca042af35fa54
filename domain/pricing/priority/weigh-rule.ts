import { budgetLeftMinor } from '../../promotions/conditions.ts';
import type { LineOffer, Promotion } from '../../promotions/promotion.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LostTo, Missing } from '../offer-outcome.ts';
import { placeAmounts } from './place-amounts.ts';
import { missingNow, type AppliedRule, type PriorityState } from './priority-state.ts';
import { roomsFor, takeAmounts, takeRule, type Taking } from './take-rule.ts';

type AmountRule = Promotion & { readonly offer: Extract<LineOffer, { kind: 'target-amount' }> };

/** A rule as it would be applied now, or why it is not. */
export interface Weighed {
  readonly promotion: Promotion;
  readonly missing: readonly Missing[];
  readonly lostTo: LostTo | null;
  readonly taking: Taking | null;
  /** What rules before it take after making room for it. */
  readonly moved?: readonly AppliedRule[];
}

/** Weighs a rule on the running amounts. */
export function weighRule(promotion: Promotion, state: PriorityState, input: OfferInput): Weighed {
  const nothing = { promotion, missing: [], lostTo: null, taking: null };
  const missing = missingNow(promotion, state, input);
  if (missing.length > 0) return { ...nothing, missing };
  const rivals = couponRivals(promotion, state);
  if (rivals.length > 0) return { ...nothing, lostTo: { ruleIds: rivals, because: 'coupon' } };
  if (isAmountRule(promotion)) return placeTogether(promotion, state, input);
  const taking = takeRule(promotion, state.lines, input);
  if (taking.isOverBudget) return { ...nothing, missing: [{ kind: 'budget' }] };
  return taking.savesMinor > 0 ? { ...nothing, taking } : nothing;
}

/** An amount off a group of lines, together with those right before it. */
function placeTogether(promotion: AmountRule, state: PriorityState, input: OfferInput): Weighed {
  const run = lastAmounts(state);
  const base = run[0]?.before ?? state.lines;
  const wantedMinor = Math.min(promotion.offer.amountMinor, promotion.maxDiscountMinor ?? Infinity);
  const amounts = [
    ...run.map((each) => ({ promotion: each.promotion, amountMinor: each.taking.savesMinor })),
    { promotion, amountMinor: wantedMinor },
  ].map((each) => ({
    amountMinor: each.amountMinor,
    roomsMinor: roomsFor(each.promotion, base, input.currency),
  }));
  const placed = placeAmounts(
    input.lines,
    base.map(({ amountMinor }) => amountMinor),
    amounts,
  );
  const takings: Taking[] = [];
  for (const shares of placed) takings.push(takeAmounts(takings.at(-1)?.linesAfter() ?? base, shares));
  const taking = takings.pop()!;
  const nothing = { promotion, missing: [], lostTo: null, taking: null };
  if (taking.savesMinor > budgetLeftMinor(promotion, input))
    return { ...nothing, missing: [{ kind: 'budget' }] };
  if (taking.savesMinor === 0) return nothing;
  return { ...nothing, taking, moved: run.map((each, index) => ({ ...each, taking: takings[index]! })) };
}

/** Amounts off that were applied right before, with nothing between them. */
function lastAmounts({ applied }: PriorityState): AppliedRule[] {
  const last = applied.findLastIndex(({ promotion }) => !isAmountRule(promotion));
  return applied.slice(last + 1);
}

function isAmountRule(promotion: Promotion): promotion is AmountRule {
  return promotion.offer.kind === 'target-amount';
}

/** Coupons that are used and do not let this one stand beside them, or that it does not stand beside. */
function couponRivals({ coupon }: Promotion, { applied }: PriorityState): string[] {
  if (!coupon) return [];
  return applied
    .filter(({ promotion }) => promotion.coupon && !(promotion.coupon.isStackable && coupon.isStackable))
    .map(({ promotion }) => promotion.id);
}
