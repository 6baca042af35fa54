import type { ReturnOf } from '../../domain/basket.ts';
import { accountAfterReversal, intentOfReversal, withoutLots } from '../../domain/chain/chain-sale.ts';
import type { SaleReversal } from '../../domain/facts/loyalty-facts.ts';
import type { ReturnedUnits } from '../../domain/loyalty/reversal.ts';
import type { LoyaltyMoment, MemberStanding } from '../../domain/loyalty/sale-loyalty.ts';
import { reverseSale, type ReversalOutcome } from '../../domain/loyalty/sale-reversal.ts';
import { windowStart } from '../../domain/loyalty/tiers.ts';
import type { TillView } from '../register.ts';
import { earnedLife, memberLoyalty } from './member-loyalty.ts';
import { findSold, type SoldGoods } from './sold-goods.ts';

/** A line that comes back: of which sale, and how much. */
export interface ReturnLine {
  readonly returnOf: Pick<ReturnOf, 'saleId' | 'lineNo' | 'fromThousandths'>;
  /** Positive. */
  readonly quantityThousandths: number;
}

export interface ReturnsReckoned {
  /** One for each sale that something is of, in the order in which they come. */
  readonly reversals: readonly SaleReversal[];
  /** Members as they stand after all of it, by id. */
  readonly members: ReadonlyMap<string, MemberStanding>;
}

/** What goods that come back undo of the sales that they are of: points, coupons, budgets, tiers. Nothing is written. */
export function reverseReturns(
  view: TillView,
  lines: readonly ReturnLine[],
  moment: LoyaltyMoment,
): ReturnsReckoned {
  const unitsBySale = new Map<string, ReturnedUnits[]>();
  for (const { returnOf, quantityThousandths } of lines) {
    const units = unitsBySale.get(returnOf.saleId) ?? [];
    units.push({ lineNo: returnOf.lineNo, fromThousandths: returnOf.fromThousandths, quantityThousandths });
    unitsBySale.set(returnOf.saleId, units);
  }
  const sold = [...unitsBySale.keys()].map((saleId) => undoableSale(view, saleId));
  const members = standingsOf(view, sold, moment);
  const from = windowStart(view.settings.loyalty.tiers.window, moment.today) ?? '';
  const reversals = sold.map((goods) => {
    const units = unitsBySale.get(goods.sale.saleId)!;
    const before = goods.memberId === null ? null : members.get(goods.memberId)!;
    const returnedBefore = new Map(
      goods.lines.map(({ lineNo, returnedThousandths }) => [lineNo, returnedThousandths]),
    );
    const isMeasured = goods.businessDate >= from;
    const sale = { sale: goods.sale, returnedBefore, member: before, isMeasured };
    const outcome = reverseSale(sale, units, view.settings.loyalty, moment);
    const { reversal, member } = view.store.chain.link()
      ? inChain(view, goods, outcome.reversal, before, moment)
      : outcome;
    if (member) members.set(member.memberId, member);
    return reversal;
  });
  return { reversals, members };
}

/** A sale with what a return of it may still undo here. */
function undoableSale(view: TillView, saleId: string): SoldGoods {
  const goods = findSold(view, saleId);
  if (!goods) throw new Error(`there is no sale ${saleId} to return goods of`);
  const { chain } = view.store;
  if (chain.link()) return { ...goods, sale: withoutLots(goods.sale) };
  if (goods.entry === null || !chain.wasJoinedAt(goods.entry)) return goods;
  // A chain that the till has left counted what the sale used and earned, and keeps it.
  return { ...goods, memberId: null, sale: { ...goods.sale, loyalty: null, rules: [], coupons: [] } };
}

/** At a till of a chain the journal says what came back, and central which lots and tiers that changes. */
function inChain(
  view: TillView,
  goods: SoldGoods,
  reversed: SaleReversal,
  before: MemberStanding | null,
  moment: LoyaltyMoment,
): ReversalOutcome {
  const receiptNumber = goods.entry === null ? goods.sale.receiptNumber : null;
  const reversal = intentOfReversal(reversed, { receiptNumber });
  if (!before) return { reversal, member: null };
  const life = earnedLife(view, moment);
  const account = accountAfterReversal(before.account, reversal, moment.nowUtcMs, life);
  return { reversal, member: { ...before, account } };
}

function standingsOf(
  view: TillView,
  sold: readonly SoldGoods[],
  moment: LoyaltyMoment,
): Map<string, MemberStanding> {
  const lotIds = new Map<string, string[]>();
  for (const { sale, memberId } of sold) {
    if (memberId === null) continue;
    const { earned, redeemed } = sale.loyalty?.points ?? { earned: null, redeemed: null };
    const named = [
      ...(earned?.lot ? [earned.lot.lotId] : []),
      ...(redeemed?.takes ?? []).map(({ lotId }) => lotId),
    ];
    lotIds.set(memberId, [...(lotIds.get(memberId) ?? []), ...named]);
  }
  return new Map(
    [...lotIds].map(([memberId, ids]) => [memberId, memberLoyalty(view, memberId, moment, ids).member]),
  );
}
