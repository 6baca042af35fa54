import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { defaultLoyalty } from '../../../domain/loyalty/default-loyalty.ts';
import { reproject } from '../../../sync/central/project/reproject.ts';
import { LEASE_LIFE_MS, LEASES_MAX } from '../../../sync/protocol/lease.ts';
import { startTestPostgres } from '../postgres.ts';
import {
  fail,
  free,
  givePoints,
  kept,
  leased,
  openShop,
  regular,
  settle,
  shopOf,
  tellPolicy,
} from './leasing-chain.ts';
import { leasingTill } from './leasing-till.ts';
import { foundChain, tellSettings, type ToldChain } from './project/chain-of-tills.ts';

const postgres = startTestPostgres();
let chain: ToldChain;

beforeAll(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
});

test('a till is lent its share of what members of its shop have, in whole blocks, for a day', async () => {
  const shop = await openShop(chain, 5_000);
  const [till, second] = [await leasingTill(chain, shop), await leasingTill(chain, shop)];
  const [rich, poor] = [await regular(chain, till, 1_700), await regular(chain, till, 399)];
  const { leases, next, isSettled, centralUtcMs } = await till.ask();
  // Half of 1,700 for two tills is 425 each: four blocks of a hundred. Of 399 less than one is left.
  expect(leases).toEqual([
    {
      memberId: rich,
      points: 400,
      place: { epoch: 1, seq: 2 },
      endsAtUtcMs: centralUtcMs + LEASE_LIFE_MS,
    },
  ]);
  expect([next, isSettled, till.left(rich), till.left(poor)]).toEqual([null, true, 400, 0]);
  await second.ask();
  expect(second.left(rich)).toBe(400);
});

test('what it is lent grows with the points and is prolonged; where there are fewer it stays as it is and ends', async () => {
  const till = await leasingTill(chain, await openShop(chain));
  const memberId = await regular(chain, till, 300);
  await till.ask();
  chain.clock.days += 0.5;
  await givePoints(chain, memberId, 200);
  const grown = await till.ask();
  expect(grown.leases[0]).toMatchObject({ points: 500, endsAtUtcMs: grown.centralUtcMs + LEASE_LIFE_MS });
  chain.clock.days += 0.5;
  // The till next to it is there from now on, so each may have half.
  await leasingTill(chain, await shopOf(chain, till));
  expect((await till.ask()).leases).toEqual(grown.leases);
  chain.clock.days += 0.6;
  expect(till.left(memberId)).toBe(0);
  expect((await till.ask()).leases[0]).toMatchObject({ points: 200 });
});

test('what it redeems comes off the lease with the entry that says so, and not again when entries are read again', async () => {
  const till = await leasingTill(chain, await openShop(chain, 5_000));
  const memberId = await regular(chain, till, 1_000);
  await till.ask();
  till.sell(memberId, 200, 200);
  till.sell(memberId, 100, 100);
  expect(till.left(memberId)).toBe(200);
  expect(await leased(chain, memberId)).toEqual([{ points: 500, seq: 1 }]);
  // It asks before central has heard of it: what it is told is of before.
  expect((await till.ask()).isSettled).toBe(false);
  expect(till.left(memberId)).toBe(200);
  await settle(chain, till);
  expect(await leased(chain, memberId)).toEqual([{ points: 200, seq: 3 }]);
  await reproject(chain.central, fail);
  expect(await leased(chain, memberId)).toEqual([{ points: 200, seq: 3 }]);
  // Of the 700 that are left half are its share.
  expect((await till.ask()).leases).toMatchObject([{ points: 300, place: { epoch: 1, seq: 3 } }]);
  expect([till.left(memberId), await free(chain, memberId)]).toEqual([300, 400]);
});

test('what it holds no more is free once all that it redeemed is in the accounts, and not before', async () => {
  const [till, other] = [
    await leasingTill(chain, await openShop(chain)),
    await leasingTill(chain, await openShop(chain)),
  ];
  const memberId = await regular(chain, till, 500);
  await till.ask();
  till.sell(memberId, 400, 400);
  // From here on the member shops elsewhere.
  chain.clock.days += 0.1;
  other.sell(memberId, 0, 0);
  await settle(chain, other);
  chain.clock.days += 2;
  expect((await till.ask()).isSettled).toBe(false);
  expect(await other.hold(memberId, 100)).toMatchObject({ isGranted: false, refusal: 'points-short' });
  await settle(chain, till);
  expect(await free(chain, memberId)).toBe(0);
  expect((await till.ask()).isSettled).toBe(true);
  expect((await other.hold(memberId, 100)).isGranted).toBe(true);
});

test('a till that never had the answer is told the same again, and one whose request comes late is refused', async () => {
  const till = await leasingTill(chain, await openShop(chain));
  const memberId = await regular(chain, till, 500);
  const late = till.request();
  await till.send(till.request());
  const { leases } = await till.ask();
  expect(leases).toMatchObject([{ memberId, points: 500 }]);
  expect(await till.send(late)).toMatchObject({ ok: false, error: { error: 'not-allowed' } });
  expect(await leased(chain, memberId)).toEqual([{ points: 500, seq: 1 }]);
});

