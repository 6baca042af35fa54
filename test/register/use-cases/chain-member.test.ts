import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import type { OfflinePolicy } from '../../../domain/chain/offline-policy.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import { readDayMembers } from '../../../db/day-members.ts';
import { wallClockAt } from '../../../domain/business-date.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { setMember, setPoints } from '../../../register/use-cases/basket-membership.ts';
import { holdWish, noteHold } from '../../../register/use-cases/central-hold.ts';
import {
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  okOf,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';
import { headOf, openJoinedTill, pullMembers, sealedMember, tellAccount, tellPolicy } from '../chain-till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const capped: OfflinePolicy = {
  points: { kind: 'capped', perSaleMinor: 300, perOutageMinor: 500 },
  coupons: { kind: 'none' },
  otherTillRefundMaxMinor: 0,
};

let till: TestTill;
beforeEach(() => {
  till = openJoinedTill();
  const { loyalty } = till.register.settings;
  // A point for every 1.00, a hundred of them worth 1.00.
  const earning = { ...loyalty.earning, points: 1, perMinor: 100 };
  const redemption = {
    ...loyalty.redemption,
    isOn: true,
    blockPoints: 100,
    blockMinor: 100,
    minPoints: 100,
  };
  setSection(till.register, 'loyalty', { ...loyalty, isOn: true, earning, redemption });
  pullMembers(till.register, [sealedMember(till.register, wang)]);
  tellAccount(till.register, wang.memberId, {
    points: 1_240,
    visits: 3,
    spentMinor: 50_000,
    measured: 50_000,
  });
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function serve(): void {
  okOf(addArticle(till.register, 'book', {}));
  okOf(setMember(till.register, wang.memberId));
}

function lastSale(): SaleCompleted {
  return factsOf(till.register, 'sale.completed').at(-1)!;
}

/** Central has counted everything up to now, and the account is as it says. */
function balanceShown() {
  serve();
  const { member } = takeSnapshot(till.register);
  okOf(setMember(till.register, null));
  return member!;
}

describe('a member at a till of a chain', () => {
  test('has central’s balance and what was done here since, until central has counted it', () => {
    const toldAtUtcMs = till.clock.nowUtcMs();
    expect(balanceShown()).toMatchObject({
      balance: 1_240,
      available: 1_240,
      asOfUtcMs: toldAtUtcMs,
      unsentCount: 0,
    });
    till.clock.advance(60_000);
    serve();
    payAll(till.register);
    serve();
    payAll(till.register);
    expect(balanceShown()).toMatchObject({
      balance: 1_240 + 20 + 10,
      unsentCount: 2,
      asOfUtcMs: toldAtUtcMs,
    });
    const { store } = till.register;
    store.commit((writer) => writer.chain.saveState({ acknowledged: headOf(till.register) }));
    expect(balanceShown()).toMatchObject({ balance: 1_270, unsentCount: 0 });
    tellAccount(till.register, wang.memberId, { points: 1_300 });
    expect(balanceShown()).toMatchObject({ balance: 1_300 });
  });

  test('leaves intents in the journal, and no lot, account or tier in the books', () => {
    serve();
    okOf(noteHold(till.register, holdWish(till.register, 200)!, { kind: 'granted' }));
    okOf(setPoints(till.register, 200));
    const { points } = payAll(till.register);
    expect(points).toEqual({ earned: 8, redeemed: 200, balance: 1_048 });
    expect(lastSale().loyalty).toMatchObject({
      memberId: wang.memberId,
      points: {
        earned: { points: 8, lot: null, filledDebt: 0 },
        redeemed: { points: 200, amountMinor: 200, takes: [] },
      },
      tierChange: null,
      balance: 1_048,
      central: { balance: 1_048, asOfUtcMs: till.clock.nowUtcMs(), isHeld: true },
    });
    const { db, loyalty } = till.register.store;
    expect(loyalty.facts(wang.memberId)).toBeNull();
    expect(db.prepare('SELECT COUNT(*) FROM points_lot').pluck().get()).toBe(0);
    expect(db.prepare('SELECT COUNT(*) FROM unasked_use').pluck().get()).toBe(0);
  });

  test('gets points back, and loses earned ones, with goods that come back in parts', () => {
    okOf(addArticle(till.register, 'book', {}));
    okOf(addArticle(till.register, 'book', {}));
    okOf(setMember(till.register, wang.memberId));
    okOf(noteHold(till.register, holdWish(till.register, 300)!, { kind: 'granted' }));
    okOf(setPoints(till.register, 300));
    const { receiptNumber } = payAll(till.register);
    expect(receiptNumber).toBe('BATH-07-1-000001');
    expect(balanceShown()).toMatchObject({ balance: 1_240 - 300 + 17 });
    for (const left of [1, 0]) {
      okOf(addReturn(till.register, receiptNumber, 1 + left, 1_000));
      payAll(till.register);
    }
    const [first, second] = factsOf(till.register, 'sale.completed').slice(1);
    expect(first!.reversals).toMatchObject([
      { memberId: wang.memberId, isWholeSale: false, tierChange: null, returned: { puts: [] } },
    ]);
    expect(first!.reversals[0]!.unearned).toMatchObject({ lotId: null, taken: 0, lapsed: 0, debt: 0 });
    expect(second!.reversals[0]).toMatchObject({
      isWholeSale: true,
      central: { receiptNumber: null },
    });
    expect(balanceShown()).toMatchObject({ balance: 1_240 });
    expect(till.register.store.chain.unapplied(wang.memberId)).toHaveLength(3);
    const day = readDayMembers(till.register.store.db, '2026-11-02');
    expect([day.pointsGiven, day.pointsTaken]).toEqual([317, 317]);
  });

  test('has the balance on the receipt with the time it is of, and what was used without central', () => {
    tellPolicy(till.register, capped);
    serve();
    okOf(setPoints(till.register, 300));
    till.clock.advance(5 * 60_000);
    payAll(till.register);
    const paper = printed(lastSale());
    expect(paper).toMatch(/Points as of 09:00 +947\n/);
    expect(paper).toContain('Redeemed offline');
    okOf(addArticle(till.register, 'book', {}));
    const { memberId } = sealedMember(till.register, {
      ...wang,
      memberId: till.register.newId(),
      number: '77',
    });
    pullMembers(till.register, [
      sealedMember(till.register, { memberId, number: '2000000031', name: 'Ann' }),
    ]);
    okOf(setMember(till.register, memberId));
    payAll(till.register);
    expect(lastSale().loyalty?.central).toMatchObject({ balance: null, isHeld: false });
    expect(printed(lastSale())).toMatch(/Points, to be confirmed +10\n/);
  });

  function printed(sale: SaleCompleted): string {
    const { settings } = till.register;
    const at = wallClockAt(till.clock.nowUtcMs(), settings.shop.zone);
    const context = { settings, at, cashierName: '', tillCode: '07', shiftNumber: 1, copyNo: null };
    const document = saleReceipt(sale, { ...context, returnedReceipts: new Map() }, 'en');
    return layoutText(document, 42).join('\n') + '\n';
  }
});

describe('points while central is not asked', () => {
  const redeem = (points: number) => {
    serve();
    return setPoints(till.register, points);
  };

  test('are not redeemed where the chain lets a till do nothing alone', () => {
    expect(codeOf(redeem(100))).toBe('unasked-points');
    expect(takeSnapshot(till.register).offers?.points?.max).toBe(1_000);
    okOf(noteHold(till.register, holdWish(till.register, 100)!, { kind: 'offline' }));
    expect(takeSnapshot(till.register).offers?.points?.max).toBe(0);
    expect(codeOf(setPoints(till.register, 100))).toBe('unasked-points');
    expect(codeOf(setPoints(till.register, 5_000))).toBe('points-not-there');
  });

  test('are redeemed once a member a day, up to the cap of a sale', () => {
    tellPolicy(till.register, capped);
    expect(errorOf(redeem(400), 'unasked-points-limit')).toMatchObject({ max: 300 });
    okOf(setPoints(till.register, 300));
    payAll(till.register);
    expect(codeOf(redeem(100))).toBe('unasked-points-twice');
    okOf(setPoints(till.register, 0));
    till.clock.advance(24 * 3_600_000);
  });

  test('cost a chain no more in an outage than it said, whoever comes', () => {
    tellPolicy(till.register, capped);
    till.register.store.commit((writer) =>
      writer.chain.saveState({ outageSinceUtcMs: till.clock.nowUtcMs() }),
    );
    let lostMinor = 0;
    for (let who = 1; who < 6; who += 1) {
      const memberId = `01a00000-0000-7000-8000-00000000001${who}`;
      pullMembers(till.register, [sealedMember(till.register, { memberId, number: `300${who}`, name: 'X' })]);
      till.register.store.commit((writer) => writer.chain.saveAccount(memberId, { ...accountOf(1_000) }));
      // A clock that is set back makes no room.
      till.clock.advance(-3_600_000);
      okOf(addArticle(till.register, 'book', {}));
      okOf(setMember(till.register, memberId));
      const { max } = takeSnapshot(till.register).offers!.points!;
      if (max > 0) okOf(setPoints(till.register, max));
      payAll(till.register);
      lostMinor += lastSale().loyalty?.points.redeemed?.amountMinor ?? 0;
    }
    expect(lostMinor).toBe(500);
    const today = till.register.store.shifts.open()!.businessDate;
    expect(till.register.store.chain.unasked(null, today).pointsMinor).toBe(500);
    till.register.store.commit((writer) =>
      writer.chain.saveState({ outageSinceUtcMs: null, acknowledged: headOf(till.register) }),
    );
    expect(till.register.store.chain.unasked(null, today).pointsMinor).toBe(0);
  });

  test('may be more than the till knew of where central has kept them', () => {
    serve();
    okOf(addArticle(till.register, 'gin', { confirmedAge: 18 }));
    const wish = holdWish(till.register, 1_500)!;
    expect(wish).toEqual({
      saleId: takeSnapshot(till.register).basket!.id,
      memberId: wang.memberId,
      points: 1_500,
      couponIds: [],
    });
    okOf(noteHold(till.register, wish, { kind: 'granted' }));
    okOf(setPoints(till.register, 1_500));
    expect(holdWish(till.register)).toBeNull();
    expect(payAll(till.register).points).toMatchObject({ redeemed: 1_500 });
    expect(lastSale().loyalty?.central?.isHeld).toBe(true);
  });

  test('are not asked for where nothing is used, or the sale is another by now', () => {
    expect(holdWish(till.register, 100)).toBeNull();
    serve();
    expect(holdWish(till.register)).toBeNull();
    const wish = holdWish(till.register, 100)!;
    okOf(setMember(till.register, null));
    okOf(noteHold(till.register, { ...wish, saleId: till.register.newId() }, { kind: 'granted' }));
    expect(till.register.store.baskets.current()?.membership.hold).toBeUndefined();
    expect(
      codeOf(noteHold(till.register, wish, { kind: 'refused', refusal: 'points-short', couponId: null })),
    ).toBe('central-points-short');
    okOf(noteHold(till.register, wish, { kind: 'refused', refusal: 'member-unknown', couponId: null }));
    expect(till.register.store.baskets.current()?.membership.hold).toEqual({ kind: 'offline' });
  });
});

function accountOf(points: number) {
  return {
    points,
    availablePoints: points,
    expiring: [],
    pending: [],
    tier: null,
    reviewOn: null,
    isInGrace: false,
    measured: 0,
    spentMinor: 0,
    visits: 0,
  };
}
