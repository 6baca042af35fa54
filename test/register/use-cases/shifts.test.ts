import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { holdBasket, recallBasket } from '../../../register/use-cases/change-basket.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { clockJumpMs, moveCash, openDrawer, openShift, readX } from '../../../register/use-cases/shifts.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  basketOf,
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openTestTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let till: TestTill;
beforeEach(() => {
  till = openTestTill();
  okOf(signIn(till.register, manager.code, manager.pin));
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function sellCrisps(pieces: number): void {
  okOf(addArticle(till.register, 'crisps', { quantityThousandths: pieces * 1_000 }));
  payAll(till.register);
}

describe('opening a shift', () => {
  test('starts its day with a float, once', () => {
    const shift = okOf(openShift(till.register, 10_000));
    expect(shift).toMatchObject({ number: 1, businessDate: '2026-11-02', floatMinor: 10_000 });
    expect(errorOf(openShift(till.reopen(), 0), 'shift-already-open')).toMatchObject({ number: 1 });
  });

  test.each([-1, 0.5, Number.NaN, 100_000_000_001])('refuses a float of %d', (float) => {
    expect(codeOf(openShift(till.register, float))).toBe('amount-invalid');
  });

  test('belongs to the day before until the cut-over', () => {
    till.clock.advance(18 * HOUR_MS + 59 * 60_000);
    expect(okOf(openShift(till.register, 0)).businessDate).toBe('2026-11-02');
    okOf(closeShift(till.register, { countedMinor: 0 }));
    till.clock.advance(60_000);
    expect(okOf(openShift(till.register, 0)).businessDate).toBe('2026-11-03');
  });

  test('keeps its business date for all it sells, past midnight and cut-over', () => {
    okOf(openShift(till.register, 0));
    till.clock.advance(DAY_MS);
    sellCrisps(1);
    expect(till.register.store.sales.byReceipt('SHOP-01-1-000001')!.businessDate).toBe('2026-11-02');
  });

  test('asks for somebody to confirm a clock that went back days, and selling goes on whatever it says', () => {
    okOf(openShift(till.register, 0));
    till.clock.advance(-49 * HOUR_MS);
    expect(clockJumpMs(till.register)).toBe(-49 * HOUR_MS);
    sellCrisps(1);
    till.clock.advance(-49 * HOUR_MS);
    okOf(closeShift(till.register, { countedMinor: 125 }));
    till.clock.advance(-49 * HOUR_MS);
    expect(errorOf(openShift(till.register, 0), 'clock-jumped')).toMatchObject({ hours: 49 });
    okOf(signIn(till.register, cashier.code, cashier.pin));
    till.clock.advance(-49 * HOUR_MS);
    expect(codeOf(openShift(till.register, 0, { confirmClock: true }))).toBe('approval-needed');
    okOf(signIn(till.register, manager.code, manager.pin));
    till.clock.advance(-49 * HOUR_MS);
    okOf(openShift(till.register, 0, { confirmClock: true }));
    expect(factsOf(till.register, 'clock.confirmed')).toHaveLength(1);
  });

  test('passes a shop that was closed for weeks', () => {
    till.clock.advance(30 * DAY_MS);
    okOf(openShift(till.register, 0));
    expect(factsOf(till.register, 'clock.confirmed')).toEqual([]);
  });
});

describe('cash without a sale', () => {
  beforeEach(() => void okOf(openShift(till.register, 10_000)));

  test('is paid in and out with a reason, and dropped to the safe', () => {
    expect(codeOf(moveCash(till.register, 'pay-out', 500, {}))).toBe('reason-missing');
    okOf(moveCash(till.register, 'pay-in', 2_000, { reason: 'change from the bank' }));
    okOf(moveCash(till.register, 'pay-out', 500, { reason: 'window cleaner' }));
    expect(okOf(moveCash(till.register, 'safe-drop', 4_000, {}))).toMatchObject({
      payInMinor: 2_000,
      payOutMinor: 500,
      safeDropMinor: 4_000,
      expectedCashMinor: 7_500,
    });
    for (const amount of [0, -1, 0.5, 100_000_000_001]) {
      expect(codeOf(moveCash(till.register, 'pay-in', amount, { reason: 'x' }))).toBe('amount-invalid');
    }
  });

  test('has a limit that a second person lifts', () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    okOf(moveCash(till.register, 'pay-in', 20_000, { reason: 'x' }));
    expect(codeOf(moveCash(till.register, 'pay-in', 20_001, { reason: 'x' }))).toBe('approval-needed');
    okOf(
      moveCash(till.register, 'pay-in', 20_001, { reason: 'x', staffCode: manager.code, pin: manager.pin }),
    );
  });

  test('leaves the drawer closed without a reason or a right', () => {
    expect(codeOf(openDrawer(till.register, {}))).toBe('reason-missing');
    okOf(openDrawer(till.register, { reason: 'change a note' }));
    okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(codeOf(openDrawer(till.register, { reason: 'change a note' }))).toBe('approval-needed');
    expect(
      okOf(readX(till.register, { staffCode: manager.code, pin: manager.pin })).figures.drawerOpenCount,
    ).toBe(1);
  });
});

test('an X changes nothing, and needs the right and a shift', () => {
  expect(codeOf(readX(till.register))).toBe('shift-not-open');
  okOf(openShift(till.register, 10_000));
  sellCrisps(2);
  const head = till.register.store.journal.head();
  const x = okOf(readX(till.register));
  expect(x.figures).toMatchObject({
    saleCount: 1,
    totalMinor: 250,
    expectedCashMinor: 10_250,
    grandTotalMinor: 250,
  });
  expect(okOf(readX(till.register))).toEqual(x);
  expect(till.register.store.journal.head()).toEqual(head);
  okOf(signIn(till.register, cashier.code, cashier.pin));
  expect(codeOf(readX(till.register))).toBe('approval-needed');
});

describe('closing a shift', () => {
  test('waits for the sale on the counter, and keeps the held ones for the next', () => {
    expect(codeOf(closeShift(till.register, { countedMinor: 0 }))).toBe('shift-not-open');
    okOf(openShift(till.register, 0));
    okOf(addArticle(till.register, 'crisps'));
    expect(codeOf(closeShift(till.register, { countedMinor: 0 }))).toBe('shift-basket-open');
    const { id } = basketOf(till.register);
    okOf(holdBasket(till.register, null));
    expect(okOf(closeShift(till.register, { countedMinor: 0 })).heldBasketCount).toBe(1);
    okOf(openShift(till.register, 0));
    okOf(recallBasket(till.register, id));
    expect(payAll(till.register).totalMinor).toBe(125);
  });

  test('takes the count blind: what was expected is only said afterwards, and a difference needs a reason', () => {
    okOf(openShift(till.register, 10_000));
    sellCrisps(4);
    const refused = errorOf(closeShift(till.register, { countedMinor: 10_400 }), 'reason-missing');
    expect(Object.keys(refused)).toEqual(['code']);
    expect(codeOf(closeShift(till.register, { countedMinor: 10_400, reason: 'x'.repeat(201) }))).toBe(
      'text-too-long',
    );
    const closed = okOf(closeShift(till.register, { countedMinor: 10_400, reason: ' miscounted ' }));
    expect(closed).toMatchObject({ overShortMinor: -100, reason: 'miscounted', countedMinor: 10_400 });
  });

  test('needs no reason within the shop’s tolerance', () => {
    setSection(till.register, 'closeToleranceMinor', 50);
    okOf(openShift(till.register, 10_000));
    expect(codeOf(closeShift(till.register, { countedMinor: 10_051 }))).toBe('reason-missing');
    expect(okOf(closeShift(till.register, { countedMinor: 9_950 })).overShortMinor).toBe(-50);
  });

  test('counts coins and notes', () => {
    okOf(openShift(till.register, 1_234));
    const count = [
      { faceMinor: 1_000, pieces: 1 },
      { faceMinor: 100, pieces: 2 },
      { faceMinor: 2, pieces: 17 },
    ];
    expect(okOf(closeShift(till.register, { count }))).toMatchObject({
      countedMinor: 1_234,
      overShortMinor: 0,
      count,
    });
  });

  test.each([
    [{}],
    [{ countedMinor: -1 }],
    [{ countedMinor: 0.5 }],
    [{ countedMinor: 100_000_000_001 }],
    [{ count: [{ faceMinor: 0, pieces: 1 }] }],
    [{ count: [{ faceMinor: 100, pieces: -1 }] }],
    [{ count: [{ faceMinor: 100, pieces: 1.5 }] }],
    [{ count: [{ faceMinor: 100, pieces: 1_000_001 }] }],
    [{ count: Array.from({ length: 51 }, () => ({ faceMinor: 1, pieces: 1 })) }],
  ])('refuses %o as a count', (count) => {
    okOf(openShift(till.register, 0));
    expect(codeOf(closeShift(till.register, count))).toBe('count-invalid');
  });

  test('numbers its Z without a gap, and the grand total goes on over days and restarts', () => {
    const grandTotals = [1, 2, 3].map((pieces) => {
      okOf(openShift(till.register, 0));
      sellCrisps(pieces);
      const closed = okOf(closeShift(till.register, { countedMinor: pieces * 125 }));
      expect(closed).toMatchObject({
        number: pieces,
        zNumber: pieces,
        figures: { totalMinor: pieces * 125 },
      });
      till.reopen();
      till.clock.advance(DAY_MS);
      return closed.figures.grandTotalMinor;
    });
    expect(grandTotals).toEqual([125, 375, 750]);
    expect(till.register.store.shifts.z(2)!.closed.figures).toMatchObject({
      firstReceiptNumber: 'SHOP-01-1-000002',
      lastReceiptNumber: 'SHOP-01-1-000002',
    });
    expect(till.register.store.shifts.z(4)).toBeNull();
  });

  test('signs the head of the chain with the till’s key', () => {
    okOf(openShift(till.register, 0));
    sellCrisps(1);
    const head = till.register.store.journal.head()!;
    const closed = okOf(closeShift(till.register, { countedMinor: 125 }));
    expect(closed).toMatchObject({ headSeq: head.seq, headHash: head.hash.toString('hex') });
    const signed = `${head.epoch}:${closed.headSeq}:${closed.headHash}:1:125`;
    const [created] = factsOf(till.register, 'till.created');
    const key = createPublicKey({
      key: Buffer.from(created!.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, Buffer.from(signed), key, Buffer.from(closed.signature, 'base64'))).toBe(true);
  });

  test('moves what sold to the front of the search', () => {
    const found = () => till.register.store.catalogue.search('c', 10).map(({ code }) => code);
    expect(found()[0]).toBe('crisps');
    okOf(openShift(till.register, 0));
    for (let sold = 0; sold < 4; sold += 1) okOf(addArticle(till.register, 'cola'));
    const { totalMinor } = payAll(till.register);
    okOf(closeShift(till.register, { countedMinor: totalMinor }));
    expect(found()[0]).toBe('cola');
  });
});
