import { QUANTITY_SCALE } from '../../line-amount.ts';
import type { LineOffer, OfferKind, OrderOffer, Promotion, UnitOffer } from '../../promotions/promotion.ts';
import { budgetLeftMinor, usesLeft } from '../../promotions/conditions.ts';
import { isOrderOffer } from '../../promotions/offer-stage.ts';
import { mayDiscount } from '../../promotions/target.ts';
import { lineOfferSavings, type DiscountBase } from '../line-offer.ts';
import { roomMinor } from '../line-room.ts';
import type { OfferInput } from '../offer-input.ts';
import { orderOfferSavings } from '../order-offer.ts';
import { planUnits } from './plan-units.ts';
import {
  joinUnits,
  serveUnits,
  splitDearest,
  takeOffLine,
  type RunningLine,
  type ServedUnits,
} from './running-lines.ts';

/** What a rule takes off the lines as they stand when its turn comes. Amounts in minor units, by line. */
export interface Taking {
  readonly savesMinor: number;
  readonly uses: number;
  readonly sharesMinor: readonly number[];
  /** Where it is shown; it sums to the same. */
  readonly shownMinor: readonly number[];
  /** The lines after it; made when it is taken, because most rules are only weighed. */
  readonly linesAfter: () => readonly RunningLine[];
  /** Gift units that it gave. */
  readonly giftUnits: number;
  /** Whether it would take more than is left of its budget: then it takes nothing. */
  readonly isOverBudget: boolean;
}

type WithOffer<O> = Promotion & { readonly offer: O };

