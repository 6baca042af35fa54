import { allocateWithin } from '../../../../domain/allocation.ts';
import { multiplyDivideRounded } from '../../../../domain/integer.ts';
import { lineAmountMinor } from '../../../../domain/line-amount.ts';
import { lineOfferSavings } from '../../../../domain/pricing/line-offer.ts';
import { rankForShares, roomMinor } from '../../../../domain/pricing/line-room.ts';
import { manualDiscountMinor, shareManualDiscount } from '../../../../domain/pricing/manual-discount.ts';
import type { OfferInput, OfferLine } from '../../../../domain/pricing/offer-input.ts';
import { orderOfferSavings } from '../../../../domain/pricing/order-offer.ts';
import { missingBesideSpend } from '../../../../domain/promotions/conditions.ts';
import type { LineOffer, Off, OrderOffer, Promotion, Target, UnitOffer } from '../../../../domain/promotions/promotion.ts';
import { isOpenTo, mayDiscount, meansLine } from '../../../../domain/promotions/target.ts';
import { taxAmount } from '../../../../domain/tax.ts';
import { shareOverUnits } from '../../../../domain/unit-shares.ts';

/**
 * The least that can be paid for a basket, found by trying every set of rules with every way to let single units serve them.
 * It knows nothing of the search: no classes of units, no components, no pruning. For a handful of units only.
 */
export function leastByBruteForce(input: OfferInput): number {
  const ordered = { ...input, lines: [...input.lines].sort((a, b) => (a.id < b.id ? -1 : 1)) };
  const world = openWorld(ordered);
  const later = world.rules.filter(({ offer }) => !isUnit(offer.kind));
  let least = Infinity;
  for (const packing of allPackings(world)) {
    for (const acting of subsetsOf(later)) {
      const all = [...packing.rules, ...acting];
      if (isAllowed(all, input)) least = Math.min(least, paidAfter(packing.amounts, acting, world));
    }
  }
  return least;
}

interface Unit {
  readonly line: number;
  readonly minor: number;
  readonly floorMinor: number;
}

interface World {
  readonly input: OfferInput;
  readonly rules: readonly Promotion[];
  readonly amounts: readonly number[];
  readonly hasSpecialPrice: readonly boolean[];
  /** The dearest first, then by line. */
  readonly units: readonly Unit[];
}

interface TriedPacking {
  readonly rules: readonly Promotion[];
  readonly amounts: readonly number[];
}

const UNIT_KINDS = [
  'nth-item',
  'group-price',
  'quantity-percent',
  'group-off',
  'buy-get',
  'bundle-price',
  'set-off',
  'distinct-set',
  'pick-off',
  'add-on-price',
  'free-gift',
];
const LINE_KINDS = ['item-percent', 'item-amount', 'target-amount', 'tier-percent'];

function isUnit(kind: string): boolean {
  return UNIT_KINDS.includes(kind);
}

function openWorld(input: OfferInput): World {
  const met = input.promotions
    .filter((rule) => missingBesideSpend(rule, input).length === 0)
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  const specials = met.filter(({ offer }) => offer.kind === 'special-price');
  const priced = input.lines.map((line) => {
    let priceE4 = line.manualPriceE4 ?? line.listPriceE4;
    let isSpecial = false;
    for (const rule of specials) {
      const offered = rule.offer.kind === 'special-price' ? rule.offer.pricesE4[line.articleCode ?? ''] : undefined;
      if (line.manualPriceE4 !== null || offered === undefined || offered >= priceE4) continue;
      if (!mayDiscount(rule, line, false)) continue;
      priceE4 = offered;
      isSpecial = true;
    }
    return { amount: lineAmountMinor(priceE4, line.quantityThousandths, input.currency), isSpecial };
  });
  const amounts = priced.map(({ amount }) => amount);
  const units = input.lines.flatMap((line, index) =>
    shareOverUnits(amounts[index]!, line.quantityThousandths, line.isDivisible).flatMap(([count, minor]) => {
      const quantity = line.units === 1 ? line.quantityThousandths : 1_000;
      const floorMinor = line.floorPriceE4 === null ? 0 : lineAmountMinor(line.floorPriceE4, quantity, input.currency);
      return Array.from({ length: count }, (): Unit => ({ line: index, minor, floorMinor }));
    }),
  );
  units.sort((a, b) => b.minor - a.minor || a.line - b.line);
  const rules = met.filter(({ offer }) => offer.kind !== 'special-price' && !offer.kind.startsWith('points'));
  return { input, rules, amounts, hasSpecialPrice: priced.map(({ isSpecial }) => isSpecial), units };
}