test('a sale asks central only for what goes beyond the lease, and gets what is kept for nobody', async () => {
  const shop = await openShop(chain, 4_000);
  const [till, elsewhere] = [await leasingTill(chain, shop), await leasingTill(chain, await openShop(chain))];
  const memberId = await regular(chain, till, 1_000);
  await till.ask();
  expect(await elsewhere.hold(memberId, 700)).toMatchObject({
    refusal: 'points-short',
    account: { points: 1_000, availablePoints: 600 },
  });
  expect((await elsewhere.hold(memberId, 100)).isGranted).toBe(true);
  const saleId = randomUUID();
  expect((await till.hold(memberId, 600, saleId)).isGranted).toBe(false);
  expect((await till.hold(memberId, 500, saleId)).isGranted).toBe(true);
  till.sell(memberId, 900, 400, saleId);
  await settle(chain, till);
  expect([await leased(chain, memberId), await chain.exceptions()]).toEqual([[{ points: 0, seq: 2 }], []]);
  expect(await free(chain, memberId)).toBe(0);
});

test('holds of sales come off what is lent', async () => {
  const till = await leasingTill(chain, await openShop(chain, 5_000));
  const memberId = await regular(chain, till, 1_000);
  await till.hold(memberId, 600);
  await till.ask();
  expect(till.left(memberId)).toBe(200);
});

test('points that end before the lease would are not lent', async () => {
  const till = await leasingTill(chain, await openShop(chain));
  const expiry = { kind: 'days', days: 3 } as const;
  const memberId = await regular(chain, till, 300);
  chain.clock.days += 0.01;
  await tellSettings(chain, { expiry }, chain.clock.days);
  await givePoints(chain, memberId, 500);
  chain.clock.days += 0.01;
  await tellSettings(chain, {}, chain.clock.days);
  chain.clock.days += 1;
  expect((await till.ask()).leases).toMatchObject([{ points: 800 }]);
  chain.clock.days += 2;
  expect((await till.ask()).leases).toMatchObject([{ points: 300 }]);
});

test('nothing is lent where the policy is another or points buy nothing, and what was is given back', async () => {
  const shop = await openShop(chain);
  const till = await leasingTill(chain, shop);
  const memberId = await regular(chain, till, 500);
  await till.ask();
  await tellPolicy(chain, shop, { kind: 'capped', perSaleMinor: 1, perOutageMinor: 1 });
  expect(await till.ask()).toMatchObject({ leases: [], next: null, isSettled: true });
  expect(await leased(chain, memberId)).toEqual([{ points: 500, seq: 1 }]);
  till.giveUp();
  await till.ask();
  expect(await leased(chain, memberId)).toEqual([]);
  await tellPolicy(chain, shop, { kind: 'leased', shareBp: 10_000 });
  const { redemption } = defaultLoyalty('GBP');
  await tellSettings(chain, { redemption: { ...redemption, isOn: false } }, chain.clock.days);
  expect((await till.ask()).leases).toEqual([]);
  chain.clock.days += 0.01;
  await tellSettings(chain, { redemption: { ...redemption, minPoints: 600 } }, chain.clock.days);
  expect((await till.ask()).leases).toEqual([]);
  chain.clock.days += 0.01;
  await tellSettings(chain, {}, chain.clock.days);
  expect((await till.ask()).leases).toMatchObject([{ points: 500 }]);
});

test('members come in pages, each of them once', async () => {
  const shop = await openShop(chain);
  const till = await leasingTill(chain, shop);
  const count = LEASES_MAX + 3;
  await chain.pool.query(
    `WITH fresh AS (
       INSERT INTO member (id, number, sealed, joined_at_utc_ms, told_at_utc_ms, told_register, told_epoch, told_seq)
       SELECT id, id::text, '', 0, 0, id, 1, 1 FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $2)) AS any_id
       RETURNING id)
     INSERT INTO member_home SELECT id, $1, $3 FROM fresh`,
    [shop, count, chain.central.nowUtcMs()],
  );
  const { rows } = await chain.pool.query<{ member: string }>(
    'SELECT member FROM member_home WHERE shop = $1',
    [shop],
  );
  for (const { member } of rows) await givePoints(chain, member, 100);
  const first = await till.send(till.request());
  expect(first.ok && [first.value.leases.length, first.value.next === null]).toEqual([LEASES_MAX, false]);
  expect((await till.ask()).leases).toHaveLength(3);
  expect(till.leases.size).toBe(count);
});

test('tills and sales that want the points of one member at once get no more than there are', async () => {
  const shop = await openShop(chain);
  const tills = await Promise.all(Array.from({ length: 6 }, () => leasingTill(chain, shop)));
  const elsewhere = await leasingTill(chain, await openShop(chain));
  const memberId = await regular(chain, tills[0]!, 1_000);
  const wishes = Array.from({ length: 12 }, () => elsewhere.hold(memberId, 100));
  const holds = await Promise.all([...wishes, ...tills.map((till) => till.ask().then(() => null))]);
  const held = holds.filter((answer) => answer?.isGranted).length * 100;
  expect(held + (await kept(chain, memberId))).toBeLessThanOrEqual(1_000);
  expect(held + (await kept(chain, memberId))).toBeGreaterThan(500);
});
