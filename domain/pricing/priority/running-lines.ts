import { allocateWithin } from '../../allocation.ts';
import { shareOverUnits } from '../../unit-shares.ts';
import type { OfferLine } from '../offer-input.ts';

/** Units of a line that cost the same and have the same fate. */
export interface UnitRun {
  readonly count: number;
  /** What each of them costs now, in minor units. */
  readonly unitMinor: number;
  /** Whether they serve an offer on units already: a unit serves one. */
  readonly isServing: boolean;
}

/** A line on its way through the rules. */
export interface RunningLine {
  readonly line: OfferLine;
  readonly hasSpecialPrice: boolean;
  readonly amountMinor: number;
  readonly runs: readonly UnitRun[];
}

/** Some of the units of one run, and what an offer takes off them together. */
export interface ServedUnits {
  readonly lineIndex: number;
  readonly unitMinor: number;
  readonly count: number;
  readonly savingMinor: number;
}

/** A line at the price of stage 1, before any discount. */
export function startLine(line: OfferLine, hasSpecialPrice: boolean, amountMinor: number): RunningLine {
  const shares = shareOverUnits(amountMinor, line.quantityThousandths, line.isDivisible);
  const runs = shares.map(([count, unitMinor]) => ({ count, unitMinor, isServing: false }));
  return { line, hasSpecialPrice, amountMinor, runs };
}

/** Takes an amount off a whole line, shared over its units by what each of them costs. */
export function takeOffLine(running: RunningLine, savingMinor: number): RunningLine {
  if (savingMinor === 0) return running;
  const costs = running.runs.map((run) => run.count * run.unitMinor);
  const shares = costs.length === 1 ? [savingMinor] : allocateWithin(savingMinor, costs, costs);
  const runs = running.runs.flatMap((run, index) => splitRun(run, shares[index]!));
  return { ...running, amountMinor: running.amountMinor - savingMinor, runs: mergeRuns(runs) };
}

/** Takes what an offer saves off the units that served it, and marks them: they serve no other. */
export function serveUnits(
  running: RunningLine,
  served: readonly Omit<ServedUnits, 'lineIndex'>[],
): RunningLine {
  let runs = [...running.runs];
  let amountMinor = running.amountMinor;
  for (const { unitMinor, count, savingMinor } of served) {
    runs = runs.flatMap((run) => {
      if (run.isServing || run.unitMinor !== unitMinor) return [run];
      const taken = { count, unitMinor, isServing: true };
      const left = { ...run, count: run.count - count };
      return [...(left.count > 0 ? [left] : []), ...splitRun(taken, savingMinor)];
    });
    amountMinor -= savingMinor;
  }
  return { ...running, amountMinor, runs: mergeRuns(runs) };
}

/** The dearest so many units of a line, and the others, as lines of their own. */
export function splitDearest(
  running: RunningLine,
  units: number,
): [dearest: RunningLine, others: RunningLine] {
  let left = units;
  const dearest: UnitRun[] = [];
  const others: UnitRun[] = [];
  for (const run of running.runs.toSorted((a, b) => b.unitMinor - a.unitMinor)) {
    const count = Math.min(left, run.count);
    left -= count;
    if (count > 0) dearest.push({ ...run, count });
    if (count < run.count) others.push({ ...run, count: run.count - count });
  }
  return [ofUnits(running, dearest), ofUnits(running, others)];
}

/** A line of the units of two. */
export function joinUnits(a: RunningLine, b: RunningLine): RunningLine {
  return ofUnits(a, mergeRuns([...a.runs, ...b.runs]));
}

function ofUnits(running: RunningLine, runs: readonly UnitRun[]): RunningLine {
  const amountMinor = runs.reduce((sum, { count, unitMinor }) => sum + count * unitMinor, 0);
  return { ...running, amountMinor, runs };
}

/** What each unit costs, the dearest first, as `[count, minor]` pairs that sum to the line's amount. */
export function unitAmountsOf({ runs }: RunningLine): (readonly [count: number, minor: number])[] {
  const counts = new Map<number, number>();
  for (const { unitMinor, count } of runs) counts.set(unitMinor, (counts.get(unitMinor) ?? 0) + count);
  return [...counts].sort(([a], [b]) => b - a).map(([minor, count]) => [count, minor] as const);
}

/** Units alike share a saving so that what they cost then differs by one minor unit at most. */
function splitRun(run: UnitRun, savingMinor: number): UnitRun[] {
  const costMinor = run.count * run.unitMinor - savingMinor;
  const cheaper = Math.floor(costMinor / run.count);
  const dearerCount = costMinor - cheaper * run.count;
  return [
    { ...run, count: dearerCount, unitMinor: cheaper + 1 },
    { ...run, count: run.count - dearerCount, unitMinor: cheaper },
  ].filter(({ count }) => count > 0);
}

/** Units that cost the same and have the same fate are one run. */
function mergeRuns(runs: readonly UnitRun[]): readonly UnitRun[] {
  const merged: UnitRun[] = [];
  for (const run of runs) {
    const place = merged.findIndex(
      ({ unitMinor, isServing }) => unitMinor === run.unitMinor && isServing === run.isServing,
    );
    if (place < 0) merged.push(run);
    else merged[place] = { ...run, count: run.count + merged[place]!.count };
  }
  return merged;
}
