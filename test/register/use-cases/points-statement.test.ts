import { afterEach, beforeEach, expect, test } from 'vitest';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { holdPoints, releasePoints } from '../../../register/use-cases/hold-points.ts';
import { manager, okOf, openSellingTill, type TestTill } from '../till.ts';

const because = { reason: 'goodwill' };

let till: TestTill;
let memberId: string;
beforeEach(() => {
  till = openSellingTill(manager);
  memberId = till.register.newId();
});
afterEach(() => till.remove());

test('a statement has what was frozen and released with the reasons, though the balance stays', () => {
  const { register } = till;
  okOf(adjustPoints(register, memberId, 100, because));
  const [lot] = register.store.loyalty.account(memberId).lots;
  const request = { memberId, lotId: lot!.lotId, points: 30 };
  const holdId = okOf(holdPoints(register, request, { reason: 'asked by phone' }));
  okOf(adjustPoints(register, memberId, -10, because));
  okOf(releasePoints(register, memberId, holdId, { reason: 'settled' }));
  const rows = register.store.loyalty.statement(memberId, 10);
  expect(
    rows.map(({ kind, points, balance, heldPoints, reason }) => [kind, points, balance, heldPoints, reason]),
  ).toEqual([
    ['release', 0, 90, 30, 'settled'],
    ['adjust', -10, 90, null, because.reason],
    ['hold', 0, 100, 30, 'asked by phone'],
    ['adjust', 100, 100, null, because.reason],
  ]);
  expect(rows[0]!.heldLotId).toBe(lot!.lotId);
  expect(register.store.loyalty.statement(memberId, 2, rows[1])).toEqual(rows.slice(2));
});
