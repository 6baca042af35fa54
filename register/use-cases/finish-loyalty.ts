import type { BasketLine } from '../../domain/basket.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { SaleLoyalty } from '../../domain/facts/loyalty-facts.ts';
import {
  saleLoyalty,
  type LinePoints,
  type LoyaltyLine,
  type LoyaltyMoment,
  type MemberStanding,
} from '../../domain/loyalty/sale-loyalty.ts';
import type { PricedBasket } from '../../domain/pricing/priced-basket.ts';
import { offerLineOf } from '../../domain/pricing/offer-line.ts';
import { meansLine } from '../../domain/promotions/target.ts';
import type { ServedMember } from '../offer-context.ts';
import { pricingContext, type Register, type TillView } from '../register.ts';

/** Membership of a sale that is done. */
export interface FinishedLoyalty {
  readonly fact: SaleLoyalty;
  /** By line id. */
  readonly lines: ReadonlyMap<string, LinePoints>;
  /** What is recorded right before the sale: an account that begins with it. */
  readonly before: readonly Fact[];
}

/**
 * What a sale does to its member, who stands where the goods that come back in the same sale left them: what was returned
 * is reversed first.
 */
export function finishLoyalty(
  register: Register,
  priced: PricedBasket,
  { loyalty }: ServedMember,
  afterReturns: ReadonlyMap<string, MemberStanding>,
  moment: LoyaltyMoment,
): FinishedLoyalty {
  const { store, settings, newId } = register;
  const { memberId } = loyalty.member;
  const sold = priced.lines.filter(({ line }) => line.kind === 'sale');
  const { loyalty: fact, lines } = saleLoyalty({
    member: afterReturns.get(memberId) ?? loyalty.member,
    memberNumber: store.members.byId(memberId)!.number,
    lines: earningLines(register, priced),
    settings: settings.loyalty,
    redeemed: priced.redeemed,
    coupons: priced.offers.coupons,
    pointsFactorBp: priced.offers.pointsFactorBp,
    pointsBonus: priced.offers.pointsBonus,
    moment,
    lotId: newId(),
  });
  const before: Fact[] = loyalty.opened ? [{ type: 'account.opened', payload: loyalty.opened }] : [];
  return { fact, lines: new Map(sold.map(({ line }, index) => [line.id, lines[index]!])), before };
}

/** The lines that are sold, as points see them. */
export function earningLines(view: TillView, { lines }: PricedBasket): LoyaltyLine[] {
  return lines
    .filter(({ line }) => line.kind === 'sale')
    .map(({ line, totalMinor, pointsDiscountMinor, savings }) => ({
      totalMinor,
      pointsDiscountMinor,
      savings,
      earns: doesEarn(view, line),
    }));
}

/** A deposit earns nothing, nor does what the shop excepts. */
function doesEarn(view: TillView, line: BasketLine): boolean {
  const { except } = view.settings.loyalty.earning;
  if (line.linkedTo !== null) return false;
  return except === null || !meansLine(except, offerLineOf(line, pricingContext(view)));
}
