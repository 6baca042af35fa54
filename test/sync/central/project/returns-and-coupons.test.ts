import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { startTestPostgres } from '../../postgres.ts';
import { issueCoupons } from '../../../../sync/central/project/coupons.ts';
import { projectAll } from '../../../../sync/central/project/worker.ts';
import { foundChain, type ToldChain } from './chain-of-tills.ts';
import { refundFact, saleFact } from './told-facts.ts';

const postgres = startTestPostgres();
let chain: ToldChain;

beforeEach(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
});

async function memberOf(profile = {}, joinedDays = 0): Promise<{ id: string }> {
  const till = await chain.till();
  const fact = await chain.memberFact({ profile: { name: 'Ada Lovelace', ...profile }, joinedDays });
  await till.tell(joinedDays, fact);
  await projectAll(chain.projecting);
  return { id: (fact.payload as { memberId: string }).memberId };
}

describe('refunds', () => {
  test('goods come back at another till: points as its sale moved them', async () => {
    const { id } = await memberOf();
    const [one, two] = [await chain.till(), await chain.till('two')];
    const sale = saleFact({ memberId: id, earned: 50, units: 5 });
    await one.tell(1, saleFact({ memberId: id, earned: 100 }), sale);
    await two.tell(2, refundFact(sale, 2));
    await projectAll(chain.projecting);
    expect(await chain.account(id)).toMatchObject({ points: 130, visits: 2 });
    expect(await chain.exceptions()).toEqual([]);
  });

  test('a refund whose sale is still on its way says so, and settles itself when it comes', async () => {
    const { id } = await memberOf();
    const [one, two] = [await chain.till(), await chain.till('two')];
    const sale = saleFact({ memberId: id, earned: 50 });
    const refund = refundFact(sale);
    await two.tell(2, refund);
    await projectAll(chain.projecting);
    const { receiptNumber } = refund.payload;
    expect(await chain.exceptions()).toMatchObject([
      { kind: 'refund-unknown-sale', subject: receiptNumber, amountMinor: 5_000 },
    ]);
    expect(await chain.account(id)).toMatchObject({ points: 0 });
    await one.tell(1, sale);
    await projectAll(chain.projecting);
    expect(await chain.exceptions()).toEqual([]);
    expect(await chain.account(id)).toMatchObject({ points: 0, visits: 0, spentMinor: 0 });
  });

  test('goods that two tills took back: the second is a loss, and the points go back once', async () => {
    const { id } = await memberOf();
    const [one, two] = [await chain.till(), await chain.till('two')];
    const sale = saleFact({ memberId: id, earned: 50 });
    const second = refundFact(sale);
    await two.tell(3, second);
    await one.tell(1, sale, refundFact(sale));
    await projectAll(chain.projecting);
    expect(await chain.account(id)).toMatchObject({ points: 0, spentMinor: 0 });
    expect(await chain.exceptions()).toEqual([
      { kind: 'refund-twice', subject: second.payload.receiptNumber, amountMinor: 5_000, points: 0 },
    ]);
  });
});

describe('coupons and rules', () => {
  const couponOf = (couponId: string) => [
    { couponId, ruleId: 'ten-off', code: 'CODE-1', amountMinor: 1_000 },
  ];

  test('a coupon that two tills accepted counts twice, and the later use is a loss', async () => {
    const couponId = randomUUID();
    await chain.publishRule('ten-off', { coupon: { sharedCode: null, uses: 1 } });
    const coupon = { couponId, code: 'CODE-1', ruleId: 'ten-off', memberId: null, expiresOn: null };
    expect(await issueCoupons(chain.pool, [coupon], 0)).toBe(1);
    expect(await chain.reference('coupon', couponId)).toMatchObject({ useCount: 0, isVoided: false });
    const [one, two] = [await chain.till(), await chain.till('two')];
    // The till that sold first is heard last.
    await two.tell(2, saleFact({ coupons: couponOf(couponId) }));
    await projectAll(chain.projecting);
    expect(await chain.exceptions()).toEqual([]);
    const first = saleFact({ coupons: couponOf(couponId) });
    await one.tell(1, first);
    await projectAll(chain.projecting);
    expect(await chain.reference('coupon', couponId)).toMatchObject({ useCount: 2 });
    expect(await chain.exceptions()).toEqual([
      { kind: 'coupon-used-elsewhere', subject: 'CODE-1', amountMinor: 1_000, points: 0 },
    ]);
    const { rows } = await chain.pool.query('SELECT register FROM exception');
    expect(rows).toEqual([{ register: two.id }]);
    // When the first is given back, the second was a good one.
    await one.tell(3, refundFact(first));
    await projectAll(chain.projecting);
    expect(await chain.reference('coupon', couponId)).toMatchObject({ useCount: 1 });
    expect(await chain.exceptions()).toEqual([]);
  });

  test('a coupon that was never issued is a loss, one code for everybody is none', async () => {
    const till = await chain.till();
    await till.tell(
      1,
      saleFact({ coupons: couponOf(randomUUID()) }),
      saleFact({ coupons: couponOf('ten-off') }),
    );
    await projectAll(chain.projecting);
    expect(await chain.exceptions()).toMatchObject([{ kind: 'coupon-unknown', amountMinor: 1_000 }]);
  });

  test('what rules used is counted in all, by member and by day, and refunds give it back on the day of the sale', async () => {
    await chain.publishRule('rule', { limits: { inAll: 3 } });
    const { id } = await memberOf();
    const till = await chain.till();
    const rules = [{ ruleId: 'rule', version: 1, name: 'R', isOnOrder: false, amountMinor: 40, uses: 1 }];
    const sale = saleFact({ memberId: id, earned: 1, rules });
    await till.tell(1, sale, saleFact({ rules }));
    await projectAll(chain.projecting);
    expect(await chain.reference('rule-use', 'rule||')).toEqual({ uses: 2, amountMinor: 80 });
    expect(await chain.reference('rule-use', `rule|${id}|2026-06-02`)).toEqual({ uses: 1, amountMinor: 40 });
    await till.tell(5, refundFact(sale));
    await projectAll(chain.projecting);
    expect(await chain.reference('rule-use', 'rule||2026-06-02')).toEqual({ uses: 1, amountMinor: 40 });
    expect(await chain.reference('rule-use', `rule|${id}|`)).toEqual({ uses: 0, amountMinor: 0 });
  });
});
