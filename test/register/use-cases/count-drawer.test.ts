import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { holdBasket } from '../../../register/use-cases/change-basket.ts';
import { beginCheckout, takeTender } from '../../../register/use-cases/checkout.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { closeWithLastCount, submitCount } from '../../../register/use-cases/count-drawer.ts';
import { listShifts, readCloseBlockers, readShiftStatus } from '../../../register/use-cases/shift-status.ts';
import { moveCash, openShift } from '../../../register/use-cases/shifts.ts';
import { signIn, signOut } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function sellCrisps(): void {
  okOf(addArticle(till.register, 'crisps', { quantityThousandths: 1_000 }));
  payAll(till.register);
}

describe('a blind count', () => {
  test('is in the journal before it says what the drawer must hold', () => {
    sellCrisps();
    okOf(moveCash(till.register, 'pay-out', 500, { reason: 'ice' }));
    const count = [
      { faceMinor: 5_000, pieces: 1 },
      { faceMinor: 100, pieces: 46 },
    ];
    const outcome = okOf(submitCount(till.register, { count }));
    expect(outcome).toMatchObject({
      attempt: 1,
      countedMinor: 9_600,
      overShortMinor: -25,
      isReasonNeeded: true,
      drawer: { floatMinor: 10_000, cashTakenMinor: 125, payOutMinor: 500, expectedCashMinor: 9_625 },
    });
    expect(factsOf(till.reopen(), 'shift.counted')).toMatchObject([
      { attempt: 1, count, countedMinor: 9_600, expectedCashMinor: 9_625, overShortMinor: -25 },
    ]);
  });

  test('keeps every try, and the Z says how many there were', () => {
    okOf(submitCount(till.register, { countedMinor: 9_000 }));
    okOf(submitCount(till.register, { countedMinor: 10_000 }));
    expect(okOf(readShiftStatus(till.register))).toMatchObject({
      countAttempts: 2,
      lastCount: { countedMinor: 10_000, byName: cashier.name, isOutdated: false },
    });
    expect(okOf(closeWithLastCount(till.register, undefined))).toMatchObject({
      countedMinor: 10_000,
      overShortMinor: 0,
      countAttempts: 2,
    });
    okOf(openShift(till.register, 0));
    expect(okOf(submitCount(till.register, { countedMinor: 0 })).attempt).toBe(1);
  });

  test('needs a reason only above what the shop lets pass', () => {
    setSection(till.register, 'closeToleranceMinor', 100);
    expect(okOf(submitCount(till.register, { countedMinor: 9_900 })).isReasonNeeded).toBe(false);
    expect(okOf(submitCount(till.register, { countedMinor: 9_899 })).isReasonNeeded).toBe(true);
    expect(codeOf(closeWithLastCount(till.register, ' '))).toBe('reason-missing');
    expect(okOf(closeWithLastCount(till.register, 'false coin')).reason).toBe('false coin');
  });

  test('is not taken while a sale is on the counter', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 1_000 }));
    expect(codeOf(submitCount(till.register, { countedMinor: 10_000 }))).toBe('shift-basket-open');
    expect(codeOf(closeWithLastCount(till.register, undefined))).toBe('count-missing');
  });

  test('does not close once money moved after it', () => {
    const changes = [
      sellCrisps,
      () => okOf(moveCash(till.register, 'pay-in', 100, { reason: 'coins' })),
      () => {
        okOf(addArticle(till.register, 'crisps', { quantityThousandths: 1_000 }));
        payAll(till.register, 'card');
      },
    ];
    for (const change of changes) {
      okOf(submitCount(till.register, { countedMinor: 10_000 }));
      change();
      expect(codeOf(closeWithLastCount(till.register, 'counted before'))).toBe('count-outdated');
      expect(okOf(readShiftStatus(till.register))?.lastCount?.isOutdated).toBe(true);
    }
    okOf(submitCount(till.register, { countedMinor: 10_225 }));
    okOf(closeWithLastCount(till.register, undefined));
  });

  test('is refused where there is no shift, no right, or no whole number', () => {
    expect(codeOf(submitCount(till.register, { countedMinor: 0.5 }))).toBe('count-invalid');
    expect(codeOf(submitCount(till.register, {}))).toBe('count-invalid');
    const roles = till.register.settings.roles.map((role) => ({
      ...role,
      rights: role.rights.filter((right) => role.code === 'manager' || right !== 'shift-close'),
    }));
    setSection(till.register, 'roles', roles);
    expect(codeOf(submitCount(till.register, { countedMinor: 0 }))).toBe('approval-needed');
    const approval = { staffCode: manager.code, pin: manager.pin };
    okOf(submitCount(till.register, { countedMinor: 10_000 }, approval));
    okOf(closeWithLastCount(till.register, undefined, approval));
    expect(codeOf(submitCount(till.register, { countedMinor: 0 }, approval))).toBe('shift-not-open');
    expect(codeOf(closeWithLastCount(till.register, undefined, approval))).toBe('shift-not-open');
  });

  test('closes as a count in one step does, whatever was counted before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (tries, isInOneStep) => {
          if (!till.register.store.shifts.open()) okOf(openShift(till.register, 10_000));
          for (const countedMinor of tries) okOf(submitCount(till.register, { countedMinor }));
          const countedMinor = tries.at(-1)!;
          const closed = isInOneStep
            ? closeShift(till.register, { countedMinor, reason: 'end' })
            : closeWithLastCount(till.register, 'end');
          expect(okOf(closed)).toMatchObject({
            countedMinor,
            overShortMinor: countedMinor - 10_000,
            countAttempts: tries.length + (isInOneStep ? 1 : 0),
          });
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('the screen of the open shift', () => {
  test('says what the drawer must hold only to whoever may read an X', () => {
    okOf(moveCash(till.register, 'pay-out', 500, { reason: 'ice' }));
    const toCashier = okOf(readShiftStatus(till.register))!;
    expect(toCashier).toMatchObject({
      shift: { number: 1, floatMinor: 10_000 },
      openedByName: null,
      nextZNumber: 1,
      figures: null,
      moves: [{ kind: 'pay-out', amountMinor: 500, reason: 'ice', byName: cashier.name }],
    });
    okOf(signIn(till.register, manager.code, manager.pin));
    expect(okOf(readShiftStatus(till.register))?.figures?.expectedCashMinor).toBe(9_500);
  });

  test('lists held sales with their totals, and the one on the counter', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 2_000 }));
    okOf(addArticle(till.register, 'book', { quantityThousandths: 1_000 }));
    okOf(holdBasket(till.register, 'H2'));
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 1_000 }));
    okOf(beginCheckout(till.register));
    okOf(takeTender(till.register, { tenderCode: 'card', amountMinor: 25 }));
    expect(okOf(readCloseBlockers(till.register))).toMatchObject({
      current: { state: 'checkout', lineCount: 1, totalMinor: 125 },
      held: [{ label: 'H2', heldByName: cashier.name, totalMinor: 1_250, names: ['Crisps', 'Book'] }],
    });
  });

  test('lists shifts with what their Zs say, newest first, in pages', () => {
    signOut(till.register);
    sellCrisps();
    okOf(closeShift(till.register, { countedMinor: 10_100, reason: 'short' }));
    okOf(openShift(till.register, 500));
    const rows = okOf(listShifts(till.register, { limit: 10 }));
    expect(rows).toMatchObject([
      { number: 2, zNumber: null, closing: null },
      { number: 1, zNumber: 1, closing: { saleCount: 1, netSalesMinor: 125, overShortMinor: -25 } },
    ]);
    expect(okOf(listShifts(till.register, { limit: 1, beforeNumber: 2 }))).toEqual([rows[1]]);
    okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(codeOf(listShifts(till.register, { limit: 1 }))).toBe('approval-needed');
  });
});
