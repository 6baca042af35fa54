import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SaleReversal } from '../../../domain/facts/loyalty-facts.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import { availablePoints, balanceOf, type PointsAccount } from '../../../domain/loyalty/points-lots.ts';
import { putsOf, undoneShare } from '../../../domain/loyalty/reversal.ts';
import type { MemberStanding } from '../../../domain/loyalty/sale-loyalty.ts';
import { reverseSale } from '../../../domain/loyalty/sale-reversal.ts';
import { afterDays } from '../../../domain/loyalty/expiry.ts';
import { lawRuns } from '../exact.ts';
import { anyLots, anyRing, anySettings, MOMENT, partsOf, ringSale, shop, type Ring } from './random-sale.ts';

const anyDebt = fc.constantFrom(0, 0, 25);
const ids = { saleId: 'sale-1', couponId: 'coupon-1' };

function memberWith(lots: PointsAccount['lots'], debt: number): MemberStanding {
  return {
    memberId: 'member-1',
    account: { lots, debt, holds: [] },
    standing: { tier: null, reviewOn: null, isInGrace: false, measured: 0 },
  };
}

/** Returns a sale in parts, each a refund of its own; the parts of one refund come together. */
function refund(
  sale: SaleCompleted,
  member: MemberStanding,
  settings: LoyaltySettings,
  refunds: readonly (readonly { lineNo: number; fromThousandths: number; quantityThousandths: number }[])[],
) {
  const returnedBefore = new Map<number, number>();
  const reversals: SaleReversal[] = [];
  let current: MemberStanding | null = member;
  for (const units of refunds) {
    const sold = { sale, returnedBefore: new Map(returnedBefore), member: current, isMeasured: true };
    const { reversal, member: after } = reverseSale(sold, units, settings, MOMENT);
    reversals.push(reversal);
    current = after;
    for (const { lineNo, fromThousandths, quantityThousandths } of units)
      returnedBefore.set(lineNo, fromThousandths + quantityThousandths);
  }
  return { reversals, member: current! };
}

function sumsOf(reversals: readonly SaleReversal[]) {
  const sum = (of: (reversal: SaleReversal) => number) =>
    reversals.reduce((total, each) => total + of(each), 0);
  const uses = new Map<string, number>();
  for (const { uses: given } of reversals)
    for (const { ruleId, uses: count, amountMinor } of given)
      uses.set(ruleId, (uses.get(ruleId) ?? 0) + amountMinor + count * 1_000_000);
  return {
    unearned: sum(({ unearned }) => unearned?.points ?? 0),
    owed: sum(({ unearned }) => unearned?.debt ?? 0),
    returned: sum(({ returned }) => returned?.points ?? 0),
    returnedMinor: sum(({ returned }) => returned?.amountMinor ?? 0),
    spentMinor: sum(({ spentMinor }) => spentMinor),
    coupons: reversals.flatMap(({ couponsRestored }) => couponsRestored).sort(),
    uses: [...uses].toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
    wholeSales: reversals.filter(({ isWholeSale }) => isWholeSale).length,
  };
}

function sorted(account: PointsAccount) {
  return { ...account, lots: [...account.lots].sort((a, b) => (a.lotId < b.lotId ? -1 : 1)) };
}

