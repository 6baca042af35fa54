import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { withTransaction } from '../../../sync/central/database.ts';
import { issueCoupons, voidCoupon } from '../../../sync/central/project/coupons.ts';
import { eraseMember } from '../../../sync/central/project/office-members.ts';
import { reproject } from '../../../sync/central/project/reproject.ts';
import { revokeRegister } from '../../../sync/central/registers.ts';
import { COUPONS_EACH_MAX, LEASE_LIFE_MS } from '../../../sync/protocol/lease.ts';
import { startTestPostgres } from '../postgres.ts';
import { fail, openShop, regular, settle, shopOf, tellPolicy } from './leasing-chain.ts';
import { leasingTill, type LeasingTill } from './leasing-till.ts';
import { DAY_MS, foundChain, type ToldChain } from './project/chain-of-tills.ts';

const postgres = startTestPostgres();
let chain: ToldChain;
let till: LeasingTill;
let elsewhere: LeasingTill;
let memberId: string;

beforeAll(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
  await chain.publishRule('two-off', { coupon: { sharedCode: null, uses: 1 } });
  await chain.publishRule('twice', { coupon: { sharedCode: null, uses: 2 } });
});
beforeEach(async () => {
  till = await leasingTill(chain, await openCouponShop());
  elsewhere = await leasingTill(chain, await openCouponShop());
  memberId = await regular(chain, till, 1_000);
});

/** Whose tills lease coupons, and no points. */
async function openCouponShop(): Promise<string> {
  const shop = await openShop(chain);
  await tellPolicy(chain, shop, { kind: 'none' }, { kind: 'leased' });
  return shop;
}

async function give(given: { ruleId?: string; memberId?: string; expiresOn?: string } = {}): Promise<string> {
  const couponId = randomUUID();
  const coupon = { couponId, code: couponId, ruleId: 'two-off', memberId, expiresOn: null, ...given };
  await issueCoupons(chain.pool, [coupon], chain.central.nowUtcMs());
  return couponId;
}

/** The day that it will be at central in so many days. */
function dayIn(days: number): string {
  return new Date(chain.central.nowUtcMs() + days * DAY_MS).toISOString().slice(0, 10);
}

const refusalOf = async (asking: LeasingTill, couponId: string) =>
  (await asking.hold(memberId, 0, randomUUID(), [couponId])).refusal;

async function leasedTo(couponId: string): Promise<string | null> {
  const { rows } = await chain.pool.query<{ register: string }>(
    'SELECT register FROM coupon_lease WHERE coupon_id = $1',
    [couponId],
  );
  return rows[0]?.register ?? null;
}

test('a coupon is kept for the till of the member’s shop for a day, and no other may have it', async () => {
  const couponId = await give();
  const { leases, coupons, centralUtcMs } = await till.ask();
  expect(leases).toEqual([]);
  expect(coupons).toEqual([
    { couponId, place: { epoch: 1, seq: 1 }, endsAtUtcMs: centralUtcMs + LEASE_LIFE_MS },
  ]);
  expect((await elsewhere.ask()).coupons).toEqual([]);
  expect(await refusalOf(elsewhere, couponId)).toBe('coupon-leased');
  expect(await refusalOf(till, couponId)).toBeNull();
  // It is prolonged, and beyond its end still is the till's, which may have used it.
  chain.clock.days += 0.5;
  expect((await till.ask()).coupons).toMatchObject([{ endsAtUtcMs: centralUtcMs + 1.5 * LEASE_LIFE_MS }]);
  chain.clock.days += 2;
  expect(till.mayUse(couponId)).toBe(false);
  expect(await refusalOf(elsewhere, couponId)).toBe('coupon-leased');
});

test('one that is used up, void, ending, of many uses, of nobody or held by another till is not kept', async () => {
  const ends = await give({ expiresOn: dayIn(1) });
  const [lasts, used, back, voided, held] = [
    await give({ expiresOn: dayIn(3) }),
    await give(),
    await give(),
    await give(),
    await give(),
  ];
  await give({ ruleId: 'twice' });
  elsewhere.use(memberId, used);
  elsewhere.takeBack(elsewhere.use(memberId, back));
  await settle(chain, elsewhere);
  // Home again.
  chain.clock.days += 0.01;
  till.sell(memberId, 0, 0);
  await settle(chain, till);
  await voidCoupon(chain.pool, voided, chain.central.nowUtcMs());
  // What the till itself holds for a sale it may lease.
  expect([await refusalOf(elsewhere, held), await refusalOf(till, back)]).toEqual([null, null]);
  const { coupons } = await till.ask();
  expect(new Set(coupons.map(({ couponId }) => couponId))).toEqual(new Set([lasts, back]));
  expect(coupons.map(({ couponId }) => couponId)).not.toContain(ends);
  // What was kept and is void by now is prolonged no more.
  await voidCoupon(chain.pool, lasts, chain.central.nowUtcMs());
  chain.clock.days += 0.3;
  const again = await till.ask();
  const endOf = (id: string) => again.coupons.find(({ couponId }) => couponId === id)!.endsAtUtcMs;
  expect(endOf(back) - endOf(lasts)).toBe(Math.round(0.3 * DAY_MS));
});

test('so many of a member and no more, the first to end in front, and none of members of other shops', async () => {
  const days = [9, 3, 7, 5, 11];
  const given = [];
  for (const each of days) given.push({ each, couponId: await give({ expiresOn: dayIn(each) }) });
  const other = await regular(chain, elsewhere, 0);
  const theirs = await give({ memberId: other });
  await till.ask();
  const first = given.toSorted((a, b) => a.each - b.each).slice(0, COUPONS_EACH_MAX);
  expect(new Set(till.coupons.keys())).toEqual(new Set(first.map(({ couponId }) => couponId)));
  expect((await elsewhere.ask()).coupons).toMatchObject([{ couponId: theirs }]);
});

