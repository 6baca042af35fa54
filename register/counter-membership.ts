import type { Missing } from '../domain/pricing/offer-outcome.ts';
import type { LocalText } from '../domain/promotions/promotion.ts';

/** The member at the counter, as the strip above the basket shows one: masked, with what it takes to serve them. */
export interface CounterMember {
  readonly memberId: string;
  readonly number: string;
  /** Masked: 王*芳. */
  readonly name: string;
  /** Masked, or null where there is none. */
  readonly phone: string | null;
  readonly tier: { readonly code: string; readonly name: LocalText; readonly benefits: LocalText } | null;
  /** All points, and those of them that may be spent now. Negative where refunds took back what was spent. */
  readonly balance: number;
  readonly available: number;
  /** When the balance is of. */
  readonly asOfUtcMs: number;
  /** How many sales and refunds of the member, which the balance counts, central does not have yet; 0 for a till that stands alone. */
  readonly unsentCount: number;
  /** What ends first, within the time that the shop calls soon; `on` is its last day. */
  readonly expiring: { readonly points: number; readonly on: string } | null;
  readonly birthday: 'today' | 'this-week' | 'this-month' | null;
  readonly couponCount: number;
  /** The next tier, what it measures, and how far it is. Spend in minor units. */
  readonly next: {
    readonly name: LocalText;
    readonly measure: 'spend' | 'points' | 'visits';
    readonly has: number;
    readonly needs: number;
  } | null;
}

/** A coupon that the member holds or that was laid on the counter. */
export interface CounterCoupon {
  readonly couponId: string;
  readonly ruleId: string;
  readonly code: string;
  /** The last day on which it counts; null for no end. */
  readonly expiresOn: string | null;
  /** It is to be used in this sale. */
  readonly isPresented: boolean;
  /** What it takes off this sale, or would. */
  readonly savesMinor: number;
  /** What is missing for it; empty where nothing is. */
  readonly missing: readonly Missing[];
}

/** Points in this sale: what is redeemed, what may be, what is proposed. */
export interface CounterPoints {
  readonly redeemed: number;
  readonly redeemedMinor: number;
  readonly blockPoints: number;
  readonly blockMinor: number;
  readonly minPoints: number;
  /** The most that may be redeemed in this sale; 0 for none. */
  readonly max: number;
  /** The best block to propose: the most that is not wasted. */
  readonly proposed: number;
}

/** What rules do to the sale on the counter. Amounts in minor units, positive. */
export interface CounterOffers {
  /** The names of every rule that is mentioned in the sale. */
  readonly names: Readonly<Record<string, LocalText>>;
  /** Off the order as a whole, by rule; what is off single lines stands at the lines. */
  readonly order: readonly { readonly ruleId: string; readonly amountMinor: number }[];
  /** The offer that lacks least. */
  readonly nearest: {
    readonly ruleId: string;
    readonly missing: Missing;
    readonly savesMinor: number | null;
  } | null;
  /** Gifts that may still be rung. */
  readonly gifts: readonly { readonly ruleId: string; readonly units: number }[];
  readonly coupons: readonly CounterCoupon[];
  /** Null without a member, or where the shop redeems none. */
  readonly points: CounterPoints | null;
  /** What the sale earns; null without a member. */
  readonly earns: number | null;
}

/** Why the sale, or a line of it, costs what it does. */
export interface Explanation {
  readonly lineId: string | null;
  readonly rules: readonly ExplainedRule[];
  /** Whether every allowed combination was weighed. */
  readonly isProvenBest: boolean;
  readonly totalMinor: number;
}

/** What became of a rule. `savesMinor` is what it took off, or would have; null where that cannot be said. */
export interface ExplainedRule {
  readonly ruleId: string;
  readonly name: LocalText;
  readonly state: 'applied' | 'lost' | 'not-met';
  readonly savesMinor: number | null;
  /** The rules that it lost to, and why. */
  readonly lostTo: readonly { readonly ruleId: string; readonly name: LocalText }[];
  readonly because: 'units' | 'group' | 'exclusive' | 'coupon' | 'better-total' | 'nothing-left' | null;
  readonly missing: readonly Missing[];
}

/** A line of which one more unit meets the nearest offer. */
export interface OneMore {
  readonly ruleId: string;
  readonly lineId: string;
  readonly name: string;
  /** What the sale comes to more with it: negative where the offer gives more than the unit costs. */
  readonly addsMinor: number;
}

/** An article that is often bought with what is in the basket. */
export interface Suggestion {
  readonly articleCode: string;
  readonly name: string;
  readonly priceE4: number;
  /** What the sale would cost less with it than the article costs, where an offer makes it so: negative is a saving on the whole. */
  readonly addsMinor: number;
}