describe('refunds of a sale', () => {
  test('in any parts leave points, lots, debt, coupons, budgets and tier input as one refund of the whole does', () => {
    fc.assert(
      fc.property(
        anyRing,
        anySettings,
        anyLots,
        anyDebt,
        fc.infiniteStream(fc.nat()),
        (ring, settings, lots, debt, choices) => {
          const before = memberWith(lots, debt);
          const available = availablePoints(before.account, MOMENT.nowUtcMs);
          const { sale, member } = ringSale(ring, before, settings, MOMENT, available, ids);
          const choose = (below: number) => (choices.next().value ?? 0) % below;
          const parts = [...partsOf(sale, choose)];
          const whole = sale.lines.map(({ lineNo, quantityThousandths }) => ({
            lineNo,
            fromThousandths: 0,
            quantityThousandths,
          }));
          const inParts = refund(
            sale,
            member,
            settings,
            parts.map((part) => [part]),
          );
          const atOnce = refund(sale, member, settings, [whole]);
          expect(sorted(inParts.member.account)).toEqual(sorted(atOnce.member.account));
          expect(inParts.member.standing.measured).toBe(atOnce.member.standing.measured);
          expect(inParts.member.standing.tier).toBe(atOnce.member.standing.tier);
          expect(sumsOf(inParts.reversals)).toEqual(sumsOf(atOnce.reversals));
        },
      ),
      lawRuns,
    );
  });

  test('of the whole put every lot back as it was, with the same points and a life of at least the minimum', () => {
    fc.assert(
      fc.property(anyRing, anySettings, anyLots, anyDebt, (ring, settings, lots, debt) => {
        const before = memberWith(lots, debt);
        const available = availablePoints(before.account, MOMENT.nowUtcMs);
        const { sale, member } = ringSale(ring, before, settings, MOMENT, available, ids);
        const whole = sale.lines.map(({ lineNo, quantityThousandths }) => ({
          lineNo,
          fromThousandths: 0,
          quantityThousandths,
        }));
        const { member: after, reversals } = refund(sale, member, settings, [whole]);
        const untouched = new Set(lots.map(({ lotId }) => lotId));
        for (const { lotId } of sale.loyalty!.points.redeemed?.takes ?? []) untouched.delete(lotId);
        const least = afterDays(settings.refunds.minimumLifeDays, MOMENT.nowUtcMs, MOMENT.zone);
        for (const lot of lots) {
          const now = after.account.lots.find(({ lotId }) => lotId === lot.lotId)!;
          const end = lot.expiresAtUtcMs;
          const isMoved = !untouched.has(lot.lotId) && end !== null;
          expect(now).toEqual({ ...lot, expiresAtUtcMs: isMoved ? Math.max(end, least) : end });
        }
        const own = after.account.lots.find(({ lotId }) => lotId === 'lot-of-sale-1');
        expect(own?.remaining ?? 0).toBe(0);
        expect(after.account.debt).toBe(debt);
        expect(balanceOf(after.account)).toBe(balanceOf(before.account));
        expect(after.standing.measured).toBe(0);
        expect(reversals[0]!.isWholeSale).toBe(true);
        const used = sale.coupons.map(({ couponId }) => couponId);
        expect(reversals[0]!.couponsRestored).toEqual(settings.refunds.coupons === 'restore' ? used : []);
        expect(reversals[0]!.uses).toEqual(
          sale.rules.map(({ ruleId, uses, amountMinor }) => ({ ruleId, uses, amountMinor })),
        );
      }),
      lawRuns,
    );
  });

  test('after the points were spent leave the balance owed, which is what was spent of them', () => {
    fc.assert(
      fc.property(anyRing, anySettings, fc.nat(1_000), (ring, settings, spent) => {
        const { sale, member } = ringSale(ring, memberWith([], 0), settings, MOMENT, 0, ids);
        const earned = sale.loyalty!.points.earned?.points ?? 0;
        const gone = Math.min(spent, earned);
        const lots = member.account.lots.map((lot) => ({ ...lot, remaining: lot.remaining - gone }));
        const poorer = { ...member, account: { ...member.account, lots } };
        const whole = sale.lines.map(({ lineNo, quantityThousandths }) => ({
          lineNo,
          fromThousandths: 0,
          quantityThousandths,
        }));
        const { member: after } = refund(sale, poorer, settings, [whole]);
        expect(balanceOf(after.account)).toBe(-gone + 0);
        expect(after.account.debt).toBe(gone);
      }),
      lawRuns,
    );
  });

  test('do not ask for earned points that have lapsed unspent', () => {
    const settings = { ...shop, earning: { ...shop.earning, points: 1, perMinor: 1 } };
    const { sale, member } = ringSale(plainRing, memberWith([], 0), settings, MOMENT, 0, ids);
    const lapsedLots = member.account.lots.map((lot) => ({ ...lot, remaining: 0, lapsed: lot.points }));
    const lapsed = { ...member, account: { ...member.account, lots: lapsedLots } };
    const unit = (fromThousandths: number) => [{ lineNo: 1, fromThousandths, quantityThousandths: 1_000 }];
    const { reversals, member: after } = refund(sale, lapsed, settings, [unit(0), unit(1_000)]);
    expect(reversals.map(({ unearned }) => unearned?.lapsed)).toEqual([500, 500]);
    expect(after.account.debt).toBe(0);
    expect(after.account.lots[0]).toMatchObject({ remaining: 0, lapsed: 0 });
  });

  test('refuse units that are back already, or that were never sold', () => {
    const { sale } = ringSale(plainRing, memberWith([], 0), shop, MOMENT, 0, ids);
    const at = (fromThousandths: number, quantityThousandths: number) => () =>
      undoneShare({ sale, returnedBefore: new Map([[1, 1_000]]) }, [
        { lineNo: 1, fromThousandths, quantityThousandths },
      ]);
    expect(at(0, 1_000)).toThrow('does not go on at 0');
    expect(at(1_000, 2_000)).toThrow('no 2000 thousandths left');
    expect(at(1_000, 1_000)).not.toThrow();
  });

  test('put back first what a smaller sale would not have taken: the points that were taken last', () => {
    const takes = [
      { lotId: 'first', points: 60 },
      { lotId: 'second', points: 40 },
    ];
    expect(putsOf(takes, 0, 50)).toEqual([
      { lotId: 'second', points: 40 },
      { lotId: 'first', points: 10 },
    ]);
    expect(putsOf(takes, 50, 50)).toEqual([{ lotId: 'first', points: 50 }]);
    expect(putsOf(takes, 100, 0)).toEqual([]);
  });
});

/** Two pieces at 5.00 each, nothing off. */
const plainRing: Ring = {
  lines: [
    {
      unitMinor: 500,
      units: 2,
      isWeighed: false,
      rateBp: 0,
      isTaxIncluded: true,
      earns: true,
      hasRule: false,
      hasCoupon: false,
    },
  ],
  ruleBp: 0,
  couponBp: 0,
  costPoints: 0,
  redeemedBp: 0,
  factorBp: 10_000,
  bonus: 0,
};
