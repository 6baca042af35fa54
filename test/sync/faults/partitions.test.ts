import { beforeAll, expect, test } from 'vitest';
import { enlist, refund, sell } from './counter-acts.ts';
import { capped, LONG, startFaultChain, type FaultChain, type FaultTill } from './fault-chain.ts';
import { healthyNetwork, type NetworkFault } from './fault-proxy.ts';
import { expectHonestBalances, expectSameJournal, untilInStep } from './in-step.ts';

const RUNS = LONG ? 200 : 10;
const STEPS = 30;
/** Everything is replayed and compared from the first entry on. */
const REPLAYED_EVERY = LONG ? 20 : 5;

const starting = startFaultChain();
let chain: FaultChain;
const receipts = new Map<string, string[]>();
let coupons: readonly string[] = [];
let run = 0;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
});

const ills: readonly Partial<NetworkFault>[] = [
  { state: 'refused' },
  { state: 'silent' },
  { lossShare: 0.3 },
  { losesAnswers: true },
  { repeatsRequests: true },
];

function anyOf<T>(choices: readonly T[]): T {
  return choices[chain.random.below(choices.length)]!;
}

/** Few in a run, so that two tills that are apart meet the same person. */
function phoneOf(who: number): string {
  return `07700 9${String(run * 4 + who).padStart(5, '0')}`;
}

/** One thing that happens somewhere in the chain. */
async function step(): Promise<void> {
  const till = anyOf(chain.tills);
  switch (chain.random.below(10)) {
    case 0:
    case 1:
      till.network.set({ ...healthyNetwork, ...anyOf(ills) });
      till.network.cut();
      return;
    case 2:
      till.network.set(healthyNetwork);
      return;
    case 3:
      enlist(till, 'Ada', phoneOf(chain.random.below(4)));
      return;
    case 4: {
      const sold = receipts.get(till.id) ?? [];
      if (sold.length > 0) refund(till, anyOf(sold));
      return;
    }
    case 5:
      await changePrice();
      return;
    default:
      await sellToSomebody(till);
  }
}

async function sellToSomebody(till: FaultTill): Promise<void> {
  const members = till.till.read(({ store }) =>
    store.members.search('ada', 8).map(({ memberId }) => memberId),
  );
  const coupon = chain.random.below(2) === 0 ? anyOf(coupons) : undefined;
  const isKnown =
    coupon !== undefined && till.till.read(({ store }) => store.coupons.byCode(coupon) !== null);
  const memberId = members.length > 0 && chain.random.below(4) > 0 ? anyOf(members) : undefined;
  const { sale } = await sell(till, {
    article: anyOf(['crisps', 'tea', 'book']),
    ...(memberId !== undefined && { memberId }),
    ...(memberId !== undefined && chain.random.below(2) === 0 && { points: 100 }),
    ...(isKnown && { coupon }),
  });
  receipts.set(till.id, [...(receipts.get(till.id) ?? []), sale.receiptNumber].slice(-20));
}

async function changePrice(): Promise<void> {
  const { code, ...value } = chain.tills[0]!.till.read(({ store }) => store.catalogue.byCode('crisps')!);
  const priceE4 = 1_000 + 100 * chain.random.below(200);
  const shown = { ...value, barcodes: [...value.barcodes], priceE4 };
  await chain.tell({ scope: 'article', key: code, shop: null, value: shown });
}

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
    for (run = 1; run <= RUNS; run += 1) {
      coupons = await chain.giveCoupons(3);
      await untilInStep(chain);
      for (let count = 0; count < STEPS; count += 1) await step();
      for (const { network } of chain.tills) network.set(healthyNetwork);
      await untilInStep(chain);
      if (run % REPLAYED_EVERY > 0) continue;
      await expectHonestBalances(chain);
      for (const till of chain.tills) await expectSameJournal(chain, till);
    }
    const { ofMembers, couponUses, returns } = await countEvents();
    expect(Math.min(ofMembers!, couponUses!, returns!)).toBeGreaterThan(0);
  },
  LONG ? 3_600_000 : 240_000,
);
