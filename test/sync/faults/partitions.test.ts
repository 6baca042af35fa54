import { beforeAll, expect, test } from 'vitest';
import { capped, LONG, startFaultChain, type FaultChain } from './fault-chain.ts';
import { expectHonestBalances, expectSameJournal } from './in-step.ts';
import { openPartitions } from './random-partitions.ts';

const RUNS = LONG ? 200 : 10;
/** Everything is replayed and compared from the first entry on. */
const REPLAYED_EVERY = LONG ? 20 : 5;

const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
});

/** Runs in which nothing of note happens prove nothing. */
async function countEvents(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await chain.central.pool.query<Record<string, number>>(
    `SELECT (SELECT count(*)::integer FROM sale) AS sales,
       (SELECT count(*)::integer FROM sale WHERE member IS NOT NULL) AS "ofMembers",
       (SELECT count(*)::integer FROM coupon_use) AS "couponUses",
       (SELECT count(*)::integer FROM sale_return) AS returns,
       (SELECT count(*)::integer FROM member WHERE into_id IS NOT NULL) AS "madeOne",
       (SELECT count(*)::integer FROM exception) AS exceptions`,
  );
  process.stderr.write(`in ${RUNS} runs: ${JSON.stringify(rows[0])}\n`);
  return rows[0]!;
}

test(
  `${RUNS} runs of networks that part and heal end with five registers of two shops in step`,
  async () => {
    for (const shop of ['S1', 'S1', 'S1', 'S2', 'S2']) await chain.join(shop);
    const partAndHeal = openPartitions(chain, {
      articles: ['crisps', 'tea', 'book'],
      points: [0, 100],
      doReturn: true,
      regulars: [],
    });
    for (let run = 1; run <= RUNS; run += 1) {
      await partAndHeal();
      if (run % REPLAYED_EVERY > 0) continue;
      await expectHonestBalances(chain);
      for (const till of chain.tills) await expectSameJournal(chain, till);
    }
    const { ofMembers, couponUses, returns } = await countEvents();
    expect(Math.min(ofMembers!, couponUses!, returns!)).toBeGreaterThan(0);
  },
  LONG ? 3_600_000 : 240_000,
);
