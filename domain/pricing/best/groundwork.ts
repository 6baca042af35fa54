import type { Promotion } from '../../promotions/promotion.ts';
import { priceLines, type LinePrice } from '../line-price.ts';
import type { OfferInput } from '../offer-input.ts';
import type { PackFront } from './packing.ts';
import type { AskedLines } from './target-index.ts';
import {
  isLineRule,
  isOrderRule,
  isSpendMet,
  isUnitRule,
  sumOf,
  type LineRule,
  type OrderRule,
  openRuleBook,
  type Rule,
  type RuleBook,
  type UnitRule,
} from './rule.ts';
import {
  isStepInPlay,
  lossOfLine,
  mostOffOrders,
  rangeAfterLines,
  rangeAfterUnits,
  rangeOf,
  worthReaching,
  type Range,
  type StageRange,
} from './thresholds.ts';

/** What a scenario is made of, whatever is held in it. */
export interface Groundwork {
  readonly input: OfferInput;
  readonly prices: readonly LinePrice[];
  /** Also of promotions that were left out of it. */
  readonly ruleOf: RuleBook;
  readonly asked: AskedLines;
  readonly startMinor: readonly number[];
  readonly unitRules: readonly UnitRule[];
  /** As they are: each asks for its spending. */
  readonly lineRules: readonly LineRule[];
  readonly orderRules: readonly OrderRule[];
  /** By the id of a rule, between what its basis of spending may lie, where it depends on the choice of other rules. */
  readonly inPlay: ReadonlyMap<string, readonly ThresholdInPlay[]>;
  readonly isSmall: boolean;
  /** By line, what it may cost after stage 3. */
  readonly afterLines: StageRange;
  /** The most that stages 4 and 5 may take off. */
  readonly mostOffMinor: number;
  /** How units were shared out, by what that depends on: one scenario asks for much the same as another. */
  readonly packs: Packs;
}

type Packs = Map<string, PackFront>;

/** What all scenarios of a search have in common that have the same prices after stage 1. */
export interface SharedGround {
  readonly prices: readonly LinePrice[];
  readonly asked: AskedLines;
  readonly ruleOf: RuleBook;
  readonly packs: Packs;
}

export interface SharedGrounds {
  /** What scenarios of these prices share. */
  readonly of: (prices: readonly LinePrice[]) => SharedGround;
  /** Forgets what only the search needed: plans are kept for longer, and hold on to where they came from. */
  readonly end: () => void;
}

export function openSharedGrounds(input: OfferInput, asked: AskedLines): SharedGrounds {
  const known: SharedGround[] = [];
  return {
    of(prices) {
      const before = known.find((shared) => isSamePrices(shared.prices, prices));
      if (before) return before;
      const shared = { prices, asked, ruleOf: openRuleBook(input, prices, asked), packs: new Map() };
      known.push(shared);
      return shared;
    },
    end() {
      for (const { packs } of known) packs.clear();
    },
  };
}

function isSamePrices(a: readonly LinePrice[], b: readonly LinePrice[]): boolean {
  return a.every(
    ({ ruleId, amountMinor }, index) => ruleId === b[index]!.ruleId && amountMinor === b[index]!.amountMinor,
  );
}

/** What a threshold in play is judged on: the spending that a rule asks for, or the steps of what its own lines cost. */
export interface ThresholdInPlay {
  readonly of: 'spend' | 'steps';
  readonly lines: readonly number[];
  readonly range: Range;
}

/**
 * Takes stock of a basket with some of its promotions, which stand in the order in which they act. Rules whose spending is out
 * of reach are left out, and what is met whatever is chosen asks for nothing any more.
 */
