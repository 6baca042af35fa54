import { sortFew } from '../../sort-few.ts';
import type { PackTask, UseList, UseStep } from './packing.ts';

/** Places of classes that nothing can tell apart but how many units are left of them. */
export type AlikePlaces = readonly number[];

/**
 * Classes of different lines that cost the same, may serve the same, and are added up in the same column. A search may swap
 * them as it likes: it keeps the one of which most is left in front, and so meets many states as one.
 */
export function alikeIn(task: PackTask): AlikePlaces[] {
  if (task.pruning.keepsAll || task.classes.length === 1) return [];
  const groups = new Map<string, number[]>();
  const articles = task.classes.map(({ line }) => task.lines[line]!.articleCode ?? `line ${line}`);
  const isRepeated = new Set(articles.filter((article, place) => articles.indexOf(article) !== place));
  const lineCounts = new Map<number, number>();
  for (const { line } of task.classes) lineCounts.set(line, (lineCounts.get(line) ?? 0) + 1);
  task.classes.forEach(({ line, unitMinor, floorMinor }, place) => {
    // Rates are rounded by line and sets ask for different articles: a class counts as alike only if it stands for all of both.
    if (lineCounts.get(line)! > 1) return;
    if (isRepeated.has(articles[place]!) && task.fields.some(({ isDistinct }) => isDistinct)) return;
    const slots = task.fields.map((field) =>
      field.slots.map(({ classes }) => Number(classes.includes(place))).join(''),
    );
    const { rateBp, taxCode } = task.lines[line]!;
    const key = [unitMinor, floorMinor, task.columnOf[place], rateBp, taxCode, ...slots].join(' ');
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  });
  const several = [...groups.values()].filter((places) => places.length > 1);
  if (task.columns === 1) return several;
  return several.flatMap((places) => splitByColumn(places, task)).filter((places) => places.length > 1);
}

/**
 * Cents that are left over of a shared saving go to the earlier of two lines: with one of another column that stands between
 * them, two lines share unlike each other.
 */
function splitByColumn(places: readonly number[], { classes, columnOf }: PackTask): number[][] {
  const own = columnOf[places[0]!]!;
  const others = classes.flatMap(({ line }, place) => (columnOf[place] === own ? [] : [line]));
  const runs: number[][] = [];
  let before = -1;
  for (const place of places) {
    const { line } = classes[place]!;
    const isApart = runs.length === 0 || others.some((other) => before < other && other < line);
    if (isApart) runs.push([place]);
    else runs.at(-1)!.push(place);
    before = line;
  }
  return runs;
}

/** The counts with, among classes alike, the most in front. */
export function sortAlike(counts: number[], alike: readonly AlikePlaces[]): number[] {
  for (const places of alike) {
    if (isFalling(places, counts)) continue;
    const sorted = sortFew(
      places.map((place) => counts[place]!),
      (a, b) => b - a,
    );
    places.forEach((place, at) => (counts[place] = sorted[at]!));
  }
  return counts;
}

/** What was found with classes swapped, told of the classes as they are: the steps are gone through again from the start. */
export function unswap(steps: UseStep | null, task: PackTask, alike: readonly AlikePlaces[]): UseList | null {
  const counts = task.classes.map(({ count }) => count);
  const realOf = task.classes.map((_, place) => place);
  const uses: UseList['use'][] = [];
  const settle = () => {
    for (const places of alike) {
      if (isFalling(places, counts)) continue;
      const sorted = places
        .map((place) => ({ count: counts[place]!, real: realOf[place]! }))
        .sort((a, b) => b.count - a.count || a.real - b.real);
      places.forEach((place, at) => {
        counts[place] = sorted[at]!.count;
        realOf[place] = sorted[at]!.real;
      });
    }
  };
  settle();
  for (let step = steps; step; step = step.rest) {
    if (step.use) {
      const taken = step.use.taken.map(([place, count]) => [realOf[place]!, count] as const);
      if (step.use.savingMinor > 0) uses.push({ ...step.use, taken: sortFew(taken, ([a], [b]) => a - b) });
      for (const [place, count] of step.use.taken) counts[place]! -= count;
    } else {
      counts[step.leftPlace] = 0;
    }
    settle();
  }
  return uses.reduceRight<UseList | null>((rest, use) => ({ use, rest }), null);
}

function isFalling(places: AlikePlaces, counts: readonly number[]): boolean {
  return places.every((place, at) => at === 0 || counts[places[at - 1]!]! >= counts[place]!);
}
