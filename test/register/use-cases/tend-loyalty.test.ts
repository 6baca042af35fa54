import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { setMember } from '../../../register/use-cases/basket-membership.ts';
import { beginCheckout, leaveCheckout } from '../../../register/use-cases/checkout.ts';
import { confirmClock } from '../../../register/use-cases/loyalty-clock.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { createLoyaltyTending } from '../../../register/use-cases/tend-loyalty.ts';
import { expectBooksHold, factsOf, manager, okOf, openSellingTill, type TestTill } from '../till.ts';

const YEAR_MS = 400 * 24 * 3_600_000;

let till: TestTill;
let memberId: string;
beforeEach(() => {
  till = openSellingTill(manager);
  memberId = okOf(registerMember(till.register, { name: 'Ann' })).member.memberId;
  okOf(adjustPoints(till.register, memberId, 300, { reason: 'opening' }));
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function tendAll(): void {
  const tending = createLoyaltyTending();
  while (tending.tend(till.register));
}

test('points whose time has come end while the till is idle, once', () => {
  tendAll();
  expect(factsOf(till.register, 'points.expired')).toEqual([]);
  till.clock.advance(YEAR_MS);
  okOf(confirmClock(till.register));
  tendAll();
  tendAll();
  expect(factsOf(till.register, 'points.expired')).toMatchObject([{ lots: [{ memberId, points: 300 }] }]);
  okOf(setMember(till.register, memberId));
  expect(takeSnapshot(till.register).member?.balance).toBe(0);
});

test('a clock that jumped ends nothing until somebody says that it is right', () => {
  till.clock.advance(YEAR_MS);
  tendAll();
  expect(factsOf(till.register, 'points.expired')).toEqual([]);
});

test('a sale in checkout is left as its customer was told', () => {
  okOf(setMember(till.register, memberId));
  okOf(addArticle(till.register, 'book', {}));
  okOf(beginCheckout(till.register));
  till.clock.advance(YEAR_MS);
  okOf(confirmClock(till.register));
  tendAll();
  expect(factsOf(till.register, 'points.expired')).toEqual([]);
  okOf(leaveCheckout(till.register));
  tendAll();
  expect(factsOf(till.register, 'points.expired')).toHaveLength(1);
});
