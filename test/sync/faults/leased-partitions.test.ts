import { beforeAll, expect, test } from 'vitest';
import { enlist, sell } from './counter-acts.ts';
import {
  capped,
  leasedTimes,
  LONG,
  startFaultChain,
  type FaultChain,
  type FaultTill,
} from './fault-chain.ts';
import { expectHonestBalances, expectSameJournal } from './in-step.ts';
import { openPartitions } from './random-partitions.ts';

const RUNS = LONG ? 200 : 8;
/** Everything is replayed and compared from the first entry on. */
const REPLAYED_EVERY = LONG ? 20 : 4;
/** So that there is something to spend in each run: six hundred points. */
const SALES_BEFORE = 3;

const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy({ ...capped, points: { kind: 'leased', shareBp: 9_000 } });
});

/** Two members, each at home in another shop. */
function findRegulars(): { readonly till: FaultTill; readonly memberId: string }[] {
  return [chain.tills.at(0)!, chain.tills.at(-1)!].map((till, place) => ({
    till,
    memberId: enlist(till, 'Ada', `07700 80000${place}`),
  }));
}

/** Runs in which nothing was redeemed off a lease prove nothing. */
async function countRedeemed(): Promise<Readonly<Record<'redeemed' | 'leased' | 'overdrawn', number>>> {
  const { rows } = await chain.central.pool.query<Record<'redeemed' | 'leased' | 'overdrawn', number>>(
    `SELECT count(*) FILTER (WHERE payload::jsonb #>> '{loyalty,points,redeemed,points}' IS NOT NULL)::integer AS redeemed,
       count(*) FILTER (WHERE payload::jsonb #>> '{loyalty,central,leased}' IS NOT NULL)::integer AS leased,
       (SELECT count(*)::integer FROM exception WHERE kind = 'points-overdrawn') AS overdrawn
     FROM entry WHERE type = 'sale.completed'`,
  );
  process.stderr.write(`in ${RUNS} runs: ${JSON.stringify(rows[0])}\n`);
  return rows[0]!;
}

/** At any moment, whatever is reserved: what is reserved of anybody is there. */
async function expectNothingReservedTwice(): Promise<void> {
  const { rows } = await chain.central.pool.query(
    `SELECT member, sum(points)::integer AS leased, account.available FROM lease
     LEFT JOIN LATERAL (SELECT coalesce(max((value::jsonb ->> 'availablePoints')::integer), 0) AS available
       FROM reference JOIN member ON member.id = lease.member AND reference.key = coalesce(member.into_id, member.id)::text
       WHERE scope = 'account') AS account ON true
     GROUP BY member, account.available HAVING sum(points) > account.available`,
  );
  expect(rows).toEqual([]);
}

// Goods do not come back here: they take points back that may be spent by then, which no lease could keep.
test(
  `${RUNS} runs of networks that part and heal, with points kept for tills, overdraw nobody`,
  async () => {
    for (const shop of ['S1', 'S1', 'S2']) await chain.join(shop, leasedTimes);
    const regulars = findRegulars();
    const partAndHeal = openPartitions(chain, {
      articles: ['book'],
      points: [100, 300, 500],
      doReturn: false,
      regulars: regulars.map(({ memberId }) => memberId),
    });
    for (let run = 1; run <= RUNS; run += 1) {
      for (const { till, memberId } of regulars)
        for (let sale = 0; sale < SALES_BEFORE; sale += 1) await sell(till, { memberId });
      await partAndHeal();
      await expectNothingReservedTwice();
      if (run % REPLAYED_EVERY > 0) continue;
      await expectHonestBalances(chain);
      for (const till of chain.tills) await expectSameJournal(chain, till);
    }
    const { leased, overdrawn } = await countRedeemed();
    expect(leased).toBeGreaterThan(2 * RUNS);
    expect(overdrawn).toBe(0);
  },
  LONG ? 3_600_000 : 240_000,
);
