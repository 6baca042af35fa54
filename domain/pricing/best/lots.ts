import type { LineRule, Rule, UnitRule } from './rule.ts';
import { startApart } from './joined.ts';
import type { Scenario } from './scenario.ts';

/** Lines that unit offers join: their units are shared out together. */
export interface UnitLot {
  readonly lines: readonly number[];
  readonly rules: readonly UnitRule[];
}

/** Lines whose prices after stage 3 are decided together. */
export interface LineLot {
  readonly lines: readonly number[];
  readonly unitLots: readonly UnitLot[];
  readonly rules: readonly LineRule[];
  /** Whether an amount that is shared over its lines is followed by rules that mean only some of them. */
  readonly isNoisy: boolean;
}

/** Lots among whose rules there is something to choose, that must be chosen together. */
export interface ChoiceLot {
  readonly lots: readonly LineLot[];
  /** Of each group one rule may act, at most. */
  readonly groups: readonly (readonly Rule[])[];
  /** Rules that may be left out. */
  readonly optional: readonly Rule[];
}

/** Takes a scenario apart into lots that have nothing to do with one another before the order stages. */
export function splitIntoLots(scenario: Scenario): ChoiceLot[] {
  const count = scenario.input.lines.length;
  const byUnits = startApart(count);
  for (const { lines } of scenario.unitRules) byUnits.join(lines);
  const unitParts = byUnits.parts();

  const byLines = startApart(count);
  for (const part of unitParts) byLines.join(part);
  for (const rule of scenario.lineRules) {
    if (rule.spend) byLines.join([...rule.spend.lines, ...rule.lines]);
    else if (isShared(rule)) byLines.join(rule.lines);
  }
  const lineParts = byLines.parts();

  const choosable = groupsAmong([...scenario.unitRules, ...scenario.lineRules]);
  const noisy = new Set(lineParts.filter((part) => isNoisy(part, scenario)).flat());
  const optional = scenario.lineRules.filter(
    (rule) => scenario.isOptional.has(rule) || rule.lines.some((index) => noisy.has(index)),
  );
  const byChoice = startApart(count);
  for (const part of lineParts) byChoice.join(part);
  for (const group of choosable) byChoice.join(group.flatMap(({ lines }) => lines));
  for (const { lines } of optional) byChoice.join(lines);

  const lineLots = lineParts.map((lines) => makeLineLot(lines, unitParts, noisy, scenario));
  return byChoice.parts().map((lines) => {
    const inside = new Set(lines);
    const isInside = (rule: Rule) => inside.has(rule.lines[0]!);
    return {
      lots: lineLots.filter((lot) => inside.has(lot.lines[0]!)),
      groups: choosable.filter((group) => isInside(group[0]!)),
      optional: optional.filter((rule) => isInside(rule) && !choosable.some((group) => group.includes(rule))),
    };
  });
}

/** Rules of which at most one may act, where there is more than one of them, in the order in which they act. */
export function groupsAmong<R extends Rule>(rules: readonly R[]): R[][] {
  const byName = new Map<string, R[]>();
  for (const rule of rules) {
    const { group } = rule.promotion;
    if (group === null) continue;
    const members = byName.get(group);
    if (members) members.push(rule);
    else byName.set(group, [rule]);
  }
  return [...byName.values()].filter((members) => members.length > 1);
}

function makeLineLot(
  lines: readonly number[],
  unitParts: readonly (readonly number[])[],
  noisy: ReadonlySet<number>,
  scenario: Scenario,
): LineLot {
  const inside = new Set(lines);
  return {
    lines,
    unitLots: unitParts
      .filter((part) => inside.has(part[0]!))
      .map((part) => ({
        lines: part,
        rules: scenario.unitRules.filter(({ isMeant }) => part.some((index) => isMeant[index])),
      }))
      .filter(({ rules }) => rules.length > 0),
    rules: scenario.lineRules.filter(({ isMeant }) => lines.some((index) => isMeant[index])),
    isNoisy: noisy.has(lines[0]!),
  };
}

/** Whether what a rule takes off a line turns on what others cost. */
function isShared({ offer, maxMinor, lines }: LineRule): boolean {
  return lines.length > 1 && (offer.kind === 'target-amount' || maxMinor !== null);
}

/** Sharing rounds, and what follows on some of the lines sees to whose favour. */
function isNoisy(part: readonly number[], { lineRules, input }: Scenario): boolean {
  if (part.length === 1) return false;
  const rules = lineRules.filter(({ isMeant }) => part.some((index) => isMeant[index]));
  return rules.some((rule, place) => {
    if (!isShared(rule)) return false;
    const isManual = rule.lines.some((index) => input.lines[index]!.manualDiscount !== null);
    return (
      isManual || rules.slice(place + 1).some((later) => later.lines.some((index) => rule.isMeant[index]))
    );
  });
}
