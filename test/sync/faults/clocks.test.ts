import { afterEach, beforeAll, expect, test } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { enlist, sell } from './counter-acts.ts';
import { capped, startFaultChain, type FaultChain, type FaultTill } from './fault-chain.ts';
import { expectHonestBalances, expectSameJournal, untilInStep } from './in-step.ts';

const YEAR_MS = 365 * 86_400_000;
const TIMEOUT_MS = 120_000;
const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
});
afterEach(() => chain.leave());

function setClock({ till }: FaultTill, aheadMs: number): void {
  till.do((register) => {
    Object.assign(register, { clock: { nowUtcMs: () => Date.now() + aheadMs } });
    return ok(null);
  });
}

test.each([
  ['five years slow', -5],
  ['five years fast', 5],
])(
  'a till whose clock is %s is in step, and nobody’s points suffer',
  async (_what, years) => {
    const [wrong, right] = [await chain.join('S1'), await chain.join('S2')];
    const memberId = enlist(right, 'Ada', `07700 900 ${500 + years}`);
    await untilInStep(chain);
    setClock(wrong, years * YEAR_MS);
    for (let sale = 0; sale < 6; sale += 1) await sell(sale % 2 === 0 ? wrong : right, { memberId });
    await untilInStep(chain);
    const spent = await sell(wrong, { memberId, points: 200 });
    expect(spent.refused).toEqual([]);
    await untilInStep(chain);
    for (const till of chain.tills) await expectSameJournal(chain, till);
    expect(wrong.till.sync.status().fault).toBe('clock');
    expect(Math.abs(wrong.till.sync.status().clockAheadMs! - years * YEAR_MS)).toBeLessThan(60_000);
    setClock(wrong, 0);
    await expectHonestBalances(chain);
  },
  TIMEOUT_MS,
);
