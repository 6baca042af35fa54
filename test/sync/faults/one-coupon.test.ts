import { beforeAll, expect, test } from 'vitest';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import { enlist, refund, sell, type Sold } from './counter-acts.ts';
import { capped, DEADLINE_MS, leasedTimes, startFaultChain, type FaultChain } from './fault-chain.ts';
import { healthyNetwork } from './fault-proxy.ts';
import { untilInStep } from './in-step.ts';

const TILLS = 20;
const TIMEOUT_MS = 240_000;
/** Twenty tills in one process. */
const unhurried = { ...leasedTimes, pullEveryMs: 500, leasesEveryMs: 500 };
/** What the voucher takes off. */
const SAVES_MINOR = 200;

const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
});

/** New coupons that every till knows. */
async function give(count: number, memberId?: string): Promise<string[]> {
  const codes = await chain.giveCoupons(count, memberId);
  for (const { till } of chain.tills)
    await till.until(
      'the coupons are there',
      ({ store }) => codes.every((code) => store.coupons.byCode(code)),
      DEADLINE_MS,
    );
  return codes;
}

function part(): void {
  for (const { network } of chain.tills) {
    network.set({ state: 'refused' });
    network.cut();
  }
}

async function partWith(count: number): Promise<string[]> {
  const codes = await give(count);
  part();
  return codes;
}

async function heal(): Promise<void> {
  for (const { network } of chain.tills) network.set(healthyNetwork);
  await untilInStep(chain);
}

async function sellEverywhere(coupon: string, memberId?: string): Promise<Sold[]> {
  const sold: Sold[] = [];
  for (const till of chain.tills)
    sold.push(await sell(till, { coupon, ...(memberId !== undefined && { memberId }) }));
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
  'where it is leased, one till of the member’s shop takes it, once, and no other till of any shop does',
  async () => {
    await chain.tellPolicy({ ...strictestPolicy, coupons: { kind: 'leased' } });
    const home = chain.tills[0]!;
    const memberId = enlist(home, 'Ada', '07700 900001');
    await sell(home, { memberId });
    await untilInStep(chain);
    const [code] = await give(1, memberId);
    const { couponId } = home.till.read(({ store }) => store.coupons.byCode(code!)!);
    const keepers = () =>
      chain.tills.filter(({ till }) =>
        till.read(({ store, clock }) => store.chain.isCouponLeased(couponId, clock.nowUtcMs())),
      );
    await expect.poll(() => keepers().length, { timeout: DEADLINE_MS, interval: 20 }).toBe(1);
    const [keeper] = keepers();
    expect(keeper!.shop).toBe(home.shop);
    const another = chain.tills.find((till) => till !== keeper)!;
    expect((await sell(another, { memberId, coupon: code! })).refused).toEqual(['central-coupon-leased']);
    part();
    const sold = await sellEverywhere(code!, memberId);
    const taken = chain.tills.filter((_, index) => sold[index]!.refused.length === 0);
    expect(taken).toEqual([keeper]);
    expect(new Set(sold.flatMap(({ refused }) => refused))).toEqual(new Set(['unasked-coupon-elsewhere']));
    // It comes back, but is nobody's to lend before central has said so.
    const { sale } = sold[chain.tills.indexOf(keeper!)]!;
    refund(keeper!, sale.receiptNumber);
    expect((await sell(keeper!, { memberId, coupon: code! })).refused).toEqual(['unasked-coupon-elsewhere']);
    await heal();
    expect(await usesOf(code!)).toBe(1);
    expect((await chain.central.pool.query('SELECT kind FROM exception')).rows).toEqual([]);
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
