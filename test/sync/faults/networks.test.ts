import { beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { enlist, sell } from './counter-acts.ts';
import {
  capped,
  DEADLINE_MS,
  faultTimes,
  startFaultChain,
  type FaultChain,
  type FaultTill,
} from './fault-chain.ts';
import { healthyNetwork, type NetworkFault } from './fault-proxy.ts';
import { expectHonestBalances, expectSameJournal, untilInStep } from './in-step.ts';

const TIMEOUT_MS = 120_000;
/** An entry alone takes seconds at a kilobyte a second. */
const patient = { ...faultTimes, progressTimeoutMs: 8_000 };
const starting = startFaultChain();
let chain: FaultChain;
let till: FaultTill;
let memberId: string;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
});
beforeEach(async () => {
  till = await chain.join();
  memberId = enlist(till, 'Ada', `07700 900 ${100 + chain.random.below(900)}`);
  await untilInStep(chain);
});
afterEach(() => chain.leave());

async function sellSome(count: number): Promise<void> {
  for (let sale = 0; sale < count; sale += 1) await sell(till, sale % 3 === 0 ? { memberId } : {});
}

/** A price that central changes is there with all else once all is well; how many sales central has of the till. */
async function countInStep(): Promise<number> {
  const priceE4 = 10_000 + chain.random.below(90_000);
  const tea = till.till.read(({ store }) => store.catalogue.byCode('tea')!);
  const { code, ...value } = tea;
  await chain.tell({ scope: 'article', key: code, shop: null, value: { ...value, barcodes: [], priceE4 } });
  await untilInStep(chain);
  expect(till.till.read(({ store }) => store.catalogue.byCode('tea')?.priceE4)).toBe(priceE4);
  await expectSameJournal(chain, till);
  const { rows } = await chain.central.pool.query<{ sales: number }>(
    'SELECT count(*)::integer AS sales FROM sale WHERE register = $1',
    [till.id],
  );
  await expectHonestBalances(chain);
  return rows[0]!.sales;
}

/** Sends nothing through, or sends it in the end although it is ill. */
const dead: readonly [string, Partial<NetworkFault>][] = [
  ['loses every answer after central has stored', { losesAnswers: true }],
  ['takes connections and carries nothing', { state: 'silent' }],
  ['is not there', { state: 'refused' }],
];
const ill: readonly [string, Partial<NetworkFault>, number][] = [
  ['delivers everything twice', { repeatsRequests: true }, 12],
  ['loses three connections in ten', { lossShare: 0.3 }, 30],
  ['carries a kilobyte a second', { bytesPerSecond: 1_000 }, 3],
];

describe('all that was sold is at central once, without a gap', () => {
  test.each(dead)(
    'after a network that %s',
    async (_what, fault) => {
      till.network.set(fault);
      till.network.cut();
      await sellSome(10);
      const { connections } = till.network.figures();
      // It tries again and again; what nobody listens to is no connection.
      const asMany = fault.state === 'refused' ? connections : connections + 3;
      await expect
        .poll(() => till.network.figures().connections, { timeout: DEADLINE_MS })
        .toBeGreaterThanOrEqual(asMany);
      await expect.poll(() => till.till.sync.status().isOnline, { timeout: DEADLINE_MS }).toBe(false);
      till.network.set(healthyNetwork);
      expect(await countInStep()).toBe(10);
    },
    TIMEOUT_MS,
  );

  test.each(ill)(
    'through a network that %s',
    async (_what, fault, sales) => {
      if (fault.bytesPerSecond) {
        till = await chain.join('S1', patient);
        await untilInStep(chain);
      }
      till.network.set(fault);
      till.network.cut();
      await sellSome(sales);
      await expectSameJournal(chain, till);
      // A comparison of everything takes a while at a kilobyte a second.
      if (fault.bytesPerSecond) till.network.set(healthyNetwork);
      expect(await countInStep()).toBe(sales);
    },
    TIMEOUT_MS,
  );
});