const UNIT_KINDS: ReadonlySet<OfferKind> = new Set<UnitOffer['kind']>([
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

export function isOrderRule(promotion: Promotion): promotion is WithOffer<OrderOffer> {
  return isOrderOffer(promotion.offer.kind);
}

export function isUnitRule(promotion: Promotion): promotion is WithOffer<UnitOffer> {
  return UNIT_KINDS.has(promotion.offer.kind);
}

/** What a rule whose conditions hold takes off the running amounts. It takes nothing where it would pass its budget. */
export function takeRule(promotion: Promotion, lines: readonly RunningLine[], input: OfferInput): Taking {
  const taking = takeByKind(promotion, lines, input);
  if (taking.savesMinor <= budgetLeftMinor(promotion, input)) return taking;
  return {
    ...takeAmounts(
      lines,
      lines.map(() => 0),
    ),
    isOverBudget: true,
  };
}

function takeByKind(promotion: Promotion, lines: readonly RunningLine[], input: OfferInput): Taking {
  if (isUnitRule(promotion)) return takeUnits(promotion, lines, input);
  const { offer } = promotion;
  const isSomeUnits = (offer.kind === 'item-percent' || offer.kind === 'item-amount') && offer.maxLineUnits;
  if (isSomeUnits) return takeSomeUnits(promotion, offer, offer.maxLineUnits, lines, input);
  return takeAmounts(lines, savingsOf(promotion, lines, input));
}

/** Takes so much off each line. */
export function takeAmounts(lines: readonly RunningLine[], sharesMinor: readonly number[]): Taking {
  const savesMinor = sharesMinor.reduce((sum, share) => sum + share, 0);
  return {
    savesMinor,
    uses: savesMinor > 0 ? 1 : 0,
    sharesMinor,
    shownMinor: sharesMinor,
    linesAfter: () => lines.map((running, index) => takeOffLine(running, sharesMinor[index]!)),
    giftUnits: 0,
    isOverBudget: false,
  };
}

/** The most that a rule on amounts may take off each line: nothing where it does not mean it. */
export function roomsFor(promotion: Promotion, lines: readonly RunningLine[], currency: string): number[] {
  return lines.map(({ line, amountMinor, hasSpecialPrice }) =>
    mayDiscount(promotion, line, hasSpecialPrice)
      ? roomMinor(line, amountMinor, promotion.respectsPriceFloor, currency)
      : 0,
  );
}

function takeUnits(
  promotion: WithOffer<UnitOffer>,
  lines: readonly RunningLine[],
  input: OfferInput,
): Taking {
  const plan = planUnits(
    promotion,
    lines,
    unitUsesMax(promotion, input),
    promotion.maxDiscountMinor,
    input.currency,
  );
  const sharesMinor = lines.map(() => 0);
  for (const { lineIndex, savingMinor } of plan.served) sharesMinor[lineIndex]! += savingMinor;
  return {
    ...plan,
    sharesMinor,
    linesAfter: () => serveLines(lines, plan.served),
    isOverBudget: false,
  };
}

function serveLines(lines: readonly RunningLine[], served: readonly ServedUnits[]): RunningLine[] {
  const byLine = Map.groupBy(served, ({ lineIndex }) => lineIndex);
  return lines.map((running, index) => {
    const own = byLine.get(index);
    return own ? serveUnits(running, own) : running;
  });
}

/** Off the dearest so many units of each line, and those alone: the next such rule finds other ones the dearest. */
function takeSomeUnits(
  promotion: Promotion,
  offer: Extract<LineOffer, { kind: 'item-percent' | 'item-amount' }>,
  maxUnits: number,
  lines: readonly RunningLine[],
  input: OfferInput,
): Taking {
  const rooms = roomsFor(promotion, lines, input.currency);
  const minUnits = offer.kind === 'item-percent' ? offer.minLineUnits : 1;
  const meant = lines.flatMap(({ line }, index) =>
    rooms[index]! > 0 && line.units >= minUnits ? [index] : [],
  );
  const parts = meant.map((index) => splitDearest(lines[index]!, maxUnits));
  const base: DiscountBase = {
    lines: parts.map(([{ line, runs }]) => {
      const units = runs.reduce((sum, { count }) => sum + count, 0);
      return line.isDivisible ? line : { ...line, units, quantityThousandths: units * QUANTITY_SCALE };
    }),
    amountsMinor: parts.map(([{ amountMinor }]) => amountMinor),
    roomsMinor: parts.map(([{ amountMinor }], place) => Math.min(amountMinor, rooms[meant[place]!]!)),
    maxMinor: promotion.maxDiscountMinor,
  };
  const { maxLineUnits: _, ...whole } = offer;
  const unbound = whole.kind === 'item-percent' ? { ...whole, minLineUnits: 1 } : whole;
  const savings = lineOfferSavings(unbound, base, input.member?.tier ?? null);
  const sharesMinor = lines.map(() => 0);
  meant.forEach((index, place) => (sharesMinor[index] = savings[place]!));
  const linesAfter = () => {
    const after = [...lines];
    meant.forEach((index, place) => {
      const [dearest, others] = parts[place]!;
      after[index] = joinUnits(takeOffLine(dearest, savings[place]!), others);
    });
    return after;
  };
  return { ...takeAmounts(lines, sharesMinor), linesAfter };
}

/** How often a rule on units may be used in this sale: by its own repeats and by its limits. */
export function unitUsesMax(promotion: WithOffer<UnitOffer>, input: OfferInput): number {
  const { offer } = promotion;
  const maxGroups = 'maxGroups' in offer ? offer.maxGroups : null;
  return Math.min(maxGroups ?? Infinity, usesLeft(promotion, input));
}

function savingsOf(promotion: Promotion, lines: readonly RunningLine[], input: OfferInput): number[] {
  const { offer } = promotion;
  const meant = lines.flatMap((running, index) =>
    mayDiscount(promotion, running.line, running.hasSpecialPrice) ? [index] : [],
  );
  const rooms = roomsFor(promotion, lines, input.currency);
  const base: DiscountBase = {
    lines: meant.map((index) => lines[index]!.line),
    amountsMinor: meant.map((index) => lines[index]!.amountMinor),
    roomsMinor: meant.map((index) => rooms[index]!),
    maxMinor: promotion.maxDiscountMinor,
  };
  const savings = lines.map(() => 0);
  savingsOn(offer, base, input).forEach((saving, place) => (savings[meant[place]!] = saving));
  return savings;
}

function savingsOn(offer: Promotion['offer'], base: DiscountBase, input: OfferInput): number[] {
  if (base.lines.length === 0) return [];
  switch (offer.kind) {
    case 'item-percent':
    case 'item-amount':
    case 'target-amount':
    case 'tier-percent':
      return lineOfferSavings(offer, base, input.member?.tier ?? null);
    case 'order-percent':
    case 'order-amount':
    case 'order-price':
    case 'spend-steps':
    case 'spend-every':
      return orderOfferSavings(
        offer,
        base,
        base.amountsMinor.reduce((sum, amount) => sum + amount, 0),
      );
    default:
      throw new Error(`${offer.kind} takes nothing off an amount`);
  }
}
