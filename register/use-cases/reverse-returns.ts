import type { ReturnOf } from '../../domain/basket.ts';
import type { SaleReversal } from '../../domain/facts/loyalty-facts.ts';
import type { SaleCompleted } from '../../domain/facts/sale-facts.ts';
import type { ReturnedUnits } from '../../domain/loyalty/reversal.ts';
import type { LoyaltyMoment, MemberStanding } from '../../domain/loyalty/sale-loyalty.ts';
import { reverseSale } from '../../domain/loyalty/sale-reversal.ts';
import { windowStart } from '../../domain/loyalty/tiers.ts';
import type { TillView } from '../register.ts';
import { memberLoyalty } from './member-loyalty.ts';

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
  const sold = [...unitsBySale.keys()].map((saleId) => soldSale(view, saleId));
  const members = standingsOf(view, sold, moment);
  const from = windowStart(view.settings.loyalty.tiers.window, moment.today) ?? '';
  const reversals = sold.map(({ sale, memberId, businessDate }) => {
    const { reversal, member } = reverseSale(
      {
        sale,
        returnedBefore: returnedBefore(view, sale.saleId),
        member: memberId === null ? null : members.get(memberId)!,
        isMeasured: businessDate >= from,
      },
      unitsBySale.get(sale.saleId)!,
      view.settings.loyalty,
      moment,
    );
    if (member) members.set(member.memberId, member);
    return reversal;
  });
  return { reversals, members };
}

interface FoundSale {
  readonly sale: SaleCompleted;
  /** Whose it is by now. */
  readonly memberId: string | null;
  readonly businessDate: string;
}

function soldSale({ store }: TillView, saleId: string): FoundSale {
  const stored = store.sales.byId(saleId);
  const owner = store.loyalty.saleOwner(saleId);
  if (!stored || !owner) throw new Error(`there is no sale ${saleId} to return goods of`);
  return { sale: stored.sale, ...owner };
}

function standingsOf(
  view: TillView,
  sold: readonly FoundSale[],
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

function returnedBefore({ store }: TillView, saleId: string): ReadonlyMap<number, number> {
  const lines = store.sales.returnableLines(saleId);
  return new Map(lines.map(({ lineNo, returnedThousandths }) => [lineNo, returnedThousandths]));
}
