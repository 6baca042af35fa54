import { multiplyDivideRounded } from '../../../../domain/integer.ts';
import type { OfferInput } from '../../../../domain/pricing/offer-input.ts';
import type { Off, Promotion, Target, UnitOffer } from '../../../../domain/promotions/promotion.ts';
import { isOpenTo, meansLine } from '../../../../domain/promotions/target.ts';

export interface Unit {
  readonly line: number;
  readonly minor: number;
  readonly floorMinor: number;
}

export interface World {
  readonly input: OfferInput;
  readonly rules: readonly Promotion[];
  readonly amounts: readonly number[];
  readonly hasSpecialPrice: readonly boolean[];
  /** The dearest first, then by line. */
  readonly units: readonly Unit[];
}

export interface TriedUse {
  readonly rule: Promotion;
  readonly slots: readonly (readonly number[])[];
  readonly savingMinor: number;
  readonly counts: number;
}

export function unitRoom(rule: Promotion, { minor, floorMinor }: Unit): number {
  return rule.respectsPriceFloor ? Math.max(0, minor - floorMinor) : minor;
}

export function limitOf({ offer, limits }: Promotion): number {
  const perSale = limits.perSale ?? Infinity;
  switch (offer.kind) {
    case 'pick-off':
      return offer.units;
    case 'add-on-price':
      return offer.maxUnits;
    case 'nth-item':
    case 'group-price':
    case 'group-off':
    case 'buy-get':
    case 'bundle-price':
    case 'set-off':
    case 'free-gift':
      return Math.min(perSale, offer.maxGroups ?? Infinity);
    default:
      return perSale;
  }
}

export function isSingle(offer: Promotion['offer']): boolean {
  return offer.kind === 'quantity-percent' || isAcross(offer);
}

function isAcross(offer: Promotion['offer']): boolean {
  return offer.kind === 'nth-item' && offer.scope === 'across-groups' && offer.pick === 'cheapest';
}

export function boundSlots(offer: Promotion['offer']): number[] {
  if (offer.kind === 'group-price' || offer.kind === 'group-off') return offer.pick === 'cheapest' ? [0] : [];
  if (offer.kind === 'set-off') return offer.pick === 'cheapest' ? offer.parts.map((_, slot) => slot) : [];
  return offer.kind === 'buy-get' && offer.getTarget && offer.pick === 'cheapest' ? [1] : [];
}

function targetsOf({ offer, target }: Promotion): Target[] {
  if (offer.kind === 'bundle-price' || offer.kind === 'set-off')
    return offer.parts.map((part) => part.target);
  if (offer.kind === 'buy-get' && offer.getTarget) return [target, offer.getTarget];
  if (offer.kind === 'free-gift') return [target, offer.gifts ?? target];
  return [target];
}

export function mayFill(rule: Promotion, slot: number, unit: number, world: World): boolean {
  const { line: index } = world.units[unit]!;
  const line = world.input.lines[index]!;
  const isGiftSlot = rule.offer.kind === 'free-gift' && slot === 1;
  return (
    line.isGift === isGiftSlot &&
    isOpenTo(rule, line, world.hasSpecialPrice[index]!) &&
    meansLine(targetsOf(rule)[slot]!, line)
  );
}

/** The ways in which exactly these units make one use of a rule. */
export function usesOf(rule: Promotion, units: readonly number[], world: World): TriedUse[] {
  const offer = rule.offer as UnitOffer;
  return sizesOf(offer, units.length).flatMap((sizes) =>
    [...splits(units, sizes, (slot, unit) => mayFill(rule, slot, unit, world))].flatMap((slots) => {
      const all = slots.flat().map((unit) => world.units[unit]!);
      const picked = pickedOf(offer, slots, rule, world);
      if (!picked) return [];
      const room = total(all.map((unit) => unitRoom(rule, unit)));
      const savingMinor = Math.min(savingOf(offer, slots, picked, rule, world), room);
      const counts = isAcross(offer) && offer.kind === 'nth-item' ? units.length / offer.groupUnits : 1;
      return savingMinor > 0 ? [{ rule, slots, savingMinor, counts }] : [];
    }),
  );
}

function sizesOf(offer: UnitOffer, units: number): number[][] {
  switch (offer.kind) {
    case 'nth-item':
      if (isAcross(offer)) return units % offer.groupUnits === 0 ? [[units]] : [];
      return units === offer.groupUnits ? [[units]] : [];
    case 'group-price':
    case 'group-off':
      return units === offer.groupUnits ? [[units]] : [];
    case 'quantity-percent':
    case 'distinct-set':
      return [[units]];
    case 'buy-get':
      if (units !== offer.buyUnits + offer.getUnits) return [];
      return offer.getTarget === null ? [[units]] : [[offer.buyUnits, offer.getUnits]];
    case 'bundle-price':
    case 'set-off': {
      const sizes = offer.parts.map((part) => part.units);
      return total(sizes) === units ? [sizes] : [];
    }
    case 'pick-off':
    case 'add-on-price':
      return units === 1 ? [[1]] : [];
    case 'free-gift': {
      const gifts = units - offer.buyUnits;
      return gifts >= 1 && gifts <= offer.getUnits ? [[offer.buyUnits, gifts]] : [];
    }
  }
}

