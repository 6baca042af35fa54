import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startWorker } from '../../../../sync/central/project/worker.ts';
import { startTestPostgres } from '../../postgres.ts';
import { foundChain, type ToldChain } from './chain-of-tills.ts';
import { saleFact } from './told-facts.ts';

const postgres = startTestPostgres();
const TILLS = 6;
const SALES = 12;
const PEOPLE = 3;
const TIMEOUT_MS = 120_000;

async function untilApplied({ pool }: ToldChain): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const { rowCount } = await pool.query(
      `SELECT FROM applied JOIN register ON register.id = applied.register
       WHERE (register.epoch, register.seq) > (applied.epoch, applied.seq)`,
    );
    if (rowCount === 0) return;
    if (performance.now() > deadline) throw new Error('entries are still not applied');
    await setTimeout(20);
  }
}

test(
  'four workers at once, while tills register the same people and sell to them, lose nothing and double nothing',
  async () => {
    const chain = await foundChain((await (await postgres).openCentral()).pool);
    const faults: unknown[] = [];
    const workers = Array.from({ length: 4 }, () =>
      startWorker(chain.projecting, (fault) => faults.push(fault)),
    );
    const tills = await Promise.all(Array.from({ length: TILLS }, () => chain.till()));
    const ids: string[] = [];
    await Promise.all(
      tills.map(async (till, place) => {
        // Each till registers everybody anew, under an id of its own.
        const mine: string[] = [];
        for (let person = 0; person < PEOPLE; person += 1) {
          const profile = { name: `Person ${person}`, phone: `+44770090000${person}` };
          const fact = await chain.memberFact({ profile, joinedDays: place });
          mine.push((fact.payload as { memberId: string }).memberId);
          await till.tell(place, fact);
        }
        ids.push(...mine);
        for (let sale = 0; sale < SALES; sale += 1) {
          await till.tell(10 + sale, saleFact({ memberId: mine[sale % PEOPLE]!, earned: 10 }));
        }
      }),
    );
    await untilApplied(chain);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(faults).toEqual([]);
    const accounts = (await Promise.all(ids.map((id) => chain.account(id)))).filter((each) => each !== null);
    const each = (TILLS * SALES) / PEOPLE;
    expect(accounts.map(({ points, visits }) => [points, visits])).toEqual(
      Array.from({ length: PEOPLE }, () => [each * 10, each]),
    );
    const { rows } = await chain.pool.query(
      'SELECT into_id IS NULL AS stays, count(*) FROM member GROUP BY 1 ORDER BY 1 DESC',
    );
    expect(rows).toEqual([
      { stays: true, count: PEOPLE },
      { stays: false, count: PEOPLE * (TILLS - 1) },
    ]);
    expect(await chain.exceptions()).toEqual([]);
  },
  TIMEOUT_MS,
);
