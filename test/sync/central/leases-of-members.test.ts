import { beforeAll, expect, test } from 'vitest';
import { withTransaction } from '../../../sync/central/database.ts';
import { eraseMember, mergeMembers } from '../../../sync/central/project/office-members.ts';
import { reproject } from '../../../sync/central/project/reproject.ts';
import { revokeRegister } from '../../../sync/central/registers.ts';
import { startTestPostgres } from '../postgres.ts';
import { fail, free, kept, leased, openShop, regular, settle } from './leasing-chain.ts';
import { leasingTill } from './leasing-till.ts';
import { foundChain, type ToldChain } from './project/chain-of-tills.ts';

const postgres = startTestPostgres();
let chain: ToldChain;

beforeAll(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
});

test('members are lent where they bought last, and nowhere after ninety days', async () => {
  const [first, second] = [
    await leasingTill(chain, await openShop(chain)),
    await leasingTill(chain, await openShop(chain)),
  ];
  const memberId = await regular(chain, first, 500);
  chain.clock.days += 1;
  second.sell(memberId, 0, 0);
  await settle(chain, second);
  expect([(await first.ask()).leases, (await second.ask()).leases.length]).toEqual([[], 1]);
  // Heard late, but of before.
  chain.clock.days -= 0.5;
  first.sell(memberId, 0, 0);
  chain.clock.days += 0.5;
  await settle(chain, first);
  expect((await first.ask()).leases).toEqual([]);
  await reproject(chain.central, fail);
  expect([(await first.ask()).leases, (await second.ask()).leases.length]).toEqual([[], 1]);
  chain.clock.days += 91;
  expect((await second.ask()).leases).toEqual([]);
  chain.clock.days -= 91;
});

test('of two members who are made one, what is kept for either is kept of both', async () => {
  const shop = await openShop(chain, 5_000);
  const [till, elsewhere] = [await leasingTill(chain, shop), await leasingTill(chain, await openShop(chain))];
  const [former, memberId] = [await regular(chain, till, 1_000), await regular(chain, till, 400)];
  await till.ask();
  await elsewhere.hold(former, 100);
  await withTransaction(chain.pool, (client) =>
    mergeMembers(client, former, memberId, chain.central.nowUtcMs()),
  );
  expect(await free(chain, memberId)).toBe(600);
  expect((await elsewhere.hold(memberId, 700)).isGranted).toBe(false);
  // Half of the 1,300 that no sale holds is less than both have: nothing is added, and nothing taken.
  await till.ask();
  expect([till.left(former), till.left(memberId), till.left(former, memberId)]).toEqual([500, 200, 700]);
  till.sell(memberId, 600, 600);
  await settle(chain, till);
  expect(
    [await leased(chain, former), await leased(chain, memberId)].flat().map(({ points }) => points),
  ).toEqual(expect.arrayContaining([100]));
  expect(await kept(chain, former, memberId)).toBe(100);
  await reproject(chain.central, fail);
  expect([await kept(chain, former, memberId), await chain.exceptions()]).toEqual([100, []]);
});

test('a till that has not heard that two are one redeems of each only what is kept of that one', async () => {
  const till = await leasingTill(chain, await openShop(chain));
  const members = [await regular(chain, till, 500), await regular(chain, till, 500)];
  await till.ask();
  const [former, memberId] = members.sort() as [string, string];
  await withTransaction(chain.pool, (client) =>
    mergeMembers(client, former, memberId, chain.central.nowUtcMs()),
  );
  till.sell(memberId, 300, 300);
  await settle(chain, till);
  await till.ask();
  expect([till.left(former), till.left(memberId)]).toEqual([500, 200]);
  expect([await leased(chain, former), await leased(chain, memberId)]).toMatchObject([
    [{ points: 500 }],
    [{ points: 200 }],
  ]);
});

test('a register that is revoked, and a member who is erased, leave nothing behind', async () => {
  const till = await leasingTill(chain, await openShop(chain));
  const [memberId, other] = [await regular(chain, till, 500), await regular(chain, till, 300)];
  await till.ask();
  await withTransaction(chain.pool, (client) => eraseMember(client, other, chain.central.nowUtcMs()));
  expect(await leased(chain, other)).toEqual([]);
  await withTransaction(chain.pool, (client) => revokeRegister(client, till.id, chain.central.nowUtcMs()));
  expect([await leased(chain, memberId), await free(chain, memberId)]).toEqual([[], 500]);
  // What was under way when it was revoked finds it gone.
  expect((await till.send(till.request())).ok).toBe(true);
  expect(await leased(chain, memberId)).toEqual([]);
});

test('a till that was restored is lent anew, once what it had redeemed before is in the accounts', async () => {
  const till = await leasingTill(chain, await openShop(chain));
  const memberId = await regular(chain, till, 1_000);
  await till.ask();
  till.sell(memberId, 300, 300);
  await till.push();
  till.restore();
  expect(till.left(memberId)).toBe(0);
  till.sell(memberId, 0, 0);
  expect(await till.ask()).toMatchObject({ leases: [], isSettled: false });
  await settle(chain, till);
  expect(await till.ask()).toMatchObject({
    leases: [{ points: 700, place: { epoch: 2, seq: 1 } }],
    isSettled: true,
  });
  expect(till.left(memberId)).toBe(700);
});
