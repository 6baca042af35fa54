import type { OfferInput } from '../offer-input.ts';
import { startApart } from './joined.ts';
import type { LineRule, Rule, UnitRule } from './rule.ts';
import type { Scenario } from './scenario.ts';
import type { LinePart } from './stages.ts';

/** Lines that unit offers join: their units are shared out together. */
export interface UnitLot {
  readonly lines: readonly number[];
  readonly rules: readonly UnitRule[];
}

/** Lines whose prices after stage 3 are decided together. */
export interface LineLot {
  readonly lines: readonly number[];
  readonly unitLots: readonly UnitLot[];
  /** Its rules of stage 3, each with those of its lines that are in the lot. */
  readonly parts: readonly LinePart[];
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
  const { unitRules, lineRules } = scenario;
  const count = scenario.input.lines.length;
  const lots = lineLotsOf(scenario);
  const lotAt = placesByLine(lots, count);
  const choosable = groupsAmong([...unitRules, ...lineRules]);
  const optional = lineRules.filter(
    (rule) => scenario.isOptional.has(rule) || rule.lines.some((index) => lots[lotAt[index]!]!.isNoisy),
  );
  const byChoice = startApart(count);
  for (const { lines } of lots) byChoice.join(lines);
  for (const group of choosable) byChoice.join(group.flatMap(({ lines }) => lines));
  for (const { lines } of optional) byChoice.join(lines);

  const parts = byChoice.parts().map((lines) => ({
    lines,
    lots: [] as LineLot[],
    groups: [] as Rule[][],
    optional: [] as Rule[],
  }));
  const partAt = placesByLine(parts, count);
  const partOf = ({ lines }: { readonly lines: readonly number[] }) => parts[partAt[lines[0]!]!]!;
  for (const lot of lots) partOf(lot).lots.push(lot);
  for (const group of choosable) partOf(group[0]!).groups.push(group);
  for (const rule of optional) {
    if (!choosable.some((group) => group.includes(rule))) partOf(rule).optional.push(rule);
  }
  return parts;
}

function lineLotsOf({ unitRules, lineRules, input }: Scenario): LineLot[] {
  const count = input.lines.length;
  const byUnits = startApart(count);
  for (const { lines } of unitRules) byUnits.join(lines);
  const unitLots = byUnits.parts().map((lines) => ({ lines, rules: [] as UnitRule[] }));
  const unitLotAt = placesByLine(unitLots, count);
  for (const rule of unitRules) unitLots[unitLotAt[rule.lines[0]!]!]!.rules.push(rule);

  const byLines = startApart(count);
  for (const { lines } of unitLots) byLines.join(lines);
  for (const rule of lineRules) {
    if (rule.spend) byLines.join([...rule.spend.lines, ...rule.lines]);
    else if (isShared(rule)) byLines.join(rule.lines);
  }
  const lots = byLines.parts().map((lines) => ({
    lines,
    unitLots: [] as UnitLot[],
    parts: [] as { readonly rule: LineRule; readonly indexes: number[] }[],
    isNoisy: false,
  }));
  const lotAt = placesByLine(lots, count);
  for (const unitLot of unitLots) {
    if (unitLot.rules.length > 0) lots[lotAt[unitLot.lines[0]!]!]!.unitLots.push(unitLot);
  }
  for (const rule of lineRules) {
    for (const index of rule.lines) {
      const { parts } = lots[lotAt[index]!]!;
      const last = parts.at(-1);
      if (last?.rule === rule) last.indexes.push(index);
      else parts.push({ rule, indexes: [index] });
    }
  }
  for (const lot of lots) lot.isNoisy = isNoisy(lot, input);
  return lots;
}

/** By line, the place of the part that it is in. */
function placesByLine(parts: readonly { readonly lines: readonly number[] }[], count: number): number[] {
  const places = new Array<number>(count);
  parts.forEach(({ lines }, place) => {
    for (const index of lines) places[index] = place;
  });
  return places;
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

/** Whether what a rule takes off a line turns on what others cost. */
function isShared({ offer, maxMinor, lines }: LineRule): boolean {
  return lines.length > 1 && (offer.kind === 'target-amount' || maxMinor !== null);
}

/** Sharing rounds, and what follows on some of the lines sees to whose favour. */
function isNoisy({ lines, parts }: Pick<LineLot, 'lines' | 'parts'>, input: OfferInput): boolean {
  if (lines.length === 1) return false;
  return parts.some(({ rule }, place) => {
    if (!isShared(rule)) return false;
    const isManual = rule.lines.some((index) => input.lines[index]!.manualDiscount !== null);
    return (
      isManual ||
      parts.slice(place + 1).some((later) => later.rule.lines.some((index) => rule.isMeant[index]))
    );
  });
}
