import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { systemClock } from '../../../register/register.ts';
import { okOf } from '../../register/till.ts';
import { enlist, sell } from './counter-acts.ts';
import { capped, startFaultChain, type FaultChain, type FaultTill } from './fault-chain.ts';
import { healthyNetwork } from './fault-proxy.ts';
import { shownPoints, untilInStep } from './in-step.ts';

const TIMEOUT_MS = 120_000;
const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
});

afterEach(() => chain.leave());

interface StoredSale {
  readonly epoch: number;
  readonly receipt: string;
}

async function salesAtCentral({ id }: FaultTill): Promise<StoredSale[]> {
  const { rows } = await chain.central.pool.query<StoredSale>(
    'SELECT epoch, receipt_number AS receipt FROM sale WHERE register = $1 ORDER BY epoch, seq',
    [id],
  );
  return rows;
}

async function sellTimes(till: FaultTill, count: number, memberId: string): Promise<string[]> {
  const receipts: string[] = [];
  for (let sale = 0; sale < count; sale += 1)
    receipts.push((await sell(till, { memberId })).sale.receiptNumber);
  return receipts;
}

test.each([
  ['is reached', healthyNetwork, '07700 900 101'],
  ['is not reached', { ...healthyNetwork, state: 'refused' as const }, '07700 900 102'],
])(
  'a till restored from an old backup while central %s goes on, and no sale that central has is lost or met twice',
  async (_what, during, phone) => {
    const [till, other] = [await chain.join('S1'), await chain.join('S2')];
    const memberId = enlist(till, 'Ada', phone);
    const early = await sellTimes(till, 3, memberId);
    await untilInStep(chain);
    const file = join(till.till.folder, 'old.guitai');
    okOf(
      await backUp(
        till.till.read(({ store }) => store),
        file,
        systemClock,
      ),
    );
    const late = await sellTimes(till, 4, memberId);
    await untilInStep(chain);

    const { epoch } = till.till.read(({ store }) => store.journal.head()!);
    till.network.set(during);
    till.network.cut();
    await till.till.restart(async () => {
      okOf(await restore(till.till.folder, file, systemClock));
    });
    const after = await sellTimes(till, 3, memberId);
    till.network.set(healthyNetwork);
    await untilInStep(chain);

    const sales = await salesAtCentral(till);
    expect(sales.map(({ receipt }) => receipt)).toEqual([...early, ...late, ...after]);
    expect(new Set(sales.map(({ receipt }) => receipt)).size).toBe(sales.length);
    expect(sales.slice(-3).every((sale) => sale.epoch > epoch)).toBe(true);
    till.till.verify();
    const own = till.till.read(({ store }) => store.sales.last(20).map(({ receiptNumber }) => receiptNumber));
    const kept = during.state === 'up' ? [...early, ...late, ...after] : [...early, ...after];
    expect(new Set(own)).toEqual(new Set(kept));
    // Ten sales of ten pounds, twenty points a pound.
    expect([shownPoints(till, memberId), shownPoints(other, memberId)]).toEqual([2_000, 2_000]);
    expect(till.till.sync.status().fault).toBeNull();
  },
  TIMEOUT_MS,
);