function isAllowed(rules: readonly Promotion[], input: OfferInput): boolean {
  if (rules.some(({ isExclusive }) => isExclusive) && rules.length > 1) return false;
  const groups = rules.flatMap(({ group }) => (group === null ? [] : [group]));
  if (new Set(groups).size < groups.length) return false;
  const coupons = rules.filter(({ coupon }) => coupon !== null);
  if (coupons.length > 1 && coupons.some(({ coupon }) => !coupon!.isStackable)) return false;
  const points = coupons.reduce((sum, { coupon }) => sum + (coupon!.costPoints ?? 0), 0);
  return points <= (input.member?.points ?? 0);
}

function* subsetsOf<T>(all: readonly T[]): Generator<T[]> {
  for (let mask = 0; mask < 2 ** all.length; mask += 1) yield all.filter((_, index) => (mask >> index) & 1);
}

/** What is paid after stages 3 to 5, with all of the rules. */
function paidAfter(start: readonly number[], rules: readonly Promotion[], world: World): number {
  const { input } = world;
  const amounts = [...start];
  const run = (stage: number, acting: readonly Promotion[]) => {
    const basis = [...amounts];
    for (const rule of acting) {
      if (!isSpendMet(rule, basis, stage > 2, input.lines)) continue;
      const meant = input.lines.flatMap((line, index) =>
        mayDiscount(rule, line, world.hasSpecialPrice[index]!) ? [index] : [],
      );
      const lines = meant.map((index) => input.lines[index]!);
      const amountsMinor = meant.map((index) => amounts[index]!);
      const roomsMinor = lines.map((line, at) =>
        roomMinor(line, amountsMinor[at]!, rule.respectsPriceFloor, input.currency),
      );
      const base = { lines, amountsMinor, roomsMinor, maxMinor: capOf(rule, input) };
      const savings =
        stage === 3
          ? lineOfferSavings(rule.offer as LineOffer, base, input.member?.tier ?? null)
          : orderOfferSavings(rule.offer as OrderOffer, base, total(meant.map((index) => basis[index]!)));
      meant.forEach((index, at) => (amounts[index]! -= savings[at]!));
    }
  };
  const isLine = ({ offer }: Promotion) => LINE_KINDS.includes(offer.kind);
  run(3, rules.filter(isLine));
  input.lines.forEach(({ manualDiscount }, index) => {
    amounts[index]! -= manualDiscountMinor(manualDiscount, amounts[index]!);
  });
  const orders = rules.filter((rule) => !isLine(rule));
  run(4, orders.filter(({ coupon }) => coupon === null));
  if (input.basketDiscount) {
    const shares = shareManualDiscount(input.basketDiscount, input.lines, amounts, input.currency);
    shares.forEach((share, index) => (amounts[index]! -= share));
  }
  run(5, orders.filter(({ coupon }) => coupon !== null));
  return paidFor(amounts, input.lines);
}

export function paidFor(amounts: readonly number[], lines: readonly OfferLine[]): number {
  return total(
    lines.map(({ rateBp, isTaxIncluded }, index) => taxAmount(amounts[index]!, rateBp, isTaxIncluded).totalMinor),
  );
}

function isSpendMet(
  { conditions, target }: Promotion,
  amounts: readonly number[],
  isAfterGifts: boolean,
  lines: readonly OfferLine[],
): boolean {
  const { spend } = conditions;
  if (!spend) return true;
  const counted = lines.map((line, index) =>
    (isAfterGifts || !line.isGift) && meansLine(spend.of ?? target, line) ? amounts[index]! : 0,
  );
  return spend.isExclusive ? total(counted) > spend.atLeastMinor : total(counted) >= spend.atLeastMinor;
}

function capOf({ maxDiscountMinor, limits, id }: Promotion, { uses }: OfferInput): number | null {
  const left = (limits.budgetMinor ?? Infinity) - (uses.get(id)?.spentMinor ?? 0);
  const cap = Math.min(maxDiscountMinor ?? Infinity, left);
  return cap === Infinity ? null : cap;
}

/** How units may serve, unit by unit: each serves nothing, or is the first of a use with others that are still free. */
function allPackings(world: World): TriedPacking[] {
  const rules = world.rules.filter(
    (rule) => isUnit(rule.offer.kind) && isSpendMet(rule, world.amounts, false, world.input.lines),
  );
  const found = new Map<string, TriedPacking>();
  const uses: TriedUse[] = [];
  const visit = (free: readonly number[], idle: readonly number[]) => {
    const [first, ...others] = free;
    if (first === undefined) {
      const packing = judgePacking(uses, idle, world);
      if (packing) found.set(`${packing.rules.map(({ id }) => id).join()} ${packing.amounts.join()}`, packing);
      return;
    }
    visit(others, [...idle, first]);
    for (const rule of rules) {
      for (const some of subsetsOf(others)) {
        for (const use of usesOf(rule, [first, ...some], world)) {
          uses.push(use);
          visit(
            others.filter((unit) => !some.includes(unit)),
            idle,
          );
          uses.pop();
        }
      }
    }
  };
  visit(
    world.units.map((_, index) => index),
    [],
  );
  return [...found.values()];
}

