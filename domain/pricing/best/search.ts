import { missingBesideSpend } from '../../promotions/conditions.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import type { OfferInput } from '../offer-input.ts';
import { chooseBest } from './best-choice.ts';
import { amountsOf, basisOf, carryOut, type Plan } from './carry-out.ts';
import { compareRules, isLineRule, isOrderRule, isSpendMet, isUnitRule, stageOf, sumOf } from './rule.ts';
import {
  leaveUnworthy,
  openSharedGrounds,
  takeStock,
  type Groundwork,
  type SharedGrounds,
} from './groundwork.ts';
import { ruleListOf } from './rule-list.ts';
import { openScenario } from './scenario.ts';
import { isSpent, startBudget, type StepBudget } from './step-budget.ts';
import { linesToAsk } from './target-index.ts';
import { isRising, isStepInPlay, mostOffOrders, rangeAfterLines, rangeAfterUnits } from './thresholds.ts';

/** The best combination, and how surely it is that. */
export interface Found {
  readonly plan: Plan;
  readonly isProvenBest: boolean;
  readonly steps: number;
}

/** How many sets of coupons, and of sides of groups, are weighed at most; more are not held at a counter. */
const SCENARIOS_MAX = 64;

/**
 * Searches every allowed combination: what stands alone, each by itself; else which coupons, which side of the groups that
 * reach over stages, and in each such scenario all that is left to choose. Lines must be in their canonical order.
 */
export function searchBest(input: OfferInput): Found {
  const budget = startBudget(input.stepsMax);
  const asked = linesToAsk(input.promotions, input.lines);
  const { pricing, weighedAnyway } = ruleListOf(input.promotions);
  const promotions = pricing.filter(
    (promotion) =>
      (asked.has(promotion) || weighedAnyway.has(promotion)) &&
      missingBesideSpend(promotion, input).length === 0,
  );
  const prices = promotions.filter(({ offer }) => offer.kind === 'special-price');
  const shared = promotions.filter(
    ({ isExclusive, offer }) => !isExclusive || offer.kind === 'special-price',
  );
  const search: Search = {
    input,
    budget,
    grounds: openSharedGrounds(input, asked),
    known: new Map(),
    spared: new Map(),
  };
  let best: Plan | null = null;
  let isProven = true;
  const take = (allowed: readonly Promotion[]) => {
    const tried = spareCoupons(allowed, search);
    isProven &&= tried.isProven;
    if (!best || comparePlans(tried.plan, best) < 0) best = tried.plan;
    return best;
  };
  const [first, ...scenarios] = couponSets(shared, input).flatMap((coupons) => sidesOfGroups(coupons));
  best = take(first!);
  for (const [place, allowed] of scenarios.entries()) {
    if (place < SCENARIOS_MAX && !isSpent(budget)) best = take(allowed);
    else isProven = false;
  }
  for (const alone of promotions.filter((promotion) => !shared.includes(promotion))) {
    if (leastAlone(alone, best, input) > best.totalMinor) continue;
    best = take([...prices.filter(({ coupon }) => coupon === null), alone].sort(compareRules));
  }
  search.grounds.end();
  return { plan: best, isProvenBest: isProven, steps: budget.taken };
}

/** Less than this cannot be paid where a rule stands alone, in minor units: most need not be tried at all. */
function leastAlone(promotion: Promotion, plan: Plan, input: OfferInput): number {
  const rule = plan.ruleOf(promotion);
  if (!rule) return Infinity;
  const afterUnits = rangeAfterUnits(isUnitRule(rule) ? [rule] : [], amountsOf(plan), input);
  const afterLines = rangeAfterLines(isLineRule(rule) ? [rule] : [], afterUnits, input);
  const leastMinor = afterLines.least.reduce((sum, minor) => sum + minor, 0);
  return leastMinor - mostOffOrders(isOrderRule(rule) ? [rule] : [], afterLines, input);
}

interface Tried {
  readonly plan: Plan;
  readonly isProven: boolean;
}

interface Search {
  readonly input: OfferInput;
  readonly budget: StepBudget;
  readonly grounds: SharedGrounds;
  /** By what was allowed. */
  readonly known: Map<string, Tried>;
  /** The same, without coupons that nothing is lost without. */
  readonly spared: Map<string, Tried>;
}

function tryOut(allowed: readonly Promotion[], { input, budget, grounds, known }: Search): Tried {
  const key = keyOf(allowed);
  const before = known.get(key);
  if (before) return before;
  const tried = weighThresholds(takeStock(allowed, input, grounds), budget);
  known.set(key, tried);
  return tried;
}

/**
 * The best of a scenario. Thresholds are taken as reached at first, which can only make it cheaper: a plan that reaches them is
 * the best. Those that it sinks are held, and the search is done again, until it sinks none or its bound meets what was found.
 */
function weighThresholds(all: Groundwork, budget: StepBudget): Tried {
  const held = new Set(all.orderRules.filter(({ offer }) => !isRising(offer)).map(({ id }) => id));
  let ground = all;
  let best: Plan | null = null;
  for (;;) {
    const choice = chooseBest(openScenario(ground, held), budget, best?.totalMinor);
    if (!choice.scenario) return { plan: best!, isProven: choice.isProven };
    const plan = carryOut(choice);
    if (!best || plan.totalMinor < best.totalMinor) best = plan;
    if (best.totalMinor <= choice.totalMinor) return { plan: best, isProven: choice.isProven };
    const sunk = sunkBy(plan, held);
    if (sunk.length === 0 || isSpent(budget)) return { plan: best, isProven: false };
    const before = ground.inPlay;
    ground = leaveUnworthy(ground, best.totalMinor);
    // What is not worth reaching is gone, which may be all that was sunk; what is left of it is held.
    if (!isNarrower(ground.inPlay, before)) sunk.forEach((id) => held.add(id));
  }
}

