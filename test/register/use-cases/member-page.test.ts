import { afterEach, beforeEach, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { setMember } from '../../../register/use-cases/basket-membership.ts';
import { issueCoupons } from '../../../register/use-cases/coupons.ts';
import { holdPoints } from '../../../register/use-cases/hold-points.ts';
import {
  listMembers,
  readBookings,
  readMemberPage,
  readReceipts,
} from '../../../register/use-cases/member-page.ts';
import { updateInsight } from '../../../register/use-cases/insight-update.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { signIn, signOut } from '../../../register/use-cases/sign-in.ts';
import { cashier, codeOf, manager, okOf, openSellingTill, payAll, type TestTill } from '../till.ts';
import { ruleOf, saveRules } from './back-office-rules.ts';

const because = { reason: 'goodwill' };

let till: TestTill;
beforeEach(() => {
  till = openSellingTill(manager);
});
afterEach(() => till.remove());

function join(name: string): string {
  return okOf(registerMember(till.register, { name, birthday: '05-12' })).member.memberId;
}

function sell(memberId: string, articleCode: string): string {
  okOf(setMember(till.register, memberId));
  okOf(addArticle(till.register, articleCode));
  return payAll(till.register).receiptNumber;
}

const all = { text: '', order: 'newest', after: null, limit: 2 } as const;

test('members are listed the newest first, page by page', () => {
  const ids = ['Ann Bell', 'Bea Cole', 'Cyd Dunn'].map(join);
  const first = okOf(listMembers(till.register, all));
  expect(first.rows.map(({ memberId }) => memberId)).toEqual([ids[2], ids[1]]);
  expect(first.memberCount).toBe(3);
  const second = okOf(listMembers(till.register, { ...all, after: first.next }));
  expect(second.rows.map(({ memberId }) => memberId)).toEqual([ids[0]]);
  expect(second.next).toBeNull();
});

test('members are listed by how often they come', () => {
  const [ann, bea] = [join('Ann Bell'), join('Bea Cole')];
  sell(bea, 'book');
  updateInsight(till.register, { stepsMax: 100 });
  const { rows } = okOf(listMembers(till.register, { ...all, order: 'frequent' }));
  expect(rows.map(({ memberId, visits }) => [memberId, visits])).toEqual([
    [bea, 1],
    [ann, 0],
  ]);
});

test('a text finds whom the counter would find, masked', () => {
  join('Ann Bell');
  join('Bea Cole');
  const { rows, next } = okOf(listMembers(till.register, { ...all, text: 'cole' }));
  expect(rows).toMatchObject([{ name: 'Bea *le', balance: 0 }]);
  expect(next).toBeNull();
});

test('the page says what a member has, and what they did', () => {
  const memberId = join('Ann Bell');
  saveRules(till.register, [
    ruleOf(
      'thanks',
      { kind: 'order-amount', amountMinor: 100 },
      {
        coupon: { holder: 'owner', uses: 1, isStackable: false, sharedCode: null },
      },
    ),
  ]);
  okOf(issueCoupons(till.register, { ruleId: 'thanks', to: [memberId], reason: 'a gift' }));
  const receiptNumber = sell(memberId, 'book');
  okOf(adjustPoints(till.register, memberId, 500, because));
  okOf(holdPoints(till.register, { memberId, lotId: null, points: 200 }, because));
  const page = okOf(readMemberPage(till.register, memberId));
  expect(page.member).toMatchObject({ name: 'Ann *ll', birthday: '05-12', cards: [] });
  expect(page.tier).toMatchObject({ code: 'basic', measured: 1_000, next: { missing: 99_000 } });
  expect(page.points).toMatchObject({
    balance: 510,
    available: 310,
    bookingCount: 3,
    bookings: [
      { kind: 'hold', points: 0, heldPoints: 200, balance: 510, reason: 'goodwill' },
      { kind: 'adjust', points: 500, balance: 510, receiptNumber: null },
      { kind: 'earn', points: 10, balance: 10, receiptNumber },
    ],
    holds: [{ points: 200 }],
  });
  // Both end with the month, a year from now, on its last day.
  expect(page.points.lots.map(({ remaining, expiresOn }) => [remaining, expiresOn])).toEqual([
    [10, '2027-11-30'],
    [500, '2027-11-30'],
  ]);
  expect(page.receipts).toMatchObject([{ receiptNumber, totalMinor: 1_000 }]);
  expect(page.coupons).toMatchObject([{ ruleId: 'thanks' }]);
});

test('older bookings and receipts follow those on the page', () => {
  const memberId = join('Ann Bell');
  const numbers = Array.from({ length: 8 }, () => sell(memberId, 'book'));
  const page = okOf(readMemberPage(till.register, memberId));
  expect([page.receiptCount, page.points.bookingCount]).toEqual([8, 8]);
  const older = okOf(
    readReceipts(till.register, { memberId, before: page.receipts.at(-1)!.entry, limit: 50 }),
  );
  expect([...page.receipts, ...older].map(({ receiptNumber }) => receiptNumber)).toEqual(
    numbers.toReversed(),
  );
  const before = page.points.bookings.at(-1)!;
  const bookings = okOf(readBookings(till.register, { memberId, before, limit: 50 }));
  expect([...page.points.bookings, ...bookings].map(({ balance }) => balance)).toEqual([
    80, 70, 60, 50, 40, 30, 20, 10,
  ]);
});

test('none of it is shown without the right to see members', () => {
  const memberId = join('Ann Bell');
  signOut(till.register);
  okOf(signIn(till.register, cashier.code, cashier.pin));
  const before = { entry: 1, place: 1 };
  for (const refused of [
    listMembers(till.register, all),
    readMemberPage(till.register, memberId),
    readBookings(till.register, { memberId, before, limit: 1 }),
    readReceipts(till.register, { memberId, before: 1, limit: 1 }),
  ])
    expect(codeOf(refused)).toBe('approval-needed');
});
