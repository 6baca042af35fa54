import type { Target, UnitOffer } from '../../promotions/promotion.ts';
import { isOpenTo, meansLine } from '../../promotions/target.ts';
import type { OfferLine } from '../offer-input.ts';
import type { UnitRule } from './rule.ts';
import type { UnitClass } from './units.ts';

/** Units of one sort that a use of an offer takes. */
export interface Slot {
  /** Indexes of the classes that may fill it. */
  readonly classes: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** How an offer on units may be used on the classes of units at hand. */
export interface UnitField {
  readonly rule: UnitRule;
  readonly slots: readonly Slot[];
  /** How often it may be used, as far as its own terms say; a use of `isOneUse` offers is one unit, all of them one use. */
  readonly groupsMax: number;
  readonly isOneUse: boolean;
  /** Whether one use takes all that it may, and no other follows it. */
  readonly isOnce: boolean;
  /** Whether each unit of a use must be another article. */
  readonly isDistinct: boolean;
  /** The slots in which no unit may serve while a cheaper one is left over. */
  readonly boundSlots: readonly number[];
  /** By class: whether it may serve at all. */
  readonly isMeant: readonly boolean[];
}

/** What a unit offer can do with the classes; null where they cannot serve it. */
export function fieldOf(
  rule: UnitRule,
  classes: readonly UnitClass[],
  lines: readonly OfferLine[],
  hasSpecialPrice: (line: number) => boolean,
): UnitField | null {
  const { offer, promotion } = rule;
  const find = (target: Target, isGift = false) =>
    classes.flatMap(({ line: index }, place) => {
      if (!rule.isMeant[index]) return [];
      const line = lines[index]!;
      const isOpen = line.isGift === isGift && isOpenTo(promotion, line, hasSpecialPrice(index));
      return isOpen && meansLine(target, line) ? [place] : [];
    });
  const own = find(promotion.target);
  const slots = slotsOf({ offer, target: promotion.target }, own, find, classes, lines);
  const countOf = countIn(classes);
  if (slots.some((slot) => countOf(slot.classes) < slot.least)) return null;
  const isMeant = classes.map(() => false);
  for (const slot of slots) for (const place of slot.classes) isMeant[place] = true;
  const isOneUse = offer.kind === 'add-on-price' || offer.kind === 'pick-off';
  const limit = ownLimit(offer);
  return {
    rule,
    slots,
    groupsMax: isOneUse ? limit : Math.min(limit, rule.usesMax),
    isOneUse,
    isOnce: offer.kind === 'quantity-percent' || isAcross(offer),
    isDistinct: offer.kind === 'distinct-set',
    boundSlots: boundSlotsOf(offer),
    isMeant,
  };
}

function slotsOf(
  { offer, target }: { readonly offer: UnitOffer; readonly target: Target },
  own: readonly number[],
  find: (target: Target, isGift?: boolean) => number[],
  classes: readonly UnitClass[],
  lines: readonly OfferLine[],
): Slot[] {
  const countOf = countIn(classes);
  const exactly = (places: readonly number[], units: number): Slot => ({
    classes: places,
    least: units,
    most: units,
  });
  switch (offer.kind) {
    case 'nth-item':
      return isAcross(offer)
        ? [{ classes: own, least: offer.groupUnits, most: countOf(own) }]
        : [exactly(own, offer.groupUnits)];
    case 'group-price':
    case 'group-off':
      return [exactly(own, offer.groupUnits)];
    case 'quantity-percent': {
      const least = Math.min(...offer.steps.map(({ fromUnits }) => Math.max(1, fromUnits)));
      return [{ classes: own, least, most: countOf(own) }];
    }
    case 'buy-get':
      return offer.getTarget === null
        ? [exactly(own, offer.buyUnits + offer.getUnits)]
        : [exactly(own, offer.buyUnits), exactly(find(offer.getTarget), offer.getUnits)];
    case 'bundle-price':
    case 'set-off':
      return offer.parts.map((part) => exactly(find(part.target), part.units));
    case 'distinct-set': {
      const counts = offer.steps.map(({ distinct }) => distinct);
      return [{ classes: own, least: Math.min(...counts), most: Math.max(...counts) }];
    }
    case 'pick-off':
      return [exactly(pickedArticle(own, offer.pick, classes, lines), 1)];
    case 'add-on-price':
      return [exactly(own, 1)];
    case 'free-gift': {
      const gifts = find(offer.gifts ?? target, true);
      return [exactly(own, offer.buyUnits), { classes: gifts, least: 1, most: offer.getUnits }];
    }
  }
}

/** Picked over all groups, an offer is one use of many units; of the dearest, each might as well be in a group of its own. */
export function isAcross(offer: UnitOffer): boolean {
  return offer.kind === 'nth-item' && offer.scope === 'across-groups' && offer.pick === 'cheapest';
}

/** An offer on an article of the least (or highest) price means all its units, on whatever lines they are. */
function pickedArticle(
  own: readonly number[],
  pick: 'cheapest' | 'dearest',
  classes: readonly UnitClass[],
  lines: readonly OfferLine[],
): number[] {
  const prices = own.map((place) => classes[place]!.unitMinor);
  const price = pick === 'cheapest' ? Math.min(...prices) : Math.max(...prices);
  const first = own.find((place) => classes[place]!.unitMinor === price);
  if (first === undefined) return [];
  return own.filter((place) => isSameArticle(lines, classes[first]!, classes[place]!));
}

function isSameArticle(lines: readonly OfferLine[], a: UnitClass, b: UnitClass): boolean {
  const code = lines[a.line]!.articleCode;
  return a.line === b.line || (code !== null && code === lines[b.line]!.articleCode);
}

function ownLimit(offer: UnitOffer): number {
  switch (offer.kind) {
    case 'quantity-percent':
      return 1;
    case 'distinct-set':
      return Infinity;
    case 'pick-off':
      return offer.units;
    case 'add-on-price':
      return offer.maxUnits;
    default:
      return offer.maxGroups ?? Infinity;
  }
}

/**
 * `cheapest` would say nothing where the customer chose which units form a group, so it binds the choice: no unit is served
 * while a cheaper one that might be serves nothing. In an nth item, and where what is bought and what is had are of one
 * target, it says which unit of a group is the one, and the groups are free.
 */
function boundSlotsOf(offer: UnitOffer): number[] {
  switch (offer.kind) {
    case 'group-price':
    case 'group-off':
      return offer.pick === 'cheapest' ? [0] : [];
    case 'set-off':
      return offer.pick === 'cheapest' ? offer.parts.map((_, slot) => slot) : [];
    case 'buy-get':
      return offer.getTarget !== null && offer.pick === 'cheapest' ? [1] : [];
    default:
      return [];
  }
}

function countIn(classes: readonly UnitClass[]): (places: readonly number[]) => number {
  return (places) => places.reduce((sum, place) => sum + classes[place]!.count, 0);
}