function* splits(
  units: readonly number[],
  sizes: readonly number[],
  mayTake: (slot: number, unit: number) => boolean,
  slot = 0,
): Generator<number[][]> {
  if (slot === sizes.length) {
    yield [];
    return;
  }
  for (const some of subsetsOf(units)) {
    if (some.length !== sizes[slot] || !some.every((unit) => mayTake(slot, unit))) continue;
    const others = units.filter((unit) => !some.includes(unit));
    for (const rest of splits(others, sizes, mayTake, slot + 1)) yield [some, ...rest];
  }
}

/** The units of a use that cost less; null where they are none that the offer rewards. */
function pickedOf(
  offer: UnitOffer,
  slots: readonly (readonly number[])[],
  rule: Promotion,
  world: World,
): Unit[] | null {
  const first = slots[0]!.map((unit) => world.units[unit]!);
  const ranked = (pick: 'cheapest' | 'dearest') =>
    [...first].sort((a, b) => {
      const byPrice = pick === 'cheapest' ? a.minor - b.minor : b.minor - a.minor;
      const byLine = pick === 'cheapest' ? b.line - a.line : a.line - b.line;
      return byPrice || compareEqual(a, b, first, rule, world) || byLine;
    });
  switch (offer.kind) {
    case 'nth-item': {
      const count = isAcross(offer) ? first.length / offer.groupUnits : 1;
      return ranked(offer.pick).slice(0, count);
    }
    case 'buy-get':
      if (offer.getTarget === null) return ranked(offer.pick).slice(0, offer.getUnits);
      return slots[1]!.map((unit) => world.units[unit]!);
    case 'free-gift':
      return slots[1]!.map((unit) => world.units[unit]!);
    case 'distinct-set': {
      const articles = first.map(
        ({ line }) => world.input.lines[line]!.articleCode ?? world.input.lines[line]!.id,
      );
      const most = Math.max(...offer.steps.map(({ distinct }) => distinct));
      return new Set(articles).size === first.length && first.length <= most ? first : null;
    }
    case 'pick-off': {
      const meant = world.units.filter((_, unit) => mayFill(rule, 0, unit, world));
      const prices = meant.map(({ minor }) => minor);
      const price = offer.pick === 'cheapest' ? Math.min(...prices) : Math.max(...prices);
      const article = meant.find(({ minor }) => minor === price)!;
      const codeOf = ({ line }: Unit) => world.input.lines[line]!.articleCode ?? `line ${line}`;
      return codeOf(article) === codeOf(first[0]!) ? first : null;
    }
    default:
      return slots.flat().map((unit) => world.units[unit]!);
  }
}

/** Of units that cost the same: those of the line that gives the most, that may lose the most, whose prices are all the same. */
function compareEqual(a: Unit, b: Unit, used: readonly Unit[], rule: Promotion, { units }: World): number {
  const given = (unit: Unit) =>
    used.filter(({ line, minor }) => line === unit.line && minor === unit.minor).length;
  const prices = (unit: Unit) =>
    new Set(units.filter(({ line }) => line === unit.line).map(({ minor }) => minor)).size;
  return given(b) - given(a) || unitRoom(rule, b) - unitRoom(rule, a) || prices(a) - prices(b);
}

function savingOf(
  offer: UnitOffer,
  slots: readonly (readonly number[])[],
  picked: readonly Unit[],
  rule: Promotion,
  world: World,
): number {
  const cost = total(slots.flat().map((unit) => world.units[unit]!.minor));
  const byRate = (rateBp: number) => {
    const byLine = new Map<number, { cost: number; room: number }>();
    for (const unit of picked) {
      const { cost: before, room } = byLine.get(unit.line) ?? { cost: 0, room: 0 };
      byLine.set(unit.line, { cost: before + unit.minor, room: room + unitRoom(rule, unit) });
    }
    return total(
      [...byLine.values()].map((line) =>
        Math.min(line.room, multiplyDivideRounded(line.cost, rateBp, 10_000)),
      ),
    );
  };
  const perUnit = (off: Off) =>
    'rateBp' in off
      ? byRate(off.rateBp)
      : total(picked.map((unit) => Math.min(off.amountMinor, unitRoom(rule, unit))));
  const perGroup = (off: Off) => ('rateBp' in off ? byRate(off.rateBp) : Math.min(off.amountMinor, cost));
  const stepOf = <S>(steps: readonly S[], from: (step: S) => number) =>
    steps.filter((step) => from(step) <= picked.length).sort((a, b) => from(b) - from(a))[0];
  switch (offer.kind) {
    case 'nth-item':
    case 'buy-get':
      return byRate(offer.rateBp);
    case 'free-gift':
      return byRate(10_000);
    case 'group-price':
    case 'bundle-price':
    case 'add-on-price':
      return cost - offer.priceMinor;
    case 'quantity-percent':
      return byRate(stepOf(offer.steps, ({ fromUnits }) => fromUnits)?.rateBp ?? 0);
    case 'distinct-set':
      return byRate(stepOf(offer.steps, ({ distinct }) => distinct)?.rateBp ?? 0);
    case 'group-off':
      return offer.per === 'group' ? perGroup(offer.off) : perUnit(offer.off);
    case 'set-off':
      return perGroup(offer.off);
    case 'pick-off':
      return perUnit(offer.off);
  }
}

export function* subsetsOf<T>(all: readonly T[]): Generator<T[]> {
  for (let mask = 0; mask < 2 ** all.length; mask += 1) yield all.filter((_, index) => (mask >> index) & 1);
}

export function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
