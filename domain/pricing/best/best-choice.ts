import { pruneFront, totalOf, type Front, type Outcome } from './front.ts';
import { frontOfLot, paidFor, type LotOutcome, type LotSearch } from './line-lots.ts';
import { groupsAmong, splitIntoLots, type ChoiceLot } from './lots.ts';
import type { LineRule, OrderRule, Rule } from './rule.ts';
import type { Scenario } from './scenario.ts';
import { runOrderStages } from './stages.ts';
import { isSpent, takeSteps, type StepBudget } from './step-budget.ts';
import { leastAfterOrders } from './thresholds.ts';
import { statesOf } from './units.ts';

/** A combination that a scenario allows. */
export interface Choice {
  readonly scenario: Scenario;
  readonly lots: readonly LotOutcome[];
  readonly lineRules: readonly LineRule[];
  readonly orderRules: readonly OrderRule[];
  /** What is paid for the goods, with tax. */
  readonly totalMinor: number;
  /** Whether nothing was left untried that might be better. */
  readonly isProven: boolean;
}

/** Outcomes of several lots together, as a tree: what is added up often is not copied. */
interface Merged extends Outcome {
  readonly part: LotOutcome | readonly [Merged, Merged] | null;
  readonly off: readonly Rule[];
}

interface MergedFront {
  readonly outcomes: readonly Merged[];
  readonly isWhole: boolean;
}

const NOTHING: Merged = { sums: [], part: null, off: [] };

/** Nothing is paid less for than what was asked not to be looked for; whether that is certain. */
export interface NoChoice {
  readonly scenario: null;
  readonly isProven: boolean;
}

/**
 * The combination of a scenario for which the least is paid; of several, the one whose rules stand before the others'. What
 * cannot come to less than `paidMinor` is not looked for.
 */
export function chooseBest(scenario: Scenario, budget: StepBudget, paidMinor = Infinity): Choice | NoChoice {
  const search: LotSearch = { scenario, budget, fronts: new Map(), amounts: [...scenario.startMinor] };
  const lots = splitIntoLots(scenario);
  const fronts = new Map<ChoiceLot, MergedFront>();
  // A large lot may take all the steps and come to no end, so those come first that are done with few.
  for (const lot of smallestFirst(lots, scenario)) fronts.set(lot, chooseInLot(lot, search));
  const ceilingMinor = paidMinor + scenario.ground.mostOffMinor;
  const merged = mergeAll(
    lots.map((lot) => fronts.get(lot)!),
    search,
    ceilingMinor,
  );
  if (merged.outcomes.length > 0) return chooseOrder(merged, search);
  return { scenario: null, isProven: isCertain(merged, scenario) && !isSpent(budget) };
}

/** Lots by how many states their units may be in; the earlier of two alike comes first. */
function smallestFirst(lots: readonly ChoiceLot[], { input }: Scenario): ChoiceLot[] {
  const unitsOf = (index: number) => input.lines[index]!.units;
  return lots
    .map((lot) => {
      const unitLots = lot.lots.flatMap((each) => each.unitLots);
      const states = unitLots.reduce((sum, { lines }) => sum + statesOf(lines.map(unitsOf)), 0);
      return { lot, states };
    })
    .sort((a, b) => a.states - b.states)
    .map(({ lot }) => lot);
}

/** All that the lots may come to, over every choice of their rules. */
function chooseInLot(lot: ChoiceLot, search: LotSearch): MergedFront {
  const { scenario, budget } = search;
  const [only, ...others] = lot.lots;
  if (only && others.length === 0 && lot.groups.length === 0 && lot.optional.length === 0) {
    takeSteps(budget, 1);
    return mergedOf(frontOfLot(only, NONE_OFF, search));
  }
  let found: readonly Merged[] = [];
  let isWhole = true;
  for (const isOff of waysToLeaveOut(lot.groups, lot.optional, scenario.isOptional)) {
    if (found.length > 0 && isSpent(budget)) {
      isWhole = false;
      break;
    }
    takeSteps(budget, lot.lots.length);
    const fronts = lot.lots.map((each) => mergedOf(frontOfLot(each, isOff, search)));
    const merged = mergeAll(fronts, search);
    isWhole &&= merged.isWhole;
    const off = [...isOff];
    const more = merged.outcomes.map((outcome) => ({ ...outcome, off }));
    const front = pruneFront([...found, ...more], scenario.pruning, budget);
    found = front.outcomes;
    isWhole &&= front.isWhole;
  }
  return { outcomes: found, isWhole };
}

