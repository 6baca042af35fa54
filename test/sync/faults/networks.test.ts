import { beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { enlist, sell } from './counter-acts.ts';
import { capped, LONG, startFaultChain, type FaultChain, type FaultTill } from './fault-chain.ts';
import { healthyNetwork, type NetworkFault } from './fault-proxy.ts';
import { expectHonestBalances, expectSameJournal, untilInStep } from './in-step.ts';

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

/** A price that central changes while the network is ill is there with all else once all is well. */
async function expectNothingLost(salesMin: number): Promise<void> {
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
  expect(rows[0]!.sales).toBe(salesMin);
}

const faults: readonly [string, Partial<NetworkFault>, number][] = [
  ['loses every answer after central has stored', { losesAnswers: true }, 12],
  ['delivers everything twice', { repeatsRequests: true }, 12],
  ['loses three connections in ten', { lossShare: 0.3 }, 30],
  ['carries a kilobyte a second', { bytesPerSecond: 1_000 }, 4],
  ['takes connections and carries nothing', { state: 'silent' }, 8],
  ['is not there', { state: 'refused' }, 8],
];

describe.each(faults)('a network that %s', (_what, fault, sales) => {
  test('costs no entry, doubles none and leaves no gap', async () => {
    till.network.set(fault);
    till.network.cut();
    await sellSome(sales);
    const before = till.network.figures().connections;
    // It tries again and again while it is ill, but for one that nobody listens in.
    if (fault.state !== 'refused')
      await expect.poll(() => till.network.figures().connections, { timeout: 20_000 }).toBeGreaterThan(before);
    till.network.set(fault.lossShare || fault.repeatsRequests || fault.bytesPerSecond ? {} : healthyNetwork);
    await expectNothingLost(sales);
    await expectHonestBalances(chain);
  });
});
