import { allocateWithin } from '../../../../domain/allocation.ts';
import { lineAmountMinor } from '../../../../domain/line-amount.ts';
import { lineOfferSavings } from '../../../../domain/pricing/line-offer.ts';
import { rankForShares, roomMinor } from '../../../../domain/pricing/line-room.ts';
import { manualDiscountMinor, shareManualDiscount } from '../../../../domain/pricing/manual-discount.ts';
import type { OfferInput, OfferLine } from '../../../../domain/pricing/offer-input.ts';
import { orderOfferSavings } from '../../../../domain/pricing/order-offer.ts';
import { missingBesideSpend } from '../../../../domain/promotions/conditions.ts';
import type { LineOffer, OrderOffer, Promotion } from '../../../../domain/promotions/promotion.ts';
import { mayDiscount, meansLine } from '../../../../domain/promotions/target.ts';
import { taxAmount } from '../../../../domain/tax.ts';
import { shareOverUnits } from '../../../../domain/unit-shares.ts';
import {
  boundSlots,
  isSingle,
  limitOf,
  mayFill,
  subsetsOf,
  total,
  unitRoom,
  usesOf,
  type TriedUse,
  type Unit,
  type World,
} from './brute-units.ts';

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

interface TriedPacking {
  readonly rules: readonly Promotion[];
  readonly amounts: readonly number[];
}

const UNIT_KINDS = new Set([
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
]);
const LINE_KINDS = new Set(['item-percent', 'item-amount', 'target-amount', 'tier-percent']);

function isUnit(kind: string): boolean {
  return UNIT_KINDS.has(kind);
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
      const offered =
        rule.offer.kind === 'special-price' ? rule.offer.pricesE4[line.articleCode ?? ''] : undefined;
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
      const floorMinor =
        line.floorPriceE4 === null ? 0 : lineAmountMinor(line.floorPriceE4, quantity, input.currency);
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
  const isLine = ({ offer }: Promotion) => LINE_KINDS.has(offer.kind);
  run(3, rules.filter(isLine));
  input.lines.forEach(({ manualDiscount }, index) => {
    amounts[index]! -= manualDiscountMinor(manualDiscount, amounts[index]!);
  });
  const orders = rules.filter((rule) => !isLine(rule));
  run(
    4,
    orders.filter(({ coupon }) => coupon === null),
  );
  if (input.basketDiscount) {
    const shares = shareManualDiscount(input.basketDiscount, input.lines, amounts, input.currency);
    shares.forEach((share, index) => (amounts[index]! -= share));
  }
  run(
    5,
    orders.filter(({ coupon }) => coupon !== null),
  );
  return paidFor(amounts, input.lines);
}

export function paidFor(amounts: readonly number[], lines: readonly OfferLine[]): number {
  return total(
    lines.map(
      ({ rateBp, isTaxIncluded }, index) => taxAmount(amounts[index]!, rateBp, isTaxIncluded).totalMinor,
    ),
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
      if (packing)
        found.set(`${packing.rules.map(({ id }) => id).join()} ${packing.amounts.join()}`, packing);
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
      if (saving <= 0 && boundSlots(rule.offer).length === 0) return null;
      left -= saving;
      takeOff(rule, slots.flat(), saving, amounts, world);
    }
    for (const slot of boundSlots(rule.offer)) {
      const dearest = Math.max(
        ...own.flatMap((use) => use.slots[slot]!.map((unit) => world.units[unit]!.minor)),
      );
      const isPassedOver = idle.some(
        (unit) => world.units[unit]!.minor < dearest && mayFill(rule, slot, unit, world),
      );
      if (isPassedOver) return null;
    }
  }
  return { rules, amounts };
}

function takeOff(
  rule: Promotion,
  units: readonly number[],
  saving: number,
  amounts: number[],
  world: World,
): void {
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
