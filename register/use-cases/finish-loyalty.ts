import type { BasketLine } from '../../domain/basket.ts';
import { intentOfSale, payingMember } from '../../domain/chain/chain-sale.ts';
import { pointsOffLease } from '../../domain/chain/points-lease.ts';
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
import { keptPoints } from './unasked-limits.ts';

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
  served: ServedMember,
  afterReturns: ReadonlyMap<string, MemberStanding>,
  moment: LoyaltyMoment,
): FinishedLoyalty {
  const { store, settings, newId } = register;
  const { loyalty } = served;
  const { memberId } = loyalty.member;
  const member = afterReturns.get(memberId) ?? loyalty.member;
  const sold = priced.lines.filter(({ line }) => line.kind === 'sale');
  const { loyalty: fact, lines } = saleLoyalty({
    member: payingStanding(register, member, priced),
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
  return {
    fact: asChainKnows(register, fact, member, served),
    lines: new Map(sold.map(({ line }, index) => [line.id, lines[index]!])),
    before,
  };
}

/** The member as points pay for a sale: at a till of a chain, which lots they come from is not its to say. */
function payingStanding(
  { store }: TillView,
  member: MemberStanding,
  { redeemed, offers }: PricedBasket,
): MemberStanding {
  if (!store.chain.link()) return member;
  return payingMember(
    member,
    offers.coupons.reduce((points, { costPoints }) => points + costPoints, redeemed.points),
  );
}

/** What a sale did to its member, as the journal of a till of a chain has it; of any other as it is. */
function asChainKnows(
  view: TillView,
  fact: SaleLoyalty,
  { account, memberId }: MemberStanding,
  { hold, moment }: ServedMember,
): SaleLoyalty {
  const { chain } = view.store;
  if (!chain.link()) return fact;
  const redeemed = fact.points.redeemed?.points ?? 0;
  const leased = pointsOffLease(redeemed, keptPoints(view, hold, memberId, moment.nowUtcMs));
  return intentOfSale(fact, account, {
    asOfUtcMs: chain.state().pulledAtUtcMs,
    isHeld: redeemed > 0 && leased !== null,
    ...(leased !== null && leased > 0 && { leased }),
    isTold: chain.account(memberId) !== null,
  });
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