function isNarrower(after: Groundwork['inPlay'], before: Groundwork['inPlay']): boolean {
  const width = (inPlay: Groundwork['inPlay']) =>
    [...inPlay.values()].flat().reduce((sum, { range }) => sum + range.mostMinor - range.leastMinor + 1, 0);
  return width(after) < width(before);
}

/** The rules whose thresholds were taken as reached, and are not. */
function sunkBy(plan: Plan, held: ReadonlySet<string>): string[] {
  const { inPlay } = plan.choice.scenario.ground;
  return [...plan.lineRules, ...plan.orderRules].flatMap((rule) => {
    const thresholds = held.has(rule.id) ? [] : (inPlay.get(rule.id) ?? []);
    const basis = basisOf(rule, plan);
    const isSunk = thresholds.some(({ of, lines, range }) => {
      if (of === 'spend') return !isSpendMet(rule.spend, basis);
      const leastMinor = sumOf(lines, basis);
      return isOrderRule(rule) && isStepInPlay(rule.offer, { ...range, leastMinor });
    });
    return isSunk ? [rule.id] : [];
  });
}

/**
 * Tries what is allowed, and again without each coupon that was used: one that nothing is lost without stays unspent. Another
 * may take its place then, and be as needless.
 */
function spareCoupons(allowed: readonly Promotion[], search: Search): Tried {
  const key = keyOf(allowed);
  const before = search.spared.get(key);
  if (before) return before;
  const spared = spareEach(allowed, search);
  search.spared.set(key, spared);
  return spared;
}

function spareEach(allowed: readonly Promotion[], search: Search): Tried {
  const first = tryOut(allowed, search);
  let { plan, isProven } = first;
  for (const { promotion } of first.plan.coupons) {
    if (isSpent(search.budget)) return { plan, isProven: false };
    const fewer = allowed.filter((other) => other !== promotion);
    const tried = tryOut(fewer, search);
    // With fewer rules nothing is cheaper, so it is the best only as surely as the first is.
    isProven &&= tried.isProven;
    if (tried.plan.totalMinor > plan.totalMinor) continue;
    const without = spareCoupons(fewer, search);
    isProven &&= without.isProven;
    if (comparePlans(without.plan, plan) < 0) plan = without.plan;
  }
  return { plan, isProven };
}

function keyOf(allowed: readonly Promotion[]): string {
  return allowed.map(({ id }) => id).join('\n');
}

/** Every largest set of coupons that may stand together, each with all rules that need none. */
function couponSets(promotions: readonly Promotion[], input: OfferInput): Promotion[][] {
  const coupons = promotions.filter(({ coupon }) => coupon !== null);
  const free = promotions.filter(({ coupon }) => coupon === null);
  if (coupons.length === 0) return [free];
  const points = input.member?.points ?? 0;
  const sets = [
    ...affordable(
      coupons.filter(({ coupon }) => coupon!.isStackable),
      points,
    ),
    ...coupons.filter(({ coupon }) => !coupon!.isStackable).map((coupon) => [coupon]),
  ];
  return sets.map((set) =>
    promotions.filter((promotion) => promotion.coupon === null || set.includes(promotion)),
  );
}

/** The largest sets of coupons for which the points suffice. */
function affordable(coupons: readonly Promotion[], points: number, from = 0): Promotion[][] {
  const cost = coupons.reduce((sum, { coupon }) => sum + (coupon!.costPoints ?? 0), 0);
  if (cost <= points) return [[...coupons]];
  return coupons.flatMap((_, index) =>
    index < from || !coupons[index]!.coupon!.costPoints
      ? []
      : affordable([...coupons.slice(0, index), ...coupons.slice(index + 1)], points, index),
  );
}

/** A group that has rules on lines and rules on the order lets one side act or the other. */
function sidesOfGroups(promotions: readonly Promotion[]): Promotion[][] {
  const sides = new Map<string, Set<boolean>>();
  for (const promotion of promotions) {
    const stage = stageOf(promotion);
    if (promotion.group === null || stage === null) continue;
    const known = sides.get(promotion.group) ?? new Set<boolean>();
    sides.set(promotion.group, known.add(stage >= 4));
  }
  let ways: Promotion[][] = [[...promotions]];
  for (const [group, found] of sides) {
    if (found.size < 2) continue;
    ways = ways.flatMap((way) =>
      [false, true].map((isOrder) =>
        way.filter((promotion) => {
          const stage = stageOf(promotion);
          return promotion.group !== group || stage === null || stage >= 4 === isOrder;
        }),
      ),
    );
  }
  return ways;
}

/**
 * Who is better: the less is paid, then fewer coupons, fewer points, the coupons that expire first, then the rules that stand
 * before the others by priority and id.
 */
function comparePlans(a: Plan, b: Plan): number {
  return (
    a.totalMinor - b.totalMinor ||
    a.coupons.length - b.coupons.length ||
    a.costPoints - b.costPoints ||
    compareTexts(expiries(a), expiries(b)) ||
    compareRuleLists(promotionsOf(a), promotionsOf(b))
  );
}

function expiries(plan: Plan): string[] {
  return plan.coupons.map(({ coupon }) => coupon.expiresOn ?? '9999-12-31').sort();
}

function promotionsOf(plan: Plan): Promotion[] {
  return plan.applied.map(({ rule }) => rule.promotion).sort(compareRules);
}

function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    if (a[index] !== b[index]) return a[index]! < b[index]! ? -1 : 1;
  }
  return a.length - b.length;
}

function compareRuleLists(a: readonly Promotion[], b: readonly Promotion[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = compareRules(a[index]!, b[index]!);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
