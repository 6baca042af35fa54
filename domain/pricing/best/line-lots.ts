import { taxAmount } from '../../tax.ts';
import type { OfferLine } from '../offer-input.ts';
import { pruneFront, type Front, type Outcome, type Pruning } from './front.ts';
import type { LineLot, UnitLot } from './lots.ts';
import { packUnits } from './pack-units.ts';
import type { PackFront, PackTask, Packing } from './packing.ts';
import type { Rule, UnitRule } from './rule.ts';
import type { Scenario } from './scenario.ts';
import { isBestInTurn, serveInBestTurn, serveInTurn } from './serve-in-turn.ts';
import { runLineStage } from './stages.ts';
import { isSpent, startBudget, takeSteps, type StepBudget } from './step-budget.ts';
import { fieldOf } from './unit-field.ts';
import { shareUse } from './unit-use.ts';
import { classifyUnits, statesOf } from './units.ts';

/** Units of a lot shared out, with what is needed to tell what it means. */
export interface PackedLot {
  readonly task: PackTask;
  readonly packing: Packing;
}

/** What the lines of a lot may cost after stage 3, and by what. Its sums are what the search goes on with. */
export interface LotOutcome extends Outcome {
  readonly lot: LineLot;
  /** By line of the lot. */
  readonly amountsMinor: readonly number[];
  readonly packed: readonly PackedLot[];
}

/** Fronts by what they were found from: the same lot is met again with other rules left out elsewhere. */
export type LotFronts = Map<string, Front<LotOutcome>>;

export interface LotSearch {
  readonly scenario: Scenario;
  readonly budget: StepBudget;
  readonly fronts: Map<LineLot, LotFronts>;
  /** By index of all lines: where a lot reckons what its own come to. */
  readonly amounts: number[];
}

/** Every outcome of a lot after stage 3 that may still be the best, where the rules in `isOff` do not act. */
export function frontOfLot(lot: LineLot, isOff: ReadonlySet<Rule>, search: LotSearch): Front<LotOutcome> {
  const key =
    isOff.size === 0
      ? ''
      : keyOf([...lot.unitLots.flatMap(({ rules }) => rules), ...lot.parts.map(({ rule }) => rule)], isOff);
  const fronts = search.fronts.get(lot) ?? new Map<string, Front<LotOutcome>>();
  search.fronts.set(lot, fronts);
  const known = fronts.get(key);
  if (known) return known;
  const made = makeFront(lot, isOff, search);
  fronts.set(key, made);
  return made;
}

function makeFront(lot: LineLot, isOff: ReadonlySet<Rule>, search: LotSearch): Front<LotOutcome> {
  const { scenario, budget } = search;
  const packs = lot.unitLots.map((unitLot) => packLot(unitLot, lot, isOff, search));
  const parts = isOff.size === 0 ? lot.parts : lot.parts.filter(({ rule }) => !isOff.has(rule));
  const stepsOnce = parts.reduce((sum, { indexes }) => sum + 4 + indexes.length, lot.lines.length);
  const { amounts } = search;
  const outcomes: LotOutcome[] = [];
  let isWhole = packs.every(({ front }) => front.isWhole);
  const way = packs.map(() => 0);
  do {
    if (outcomes.length > 0 && isSpent(budget)) {
      isWhole = false;
      break;
    }
    takeSteps(budget, stepsOnce);
    const packed = packs.map(({ task, front }, at) => ({ task, packing: front.outcomes[way[at]!]! }));
    for (const index of lot.lines) amounts[index] = scenario.startMinor[index]!;
    for (const { task, packing } of packed) takeOffUses(task, packing, amounts);
    runLineStage(parts, lot.lines, amounts, scenario.input);
    const amountsMinor = lot.lines.map((index) => amounts[index]!);
    outcomes.push({ sums: sumsOf(lot, amountsMinor, scenario), amountsMinor, packed, lot });
  } while (goOn(way, packs));
  const front = pruneFront(outcomes, scenario.pruning, budget);
  return { outcomes: front.outcomes, isWhole: isWhole && front.isWhole };
}

/** Takes what the uses of a packing save off the lines whose units served them. */
function takeOffUses(task: PackTask, packing: Packing, amountsMinor: number[]): void {
  for (let list = packing.uses; list; list = list.rest) {
    const { use } = list;
    const shares = shareUse(use, task.fields[use.field]!, task.classes, task.lines);
    use.taken.forEach(([place], at) => (amountsMinor[task.classes[place]!.line]! -= shares[at]!));
  }
}

function sumsOf(lot: LineLot, amountsMinor: readonly number[], scenario: Scenario): number[] {
  if (!scenario.hasOrderStages) {
    const paid = lot.lines.reduce(
      (sum, index, at) => sum + paidFor(scenario.input.lines[index]!, amountsMinor[at]!),
      0,
    );
    return [paid];
  }
  if (scenario.isOrderNoisy) return [...amountsMinor];
  const sums = new Array<number>(scenario.sorts).fill(0);
  lot.lines.forEach((index, at) => (sums[scenario.sortOf[index]!]! += amountsMinor[at]!));
  return sums;
}