const NONE_OFF: ReadonlySet<Rule> = new Set();

function mergedOf({ outcomes, isWhole }: Front<LotOutcome>): MergedFront {
  return { outcomes: outcomes.map((part) => ({ sums: part.sums, part, off: [] })), isWhole };
}

/** Each outcome of one front with each of the others, where together they can come to less than the ceiling. */
function mergeAll(fronts: readonly MergedFront[], search: LotSearch, ceilingMinor = Infinity): MergedFront {
  const isSideBySide = search.scenario.isOrderNoisy;
  const several = fronts.filter(({ outcomes }) => outcomes.length > 1);
  const single = fronts.filter(({ outcomes }) => outcomes.length === 1);
  const base = single.reduce((all, { outcomes }) => join(all, outcomes[0]!, isSideBySide), NOTHING);
  let restMinor = several.reduce((sum, { outcomes }) => sum + leastOf(outcomes), 0);
  let all: MergedFront = { outcomes: [base], isWhole: fronts.every((front) => front.isWhole) };
  for (const front of several.sort((a, b) => a.outcomes.length - b.outcomes.length)) {
    restMinor -= leastOf(front.outcomes);
    all = mergeTwo(all, front, search, ceilingMinor - restMinor);
  }
  return all;
}

function mergeTwo(
  first: MergedFront,
  second: MergedFront,
  { scenario, budget }: LotSearch,
  ceilingMinor: number,
): MergedFront {
  const pairsLeft = Math.max(0, budget.max - budget.taken) / STEPS_A_PAIR;
  const isTooMuch = first.outcomes.length * second.outcomes.length > pairsLeft;
  const most = isTooMuch ? Math.max(1, Math.floor(Math.sqrt(pairsLeft))) : Infinity;
  const [a, b] = [cutTo(first, most), cutTo(second, most)];
  takeSteps(budget, 2 * a.outcomes.length * b.outcomes.length);
  const together: Merged[] = [];
  const totals = b.outcomes.map(totalOf);
  for (const left of a.outcomes) {
    const leftMinor = totalOf(left);
    b.outcomes.forEach((right, at) => {
      if (leftMinor + totals[at]! < ceilingMinor) together.push(join(left, right, scenario.isOrderNoisy));
    });
  }
  const front = pruneFront(together, scenario.pruning, budget);
  return { outcomes: front.outcomes, isWhole: a.isWhole && b.isWhole && front.isWhole };
}

/** What merging two outcomes costs, with sorting them and seeing which are needless. */
const STEPS_A_PAIR = 8;

/** The cheapest of a front, where there are not steps enough to merge all of it. */
function cutTo(front: MergedFront, most: number): MergedFront {
  if (front.outcomes.length <= most) return front;
  return { outcomes: front.outcomes.slice(0, most), isWhole: false };
}

function leastOf(outcomes: readonly Merged[]): number {
  return outcomes.reduce((least, outcome) => Math.min(least, totalOf(outcome)), Infinity);
}

function join(left: Merged, right: Merged, isSideBySide: boolean): Merged {
  const off = left.off.length === 0 ? right.off : [...left.off, ...right.off];
  return { sums: addUp(left.sums, right.sums, isSideBySide), part: [left, right], off };
}

function addUp(a: readonly number[], b: readonly number[], isSideBySide: boolean): readonly number[] {
  if (isSideBySide) return [...a, ...b];
  if (a.length === 0) return b;
  return a.map((sum, column) => sum + b[column]!);
}

