import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryContext, type Register } from '../../register/register.ts';
import { expirePoints } from '../../register/use-cases/expire-points.ts';
import type { SaleCompleted } from '../../domain/facts/sale-facts.ts';
import type { PointsLot } from '../../domain/loyalty/points-lots.ts';
import { adjustPoints } from '../../register/use-cases/adjust-points.ts';
import { loyaltyMoment } from '../../register/use-cases/member-loyalty.ts';
import { anyLots, anyRing, anySettings, MOMENT, partsOf } from '../domain/loyalty/random-sale.ts';
import { giveBack, sellTo } from './rung-membership.ts';
import { expectBooksHold, okOf, openSellingTill, setSection, type TestTill } from './till.ts';

const runs = { numRuns: process.env['GUITAI_LONG'] ? 400 : 30 };

let till: TestTill;

beforeAll(() => {
  till = openSellingTill(null);
});
afterAll(() => till.remove());

/** A member with these lots, and a coupon of theirs; ids are the member's, so that two members can be compared. */
function join(lots: readonly PointsLot[]): { memberId: string; couponId: string } {
  const { register } = till;
  const memberId = register.newId();
  const couponId = register.newId();
  const shiftMs = register.clock.nowUtcMs() - MOMENT.nowUtcMs;
  const opened = lots
    .filter(({ remaining }) => remaining > 0)
    .map(({ lotId, remaining, earnedAtUtcMs, activeFromUtcMs, expiresAtUtcMs }) => ({
      lotId: `${memberId} ${lotId}`,
      points: remaining,
      earnedAtUtcMs: earnedAtUtcMs + shiftMs,
      activeFromUtcMs: activeFromUtcMs + shiftMs,
      expiresAtUtcMs: expiresAtUtcMs === null ? null : expiresAtUtcMs + shiftMs,
    }));
  const account = { memberId, lots: opened, tier: null, reviewOn: null, spentMinor: 0, visits: 0 };
  const coupons = [{ couponId, code: `C-${couponId}`, memberId, expiresOn: null }];
  register.store.commit((writer) => {
    writer.record({ type: 'account.opened', payload: account }, entryContext(register));
    const payload = { ruleId: 'coupon', coupons, reason: 'test' };
    writer.record({ type: 'coupons.issued', payload }, entryContext(register));
  });
  return { memberId, couponId };
}

/** All that the books say of a member, without the names of the member and of the entries. */
function stateOf({ store }: Register, memberId: string, couponId: string) {
  const all = (sql: string, ...values: string[]) => store.db.prepare(sql).all(...values);
  return {
    account: all(
      'SELECT balance, debt, tier, spent_minor, visits FROM member_account WHERE member_id = ?',
      memberId,
    ),
    lots: all(
      `SELECT points, remaining, lapsed, earned_at_utc, active_from_utc, expires_at_utc FROM points_lot
       WHERE member_id = ? ORDER BY expires_at_utc, earned_at_utc, points, remaining`,
      memberId,
    ),
    tierInput: all(
      'SELECT business_date, spent_minor, points, visits FROM tier_input WHERE member_id = ? ORDER BY 1',
      memberId,
    ),
    ruleUse: all(
      'SELECT rule_id, business_date, uses, amount_minor FROM rule_use WHERE member_id = ? ORDER BY 1, 2',
      memberId,
    ),
    coupons: all('SELECT use_count FROM coupon WHERE id = ?', couponId),
  };
}

function moneyOf(sale: SaleCompleted, refunds: readonly SaleCompleted[]) {
  const sum = (of: (each: SaleCompleted) => number) =>
    refunds.reduce((total, refund) => total + of(refund), of(sale));
  return {
    total: sum((each) => each.totalMinor),
    tax: sum((each) => each.taxMinor),
    net: sum((each) => each.netMinor),
  };
}

function wholeOf(sale: SaleCompleted) {
  return sale.lines.map(({ lineNo, quantityThousandths }) => ({
    lineNo,
    fromThousandths: 0,
    quantityThousandths,
  }));
}

