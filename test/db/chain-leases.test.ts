import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CouponLease } from '../../domain/chain/coupon-lease.ts';
import type { PointsLease } from '../../domain/chain/points-lease.ts';
import { addArticle } from '../../register/use-cases/add-lines.ts';
import { setMember, setPoints } from '../../register/use-cases/basket-membership.ts';
import {
  headOf,
  openJoinedTill,
  pullMembers,
  sealedMember,
  tellAccount,
  tellCouponLease,
  tellLease,
} from '../register/chain-till.ts';
import { expectBooksHold, okOf, payAll, setSection, type TestTill } from '../register/till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015' };
const former = '01a00000-0000-7000-8000-000000000002';

let till: TestTill;
beforeEach(() => {
  till = openJoinedTill();
  const { loyalty } = till.register.settings;
  setSection(till.register, 'loyalty', { ...loyalty, redemption: { ...loyalty.redemption, isOn: true } });
  pullMembers(till.register, [sealedMember(till.register, wang)]);
  tellAccount(till.register, wang.memberId, { points: 10_000 });
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

const left = (memberId = wang.memberId) =>
  till.register.store.chain.leasedPoints(memberId, till.register.clock.nowUtcMs());
const give = (points: number, given: Partial<PointsLease> = {}) =>
  tellLease(till.register, given.memberId ?? wang.memberId, points, given);

function redeem(points: number): void {
  okOf(addArticle(till.register, 'book', {}));
  okOf(setMember(till.register, wang.memberId));
  okOf(setPoints(till.register, points));
  payAll(till.register);
}

test('what is redeemed after the place of a lease comes off it, and nothing before', () => {
  give(500);
  redeem(200);
  expect(left()).toBe(300);
  const place = headOf(till.register);
  // Central has taken these two hundred off, and given some.
  give(400, { place });
  expect(left()).toBe(400);
  redeem(300);
  expect(left()).toBe(100);
  // An answer that is older in the journal says more, of which more is gone.
  give(600, { place: { epoch: place.epoch, seq: 0 } });
  expect(left()).toBe(100);
  give(100, { place: { epoch: place.epoch, seq: 0 } });
  expect(left()).toBe(0);
});

test('the leases of a member who was two count from the first of their places', () => {
  give(500);
  redeem(200);
  give(100, { memberId: former });
  expect(left()).toBe(300);
  till.register.store.commit((writer) => writer.chain.saveAliases(wang.memberId, [former]));
  expect(left()).toBe(400);
  redeem(300);
  expect(left()).toBe(100);
});

test('what ended or is of another epoch is given up, and nothing else', () => {
  const nowUtcMs = till.register.clock.nowUtcMs();
  const { store } = till.register;
  give(1, { memberId: former, endsAtUtcMs: nowUtcMs });
  give(2, { memberId: till.register.newId(), place: { epoch: 2, seq: 1 } });
  give(3, { endsAtUtcMs: nowUtcMs + 1 });
  expect(store.chain.firstLeaseEnd()).toBe(nowUtcMs);
  store.commit((writer) => writer.chain.endLeases(nowUtcMs));
  expect(store.db.prepare('SELECT points FROM points_lease').pluck().all()).toEqual([3]);
  expect(store.chain.firstLeaseEnd()).toBe(nowUtcMs + 1);
  store.commit((writer) => writer.chain.dropLeases('points'));
  expect(store.chain.firstLeaseEnd()).toBeNull();
});

test('coupons end, are of an epoch and are given up as points are, each for themselves', () => {
  const nowUtcMs = till.register.clock.nowUtcMs();
  const { store } = till.register;
  const [ended, ofBefore, good] = [till.register.newId(), till.register.newId(), till.register.newId()];
  const giveCoupon = (couponId: string, given: Partial<CouponLease>) =>
    tellCouponLease(till.register, couponId, given);
  give(3, { endsAtUtcMs: nowUtcMs + 2 });
  giveCoupon(ended, { endsAtUtcMs: nowUtcMs });
  giveCoupon(ofBefore, { place: { epoch: 2, seq: 1 } });
  giveCoupon(good, { endsAtUtcMs: nowUtcMs + 1 });
  const leased = () => [ended, ofBefore, good].map((id) => store.chain.isCouponLeased(id, nowUtcMs));
  expect([leased(), store.chain.firstLeaseEnd()]).toEqual([[false, false, true], nowUtcMs]);
  // This till is a millisecond behind: it is later at central.
  store.commit((writer) => writer.chain.saveState({ clockAheadMs: -1 }));
  expect(leased()).toEqual([false, false, false]);
  store.commit((writer) => writer.chain.saveState({ clockAheadMs: 0 }));
  store.commit((writer) => writer.chain.endLeases(nowUtcMs));
  expect(store.db.prepare('SELECT coupon_id FROM coupon_lease').pluck().all()).toEqual([good]);
  expect(store.chain.firstLeaseEnd()).toBe(nowUtcMs + 1);
  store.commit((writer) => writer.chain.dropLeases('coupons'));
  expect([leased(), store.chain.firstLeaseEnd(), left()]).toEqual([[false, false, false], nowUtcMs + 2, 3]);
  giveCoupon(good, {});
  store.commit((writer) => writer.chain.dropLeases('points'));
  expect([leased(), left()]).toEqual([[false, false, true], 0]);
  store.commit((writer) => writer.chain.forget());
  expect(store.chain.firstLeaseEnd()).toBeNull();
});

test('questions have numbers that rise over a restart, a chain that is left, and whatever is given up', () => {
  const next = () => till.register.store.commit((writer) => writer.chain.nextLeaseTurn());
  expect([next(), next()]).toEqual([1, 2]);
  till.reopen();
  till.register.store.commit((writer) => writer.chain.forget());
  expect(next()).toBe(3);
});

test('books of before there were leases are brought up to date, and still prove themselves', () => {
  okOf(addArticle(till.register, 'book', {}));
  okOf(setMember(till.register, wang.memberId));
  payAll(till.register);
  till.register.store.db.exec(`ALTER TABLE points_intent DROP COLUMN leased_points;
    ALTER TABLE sync_state DROP COLUMN lease_turn;
    DROP TABLE points_lease;
    DROP TABLE coupon_lease;
    DROP INDEX central_rule_use_key;
    PRAGMA user_version = 12`);
  till.reopen();
  expectBooksHold(till.register);
  give(500);
  redeem(200);
  expect(left()).toBe(300);
});