/** The best that the order stages make of what the lots may come to. */
function chooseOrder(found: MergedFront, search: LotSearch): Choice {
  const { scenario, budget } = search;
  const { input, orderRules } = scenario;
  const ways = waysToAct(scenario);
  const best = { totalMinor: Infinity, merged: NOTHING, orderRules };
  let isProven = isCertain(found, scenario);
  for (const merged of found.outcomes) {
    const before = amountsAfterLines(merged, scenario);
    for (let acting = ways.at(0), way = 0; acting; way += 1, acting = ways.at(way)) {
      if (best.totalMinor < Infinity && isSpent(budget)) {
        isProven = false;
        break;
      }
      takeSteps(budget, 1);
      if (leastAfterOrders(acting, before, input) >= best.totalMinor) continue;
      takeSteps(budget, Math.ceil((acting.length * input.lines.length) / LINES_A_STEP));
      const amounts = [...before];
      runOrderStages(acting, amounts, input);
      let totalMinor = 0;
      for (let index = 0; index < amounts.length; index += 1)
        totalMinor += paidFor(input.lines[index]!, amounts[index]!);
      if (totalMinor < best.totalMinor) Object.assign(best, { totalMinor, merged, orderRules: acting });
    }
  }
  const off = new Set(best.merged.off);
  return {
    scenario,
    lots: partsOf(best.merged),
    lineRules: scenario.lineRules.filter((rule) => !off.has(rule)),
    orderRules: best.orderRules,
    totalMinor: best.totalMinor,
    isProven: isProven && !isSpent(budget),
  };
}

/** Whether all outcomes are there, as far as the lines are told apart. */
function isCertain({ isWhole }: MergedFront, { isRough, lineRules }: Scenario): boolean {
  return isWhole && !(isRough && lineRules.length > 0);
}

function amountsAfterLines(merged: Merged, { startMinor }: Scenario): number[] {
  const amounts = [...startMinor];
  for (const { lot, amountsMinor } of partsOf(merged)) {
    lot.lines.forEach((index, at) => (amounts[index] = amountsMinor[at]!));
  }
  return amounts;
}

/** The sets of order rules that may act together, each made when it is first asked for: there may be more than are ever tried. */
function waysToAct({ orderRules, isOptional }: Scenario): {
  at: (way: number) => readonly OrderRule[] | undefined;
} {
  const groups = groupsAmong(orderRules);
  const optional = orderRules.filter(
    (rule) => isOptional.has(rule) && !groups.some((group) => group.includes(rule)),
  );
  const more = waysToLeaveOut(groups, optional, isOptional);
  const made: OrderRule[][] = [];
  return {
    at: (way) => {
      if (way === made.length) {
        const next = more.next();
        if (next.done) return undefined;
        made.push(orderRules.filter((rule) => !next.value.has(rule)));
      }
      return made[way];
    },
  };
}

/** How many lines an order rule shares its discount to in the time of a step. */
const LINES_A_STEP = 1;

function partsOf({ part }: Merged, into: LotOutcome[] = []): LotOutcome[] {
  if (part === null) return into;
  if (isPair(part)) for (const half of part) partsOf(half, into);
  else into.push(part);
  return into;
}

function isPair(part: LotOutcome | readonly [Merged, Merged]): part is readonly [Merged, Merged] {
  return Array.isArray(part);
}

/**
 * Every set of rules that may be left out: all but one of each group, and any of those that are optional. Those that leave out
 * the least, and of a group the one that stands first, come first.
 */
function* waysToLeaveOut(
  groups: readonly (readonly Rule[])[],
  optional: readonly Rule[],
  isOptional: ReadonlySet<Rule>,
): Generator<ReadonlySet<Rule>> {
  const [group, ...otherGroups] = groups;
  if (group) {
    const winners: (Rule | null)[] = [...group];
    if (group.some((rule) => isOptional.has(rule))) winners.push(null);
    for (const winner of winners) {
      const losers = group.filter((rule) => rule !== winner);
      for (const off of waysToLeaveOut(otherGroups, optional, isOptional)) yield new Set([...losers, ...off]);
    }
    return;
  }
  const [first, ...others] = optional;
  if (!first) {
    yield new Set();
    return;
  }
  yield* waysToLeaveOut([], others, isOptional);
  for (const off of waysToLeaveOut([], others, isOptional)) yield new Set([first, ...off]);
}
