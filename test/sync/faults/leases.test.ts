import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OfflinePolicy } from '../../../domain/chain/offline-policy.ts';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import { systemClock } from '../../../register/register.ts';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { revokeRegister } from '../../../sync/central/registers.ts';
import { okOf } from '../../register/till.ts';
import { enlist, refund, sell } from './counter-acts.ts';
import { DEADLINE_MS, leasedTimes, startFaultChain, type FaultChain, type FaultTill } from './fault-chain.ts';
import { healthyNetwork } from './fault-proxy.ts';
import { expectHonestBalances, expectSameJournal, shownPoints, untilInStep } from './in-step.ts';

const half: OfflinePolicy = { ...strictestPolicy, points: { kind: 'leased', shareBp: 5_000 } };

const starting = startFaultChain();
let chain: FaultChain;
let here: FaultTill;
let elsewhere: FaultTill;
let members = 0;

beforeAll(async () => {
  chain = await starting;
});
beforeEach(async () => {
  await chain.tellPolicy(half);
  here = await chain.join('S1', leasedTimes);
  elsewhere = await chain.join('S2', leasedTimes);
});
afterEach(async () => {
  for (const { id } of chain.tills) await revokeRegister(chain.central.pool, id, Date.now());
  await chain.leave();
});

const leasedAt = ({ till }: FaultTill, memberId: string): number =>
  till.read(({ store, clock }) =>
    store.chain.leasedPoints(store.loyalty.currentId(memberId), clock.nowUtcMs()),
  );

async function untilLeased(at: FaultTill, memberId: string, points: number): Promise<void> {
  await expect.poll(() => leasedAt(at, memberId), { timeout: DEADLINE_MS, interval: 10 }).toBe(points);
}

/** A member with a thousand points, whose home is the shop of `here`, half of which are kept for its till. */
async function memberAtHome(): Promise<string> {
  members += 1;
  const memberId = enlist(here, 'Ada', `07700 9${String(members).padStart(5, '0')}`);
  for (let sale = 0; sale < 5; sale += 1) await sell(here, { memberId });
  await untilInStep(chain);
  await untilLeased(here, memberId, 500);
  return memberId;
}

function part(...tills: readonly FaultTill[]): void {
  for (const { network } of tills) {
    network.set({ state: 'refused' });
    network.cut();
  }
}

async function heal(): Promise<void> {
  for (const { network } of chain.tills) network.set(healthyNetwork);
  await untilInStep(chain);
}

async function expectNothingOverdrawn(): Promise<void> {
  await expectHonestBalances(chain);
  for (const till of chain.tills) await expectSameJournal(chain, till);
  const { rows } = await chain.central.pool.query('SELECT kind, subject FROM exception');
  expect(rows).toEqual([]);
}

const leasesAtCentral = async (memberId: string): Promise<number> => {
  const { rows } = await chain.central.pool.query<{ points: number }>(
    'SELECT coalesce(sum(points), 0)::integer AS points FROM lease WHERE member = $1',
    [memberId],
  );
  return rows[0]!.points;
};

test('a member spends what is kept at home while no till reaches central, and nobody else can', async () => {
  const memberId = await memberAtHome();
  part(here, elsewhere);
  const first = await sell(here, { memberId, points: 400 });
  expect(first.refused).toEqual([]);
  expect((await sell(here, { memberId, points: 200 })).refused).toEqual(['unasked-points-limit']);
  expect((await sell(here, { memberId, points: 100 })).refused).toEqual([]);
  expect((await sell(here, { memberId, points: 100 })).refused).toEqual(['unasked-points-elsewhere']);
  expect((await sell(elsewhere, { memberId, points: 100 })).refused).toEqual(['unasked-points-elsewhere']);
  elsewhere.network.set(healthyNetwork);
  await elsewhere.till.sync.syncNow();
  // Of the thousand that central knows of, half are the other till's.
  expect((await sell(elsewhere, { memberId, points: 600 })).refused).toEqual(['central-points-short']);
  expect((await sell(elsewhere, { memberId, points: 500 })).refused).toEqual([]);
  refund(here, first.sale.receiptNumber);
  await heal();
  expect(shownPoints(here, memberId)).toBe(shownPoints(elsewhere, memberId));
  await expectNothingOverdrawn();
});

test('with a network only what goes beyond what is kept is asked for, so all of it can be spent at home', async () => {
  const memberId = await memberAtHome();
  expect((await sell(here, { memberId, points: 900 })).refused).toEqual([]);
  await untilInStep(chain);
  const { rows } = await chain.central.pool.query<{ leased: number }>(
    `SELECT (payload::jsonb #>> '{loyalty,central,leased}')::integer AS leased FROM entry
     WHERE register = $1 AND type = 'sale.completed' ORDER BY epoch, seq DESC LIMIT 1`,
    [here.id],
  );
  expect(rows).toEqual([{ leased: 500 }]);
  await expectNothingOverdrawn();
});

test('whoever shops elsewhere by now has points kept there, once what was kept is spent or given up', async () => {
  const memberId = await memberAtHome();
  await sell(elsewhere, { memberId });
  await untilInStep(chain);
  // Twelve hundred by now: five hundred are kept here still, and six hundred there.
  await untilLeased(elsewhere, memberId, 600);
  part(here, elsewhere);
  expect((await sell(here, { memberId, points: 500 })).refused).toEqual([]);
  expect((await sell(elsewhere, { memberId, points: 600 })).refused).toEqual([]);
  await heal();
  await expectNothingOverdrawn();
});

test('a policy that keeps nothing frees all, and what was spent before is not kept twice', async () => {
  const memberId = await memberAtHome();
  part(here);
  await sell(here, { memberId, points: 300 });
  await chain.tellPolicy(strictestPolicy);
  await heal();
  await untilLeased(here, memberId, 0);
  await expect.poll(() => leasesAtCentral(memberId), { timeout: DEADLINE_MS, interval: 10 }).toBe(0);
  // Five times two hundred and what two more sales earned, less what was spent.
  const { sale, refused } = await sell(elsewhere, { memberId, points: 800 });
  expect(refused).toEqual([]);
  expect(sale.points).toMatchObject({ redeemed: 800 });
  await untilInStep(chain);
  await expectNothingOverdrawn();
});

test('a till that was restored knows not what it spent, and has nothing before central gives it anew', async () => {
  const memberId = await memberAtHome();
  const file = join(here.till.folder, 'old.guitai');
  okOf(
    await backUp(
      here.till.read(({ store }) => store),
      file,
      systemClock,
    ),
  );
  expect((await sell(here, { memberId, points: 500 })).refused).toEqual([]);
  await untilInStep(chain);
  part(here);
  await here.till.restart(async () => {
    okOf(await restore(here.till.folder, file, systemClock));
  });
  expect(leasedAt(here, memberId)).toBe(0);
  expect((await sell(here, { memberId, points: 100 })).refused).toEqual(['unasked-points-elsewhere']);
  await heal();
  // Half of the five hundred that were left and the three hundred that two sales earned.
  await untilLeased(here, memberId, 400);
});

test('a till that is put out keeps nobody’s points', async () => {
  const memberId = await memberAtHome();
  await revokeRegister(chain.central.pool, here.id, Date.now());
  expect(await leasesAtCentral(memberId)).toBe(0);
  expect((await sell(elsewhere, { memberId, points: 1_000 })).refused).toEqual([]);
});
