import type { LinePrice } from '../line-price.ts';
import type { OfferInput } from '../offer-input.ts';
import type { Pruning } from './front.ts';
import type { Groundwork } from './groundwork.ts';
import type { LineRule, OrderRule, Rule, UnitRule } from './rule.ts';

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
    const steps = thresholds.find(({ of }) => of === 'steps');
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
      hasOrderStages && !isOrderNoisy ? { ...pruning, isHeld: heldSorts(sorted, isHeldForOrder) } : pruning,
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

function sortLines(rules: readonly OrderRule[], input: OfferInput): { sortOf: number[]; sorts: number } {
  const known = new Map<string, number>();
  const isSpent = rules.map(({ spend }) => spend && new Set(spend.lines));
  const sortOf = input.lines.map((_, index) => {
    let key = '';
    for (let at = 0; at < rules.length; at += 1) {
      key += (rules[at]!.isMeant[index] ? 2 : 0) + Number(isSpent[at]?.has(index) ?? false);
    }
    const sort = known.get(key) ?? known.size;
    known.set(key, sort);
    return sort;
  });
  return { sortOf, sorts: known.size };
}