test('tills of a shop have each coupon once, and one more till takes some over once they are given up', async () => {
  const shop = await shopOf(chain, till);
  const second = await leasingTill(chain, shop);
  const couponIds = [];
  for (let count = 0; count < 24; count += 1) {
    const buyer = await regular(chain, till, 0);
    couponIds.push(await give({ memberId: buyer }));
  }
  await Promise.all([till.ask(), second.ask()]);
  const kept = [...till.coupons.keys(), ...second.coupons.keys()];
  expect(kept.toSorted()).toEqual(couponIds.toSorted());
  expect(Math.min(till.coupons.size, second.coupons.size)).toBeGreaterThan(0);
  const third = await leasingTill(chain, shop);
  await third.ask();
  expect(third.coupons.size).toBe(0);
  for (let round = 0; round < 4; round += 1) {
    chain.clock.days += 0.4;
    await Promise.all([till.ask(), second.ask()]);
  }
  await third.ask();
  const [mine, ...others] = [third, till, second].map(({ coupons }) => [...coupons.keys()]);
  expect(mine!.length).toBeGreaterThan(0);
  expect([...mine!, ...others.flat()].toSorted()).toEqual(couponIds.toSorted());
});

test('its use ends the lease, and a refund that gives it back gives it to nobody', async () => {
  const couponId = await give();
  await till.ask();
  const sale = till.use(memberId, couponId);
  // Central has not heard of it, and says again what it knew before.
  expect((await till.ask()).isSettled).toBe(false);
  expect(till.mayUse(couponId)).toBe(false);
  till.takeBack(sale);
  expect(till.mayUse(couponId)).toBe(false);
  await settle(chain, till);
  expect([await leasedTo(couponId), await chain.exceptions()]).toEqual([null, []]);
  expect(till.mayUse(couponId)).toBe(false);
  expect((await till.ask()).coupons).toMatchObject([{ couponId, place: { seq: 3 } }]);
  expect(till.mayUse(couponId)).toBe(true);
  // An entry that is read again ends nothing that was kept after it.
  await reproject(chain.central, fail);
  expect(await leasedTo(couponId)).toBe(till.id);
});

test('what another till used all the same leaves the lease where it is', async () => {
  const couponId = await give();
  await till.ask();
  elsewhere.takeBack(elsewhere.use(memberId, couponId));
  await settle(chain, elsewhere);
  expect(await refusalOf(elsewhere, couponId)).toBe('coupon-leased');
  expect(till.mayUse(couponId)).toBe(true);
});

test('what a till gave up is free once all that it used is in the accounts, and not before', async () => {
  const couponId = await give();
  await till.ask();
  till.use(memberId, couponId);
  const unused = await give();
  chain.clock.days += 2;
  await tellPolicy(chain, await shopOf(chain, till), { kind: 'none' });
  expect((await till.ask()).isSettled).toBe(false);
  expect(await refusalOf(elsewhere, couponId)).toBe('coupon-leased');
  await settle(chain, till);
  expect((await till.ask()).isSettled).toBe(true);
  expect(await refusalOf(elsewhere, couponId)).toBe('coupon-used');
  expect(await refusalOf(elsewhere, unused)).toBeNull();
});

test('points and coupons are each as their own policy says', async () => {
  const couponId = await give();
  const shop = await shopOf(chain, till);
  await tellPolicy(chain, shop, { kind: 'leased', shareBp: 10_000 }, { kind: 'leased' });
  expect(await till.ask()).toMatchObject({ leases: [{ memberId, points: 1_000 }], coupons: [{ couponId }] });
  till.giveUp();
  await tellPolicy(chain, shop, { kind: 'leased', shareBp: 10_000 });
  expect(await till.ask()).toMatchObject({ leases: [{ points: 1_000 }], coupons: [] });
  expect(await leasedTo(couponId)).toBeNull();
});

test('a restored till has none, and gets it anew; one that is put out, and a member who is erased, keep none', async () => {
  const [first, couponId] = [await give(), await give()];
  await till.ask();
  till.restore();
  expect(till.mayUse(couponId)).toBe(false);
  expect((await till.ask()).coupons).toEqual([]);
  till.sell(memberId, 0, 0);
  await settle(chain, till);
  expect((await till.ask()).coupons).toHaveLength(2);
  expect(till.mayUse(couponId)).toBe(true);
  await revokeRegister(chain.pool, till.id, chain.central.nowUtcMs());
  expect([await leasedTo(couponId), await refusalOf(elsewhere, first)]).toEqual([null, null]);
  chain.clock.days += 0.01;
  elsewhere.sell(memberId, 0, 0);
  await settle(chain, elsewhere);
  await elsewhere.ask();
  expect(elsewhere.mayUse(couponId)).toBe(true);
  await withTransaction(chain.pool, (client) => eraseMember(client, memberId, chain.central.nowUtcMs()));
  expect(await leasedTo(couponId)).toBeNull();
});

test('of tills and sales that want one coupon at once only one gets it', async () => {
  for (let round = 0; round < 6; round += 1) {
    const couponId = await give();
    const [asked, , refusal] = await Promise.all([
      till.ask(),
      elsewhere.ask(),
      refusalOf(elsewhere, couponId),
    ]);
    const isLeased = asked.coupons.some((each) => each.couponId === couponId);
    expect([isLeased, refusal === null].filter(Boolean)).toHaveLength(1);
    // Out of the way of the next.
    await voidCoupon(chain.pool, couponId, chain.central.nowUtcMs());
  }
});
