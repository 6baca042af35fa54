import { NO_MEMBERSHIP, type Basket, type BasketLine } from '../../domain/basket.ts';
import { utcOfWallClock } from '../../domain/business-date.ts';
import { tierOf } from '../../domain/loyalty/tiers.ts';
import type { OfferContext } from '../../domain/pricing/price-basket.ts';
import type { PricedLine } from '../../domain/pricing/priced-basket.ts';
import type { OfferMember } from '../../domain/pricing/offer-input.ts';
import type { Promotion } from '../../domain/promotions/promotion.ts';
import { lineAmountFault } from '../../domain/quantity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Explanation } from '../counter-membership.ts';
import { offerContext, servedMember, type ServedMember } from '../offer-context.ts';
import { priceWith } from '../price-sale.ts';
import type { Register, TillView } from '../register.ts';
import { explainSale } from '../show-membership.ts';
import { articleLines } from './add-lines.ts';

/** For whom a sale is simulated: nobody in particular, anybody of a tier, or a member with what they have. */
export type SimulatedCustomer =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'tier'; readonly tier: string }
  | { readonly kind: 'member'; readonly memberId: string };

export interface SimulationRequest {
  readonly lines: readonly { readonly articleCode: string; readonly quantityThousandths: number }[];
  readonly customer: SimulatedCustomer;
  /** On the shop's wall clock; null is now. */
  readonly at: { readonly date: string; readonly minuteOfDay: number } | null;
  /** A rule that counts although it is off, with its coupon on the counter where it needs one. */
  readonly ruleId: string | null;
}

/** A line as the engine prices it, before tax that comes on top. Amounts in minor units; what is taken off is positive. */
export interface SimulatedLine {
  readonly articleCode: string | null;
  readonly name: string;
  readonly unit: 'each' | 'kg';
  readonly quantityThousandths: number;
  readonly listMinor: number;
  /** Special prices, and offers on units and lines. */
  readonly lineOffersMinor: number;
  /** Its share of what is off the order. */
  readonly orderShareMinor: number;
  readonly toPayMinor: number;
  readonly savings: readonly { readonly ruleId: string; readonly amountMinor: number }[];
  /** A deposit or charge that comes with the line before it. */
  readonly isLinked: boolean;
}

export interface Simulation {
  readonly lines: readonly SimulatedLine[];
  readonly taxOnTopMinor: number;
  readonly totalMinor: number;
  readonly explanation: Explanation;
}

/** More than the oldest customer; a trial asks nobody's age. */
const ANY_AGE = 150;

/**
 * Prices a basket by the shop's rules as the counter would, for a customer and a moment that are chosen. Nothing is kept, and
 * the sale at the counter is not touched.
 */
export function simulateSale(register: Register, request: SimulationRequest): Result<Simulation> {
  const rule = ruleOf(register, request.ruleId);
  if (!rule.ok) return rule;
  const lines = linesOf(register, request);
  if (!lines.ok) return lines;
  const view = viewFrom(register, request, rule.value);
  const offers = offersFor(view, lines.value, request.customer, rule.value);
  if (!offers.ok) return offers;
  const { basket, served, context } = offers.value;
  const { priced, offers: used } = priceWith(view, basket, served, context);
  return ok({
    lines: priced.lines.map(showLine),
    taxOnTopMinor: priced.lines.reduce((sum, line) => sum + taxOnTop(line), 0),
    totalMinor: priced.totalMinor,
    explanation: explainSale(view, priced, used, null),
  });
}

function ruleOf({ store }: Register, ruleId: string | null): Result<Promotion | null> {
  if (ruleId === null) return ok(null);
  const stored = store.promotions.byId(ruleId);
  return stored ? ok(stored.promotion) : fail({ code: 'promotion-unknown', rule: ruleId });
}

function linesOf(register: Register, { lines: asked }: SimulationRequest): Result<BasketLine[]> {
  const lines: BasketLine[] = [];
  for (const { articleCode, quantityThousandths } of asked) {
    const article = register.store.catalogue.byCode(articleCode);
    if (!article) return fail({ code: 'article-unknown', articleCode });
    const rung = articleLines(register, article, { quantityThousandths, confirmedAge: ANY_AGE });
    if (!rung.ok) return rung;
    lines.push(...rung.value);
  }
  const fault = lineAmountFault(lines, register.settings.shop.currency);
  return fault ? fail(fault) : ok(lines);
}

/** The till as it stands at another moment, on that moment's own business date, with the rule on. */
function viewFrom(register: Register, { at }: SimulationRequest, rule: Promotion | null): TillView {
  const { store } = register;
  const active = store.promotions.active();
  const isOn = rule === null || active.some(({ id }) => id === rule.id);
  const promotions = isOn ? store.promotions : { ...store.promotions, active: () => [...active, rule] };
  if (at === null) return { ...register, store: { ...store, promotions } };
  const nowUtcMs = utcOfWallClock(`${at.date}T${clockText(at.minuteOfDay)}`, register.settings.shop.zone);
  return {
    ...register,
    clock: { nowUtcMs: () => nowUtcMs },
    store: { ...store, promotions, shifts: { ...store.shifts, open: () => null } },
  };
}

function clockText(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}:00`;
}

function offersFor(
  view: TillView,
  lines: readonly BasketLine[],
  customer: SimulatedCustomer,
  rule: Promotion | null,
): Result<{ basket: Basket; served: ServedMember | null; context: OfferContext }> {
  const memberId = customer.kind === 'member' ? customer.memberId : null;
  const basket: Basket = {
    id: '',
    state: 'open',
    openedAtUtcMs: view.clock.nowUtcMs(),
    frozenAtUtcMs: null,
    label: null,
    sourceRef: null,
    discount: null,
    taxExemption: null,
    membership: { ...NO_MEMBERSHIP, memberId },
    lines,
  };
  const served = servedMember(view, basket);
  if (memberId !== null && !served) return fail({ code: 'member-unknown', member: memberId });
  const found = offerContext(view, basket, served);
  const context: OfferContext = { ...found, coupons: [...found.coupons, ...couponOf(rule)] };
  if (customer.kind !== 'tier') return ok({ basket, served, context });
  if (!tierOf(view.settings.loyalty.tiers, customer.tier))
    return fail({ code: 'tier-unknown', tier: customer.tier });
  return ok({ basket, served, context: { ...context, member: anybodyOf(customer.tier) } });
}

function couponOf(rule: Promotion | null): OfferContext['coupons'] {
  if (!rule?.coupon) return [];
  const code = rule.coupon.sharedCode ?? '';
  return [{ couponId: rule.id, promotionId: rule.id, code, expiresOn: null, isPresented: true }];
}

/** A member of a tier of whom nothing else is known. */
function anybodyOf(tier: string): OfferMember {
  return { id: '', tier, segments: [], birthday: null, points: 0, purchaseCount: 1 };
}

function showLine(priced: PricedLine): SimulatedLine {
  const { line } = priced;
  return {
    articleCode: line.articleCode,
    name: line.name,
    unit: line.unit,
    quantityThousandths: line.quantityThousandths,
    listMinor: priced.grossMinor,
    lineOffersMinor: priced.priceSavingMinor + priced.lineDiscountMinor,
    orderShareMinor: priced.basketDiscountMinor,
    toPayMinor: priced.totalMinor - taxOnTop(priced),
    savings: priced.savings,
    isLinked: line.linkedTo !== null,
  };
}

function taxOnTop({ isTaxIncluded, taxMinor }: PricedLine): number {
  return isTaxIncluded ? 0 : taxMinor;
}