/** What the customer pays for a line that costs so much, with its tax. */
export function paidFor({ rateBp, isTaxIncluded }: OfferLine, amountMinor: number): number {
  return isTaxIncluded ? amountMinor : taxAmount(amountMinor, rateBp, false).totalMinor;
}

function packLot(unitLot: UnitLot, lot: LineLot, isOff: ReadonlySet<Rule>, search: LotSearch): PackFront {
  const { packs } = search.scenario.ground;
  const rules = isOff.size === 0 ? unitLot.rules : unitLot.rules.filter((rule) => !isOff.has(rule));
  const columns = columnsOf(unitLot, lot, search.scenario);
  const key = `${unitLot.lines.join()} ${rules.map(({ id }) => id).join()} ${columns.key}`;
  const known = packs.get(key);
  if (known) return known;
  const task = taskOf(unitLot, rules, columns, search.scenario);
  const made = { task, front: packBest(task, search.budget) };
  packs.set(key, made);
  return made;
}

/** All packings that matter; where they cannot all be searched, the one that is found by taking offers in turn, and none. */
function packBest(task: PackTask, budget: StepBudget): Front<Packing> {
  if (task.fields.length === 0 || isBestInTurn(task)) return { outcomes: [serveInTurn(task)], isWhole: true };
  // No lot may use up what the others need.
  const share = startBudget(Math.max(0, budget.max - budget.taken) / 2);
  const states = statesOf(task.classes.map(({ count }) => count));
  const found = states * STEPS_A_STATE > share.max ? null : packUnits(task, share);
  takeSteps(budget, share.taken);
  if (found && found.outcomes.length > 0) return found;
  const turns = startBudget((Math.max(0, budget.max - budget.taken) * 3) / 4);
  const packing = serveInBestTurn(task, turns);
  takeSteps(budget, turns.taken);
  return { outcomes: [packing], isWhole: false };
}

/** Fewer steps a state hardly any search does with: one that would take more than it has is not begun. */
const STEPS_A_STATE = 2;

/** Where what each line costs after stage 2 is added up. */
interface Columns {
  readonly columnOf: ReadonlyMap<number, number>;
  readonly count: number;
  readonly pruning: Pruning;
  /** Tells them from others of the same lines. */
  readonly key: string;
}

function columnsOf(unitLot: UnitLot, lot: LineLot, scenario: Scenario): Columns {
  const keepsAll = lot.isNoisy || scenario.isOrderNoisy;
  const places = new Map<number | string, number>();
  const columnOf = new Map<number, number>();
  const held: boolean[] = [];
  let key = `${keepsAll} ${scenario.isRough}`;
  for (const index of unitLot.lines) {
    const isHeld = scenario.isHeldForLines[index]! || scenario.isHeldForOrder[index]!;
    const isOwn = keepsAll || isChangedLater(index, lot, scenario);
    const name = isOwn ? index : `${scenario.sortOf[index]!} ${isHeld}`;
    const column = places.get(name) ?? places.size;
    places.set(name, column);
    columnOf.set(index, column);
    held[column] = isHeld;
    key += ` ${column}${isHeld ? 'h' : ''}`;
  }
  const pruning = { isHeld: held.includes(true) ? held : null, keepsAll, isRough: scenario.isRough };
  return { columnOf, count: Math.max(1, places.size), pruning, key };
}

function taskOf(
  unitLot: UnitLot,
  rules: readonly UnitRule[],
  { columnOf, count, pruning }: Columns,
  { input, startMinor, prices }: Scenario,
): PackTask {
  const classes = classifyUnits(unitLot.lines, input.lines, startMinor, input.currency);
  const hasSpecialPrice = (index: number) => prices[index]!.ruleId !== null;
  return {
    classes,
    fields: rules.flatMap((rule) => fieldOf(rule, classes, input.lines, hasSpecialPrice) ?? []),
    lines: input.lines,
    columnOf: classes.map(({ line }) => columnOf.get(line)!),
    columns: count,
    pruning,
  };
}

/** Whether what comes after stage 2 rounds on a single line. */
function isChangedLater(index: number, lot: LineLot, { input, hasOrderStages }: Scenario): boolean {
  const line = input.lines[index]!;
  const isTaxedAlone = !hasOrderStages && !line.isTaxIncluded && line.rateBp > 0;
  return isTaxedAlone || line.manualDiscount !== null || lot.parts.some(({ rule }) => rule.isMeant[index]);
}

/** Goes on to the next choice of one packing for each of the unit lots, told by place; false after the last. */
function goOn(way: number[], packs: readonly PackFront[]): boolean {
  for (let at = way.length - 1; at >= 0; at -= 1) {
    way[at]! += 1;
    if (way[at]! < packs[at]!.front.outcomes.length) return true;
    way[at] = 0;
  }
  return false;
}

function keyOf(rules: readonly Rule[], isOff: ReadonlySet<Rule>): string {
  let key = '';
  rules.forEach((rule, index) => {
    if (isOff.has(rule)) key += `${index},`;
  });
  return key;
}