export function takeStock(
  promotions: readonly Promotion[],
  input: OfferInput,
  grounds: SharedGrounds,
): Groundwork {
  const { prices, asked, ruleOf, packs } = grounds.of(priceLines(input, promotions));
  const startMinor = prices.map(({ amountMinor }) => amountMinor);
  const rules = promotions.flatMap((promotion) => ruleOf(promotion) ?? []);
  const unitRules = rules.filter(isUnitRule).filter(({ spend }) => isSpendMet(spend, startMinor));
  const inPlay = new Map<string, ThresholdInPlay[]>();
  const note = (rule: Rule, threshold: ThresholdInPlay) => {
    inPlay.set(rule.id, [...(inPlay.get(rule.id) ?? []), threshold]);
  };

  const afterUnits = rangeAfterUnits(unitRules, startMinor, input);
  const lineRules = rules.filter(isLineRule).flatMap((rule) => {
    const judged = judge(rule, (lines) => rangeOf(lines, afterUnits, false, [], input), note);
    return judged ? [withoutIdleLimit(judged, startMinor, input)] : [];
  });
  const afterLines = rangeAfterLines(lineRules, afterUnits, input);
  const orderRules: OrderRule[] = [];
  for (const rule of rules.filter(isOrderRule).sort((a, b) => a.stage - b.stage)) {
    const before = [...orderRules];
    const rangeOfLines = (lines: readonly number[]) =>
      rangeOf(lines, afterLines, rule.stage === 5, before, input);
    const judged = judge(rule, rangeOfLines, note);
    if (!judged) continue;
    const { lines } = judged;
    const range = rangeOfLines(lines);
    if (isStepInPlay(judged.offer, range)) note(judged, { of: 'steps', lines, range });
    orderRules.push(judged);
  }
  return {
    input,
    prices,
    ruleOf,
    asked,
    startMinor,
    unitRules,
    lineRules,
    orderRules,
    inPlay,
    isSmall: isSmall(rules, input),
    afterLines,
    mostOffMinor: mostOffOrders(orderRules, afterLines, input),
    packs,
  };
}

/**
 * The same where a plan is known for which so much is paid: without rules and steps of spending that are not worth reaching.
 * It may be asked again: what comes off the order at most shrinks with it.
 */
export function leaveUnworthy(ground: Groundwork, paidMinor: number): Groundwork {
  const { afterLines, input, mostOffMinor } = ground;
  const leastOf = (indexes: readonly number[]) => sumOf(indexes, afterLines.least);
  const allMinor = leastOf(input.lines.map((_, index) => index));
  const inPlay = new Map<string, ThresholdInPlay[]>();
  const stays = (rule: LineRule | OrderRule) => {
    const thresholds = ground.inPlay.get(rule.id) ?? [];
    const left = thresholds.flatMap((threshold) => {
      const { lines } = threshold;
      const othersMinor = allMinor - leastOf(lines);
      // Spending of stage 3 is judged before line discounts, so what is spent then is not what is paid.
      const isWorth = (needMinor: number) =>
        rule.stage === 3 || needMinor + othersMinor - mostOffMinor < paidMinor;
      if (threshold.of === 'spend') return isWorth(rule.spend!.needMinor) ? [threshold] : [];
      return [{ ...threshold, range: worthReaching(rule.offer, threshold.range, isWorth) }];
    });
    if (left.length < thresholds.length) return false;
    const needs = left.filter(
      ({ of, range }) => of === 'spend' || (isOrderRule(rule) && isStepInPlay(rule.offer, range)),
    );
    if (needs.length > 0) inPlay.set(rule.id, needs);
    return true;
  };
  const lineRules = ground.lineRules.filter(stays);
  const orderRules = ground.orderRules.filter(stays);
  return {
    ...ground,
    lineRules,
    orderRules,
    inPlay,
    mostOffMinor: mostOffOrders(orderRules, afterLines, input),
  };
}

/** The rule where its spending may be met, asking for nothing where it must be; null where it is out of reach. */
function judge<R extends Rule>(
  rule: R,
  rangeOfLines: (lines: readonly number[]) => Range,
  note: (rule: Rule, threshold: ThresholdInPlay) => void,
): R | null {
  if (!rule.spend) return rule;
  const { lines, needMinor } = rule.spend;
  const range = rangeOfLines(lines);
  if (range.mostMinor < needMinor) return null;
  if (range.leastMinor >= needMinor) return { ...rule, spend: null };
  note(rule, { of: 'spend', lines, range });
  return rule;
}

/** A limit that cannot be reached does not make what a rule takes off one line turn on the others. */
function withoutIdleLimit(rule: LineRule, amountsMinor: readonly number[], input: OfferInput): LineRule {
  if (rule.maxMinor === null) return rule;
  let mostMinor = 0;
  for (const index of rule.lines)
    mostMinor += lossOfLine(rule, amountsMinor[index]!, input.lines[index]!.units);
  return mostMinor <= rule.maxMinor ? { ...rule, maxMinor: null } : rule;
}

/** Few enough units and rules for every line to be told apart from every other in every combination. */
function isSmall(rules: readonly Rule[], { lines }: OfferInput): boolean {
  return rules.length <= 10 && lines.reduce((sum, { units }) => sum + units, 0) <= 40;
}
