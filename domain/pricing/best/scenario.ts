import type { Promotion } from '../../promotions/promotion.ts';
import { priceLines, type LinePrice } from '../line-price.ts';
import type { OfferInput } from '../offer-input.ts';
import type { Pruning } from './front.ts';
import type { PackFront } from './line-lots.ts';
import {
  isLineRule,
  isOrderRule,
  isSpendMet,
  isUnitRule,
  sumOf,
  takePart,
  type LineRule,
  type OrderRule,
  type Rule,
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

/** A basket with the rules that may act on it, and what of the choice among them may matter to a rule of a later stage. */
export interface Scenario {
  readonly ground: Groundwork;
  readonly input: OfferInput;
  readonly prices: readonly LinePrice[];
  /** By line, what it costs after stage 1. */
  readonly startMinor: readonly number[];
  readonly unitRules: readonly UnitRule[];
  readonly lineRules: readonly LineRule[];
  readonly orderRules: readonly OrderRule[];
  /** Rules that may be better left out, because they may sink a threshold, or shift what rounding does later. */
  readonly isOptional: ReadonlySet<Rule>;
  /** By line: whether a threshold in play is judged on what it costs after stage 2, or later. */
  readonly isHeldForLines: readonly boolean[];
  readonly isHeldForOrder: readonly boolean[];
  /** Whether rules of stage 4 and 5, or the discount on the basket, follow. */
  readonly hasOrderStages: boolean;
  /** Whether what they take may turn, by rounding, on what each single line costs, and that is looked into. */
  readonly isOrderNoisy: boolean;
  /** Whether it may, but the basket is too large to look into it: what is found may be some minor units from the best. */
  readonly isRough: boolean;
  /** By line: lines of one sort mean the same to all that follows stage 3. */
  readonly sortOf: readonly number[];
  readonly sorts: number;
  /** What matters of outcomes after stage 3: sums by sort of lines, or, where nothing follows, what is paid. */
  readonly pruning: Pruning;
}

/** What a scenario is made of, whatever is held in it. */
export interface Groundwork {
  readonly input: OfferInput;
  readonly prices: readonly LinePrice[];
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
  /** How units were shared out, by what that depends on: scenarios that hold other thresholds ask for much the same. */
  readonly packs: Map<string, PackFront>;
}

/** What a threshold in play is judged on. */
export interface ThresholdInPlay {
  readonly lines: readonly number[];
  readonly range: Range;
}

/**
 * Takes stock of a basket with some of its promotions, which stand in the order in which they act. Rules whose spending is out
 * of reach are left out, and what is met whatever is chosen asks for nothing any more.
 */
export function takeStock(promotions: readonly Promotion[], input: OfferInput): Groundwork {
  const prices = priceLines({ ...input, promotions });
  const startMinor = prices.map(({ amountMinor }) => amountMinor);
  const rules = takePart(promotions, input, prices);
  const unitRules = rules.filter(isUnitRule).filter(({ spend }) => isSpendMet(spend, startMinor));
  const inPlay = new Map<string, ThresholdInPlay[]>();
  const note = (rule: Rule, lines: readonly number[], range: Range) => {
    inPlay.set(rule.id, [...(inPlay.get(rule.id) ?? []), { lines, range }]);
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
    const range = (lines: readonly number[]) => rangeOf(lines, afterLines, rule.stage === 5, before, input);
    const judged = judge(rule, range, note);
    if (!judged) continue;
    if (isStepInPlay(judged.offer, range(judged.lines))) note(judged, judged.lines, range(judged.lines));
    orderRules.push(judged);
  }
  return {
    input,
    prices,
    startMinor,
    unitRules,
    lineRules,
    orderRules,
    inPlay,
    isSmall: isSmall(rules, input),
    afterLines,
    mostOffMinor: mostOffOrders(orderRules, afterLines, input),
    packs: new Map(),
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
      const { lines, range } = threshold;
      const othersMinor = allMinor - leastOf(lines);
      // Spending of stage 3 is judged before line discounts, so what is spent then is not what is paid.
      const isWorth = (needMinor: number) =>
        rule.stage === 3 || needMinor + othersMinor - mostOffMinor < paidMinor;
      const worth = worthReaching(rule, range, isWorth);
      return worth ? [{ lines, range: worth }] : [];
    });
    if (left.length < thresholds.length) return false;
    const needs = left.filter(
      ({ lines, range }) =>
        rule.spend !== null || (lines === rule.lines && isOrderRule(rule) && isStepInPlay(rule.offer, range)),
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

/**
 * The scenario in which the thresholds in play of some rules are held: they are judged as they are, and whatever may sink them
 * may be left out. All others are taken as reached, so that what is found is paid at most, and is the best where they are.
 */
export function openScenario(ground: Groundwork, held: ReadonlySet<string>): Scenario {
  const { input, inPlay } = ground;
  const isHeldForLines = input.lines.map(() => false);
  const isHeldForOrder = input.lines.map(() => false);
  const isOptional = new Set<Rule>();
  const assume = <R extends Rule>(rule: R): R => {
    const thresholds = inPlay.get(rule.id);
    if (!thresholds || held.has(rule.id)) return rule;
    const steps = thresholds.find(({ lines }) => lines === rule.lines);
    return { ...rule, spend: null, assumedMinor: steps ? steps.range.mostMinor : null };
  };
  const hold = (rule: Rule, isHeld: boolean[]): void => {
    if (!held.has(rule.id)) return;
    for (const { lines } of inPlay.get(rule.id) ?? []) for (const index of lines) isHeld[index] = true;
  };

  for (const rule of ground.lineRules) hold(rule, isHeldForLines);
  for (const rule of ground.orderRules) hold(rule, isHeldForOrder);
  const lineRules = ground.lineRules.map(assume);
  const orderRules = ground.orderRules.map(assume);
  for (const rule of orderRules) {
    if (
      rule.stage === 4 &&
      orderRules.some((later) => later.stage === 5 && maySink(rule, later, ground, held))
    ) {
      isOptional.add(rule);
    }
  }
  for (const rule of lineRules) if (rule.lines.some((index) => isHeldForOrder[index])) isOptional.add(rule);
  const hasOrderStages = orderRules.length > 0 || input.basketDiscount !== null;
  const isTurning = hasOrderStages && isNoisy(orderRules, input);
  const isOrderNoisy = isTurning && ground.isSmall;
  if (isOrderNoisy) for (const rule of [...lineRules, ...orderRules]) isOptional.add(rule);
  const sorted = sortLines(orderRules, input);
  const isRough = isTurning && !isOrderNoisy;
  const pruning = { isHeld: null, keepsAll: hasOrderStages && isOrderNoisy, isRough };
  return {
    ground,
    input,
    prices: ground.prices,
    startMinor: ground.startMinor,
    unitRules: ground.unitRules,
    lineRules,
    orderRules,
    isOptional,
    isHeldForLines,
    isHeldForOrder,
    hasOrderStages,
    isOrderNoisy,
    isRough,
    ...sorted,
    pruning:
      hasOrderStages && !isOrderNoisy
        ? { ...pruning, isHeld: heldSorts(sorted, isHeldForOrder) }
        : pruning,
  };
}

/** By sort, whether a threshold in play is judged on lines of it; null where none is. */
function heldSorts(
  { sortOf, sorts }: Pick<Scenario, 'sortOf' | 'sorts'>,
  isHeldForOrder: readonly boolean[],
): boolean[] | null {
  if (!isHeldForOrder.includes(true)) return null;
  const isHeld = Array.from({ length: sorts }, () => false);
  sortOf.forEach((sort, index) => {
    if (isHeldForOrder[index]) isHeld[sort] = true;
  });
  return isHeld;
}

function maySink(
  rule: OrderRule,
  later: OrderRule,
  { inPlay }: Groundwork,
  held: ReadonlySet<string>,
): boolean {
  return (
    held.has(later.id) &&
    (inPlay.get(later.id) ?? []).some(({ lines }) => lines.some((index) => rule.isMeant[index]))
  );
}

/** The rule where its spending may be met, asking for nothing where it must be; null where it is out of reach. */
function judge<R extends Rule>(
  rule: R,
  rangeOfLines: (lines: readonly number[]) => Range,
  note: (rule: Rule, lines: readonly number[], range: Range) => void,
): R | null {
  if (!rule.spend) return rule;
  const { lines, needMinor } = rule.spend;
  const range = rangeOfLines(lines);
  if (range.mostMinor < needMinor) return null;
  if (range.leastMinor >= needMinor) return { ...rule, spend: null };
  note(rule, lines, range);
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

/**
 * Sums of lines decide what is taken off an order where each rule means all the lines of those before it, or none: then how
 * a discount was shared to lines is nothing to the rules behind it. Floors look at single lines, and so does tax on top.
 */
function isNoisy(rules: readonly OrderRule[], { lines, basketDiscount }: OfferInput): boolean {
  if (lines.some(({ isTaxIncluded, rateBp }) => !isTaxIncluded && rateBp > 0)) return true;
  const hasFloors = lines.some(({ floorPriceE4 }) => floorPriceE4 !== null);
  if (hasFloors && (basketDiscount || rules.some(({ promotion }) => promotion.respectsPriceFloor)))
    return true;
  const all = {
    lines: lines.map((_, index) => index),
    isMeant: lines.map(() => true),
    group: null,
    stage: 4,
  };
  const acting = rules.map((rule) => ({ ...rule, group: rule.promotion.group }));
  const chain = [
    ...acting.filter(({ stage }) => stage === 4),
    ...(basketDiscount ? [all] : []),
    ...acting.filter(({ stage }) => stage === 5),
  ];
  return chain.some((later, place) =>
    chain.slice(0, place).some((earlier) => {
      if (earlier.group !== null && earlier.group === later.group) return false;
      const shared = earlier.lines.filter((index) => later.isMeant[index]);
      return shared.length > 0 && shared.length < earlier.lines.length;
    }),
  );
}

/** Few enough units and rules for every line to be told apart from every other in every combination. */
function isSmall(rules: readonly Rule[], { lines }: OfferInput): boolean {
  return rules.length <= 10 && lines.reduce((sum, { units }) => sum + units, 0) <= 40;
}

function sortLines(rules: readonly OrderRule[], input: OfferInput): { sortOf: number[]; sorts: number } {
  const known = new Map<string, number>();
  const isSpent = rules.map(({ spend }) => new Set(spend?.lines));
  const sortOf = input.lines.map((_, index) => {
    const key = rules
      .map(({ isMeant }, at) => `${Number(isMeant[index])}${Number(isSpent[at]!.has(index))}`)
      .join('');
    const sort = known.get(key) ?? known.size;
    known.set(key, sort);
    return sort;
  });
  return { sortOf, sorts: known.size };
}
