import { beforeAll, expect, test } from 'vitest';
import { promotionSchema } from '../../../domain/promotions/promotion-schema.ts';
import { procedures } from '../../../sync/central/office/procedures.ts';
import type { Caller } from '../../../sync/central/office/rights.ts';
import { usualTimes } from '../../../sync/client/sync-times.ts';
import { createMemberSeal } from '../../../seal/member-seal.ts';
import { enlist, refund, sell } from './counter-acts.ts';
import {
  capped,
  ruleValue,
  startFaultChain,
  voucher,
  type FaultChain,
  type FaultTill,
} from './fault-chain.ts';
import { expectHonestBalances, expectSameJournal, shownPoints, untilInStep } from './in-step.ts';

const starting = startFaultChain();
let chain: FaultChain;
let one: FaultTill;
let two: FaultTill;

const owner: Caller = {
  userId: '018f0000-0000-7000-8000-000000000001',
  login: 'owner',
  name: 'Owner',
  role: 'owner',
  shops: null,
  mustChangePassword: false,
};
/** What is changed at central is at every till by then. */
const SEEN_WITHIN_MS = 15_000;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
  one = await chain.join('S1');
  two = await chain.join('S2');
});

test('a member registered at one till buys at the other; points and coupons agree everywhere', async () => {
  const memberId = enlist(one, '王小芳', '07700900123');
  await two.till.until('the member is there', ({ store }) => store.members.byId(memberId) !== null);
  // Who gives the same phone at the other till is that member.
  expect(enlist(two, '王小芳', '07700 900 123')).toBe(memberId);
  const first = await sell(two, { memberId });
  await untilInStep(chain);
  expect([shownPoints(one, memberId), shownPoints(two, memberId)]).toEqual([200, 200]);
  const [code] = await chain.giveCoupons(2);
  for (const { till } of chain.tills)
    await till.until('the coupon is there', ({ store }) => store.coupons.byCode(code!) !== null);
  const second = await sell(one, { memberId, points: 100, coupon: code! });
  expect(second.refused).toEqual([]);
  expect(second.sale.totalMinor).toBe(1_000 - 200 - 100);
  await untilInStep(chain);
  expect(two.till.read(({ store }) => store.coupons.byCode(code!))).toMatchObject({ useCount: 1 });
  expect((await sell(two, { coupon: code! })).refused).toEqual(['coupon-used']);
  refund(two, first.sale.receiptNumber);
  await untilInStep(chain);
  await expectHonestBalances(chain);
  for (const till of chain.tills) await expectSameJournal(chain, till);
});

test('a price and a rule that people at central change are at all tills in time, as often as tills in shops ask', async () => {
  await chain.join('S1', usualTimes);
  const { central } = chain;
  const office = {
    pool: central.pool,
    seal: createMemberSeal(central.central.keys.dataKey),
    nowUtcMs: central.central.nowUtcMs,
  };
  const half = promotionSchema.parse({
    id: 'half',
    name: { en: 'Half', 'zh-CN': '五折' },
    offer: { kind: 'item-percent', rateBp: 5_000 },
    target: { articles: ['tea'] },
  });
  const beganAtMs = performance.now();
  okOfOffice(await procedures['catalogue.change-price'].run(office, owner, { code: 'tea', priceE4: 45_000 }));
  okOfOffice(await procedures['promotions.switch'].run(office, owner, { id: voucher.id, isOn: false }));
  await chain.tell({ scope: 'promotion', key: half.id, shop: null, value: ruleValue(half, 1) });
  for (const { till } of chain.tills) {
    await till.until(
      'the price and the rules are there',
      ({ store }) =>
        store.catalogue.byCode('tea')?.priceE4 === 45_000 &&
        store.promotions.byId(voucher.id)?.isOn === false &&
        store.promotions.byId(half.id) !== null,
      SEEN_WITHIN_MS,
    );
  }
  expect(performance.now() - beganAtMs).toBeLessThan(SEEN_WITHIN_MS);
  for (const till of chain.tills) expect((await sell(till, { article: 'tea' })).sale.totalMinor).toBe(225);
  await untilInStep(chain);
}, 90_000);

function okOfOffice(result: { readonly ok: boolean }): void {
  expect(result).toMatchObject({ ok: true });
}
