import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultLoyalty } from '../../../../domain/loyalty/default-loyalty.ts';
import { issueCoupons } from '../../../../sync/central/project/coupons.ts';
import { projectBatch } from '../../../../sync/central/project/project-batch.ts';
import { projectAll } from '../../../../sync/central/project/worker.ts';
import { startTestPostgres } from '../../postgres.ts';
import { enlist, foundChain, tellSettings, type ToldChain, type ToldTill } from './chain-of-tills.ts';
import { refundFact, saleFact, shownRefund, type ToldSale } from './told-facts.ts';

const postgres = startTestPostgres();

describe('a refund', () => {
  let chain: ToldChain;
  let memberId: string;
  let sells: ToldTill;
  let takesBack: ToldTill;
  const shown = ({ payload }: ToldSale, thousandths: number, article = 'A1') =>
    shownRefund(payload, [{ article, thousandths, paidMinor: thousandths }]);

  beforeEach(async () => {
    chain = await foundChain((await (await postgres).openCentral()).pool);
    memberId = await enlist(chain);
    [sells, takesBack] = [await chain.till(), await chain.till('two')];
  });

  test.each(['the sale', 'the refund'])(
    'of a receipt that was shown takes points, spend and visit back, where %s comes first',
    async (first) => {
      const sale = saleFact({ memberId, earned: 50, units: 5 });
      const { receiptNumber } = sale.payload;
      const told = [
        () => sells.tell(1, saleFact({ memberId, earned: 100 }), sale),
        () => takesBack.tell(2, shown(sale, 2_000)),
      ];
      const [one, two] = first === 'the sale' ? told : told.toReversed();
      await one!();
      await projectAll(chain.projecting);
      const waits = { kind: 'refund-unknown-sale', subject: receiptNumber, amountMinor: 2_000, points: 0 };
      expect(await chain.exceptions()).toEqual(first === 'the sale' ? [] : [waits]);
      await two!();
      await projectAll(chain.projecting);
      expect(await chain.exceptions()).toEqual([]);
      expect(await chain.account(memberId)).toMatchObject({ points: 130, visits: 2, spentMinor: 13_000 });
      await takesBack.tell(3, shown(sale, 3_000));
      await projectAll(chain.projecting);
      expect(await chain.account(memberId)).toMatchObject({ points: 100, visits: 1, spentMinor: 10_000 });
    },
  );

  test('of a receipt that was shown leaves a debt of points that were spent meanwhile', async () => {
    const sale = saleFact({ memberId, earned: 50 });
    await takesBack.tell(5, shown(sale, 1_000));
    await sells.tell(1, sale);
    await sells.tell(2, saleFact({ memberId, redeemed: 40 }));
    await projectAll(chain.projecting);
    expect(await chain.account(memberId)).toMatchObject({ points: -40 });
  });

  test('of more than was sold of a receipt that was shown is a loss, and undoes no more than the sale did', async () => {
    const sale = saleFact({ memberId, earned: 50, units: 2 });
    await sells.tell(1, sale);
    await takesBack.tell(2, shown(sale, 3_000));
    await projectAll(chain.projecting);
    const { receiptNumber } = (
      await chain.pool.query<{ receiptNumber: string }>(
        `SELECT receipt_number AS "receiptNumber" FROM sale WHERE register = $1`,
        [takesBack.id],
      )
    ).rows[0]!;
    expect(await chain.exceptions()).toEqual([
      { kind: 'refund-twice', subject: receiptNumber, amountMinor: 1_000, points: 0 },
    ]);
    expect(await chain.account(memberId)).toMatchObject({ points: 0, visits: 0, spentMinor: 0 });
  });

  test('of a receipt that was shown and one at the till that sold it, which had not heard, undo the sale once', async () => {
    const sale = saleFact({ memberId, earned: 50, units: 2 });
    await sells.tell(1, sale);
    await takesBack.tell(2, shown(sale, 1_000));
    await projectAll(chain.projecting);
    const own = refundFact(sale, 1);
    await sells.tell(3, own);
    await projectAll(chain.projecting);
    // One unit here and one there, whichever each till believed it to be: all of the sale is back.
    expect(await chain.account(memberId)).toMatchObject({ points: 0, visits: 0, spentMinor: 0 });
    expect(await chain.exceptions()).toEqual([]);
    const again = refundFact(sale, 1, true, 1);
    await sells.tell(4, again);
    await projectAll(chain.projecting);
    expect(await chain.account(memberId)).toMatchObject({ points: 0, visits: 0, spentMinor: 0 });
    expect(await chain.exceptions()).toMatchObject([
      { kind: 'refund-twice', subject: again.payload.receiptNumber, amountMinor: 2_500 },
    ]);
  });

  test('of goods that the sale has not moves nothing, and stays with a person', async () => {
    const sale = saleFact({ memberId, earned: 50 });
    await sells.tell(1, sale);
    await takesBack.tell(2, shown(sale, 1_000, 'OTHER'), shown(sale, 500));
    await projectAll(chain.projecting);
    expect(await chain.exceptions()).toMatchObject([
      { kind: 'refund-unknown-sale', subject: sale.payload.receiptNumber },
    ]);
    expect(await chain.account(memberId)).toMatchObject({ points: 25 });
  });

  test('of a sale whose shares do not add up moves nothing, and stays with a person', async () => {
    const sale = saleFact({ memberId, earned: 50 });
    const [line] = sale.payload.lines;
    const odd = { ...sale, payload: { ...sale.payload, lines: [{ ...line!, shares: [[3, -1]] as const }] } };
    await sells.tell(1, odd);
    await takesBack.tell(2, shown(sale, 1_000));
    await projectAll(chain.projecting);
    expect(await chain.exceptions()).toMatchObject([{ kind: 'refund-unknown-sale' }]);
    expect(await chain.account(memberId)).toMatchObject({ points: 50 });
  });

  test('of a receipt that was shown gives a single coupon back only where the shop does so', async () => {
    const rule = { ruleId: 'ten-off', version: 1, name: 'R', isOnOrder: false, amountMinor: 40, uses: 1 };
    await chain.publishRule('ten-off', { coupon: { sharedCode: null, uses: 1 } });
    const sellWith = async (days: number) => {
      const couponId = randomUUID();
      const coupon = { couponId, code: couponId, ruleId: 'ten-off', memberId: null, expiresOn: null };
      await issueCoupons(chain.pool, [coupon], 0);
      const coupons = [{ couponId, ruleId: 'ten-off', code: couponId, amountMinor: 40 }];
      const sale = saleFact({ memberId, earned: 10, rules: [rule], coupons });
      await sells.tell(days, sale);
      await takesBack.tell(days + 1, shown(sale, 1_000));
      await projectAll(chain.projecting);
      return chain.reference('coupon', couponId);
    };
    await tellSettings(chain, {}, 0);
    expect(await sellWith(1)).toMatchObject({ useCount: 0 });
    const { refunds } = defaultLoyalty('GBP');
    await tellSettings(chain, { refunds: { ...refunds, coupons: 'spent' } }, 10);
    expect(await sellWith(11)).toMatchObject({ useCount: 1 });
  });

  test.each([
    ['that names', (sale: ToldSale) => refundFact(sale)],
    ['that shows', (sale: ToldSale) => shown(sale, 1_000)],
  ])(
    '%s a sale, and the sale, find each other where two workers bring them in at once',
    async (_how, refund) => {
      for (let round = 1; round <= 8; round += 1) {
        const sale = saleFact({ memberId, earned: 50 });
        await sells.tell(round, sale);
        await takesBack.tell(round, refund(sale));
        await Promise.all([sells, takesBack].map(({ id }) => projectBatch(chain.projecting, 100, id)));
      }
      expect(await chain.exceptions()).toEqual([]);
      expect(await chain.account(memberId)).toMatchObject({ points: 0, visits: 0, spentMinor: 0 });
    },
  );
});
