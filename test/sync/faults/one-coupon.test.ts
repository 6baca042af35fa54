import { beforeAll, expect, test } from 'vitest';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import { sell, type Sold } from './counter-acts.ts';
import { capped, DEADLINE_MS, faultTimes, startFaultChain, type FaultChain } from './fault-chain.ts';
import { healthyNetwork } from './fault-proxy.ts';
import { untilInStep } from './in-step.ts';

const TILLS = 20;
const TIMEOUT_MS = 240_000;
/** Twenty tills in one process. */
const unhurried = { ...faultTimes, pullEveryMs: 500 };
/** What the voucher takes off. */
const SAVES_MINOR = 200;

const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
});

/** New coupons that every till knows, and then no till reaches anybody. */
async function partWith(count: number): Promise<string[]> {
  const codes = await chain.giveCoupons(count);
  for (const { till } of chain.tills)
    await till.until(
      'the coupons are there',
      ({ store }) => codes.every((code) => store.coupons.byCode(code)),
      DEADLINE_MS,
    );
  for (const { network } of chain.tills) {
    network.set({ state: 'refused' });
    network.cut();
  }
  return codes;
}

async function heal(): Promise<void> {
  for (const { network } of chain.tills) network.set(healthyNetwork);
  await untilInStep(chain);
}

async function sellEverywhere(coupon: string): Promise<Sold[]> {
  const sold: Sold[] = [];
  for (const till of chain.tills) sold.push(await sell(till, { coupon }));
  return sold;
}

const usesOf = async (code: string) => {
  const { rows } = await chain.central.pool.query<{ uses: number }>(
    'SELECT count(*)::integer AS uses FROM coupon_use WHERE code = $1',
    [code],
  );
  return rows[0]!.uses;
};

test(
  'where the policy is none, a coupon is taken at no till that is alone',
  async () => {
    const shops = Array.from({ length: TILLS }, (_, index) => (index % 2 === 0 ? 'S1' : 'S2'));
    for (const half of [shops.slice(0, TILLS / 2), shops.slice(TILLS / 2)])
      await Promise.all(half.map((shop) => chain.join(shop, unhurried)));
    await chain.tellPolicy(strictestPolicy);
    const [code] = await partWith(1);
    const sold = await sellEverywhere(code!);
    expect(sold.flatMap(({ refused }) => refused)).toEqual(
      Array.from({ length: TILLS }, () => 'unasked-coupon'),
    );
    expect(sold.every(({ sale }) => sale.totalMinor === 1_000)).toBe(true);
    await heal();
    expect(await usesOf(code!)).toBe(0);
  },
  TIMEOUT_MS,
);

test(
  'where it is capped, each till keeps to its limit, uses beyond the first are exceptions, and every sale stands',
  async () => {
    await chain.tellPolicy(capped);
    for (const { till } of chain.tills)
      await till.until('the policy is there', ({ store }) => store.chain.policy().coupons.kind === 'capped');
    const [shared, ...others] = await partWith(8);
    const sold = await sellEverywhere(shared!);
    expect(sold.flatMap(({ refused }) => refused)).toEqual([]);
    const first = chain.tills[0]!;
    const alone = [];
    for (const coupon of others) alone.push(await sell(first, { coupon }));
    const taken = alone.filter(({ refused }) => refused.length === 0);
    // Ten pounds an outage are five of two pounds, the shared one among them.
    expect(taken).toHaveLength(4);
    const refused = alone.flatMap((each) => each.refused);
    expect(refused).toEqual(refused.map(() => 'unasked-coupon-limit'));
    await heal();
    expect(await usesOf(shared!)).toBe(TILLS);
    const { rows } = await chain.central.pool.query<{
      kind: string;
      subject: string;
      loss: number;
      count: number;
    }>(
      `SELECT kind, subject, sum(amount_minor)::integer AS loss, count(*)::integer AS count FROM exception
       GROUP BY kind, subject`,
    );
    const count = TILLS - 1;
    expect(rows).toEqual([
      { kind: 'coupon-used-elsewhere', subject: shared, loss: count * SAVES_MINOR, count },
    ]);
    const totals = await chain.central.pool.query<{ total: number }>(
      'SELECT total_minor AS total FROM sale WHERE receipt_number = ANY ($1)',
      [sold.map(({ sale }) => sale.receiptNumber)],
    );
    expect(totals.rows.map(({ total }) => total)).toEqual(sold.map(() => 1_000 - SAVES_MINOR));
    // Whoever manages the till is told of it, and it is worth nothing more anywhere.
    await first.till.until('a use too many is told', ({ store }) => store.chain.openExceptionCount() > 0);
    expect((await sell(first, { coupon: shared! })).refused).toEqual(['coupon-used']);
  },
  TIMEOUT_MS,
);