interface TriedUse {
  readonly rule: Promotion;
  readonly slots: readonly (readonly number[])[];
  readonly savingMinor: number;
  readonly counts: number;
}

/** Limits, what no rule may pass over, and what the lines cost then; null where the uses may not stand together. */
function judgePacking(uses: readonly TriedUse[], idle: readonly number[], world: World): TriedPacking | null {
  const amounts = [...world.amounts];
  const rules = [...new Set(uses.map(({ rule }) => rule))];
  for (const rule of rules) {
    const own = uses.filter((use) => use.rule === rule);
    if (own.reduce((sum, { counts }) => sum + counts, 0) > limitOf(rule)) return null;
    if (isSingle(rule.offer) && own.length > 1) return null;
    let left = capOf(rule, world.input) ?? Infinity;
    for (const { slots, savingMinor } of own) {
      const saving = Math.min(savingMinor, left);
      if (saving <= 0) return null;
      left -= saving;
      takeOff(rule, slots.flat(), saving, amounts, world);
    }
    for (const slot of boundSlots(rule.offer)) {
      const dearest = Math.max(...own.flatMap((use) => use.slots[slot]!.map((unit) => world.units[unit]!.minor)));
      const isPassedOver = idle.some(
        (unit) => world.units[unit]!.minor < dearest && mayFill(rule, slot, unit, world),
      );
      if (isPassedOver) return null;
    }
  }
  return { rules, amounts };
}

function takeOff(rule: Promotion, units: readonly number[], saving: number, amounts: number[], world: World): void {
  const classes = new Map<string, number[]>();
  for (const unit of [...units].sort((a, b) => a - b)) {
    const { line, minor } = world.units[unit]!;
    const key = `${line} ${minor}`;
    classes.set(key, [...(classes.get(key) ?? []), unit]);
  }
  const parts = [...classes.values()].map((each) => each.map((unit) => world.units[unit]!));
  const costs = parts.map((part) => total(part.map(({ minor }) => minor)));
  const rooms = parts.map((part) => total(part.map((unit) => unitRoom(rule, unit))));
  const lines = parts.map((part) => world.input.lines[part[0]!.line]!);
  const shares = allocateWithin(saving, costs, rooms, rankForShares(lines, costs));
  parts.forEach((part, index) => (amounts[part[0]!.line]! -= shares[index]!));
}

function unitRoom(rule: Promotion, { minor, floorMinor }: Unit): number {
  return rule.respectsPriceFloor ? Math.max(0, minor - floorMinor) : minor;
}

function limitOf({ offer, limits }: Promotion): number {
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

function isSingle(offer: Promotion['offer']): boolean {
  return offer.kind === 'quantity-percent' || isAcross(offer);
}

function isAcross(offer: Promotion['offer']): boolean {
  return offer.kind === 'nth-item' && offer.scope === 'across-groups' && offer.pick === 'cheapest';
}

function boundSlots(offer: Promotion['offer']): number[] {
  if (offer.kind === 'group-price' || offer.kind === 'group-off') return offer.pick === 'cheapest' ? [0] : [];
  if (offer.kind === 'set-off') return offer.pick === 'cheapest' ? offer.parts.map((_, slot) => slot) : [];
  return offer.kind === 'buy-get' && offer.getTarget && offer.pick === 'cheapest' ? [1] : [];
}

function targetsOf({ offer, target }: Promotion): Target[] {
  if (offer.kind === 'bundle-price' || offer.kind === 'set-off') return offer.parts.map((part) => part.target);
  if (offer.kind === 'buy-get' && offer.getTarget) return [target, offer.getTarget];
  if (offer.kind === 'free-gift') return [target, offer.gifts ?? target];
  return [target];
}

function mayFill(rule: Promotion, slot: number, unit: number, world: World): boolean {
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
function usesOf(rule: Promotion, units: readonly number[], world: World): TriedUse[] {
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
    [...first].sort((a, b) => (pick === 'cheapest' ? a.minor - b.minor || b.line - a.line : b.minor - a.minor || a.line - b.line));
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
      const articles = first.map(({ line }) => world.input.lines[line]!.articleCode ?? world.input.lines[line]!.id);
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
    return total([...byLine.values()].map((line) => Math.min(line.room, multiplyDivideRounded(line.cost, rateBp, 10_000))));
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

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