describe('refunds in the books', () => {
  test('in any parts and order sum to the refund of the whole: money, tax, points, lots, coupons, budgets and tier input', () => {
    fc.assert(
      fc.property(
        anyRing,
        anySettings,
        anyLots,
        fc.nat(300),
        fc.infiniteStream(fc.nat()),
        (ring, settings, lots, spent, choices) => {
          const { register } = till;
          setSection(register, 'loyalty', settings);
          const choose = (below: number) => (choices.next().value ?? 0) % below;
          const [first, second] = [join(lots), join(lots)];
          const sales = [first, second].map(({ memberId, couponId }) => {
            const sale = sellTo(register, memberId, ring, couponId);
            // Some points are gone before the goods come back, the sale's own among them.
            adjustPoints(register, memberId, -spent, { reason: 'test' });
            return sale;
          }) as [SaleCompleted, SaleCompleted];
          const inParts = [...partsOf(sales[0], choose)].map((part) => giveBack(register, sales[0], [part]));
          const atOnce = [giveBack(register, sales[1], wholeOf(sales[1]))];
          expect(stateOf(register, first.memberId, first.couponId)).toEqual(
            stateOf(register, second.memberId, second.couponId),
          );
          expect(moneyOf(sales[0], inParts)).toEqual({ total: 0, tax: 0, net: 0 });
          expect(moneyOf(sales[1], atOnce)).toEqual({ total: 0, tax: 0, net: 0 });
          expectBooksHold(register);
        },
      ),
      runs,
    );
  });

  test('of the whole leave nothing of the sale: balance, uses, budgets and tier input are as they were', () => {
    fc.assert(
      fc.property(anyRing, anySettings, anyLots, (ring, settings, lots) => {
        const { register } = till;
        setSection(register, 'loyalty', settings);
        const { memberId, couponId } = join(lots);
        const before = register.store.loyalty.facts(memberId)!;
        const sale = sellTo(register, memberId, ring, couponId);
        giveBack(register, sale, wholeOf(sale));
        const after = stateOf(register, memberId, couponId);
        const { balance, debt, spentMinor, visits } = register.store.loyalty.facts(memberId)!;
        expect({ balance, debt, spentMinor, visits }).toEqual({
          balance: before.balance,
          debt: 0,
          spentMinor: 0,
          visits: 0,
        });
        const none = { uses: 0, amount_minor: 0 };
        for (const use of after.ruleUse) expect(use).toMatchObject(none);
        for (const input of after.tierInput)
          expect(input).toMatchObject({ spent_minor: 0, points: 0, visits: 0 });
        const isSpent = sale.coupons.length > 0 && settings.refunds.coupons === 'spent';
        expect(after.coupons).toEqual([{ use_count: isSpent ? 1 : 0 }]);
      }),
      runs,
    );
    expectBooksHold(till.register);
  });
});

describe('the job that ends points', () => {
  test('finds nothing the second time, and leaves balances that are their lots', () => {
    const { register, clock } = till;
    for (let day = 0; day < 70; day += 1) {
      clock.advance(86_400_000);
      // An entry a day, as in a shop: a till that was silent for longer waits before it believes its clock.
      okOf(adjustPoints(register, register.newId(), 1, { reason: 'test' }));
    }
    const ended = expirePoints(register);
    expect(ended.state).not.toBe('waits');
    expect(ended.changed).toBeGreaterThan(0);
    let after = ended.after;
    while (after) after = expirePoints(register, { after }).after;
    expect(expirePoints(register)).toEqual({ state: 'done', changed: 0, after: null });
    const { nowUtcMs } = loyaltyMoment(register);
    const left = register.store.db
      .prepare('SELECT COUNT(*) FROM points_lot WHERE remaining > 0 AND expires_at_utc <= ?')
      .pluck()
      .get(nowUtcMs);
    expect(left).toBe(0);
    expectBooksHold(register);
  });
});
