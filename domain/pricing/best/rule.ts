import { budgetLeftMinor, couponFor, usesLeft, type ConditionFacts } from '../../promotions/conditions.ts';
import type {
  Offer,
  OfferKind,
  OrderOffer,
  LineOffer,
  Promotion,
  UnitOffer,
} from '../../promotions/promotion.ts';
import { isOpenTo, meansLine } from '../../promotions/target.ts';
import type { LinePrice } from '../line-price.ts';
import { targetsOf, type AskedLines } from './target-index.ts';
import type { OfferCoupon, OfferInput, OfferLine } from '../offer-input.ts';

/** What a rule's spending is judged on. */
export interface SpendTerm {
  /** Indexes of lines. */
  readonly lines: readonly number[];
  readonly needMinor: number;
}

/** A promotion that may take part: all but its spending holds, and it means something in the basket. */
export interface Rule<O extends Offer = UnitOffer | LineOffer | OrderOffer> {
  readonly id: string;
  readonly promotion: Promotion;
  readonly offer: O;
  /** The coupon that it would use; null where it needs none. */
  readonly coupon: OfferCoupon | null;
  readonly stage: 2 | 3 | 4 | 5;
  /** Indexes of the lines that it may take something off, in their order. */
  readonly lines: readonly number[];
  /** The same by line. */
  readonly isMeant: readonly boolean[];
  readonly spend: SpendTerm | null;
  /** What its steps of spending are taken to have reached, where that is not looked at yet; in minor units. */
  readonly assumedMinor: number | null;
  /** How often it may be used in this sale. */
  readonly usesMax: number;
  /** The most that it may take off in this sale, in minor units. */
  readonly maxMinor: number | null;
}

export type UnitRule = Rule<UnitOffer>;
export type LineRule = Rule<LineOffer>;
export type OrderRule = Rule<OrderOffer>;

const STAGES: Readonly<Record<OfferKind, 2 | 3 | 4 | null>> = {
  'special-price': null,
  'nth-item': 2,
  'group-price': 2,
  'quantity-percent': 2,
  'group-off': 2,
  'buy-get': 2,
  'bundle-price': 2,
  'set-off': 2,
  'distinct-set': 2,
  'pick-off': 2,
  'add-on-price': 2,
  'free-gift': 2,
  'item-percent': 3,
  'item-amount': 3,
  'target-amount': 3,
  'tier-percent': 3,
  'order-percent': 4,
  'order-amount': 4,
  'order-price': 4,
  'spend-steps': 4,
  'spend-every': 4,
  'points-factor': null,
  'points-bonus': null,
};

export function isUnitRule(rule: Rule): rule is UnitRule {
  return rule.stage === 2;
}

export function isLineRule(rule: Rule): rule is LineRule {
  return rule.stage === 3;
}

export function isOrderRule(rule: Rule): rule is OrderRule {
  return rule.stage >= 4;
}

/** The order in which rules act within a stage, whatever the order of the input: the higher priority, then the id. */
export function compareRules(a: Promotion, b: Promotion): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** A promotion as it would take part if nothing were missing for it; null where it means nothing in the basket. */
export type RuleBook = (promotion: Promotion) => Rule | null;

/**
 * The rules of a basket at the prices of a stage 1. Each is made when it is first asked for, and kept: it is asked for again
 * by whoever explains what became of it.
 */
export function openRuleBook(input: OfferInput, prices: readonly LinePrice[], asked: AskedLines): RuleBook {
  const known = new Map<Promotion, Rule | null>();
  return (promotion) => {
    const before = known.get(promotion);
    if (before !== undefined) return before;
    const made = makeRule(promotion, input, prices, asked);
    known.set(promotion, made);
    return made;
  };
}

function makeRule(
  promotion: Promotion,
  input: OfferInput,
  prices: readonly LinePrice[],
  asked: AskedLines,
): Rule | null {
  const places = asked.get(promotion);
  const stage = stageOf(promotion);
  if (!places || stage === null) return null;
  const lines = linesOf(promotion, places, input.lines, prices);
  return lines.length === 0 ? null : compileRule(promotion, stage, lines, input);
}

/** The stage in which a promotion acts, of those that are searched; null for special prices and points. */
export function stageOf({ offer, coupon }: Promotion): Rule['stage'] | null {
  const stage = STAGES[offer.kind];
  return stage === 4 && coupon ? 5 : stage;
}

/** The lines that a promotion, or one of its parts, may touch. */
function linesOf(
  promotion: Promotion,
  asked: readonly number[],
  lines: readonly OfferLine[],
  prices: readonly LinePrice[],
): number[] {
  const targets = targetsOf(promotion);
  return asked.filter((index) => {
    const line = lines[index]!;
    if (!isOpenTo(promotion, line, prices[index]!.ruleId !== null)) return false;
    return targets.some((target) => meansLine(target, line));
  });
}

/** What an offer's spending is judged on after the stages before it; what a gift rule left on a gift is spent too. */
function spendTermOf(
  promotion: Promotion,
  lines: readonly OfferLine[],
  isAfterGifts: boolean,
): SpendTerm | null {
  const { spend } = promotion.conditions;
  if (!spend) return null;
  const target = spend.of ?? promotion.target;
  const meant: number[] = [];
  lines.forEach((line, index) => {
    if ((isAfterGifts || !line.isGift) && meansLine(target, line)) meant.push(index);
  });
  return { lines: meant, needMinor: spend.atLeastMinor + (spend.isExclusive ? 1 : 0) };
}

export function isSpendMet(term: SpendTerm | null, amountsMinor: readonly number[]): boolean {
  return term === null || sumOf(term.lines, amountsMinor) >= term.needMinor;
}

export function sumOf(indexes: readonly number[], amountsMinor: readonly number[]): number {
  let sum = 0;
  for (const index of indexes) sum += amountsMinor[index]!;
  return sum;
}

function compileRule(
  promotion: Promotion,
  stage: Rule['stage'],
  lines: readonly number[],
  facts: ConditionFacts,
): Rule {
  const isMeant = facts.lines.map(() => false);
  for (const index of lines) isMeant[index] = true;
  const maxMinor = Math.min(promotion.maxDiscountMinor ?? Infinity, budgetLeftMinor(promotion, facts));
  return {
    id: promotion.id,
    promotion,
    offer: promotion.offer as Rule['offer'],
    coupon: promotion.coupon ? couponFor(promotion.id, facts) : null,
    stage,
    lines,
    isMeant,
    spend: spendTermOf(promotion, facts.lines, stage > 2),
    assumedMinor: null,
    usesMax: usesLeft(promotion, facts),
    maxMinor: maxMinor === Infinity ? null : maxMinor,
  };
}
