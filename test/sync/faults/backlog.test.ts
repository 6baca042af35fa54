import { beforeAll, expect, test } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { usualTimes } from '../../../sync/client/sync-times.ts';
import { okOf } from '../../register/till.ts';
import { enlist, sell } from './counter-acts.ts';
import { capped, faultTimes, LONG, startFaultChain, type FaultChain, type FaultTill } from './fault-chain.ts';
import { healthyNetwork } from './fault-proxy.ts';
import { expectHonestBalances, expectSameJournal, untilInStep } from './in-step.ts';

const SALES = LONG ? 3_000 : 300;
const HOUR_MS = 3_600_000;
const AWAY_MS = 72 * HOUR_MS;
/** Of a network of a megabit a second. */
const BYTES_PER_SECOND = 125_000;
const DRAINED_WITHIN_MS = 60_000;
const DAYS = 3;

const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
});

/** What it is at this till from now on, as far ahead of the machine's clock. */
function setClock({ till }: FaultTill, aheadMs: number): void {
  till.do((register) => {
    Object.assign(register, { clock: { nowUtcMs: () => Date.now() + aheadMs } });
    return ok(null);
  });
}

test(
  `${SALES} sales of three days without a network are at central within a minute of its return`,
  async () => {
    // As patient as in a shop, so that the minute has all that a till there waits.
    const till = await chain.join('S1', LONG ? usualTimes : faultTimes);
    const memberId = enlist(till, 'Ada', '07700 900 123');
    await untilInStep(chain);
    till.network.set({ state: 'refused' });
    till.network.cut();
    const perDay = SALES / DAYS;
    for (let day = 1; day <= DAYS; day += 1) {
      for (let sale = 0; sale < perDay; sale += 1) {
        setClock(till, ((day - 1) * AWAY_MS) / DAYS + (sale * 10 * HOUR_MS) / perDay);
        await sell(till, { article: 'tea', ...(sale % 3 === 0 && { memberId }) });
      }
      till.till.do((register) => {
        okOf(closeShift(register, { countedMinor: 10_000 + perDay * 400 }));
        return ok(null);
      });
      setClock(till, (day * AWAY_MS) / DAYS);
      till.till.do((register) => openShift(register, 10_000));
    }
    chain.central.clock.nowUtcMs += AWAY_MS;
    const waiting = till.till.read(({ store }) => store.chain.waiting());
    expect(waiting).toMatchObject({ sales: SALES, totalMinor: SALES * 400 });

    till.network.set({ ...healthyNetwork, bytesPerSecond: BYTES_PER_SECOND });
    const beganAtMs = performance.now();
    await till.till.until(
      'all is sent',
      ({ store }) => store.chain.waiting().entries === 0,
      2 * DRAINED_WITHIN_MS,
    );
    const tookMs = Math.round(performance.now() - beganAtMs);
    process.stderr.write(`${waiting.entries} entries, ${SALES} of them sales, were sent in ${tookMs} ms\n`);
    expect(tookMs).toBeLessThan(DRAINED_WITHIN_MS);

    till.network.set(healthyNetwork);
    await untilInStep(chain);
    await expectSameJournal(chain, till);
    await expectHonestBalances(chain);
    const { rows } = await chain.central.pool.query<{ sales: number; total: number; days: number }>(
      `SELECT count(*)::integer AS sales, sum(total_minor)::integer AS total,
         count(DISTINCT business_date)::integer AS days FROM sale WHERE register = $1`,
      [till.id],
    );
    expect(rows).toEqual([{ sales: SALES, total: SALES * 400, days: DAYS }]);
    await expect
      .poll(async () => {
        const days = await chain.central.pool.query<{ status: string; sales: number }>(
          'SELECT status, sale_count::integer AS sales FROM closed_day WHERE register = $1 ORDER BY z_number',
          [till.id],
        );
        return days.rows.at(-1);
      })
      .toEqual({ status: 'equal', sales: perDay });
  },
  LONG ? 600_000 : 180_000,
);
