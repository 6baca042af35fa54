/** What an offer took off one line, in minor units, positive; and which of its units served it. */
export interface LineSaving {
  readonly ruleId: string;
  readonly amountMinor: number;
}

/** What became of a line: amounts in minor units of goods, before tax that comes on top. */
export interface OfferedLine {
  readonly lineId: string;
  /** The price of a unit after stage 1. */
  readonly unitPriceE4: number;
  readonly grossMinor: number;
  /** List price less the price of stage 1: by a special price, or by hand (negative where it was raised). */
  readonly priceSavingMinor: number;
  /** Stages 2 and 3: offers on units and lines, and the line's discount by hand. */
  readonly lineDiscountMinor: number;
  /** Stages 4 and 5: the line's share of what is off the order. */
  readonly orderDiscountMinor: number;
  /** What is left. */
  readonly amountMinor: number;
  /** What is left of each unit, as run-length pairs in the order in which units come back; sums to `amountMinor`. */
  readonly unitAmounts: readonly (readonly [count: number, minor: number])[];
  /** Promotions only, each at most once; what was given by hand is the rest. */
  readonly savings: readonly LineSaving[];
}

/** What is missing for a rule. The counter shows the nearest. */
export type Missing =
  | { readonly kind: 'spend'; readonly hasMinor: number; readonly needMinor: number }
  | { readonly kind: 'units'; readonly has: number; readonly need: number }
  | { readonly kind: 'distinct'; readonly has: number; readonly need: number }
  | { readonly kind: 'contains' }
  | { readonly kind: 'gift'; readonly units: number }
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }
  | { readonly kind: 'month-days'; readonly monthDays: readonly number[] }
  | { readonly kind: 'hours'; readonly fromMinute: number; readonly toMinute: number }
  | { readonly kind: 'member' }
  | { readonly kind: 'tier'; readonly tiers: readonly string[] }
  | { readonly kind: 'segment' }
  | { readonly kind: 'birthday'; readonly when: 'day' | 'week' | 'month' }
  | { readonly kind: 'points'; readonly has: number; readonly need: number }
  | { readonly kind: 'nth-purchase'; readonly has: number; readonly need: number }
  | { readonly kind: 'coupon' }
  | {
      readonly kind: 'limit';
      readonly limit: 'per-sale' | 'per-member' | 'per-member-per-day' | 'per-day' | 'in-all';
    }
  | { readonly kind: 'budget' }
  | { readonly kind: 'target' };

/** Why a rule that was met gave way: to which rules, and what it would have saved with nothing else in its place. */
export interface LostTo {
  readonly ruleIds: readonly string[];
  readonly because: 'units' | 'group' | 'exclusive' | 'coupon' | 'better-total' | 'nothing-left';
}

export interface AppliedOutcome {
  readonly ruleId: string;
  readonly kind: 'applied';
  /** In minor units; points campaigns take nothing off. */
  readonly savesMinor: number;
  readonly uses: number;
  /** By line id, in the order of the lines. */
  readonly lines: readonly { readonly lineId: string; readonly amountMinor: number }[];
}

/** What became of every rule that was weighed. `saves` is in minor units. */
export type RuleOutcome =
  | AppliedOutcome
  | { readonly ruleId: string; readonly kind: 'lost'; readonly wouldSaveMinor: number; readonly to: LostTo }
  | {
      readonly ruleId: string;
      readonly kind: 'not-met';
      readonly missing: readonly Missing[];
      /** What meeting it would save at least, where that can be said without guessing what is bought. */
      readonly wouldSaveMinor: number | null;
    };

export interface UsedCoupon {
  readonly couponId: string;
  readonly ruleId: string;
  readonly savesMinor: number;
  readonly costPoints: number;
}

export interface OfferResult {
  /** In the order of the input. */
  readonly lines: readonly OfferedLine[];
  /** The rules that took part; `explain-offers.ts` tells of the others. */
  readonly applied: readonly AppliedOutcome[];
  readonly coupons: readonly UsedCoupon[];
  /** By gift rule: units that may still be rung as a gift. */
  readonly giftsOpen: readonly { readonly ruleId: string; readonly units: number }[];
  /** Points campaigns that are met: the product of their factors, and the sum of their bonuses. */
  readonly pointsFactorBp: number;
  readonly pointsBonus: number;
  readonly amountMinor: number;
  /** Whether every allowed combination was weighed, in `steps` steps of the budget. */
  readonly isProvenBest: boolean;
  readonly steps: number;
}
