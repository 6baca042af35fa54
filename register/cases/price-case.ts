import { divideRounded } from '../../domain/integer.ts';
import type { OfferInput, OfferMember } from '../../domain/pricing/offer-input.ts';
import type { AppliedOutcome, OfferResult } from '../../domain/pricing/offer-outcome.ts';
import { priceOffers } from '../../domain/pricing/price-offers.ts';
import { taxAmount, type TaxedAmount } from '../../domain/tax.ts';
import { mapBasket, type CaseBasket, type TaxView } from './case-basket.ts';
import type { CaseMember, CasePromotion, PricingCase } from './case-form.ts';
import { caseRuleId, mapRules } from './case-promotion.ts';
import { clockOf } from './case-target.ts';

/** Enough for every basket of a case to be weighed whole. */
const STEPS_MAX = 5_000_000;

/** A case as the engine priced it. Amounts in minor units; by line means by line of the case. */
export interface PricedCase {
  readonly basket: CaseBasket;
  readonly member: OfferMember;
  readonly result: OfferResult;
  /** By line of the basket, fees included. */
  readonly taxed: readonly TaxedAmount[];
  readonly totalMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  /** What rules took off in all, by rule of the case, by line, and by unit: the largest first. */
  readonly discountMinor: number;
  readonly byRuleMinor: ReadonlyMap<string, number>;
  readonly byLineMinor: readonly number[];
  readonly byUnitMinor: readonly (readonly number[])[];
  readonly appliedIds: readonly string[];
}

export interface PricingOptions {
  /** The rules to price with; all of the case unless it is given. */
  readonly rules?: readonly CasePromotion[];
  /** What the member may spend, in the case's points times `pointsScale`. */
  readonly points: number;
  readonly pointsScale: number;
}

/** Prices a case with some of its rules. A text says what of it we have no words for. */
export function priceCase(source: PricingCase, options: PricingOptions): PricedCase | string {
  const rules = options.rules ?? source.promotions;
  const basket = mapBasket(source, taxViewOf(source));
  const mapped = mapRules(source, rules, basket.lines, options.pointsScale);
  if (typeof mapped === 'string') return mapped;
  const isChosen = [source.selection, ...rules.map(({ selection }) => selection)].some(
    (selection) => selection === 'single-best' || selection === 'best-for-customer',
  );
  const member = mapMember(source.member, options.points);
  const input: OfferInput = {
    currency: basket.currency,
    lines: basket.lines,
    ...mapped,
    member,
    basketDiscount: handDiscount(basket.handDiscountMinor),
    clock: clockOf(source),
    combination: isChosen ? 'best' : 'priority',
    stepsMax: STEPS_MAX,
  };
  return describe(source, basket, member, priceOffers(input));
}

/** Whether a rule's amounts are meant with the tax where the prices are without it, or the other way round. */
function taxViewOf({ promotions }: PricingCase): TaxView {
  if (promotions.some((each) => each.amountIncludesTax || each.capIncludesTax)) return 'with-tax';
  const isWithout = promotions.some(
    (each) => each.capIncludesTax === false || each.amountIncludesTax === false || each.base === 'pre-tax',
  );
  return isWithout ? 'without-tax' : 'as-given';
}

/** A group of members is a segment, by whatever name the case puts the member in it. */
function mapMember(member: CaseMember | undefined, points: number): OfferMember {
  const groups = [member?.group, member?.tier, member?.['memberGroup']];
  const placed = member?.ordersPlaced ?? 0;
  return {
    id: 'member',
    tier: member?.tier ?? null,
    segments: groups.filter((group) => typeof group === 'string'),
    birthday: null,
    points,
    purchaseCount: placed - (member?.ordersCancelled ?? 0),
  };
}

function handDiscount(amountMinor: number): OfferInput['basketDiscount'] {
  if (amountMinor === 0) return null;
  const authorization = { by: 'case', approvedBy: 'case', reason: null };
  return { kind: 'amount', amountMinor, authorization };
}

function describe(
  source: PricingCase,
  basket: CaseBasket,
  member: OfferMember,
  result: OfferResult,
): PricedCase {
  const taxed = result.lines.map(({ amountMinor }, index) => {
    const { rateBp, isTaxIncluded } = basket.lines[index]!;
    return taxAmount(amountMinor, rateBp, isTaxIncluded);
  });
  const { applied } = result;
  const byRuleMinor = new Map<string, number>();
  for (const { ruleId, savesMinor } of applied) {
    const id = caseRuleId(ruleId);
    byRuleMinor.set(id, (byRuleMinor.get(id) ?? 0) + savesMinor);
  }
  const sumOf = (of: (amount: TaxedAmount) => number) => taxed.reduce((sum, each) => sum + of(each), 0);
  return {
    basket,
    member,
    result,
    taxed,
    totalMinor: sumOf(({ totalMinor }) => totalMinor),
    netMinor: sumOf(({ netMinor }) => netMinor),
    taxMinor: sumOf(({ taxMinor }) => taxMinor),
    discountMinor: [...byRuleMinor.values()].reduce((sum, saved) => sum + saved, 0),
    byRuleMinor,
    byLineMinor: source.lines.map((_, place) => shownOn(applied, basket, place)),
    byUnitMinor: source.lines.map((_, place) => unitDiscounts(basket, result, place)),
    appliedIds: [...new Set(applied.map(({ ruleId }) => caseRuleId(ruleId)))],
  };
}

function shownOn(applied: readonly AppliedOutcome[], basket: CaseBasket, place: number): number {
  const index = basket.places.indexOf(place);
  const lineId = index < 0 ? null : basket.lines[index]!.id;
  return applied
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.lineId === lineId ? line.amountMinor : 0), 0);
}

function unitDiscounts({ places, lines }: CaseBasket, result: OfferResult, place: number): number[] {
  const index = places.indexOf(place);
  if (index < 0) return [];
  const { grossMinor, units } = lines[index]!;
  const unitMinor = divideRounded(grossMinor, units);
  return result.lines[index]!.unitAmounts.flatMap(([count, minor]) =>
    Array.from({ length: count }, () => unitMinor - minor),
  ).toSorted((a, b) => b - a);
}
