import { afterAll, expect, vi } from 'vitest';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { defaultLoyalty } from '../../../domain/loyalty/default-loyalty.ts';
import { promotionSchema } from '../../../domain/promotions/promotion-schema.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { withTransaction } from '../../../sync/central/database.ts';
import { issueCoupons } from '../../../sync/central/project/coupons.ts';
import { projectingOf } from '../../../sync/central/project/project-batch.ts';
import { startWorker, type Worker } from '../../../sync/central/project/worker.ts';
import type { OfflinePolicy } from '../../../sync/protocol/policy.ts';
import type { SyncTimes } from '../../../sync/client/sync-times.ts';
import { createRandom, seedOfRun, type Random } from '../../faults/random.ts';
import { okOf } from '../../register/till.ts';
import { hasty, startTill, type JoinedTill } from '../client/joined-till.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { openFaultProxy, type FaultProxy } from './fault-proxy.ts';

export const LONG = process.env['GUITAI_LONG'] === '1';
/** Every wait of these tests: a network that came back has brought everything within it. */
export const DEADLINE_MS = 60_000;

/** As in a shop, a hundred times faster. */
export const faultTimes: SyncTimes = {
  ...hasty,
  pullEveryMs: 40,
  pace: { firstMs: 5, maxMs: 100 },
  pullRetryMaxMs: 60,
  progressTimeoutMs: 800,
  holdTimeoutMs: 300,
};

/** What is kept for tills is asked for as often as all else. */
export const leasedTimes: SyncTimes = { ...faultTimes, leasesEveryMs: 100, leasesSettleMs: 40 };

export const capped: OfflinePolicy = {
  points: { kind: 'capped', perSaleMinor: 500, perOutageMinor: 2_000 },
  coupons: { kind: 'capped', eachMinor: 500, perOutageMinor: 1_000 },
  otherTillRefundMaxMinor: 0,
};

export const voucher = promotionSchema.parse({
  id: 'voucher',
  name: { en: 'Two off', 'zh-CN': '减二元' },
  offer: { kind: 'order-amount', amountMinor: 200 },
  coupon: { holder: 'bearer' },
});

/** A till behind a network of its own. */
export interface FaultTill {
  readonly till: JoinedTill;
  readonly id: string;
  readonly shop: string;
  readonly network: FaultProxy;
}

export interface FaultChain {
  readonly central: TestCentral;
  readonly seed: number;
  readonly random: Random;
  readonly tills: readonly FaultTill[];
  tell(...changes: Published[]): Promise<void>;
  tellPolicy(policy: OfflinePolicy): Promise<void>;
  /** Coupons of the voucher for a member, or by default for whoever brings them; their codes. */
  giveCoupons(count: number, memberId?: string): Promise<string[]>;
  /** A till with its shift open. */
  join(shop?: string, times?: SyncTimes): Promise<FaultTill>;
  /** Ends all tills there are. */
  leave(): Promise<void>;
}

/** A chain of two shops with a worker that projects, called once at the top of a file. */
export async function startFaultChain(): Promise<FaultChain> {
  const seed = seedOfRun();
  process.stderr.write(`GUITAI_SEED=${seed}\n`);
  const random = createRandom(seed);
  const tills: FaultTill[] = [];
  const workers: Worker[] = [];
  const faults: unknown[] = [];
  const starting = startTestCentral();
  afterAll(async () => {
    await leave();
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(faults, 'what the projections met').toEqual([]);
  });
  const central = await starting;
  letTimePass(central);
  workers.push(startWorker(projectingOf(central.central), (fault) => faults.push(fault)));
  const tell = (...changes: Published[]) => publish(central.pool, changes, central.clock.nowUtcMs);
  await tell(...basics());

  async function leave(): Promise<void> {
    for (const { till, network } of tills.splice(0)) {
      await till.stop();
      await network.close();
    }
  }

  return {
    central,
    seed,
    random,
    tills,
    tell,
    tellPolicy: (value) =>
      tell(...['S1', 'S2'].map((shop) => ({ scope: 'policy', key: 'offline', shop, value }) as const)),
    async giveCoupons(count, memberId) {
      const codes = Array.from(
        { length: count },
        () => `V${String(random.below(2 ** 32)).padStart(10, '0')}`,
      );
      const coupons = codes.map((code, index) => ({
        couponId: `018f0000-0000-7000-8000-${(random.below(2 ** 32) * 256 + index).toString(16).padStart(12, '0')}`,
        code,
        ruleId: voucher.id,
        memberId: memberId ?? null,
        expiresOn: null,
      }));
      await withTransaction(central.pool, (client) => issueCoupons(client, coupons, central.clock.nowUtcMs));
      return codes;
    },
    async join(shop = 'S1', times = faultTimes) {
      const till = await joinBehind(central, random, shop, times);
      tills.push(till);
      return till;
    },
    leave,
  };
}

function letTimePass({ clock }: TestCentral): void {
  let aheadMs = 0;
  Object.defineProperty(clock, 'nowUtcMs', {
    get: () => Date.now() + aheadMs,
    set(nowUtcMs: number) {
      aheadMs = nowUtcMs - Date.now();
    },
  });
}

/** What every till of the chain must know: three articles, two rules, and how membership works. */
export function basics(): Published[] {
  const article = {
    floorPriceE4: null,
    department: 'general',
    taxCode: null,
    unit: 'each' as const,
    brand: '',
    packSize: '',
    minimumAge: null,
    depositCode: null,
    isActive: true,
    barcodes: [],
  };
  const articles = Object.entries({ crisps: 12_500, tea: 40_000, book: 100_000 }).map(
    ([name, priceE4]): Published => ({
      scope: 'article',
      key: name,
      shop: null,
      value: { ...article, name, priceE4 },
    }),
  );
  const loyalty = defaultLoyalty('GBP');
  const earning = { ...loyalty.earning, points: 20, perMinor: 100 };
  return [
    ...articles,
    { scope: 'promotion', key: voucher.id, shop: null, value: ruleValue(voucher, 0) },
    { scope: 'setting', key: 'loyalty', shop: null, value: { value: { ...loyalty, earning } } },
  ];
}

export function ruleValue(rule: { readonly id: string }, place: number) {
  return { place, isOn: true, body: canonicalJson(rule) };
}

async function joinBehind(
  central: TestCentral,
  random: Random,
  shop: string,
  times: SyncTimes,
): Promise<FaultTill> {
  const network = await openFaultProxy(Number(new URL(central.url).port), random);
  const url = `http://127.0.0.1:${network.port}`;
  const till = await joinAt(url, await central.makeCode(shop), times);
  const { registerId } = till.read(({ identity }) => identity);
  return { till, id: registerId, shop, network };
}

/** A till that knows what the chain sells, with its shift open. */
export async function joinAt(url: string, code: string, times = faultTimes): Promise<JoinedTill> {
  const till = startTill(times);
  okOf(await till.sync.enrol('command', { url, code, tillCode: null, caFile: null }));
  const isThere = () =>
    till.read(
      ({ store, settings }) =>
        store.catalogue.byCode('book') !== null &&
        store.promotions.byId(voucher.id) !== null &&
        settings.loyalty.earning.points === 20,
    );
  await vi.waitUntil(isThere, { timeout: DEADLINE_MS, interval: 10 });
  till.do((register) => openShift(register, 10_000));
  return till;
}
