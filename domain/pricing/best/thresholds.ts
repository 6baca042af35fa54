import { manualDiscountMinor } from '../manual-discount.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LineOffer, Off, OrderOffer, UnitOffer } from '../../promotions/promotion.ts';
import { multiplyDivideRounded } from '../../integer.ts';
import { isSpendMet, sumOf, type LineRule, type OrderRule, type UnitRule } from './rule.ts';

/** Between what, in minor units, an amount may lie, whatever combination is chosen. */
export interface Range {
  readonly leastMinor: number;
  readonly mostMinor: number;
}

/** By line, the least and the most that it may cost when a stage begins. */
export interface StageRange {
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/** What lines may cost after stage 2: each unit serves one offer at most, and none takes more than its largest share. */
export function rangeAfterUnits(
  rules: readonly UnitRule[],
  amountsMinor: readonly number[],
  input: OfferInput,
): StageRange {
  const least = [...amountsMinor];
  for (const rule of rules) {
    const rateBp = largestShareBp(rule.offer, rule.promotion.respectsPriceFloor);
    for (const index of rule.lines) {
      const line = input.lines[index]!;
      // A share is rounded for each use, so that each unit may lose up to a minor unit more than its part.
      const lossMinor = Math.floor((amountsMinor[index]! * rateBp) / 10_000) + 2 * line.units + 1;
      least[index] = Math.max(0, Math.min(least[index]!, amountsMinor[index]! - lossMinor));
    }
  }
  return { least, most: amountsMinor };
}

/** What lines may cost after stage 3: all rules on them act, or none does. What was given by hand always does. */
export function rangeAfterLines(
  rules: readonly LineRule[],
  before: StageRange,
  input: OfferInput,
): StageRange {
  const least = [...before.least];
  for (const rule of rules) {
    for (const index of rule.lines) {
      least[index] = Math.max(0, least[index]! - lossOfLine(rule, least[index]!, input.lines[index]!.units));
    }
  }
  const byHand = (amountMinor: number, index: number) =>
    amountMinor - manualDiscountMinor(input.lines[index]!.manualDiscount, amountMinor);
  return { least: least.map(byHand), most: before.most.map(byHand) };
}

/** What some lines together may cost when the stage of a rule begins. */
export function rangeOf(
  lines: readonly number[],
  before: StageRange,
  isCoupon: boolean,
  orderRules: readonly OrderRule[],
  input: OfferInput,
): Range {
  let leastMinor = sumOf(lines, before.least);
  const mostMinor = sumOf(lines, before.most);
  if (isCoupon) {
    if (input.basketDiscount) leastMinor = 0;
    for (const rule of orderRules) {
      if (rule.stage === 4 && lines.some((index) => rule.isMeant[index])) {
        leastMinor -= mostOffOrder(rule, sumOf(rule.lines, before.most));
      }
    }
  }
  return { leastMinor: Math.max(0, leastMinor), mostMinor };
}

/** Whether an offer takes off something else at one end of a range of spending than at the other. */
export function isStepInPlay(offer: OrderOffer, range: Range): boolean {
  const liesWithin = (minor: number) => range.leastMinor < minor && minor <= range.mostMinor;
  if (offer.kind === 'spend-steps') return offer.steps.some(({ fromMinor }) => liesWithin(fromMinor));
  if (offer.kind !== 'spend-every') return false;
  const times = (minor: number) => Math.min(Math.floor(minor / offer.everyMinor), offer.maxTimes ?? Infinity);
  return times(range.leastMinor) !== times(range.mostMinor);
}

/** Whether spending more never takes off less, so that the most that can be spent can be taken for what is. */
export function isRising(offer: OrderOffer): boolean {
  if (offer.kind !== 'spend-steps') return true;
  const steps = [...offer.steps].sort((a, b) => a.fromMinor - b.fromMinor);
  return steps.every(({ off }, place) => {
    const before = steps[place - 1]?.off;
    if (!before) return true;
    if ('rateBp' in before) return 'rateBp' in off && off.rateBp >= before.rateBp;
    return 'amountMinor' in off && off.amountMinor >= before.amountMinor;
  });
}

/** The largest part of what its units cost that an offer may take off any of them, in basis points. */
function largestShareBp(offer: UnitOffer, hasFloors: boolean): number {
  if (hasFloors) return 10_000;
  switch (offer.kind) {
    case 'nth-item':
      return offer.pick === 'cheapest' ? Math.ceil(offer.rateBp / offer.groupUnits) : offer.rateBp;
    case 'buy-get':
      if (offer.getTarget !== null || offer.pick === 'dearest') return offer.rateBp;
      return Math.ceil((offer.rateBp * offer.getUnits) / (offer.buyUnits + offer.getUnits));
    case 'quantity-percent':
    case 'distinct-set':
      return Math.max(...offer.steps.map(({ rateBp }) => rateBp));
    case 'group-off':
    case 'set-off':
      return 'rateBp' in offer.off ? offer.off.rateBp : 10_000;
    default:
      return 10_000;
  }
}

/** The most that a rule of stage 3 may take off a line that costs so much, in minor units. */
export function lossOfLine(rule: LineRule, amountMinor: number, units: number): number {
  const { offer } = rule;
  switch (offer.kind) {
    case 'item-percent':
      // Rounded for each unit, the discount may be half a minor unit more on each.
      return (
        multiplyDivideRounded(amountMinor, offer.rateBp, 10_000) + (offer.rounding === 'unit' ? units : 1)
      );
    case 'item-amount':
      return offer.amountMinor * units;
    case 'target-amount':
      return offer.amountMinor;
    case 'tier-percent':
      return (
        multiplyDivideRounded(amountMinor, Math.max(0, ...offer.rates.map(({ rateBp }) => rateBp)), 10_000) +
        1
      );
  }
}

/** The most that all rules on the order, of each group one, and the discount by hand may take off together, in minor units. */
export function mostOffOrders(rules: readonly OrderRule[], before: StageRange, input: OfferInput): number {
  const byGroup = new Map<string, number>();
  let minor = 0;
  for (const rule of rules) {
    const off = mostOffOrder(rule, sumOf(rule.lines, before.most));
    const { group } = rule.promotion;
    if (group === null) minor += off;
    else byGroup.set(group, Math.max(off, byGroup.get(group) ?? 0));
  }
  for (const off of byGroup.values()) minor += off;
  const everything = before.most.map((_, index) => index);
  return minor + manualDiscountMinor(input.basketDiscount, sumOf(everything, before.most));
}

/**
 * Less than this the goods cannot cost after these order rules, in minor units: each takes off what it would if it came first,
 * for what is left to it, and what it is judged on, only shrinks.
 */
export function leastAfterOrders(
  rules: readonly OrderRule[],
  amountsMinor: readonly number[],
  input: OfferInput,
): number {
  let allMinor = 0;
  for (const amount of amountsMinor) allMinor += amount;
  let leastMinor = allMinor - manualDiscountMinor(input.basketDiscount, allMinor);
  for (const rule of rules) {
    if (!isSpendMet(rule.spend, amountsMinor)) continue;
    const spentMinor = sumOf(rule.lines, amountsMinor);
    leastMinor -= Math.min(spentMinor, mostOffOrder(rule, Math.max(spentMinor, rule.assumedMinor ?? 0)));
  }
  return leastMinor;
}

/**
 * The range of what a rule's lines cost without the steps that are not worth reaching. Whoever reaches a step has spent that much,
 * and pays it but for what may come off the order: where that is no less than what is paid for a plan that is known, nobody
 * needs to.
 */
export function worthReaching(
  offer: LineOffer | OrderOffer,
  { leastMinor, mostMinor }: Range,
  isWorth: (needMinor: number) => boolean,
): Range {
  const isReached = (minor: number) => leastMinor < minor && minor <= mostMinor;
  let needMinor = Infinity;
  if (offer.kind === 'spend-steps') {
    for (const { fromMinor } of offer.steps) {
      if (isReached(fromMinor) && !isWorth(fromMinor)) needMinor = Math.min(needMinor, fromMinor);
    }
  } else if (offer.kind === 'spend-every') {
    const times = Math.min(Math.floor(mostMinor / offer.everyMinor), offer.maxTimes ?? Infinity);
    let fewest = Math.floor(leastMinor / offer.everyMinor);
    while (fewest < times && isWorth((fewest + 1) * offer.everyMinor)) fewest += 1;
    if (fewest < times) needMinor = (fewest + 1) * offer.everyMinor;
  }
  return { leastMinor, mostMinor: Math.min(mostMinor, needMinor - 1) };
}

function mostOffOrder(rule: OrderRule, mostMinor: number): number {
  const { offer } = rule;
  const offOf = (off: Off) =>
    'rateBp' in off ? multiplyDivideRounded(mostMinor, off.rateBp, 10_000) : off.amountMinor;
  const most = () => {
    switch (offer.kind) {
      case 'order-percent':
        return offOf(offer);
      case 'order-amount':
        return offer.amountMinor;
      case 'order-price':
        return Math.max(0, mostMinor - offer.priceMinor);
      case 'spend-steps':
        return Math.max(0, ...offer.steps.map(({ off }) => offOf(off)));
      case 'spend-every':
        return (
          Math.min(Math.floor(mostMinor / offer.everyMinor), offer.maxTimes ?? Infinity) * offer.amountMinor
        );
    }
  };
  return Math.min(most(), rule.maxMinor ?? Infinity);
}
