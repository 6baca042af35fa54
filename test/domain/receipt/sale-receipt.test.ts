import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../domain/basket.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import type { ReceiptBlock, ReceiptRow } from '../../../domain/receipt/document.ts';
import { saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import {
  byCashier,
  fullSale,
  line,
  receiptContext,
  returnLine,
  sellSample,
  taxCodes,
} from './sample-sales.ts';

const onPaper = (sale: SaleCompleted, language: 'en' | 'zh-CN', context = receiptContext) =>
  layoutText(saleReceipt(sale, context, language), 42).join('\n');

describe('a receipt on paper', () => {
  test('in Chinese: weight, tare, deposit, price and discounts by hand, rounded cash', () => {
    expect(onPaper(fullSale, 'zh-CN')).toMatchInlineSnapshot(`
      "                 南山路店
                     南山路 12 号
                    0755-8888 6666
      0001-02-1-000147                   02 号机
      2026-06-12 14:08                  班次 128
      收银 李敏
      ------------------------------------------
      纯牛奶 250 ml × 6
        2 × ¥19.80                         39.60
      挂耳咖啡 10 包                       32.90
        改价                               -4.10
      凤梨酥礼盒 12 枚，台湾风味手工烘焙，
      节日馈赠装（含提袋）                 29.80
        折扣 减 10%                        -2.98
      红富士苹果
        0.735 kg × ¥8.98/kg                 6.60
        已去皮 0.020 kg
      气泡水 480 ml
        2 × ¥4.90                           9.80
        瓶押金
          2 × ¥0.50                         1.00
      ------------------------------------------
      小计                                112.62
      整单折扣                             -5.00
      合计                               ¥107.62
      现金舍入                             -0.02
      应付                                107.60
      银行卡 004821                        50.00
      现金                                100.00
      找零                                 42.40
      ------------------------------------------
      税率             不含税               税额
      13% 内含          56.16               7.31
      9% 内含           40.51               3.64
      ------------------------------------------
              谢谢惠顾，凭小票七日内退换
                   0001-02-1-000147
      "
    `);
  });

  test('in English: tax on top, a discount on all, an exempt customer', () => {
    const sale = sellSample({
      currency: 'USD',
      lines: [
        line('rice', { name: 'Rice', taxCode: 'sales-tax', quantityThousandths: 3_000 }),
        line('soap', { name: 'Soap', note: 'gift wrap' }),
      ],
      discount: { kind: 'percent', rateBp: 500, authorization: byCashier },
      taxExemption: byCashier,
    });
    expect(onPaper(sale, 'en')).toMatchInlineSnapshot(`
      "                 南山路店
                     南山路 12 号
                    0755-8888 6666
      0001-02-1-000147                   Till 02
      2026-06-12 14:08                 Shift 128
      Cashier 李敏
      ------------------------------------------
      Rice
        3 × $10.00                         30.00
      Soap                                 10.00
        gift wrap
      ------------------------------------------
      Subtotal                             40.00
      Discount on all 5%                   -2.00
      Tax exempt                           -1.09
      Total                               $36.91
      银行卡                               36.91
      ------------------------------------------
      Rate                Net                Tax
      13% incl.          8.41               0.00
      8.25% added       28.50               0.00
      ------------------------------------------
              谢谢惠顾，凭小票七日内退换
                   0001-02-1-000147
      "
    `);
  });

  test('of a refund is titled so, and names the receipt that each line comes from', () => {
    const refund = sellSample({
      lines: [returnLine(fullSale, 3, 1_000), returnLine(fullSale, 4, 300)],
      tenders: [{ kind: 'cash', offeredMinor: null }],
    });
    expect(onPaper(refund, 'en')).toMatchInlineSnapshot(`
      "                 南山路店
                     南山路 12 号
                    0755-8888 6666
                        REFUND
      0001-02-1-000147                   Till 02
      2026-06-12 14:08                 Shift 128
      Cashier 李敏
      ------------------------------------------
      凤梨酥礼盒 12 枚，台湾风味手工烘焙，节日馈
      赠装（含提袋）
        -1 × ¥29.80                       -29.80
        Discount when sold                  4.17
        Returned from 0001-02-1-000147
      红富士苹果
        -0.300 kg × ¥8.98/kg               -2.69
        Discount when sold                  0.11
        Returned from 0001-02-1-000147
      ------------------------------------------
      Total refund                       -¥28.21
      现金                                -28.21
      ------------------------------------------
      Rate                Net                Tax
      13% incl.        -22.68              -2.95
      9% incl.          -2.37              -0.21
      ------------------------------------------
              谢谢惠顾，凭小票七日内退换
                   0001-02-1-000147
      "
    `);
  });

  test('of goods of another till’s receipt that central could not be asked for promises nothing of them', () => {
    const refund = sellSample({ lines: [returnLine(fullSale, 3, 1_000)] });
    const lines = refund.lines.map((each) => ({ ...each, returnOf: null, elsewhere: '0001-07-1-000012' }));
    expect(onPaper({ ...refund, lines }, 'en')).toMatch(/Returned from 0001-07-1-000012, not\s+checked yet/);
  });

  test('of an exchange, printed again, says both', () => {
    const lines = [returnLine(fullSale, 1, 1_000), line('tea', { name: '龙井茶', listPriceE4: 880_000 })];
    const text = onPaper(sellSample({ lines }), 'zh-CN', { ...receiptContext, copyNo: 2 });
    expect(text).toContain('换货单');
    expect(text.match(/重印 2/g)).toHaveLength(2);
  });

  test('with tax on top shows it between the lines and the total', () => {
    const sale = sellSample({ lines: [line('rice', { taxCode: 'sales-tax' })], currency: 'USD' });
    expect(onPaper(sale, 'en')).toMatch(/Subtotal +10\.00\nTax 8\.25% added +0\.83\nTotal +\$10\.83/);
  });

  test('shows a price that was asked at the counter, or raised, as the price', () => {
    const asked = line('x', {
      listPriceE4: 0,
      manualPrice: { unitPriceE4: 25_000, authorization: byCashier },
    });
    const raised = line('y', { manualPrice: { unitPriceE4: 120_000, authorization: byCashier } });
    const text = onPaper(sellSample({ lines: [asked, raised] }), 'en');
    expect(text).toMatch(/x +2\.50\ny +12\.00\n---/);
  });

  test('puts a deposit under its article wherever it was rung', () => {
    const lines = [line('water'), line('bread'), line('deposit', { linkedTo: 'water' })];
    expect(onPaper(sellSample({ lines }), 'en')).toMatch(/\nwater .*\n {2}deposit .*\nbread /);
  });

  test('calls a tender by its kind where the shop has no such type any more', () => {
    const sale = sellSample({ lines: [line('a')], tenders: [{ kind: 'payment-code', offeredMinor: null }] });
    expect(onPaper(sale, 'en')).toMatch(/Payment code +10\.00/);
  });

  test('carries the receipt number as a code, and ends with a cut', () => {
    const { blocks } = saleReceipt(fullSale, receiptContext, 'en');
    expect(blocks).toContainEqual({ kind: 'qr', text: '0001-02-1-000147' });
    expect(blocks.at(-1)).toEqual({ kind: 'cut' });
    expect(blocks.some((block) => block.kind === 'drawer')).toBe(false);
  });
});

const anyDiscount = fc.option(
  fc.oneof(
    fc.record({
      kind: fc.constant('percent' as const),
      rateBp: fc.integer({ min: 1, max: 10_000 }),
      authorization: fc.constant(byCashier),
    }),
    fc.record({
      kind: fc.constant('amount' as const),
      amountMinor: fc.integer({ min: 1, max: 5_000 }),
      authorization: fc.constant(byCashier),
    }),
  ),
);

const anyLine: fc.Arbitrary<BasketLine> = fc
  .record({
    kind: fc.constantFrom('sale' as const, 'sale' as const, 'return' as const),
    unit: fc.constantFrom('each' as const, 'kg' as const),
    quantityThousandths: fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((n) => n * 1_000),
      fc.integer({ min: 1, max: 5_000 }),
    ),
    listPriceE4: fc.integer({ min: 0, max: 2_000_000 }),
    manualPriceE4: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
    discount: anyDiscount,
    taxCode: fc.constantFrom(...taxCodes),
  })
  .map(({ manualPriceE4, ...changes }) =>
    line('x', {
      ...changes,
      manualPrice: manualPriceE4 === null ? null : { unitPriceE4: manualPriceE4, authorization: byCashier },
    }),
  );

const anySale = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
    discount: anyDiscount,
    isExempt: fc.boolean(),
    isReturned: fc.boolean(),
    cash: fc.constantFrom(1 as const, 5 as const, 10 as const),
  })
  .map(({ lines, discount, isExempt, isReturned, cash }) => {
    const sold = lines.map((each, index) => ({ ...each, id: `l${index}` }));
    const taxExemption = isExempt ? byCashier : null;
    const tenders = [{ kind: 'card' as const, offeredMinor: null }];
    if (!isReturned) {
      const rounding = { toMinor: cash, mode: 'nearest' as const };
      const all = sellSample({ lines: sold, discount, taxExemption });
      const offeredMinor = all.totalMinor > 0 ? all.totalMinor + 1_000 : null;
      const cashOnly = offeredMinor === null ? tenders : [{ kind: 'cash' as const, offeredMinor }];
      return sellSample({ lines: sold, discount, taxExemption, rounding, tenders: cashOnly });
    }
    const first = sellSample({
      lines: sold.map((each) => ({ ...each, kind: 'sale' as const })),
      discount,
      taxExemption,
    });
    return sellSample({
      lines: first.lines.map(({ lineNo, quantityThousandths }) =>
        returnLine(first, lineNo, quantityThousandths),
      ),
    });
  });

test('on every receipt the amounts sum to the total under them, and the tenders to what was paid', () => {
  fc.assert(
    fc.property(anySale, (sale) => {
      const { blocks } = saleReceipt(sale, receiptContext, 'en');
      const [, lines, rest] = sections(blocks);
      const totalAt = rest!.findIndex(({ emphasis }) => emphasis === 'tall');
      const [before, total, after] = [rest!.slice(0, totalAt), rest![totalAt]!, rest!.slice(totalAt + 1)];
      expect(minor(total)).toBe(sale.totalMinor);
      const subtotal = before[0] ?? total;
      expect(sum(lines!)).toBe(minor(subtotal));
      expect(minor(subtotal) + sum(before.slice(1))).toBe(minor(total));
      const rounding = after.find(({ left }) => left === 'Cash rounding');
      const toPay = after.find(({ left }) => left.startsWith('To ')) ?? total;
      expect(minor(total) + (rounding ? minor(rounding) : 0)).toBe(minor(toPay));
      const change = after.find(({ left }) => left === 'Change');
      const tenders = after.filter((each) => each !== rounding && each !== toPay && each !== change);
      expect(sum(tenders) - (change ? minor(change) : 0)).toBe(minor(toPay));
    }),
  );
});

/** The rows between one rule and the next. */
function sections(blocks: readonly ReceiptBlock[]): ReceiptRow[][] {
  const parts: ReceiptRow[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'rule') parts.push([]);
    else if (block.kind === 'row') parts.at(-1)!.push(block);
  }
  return parts;
}

function minor({ right }: ReceiptRow): number {
  return right === '' ? 0 : Number(right.replace(/[^\d-]/g, ''));
}

function sum(rows: readonly ReceiptRow[]): number {
  return rows.reduce((total, each) => total + minor(each), 0);
}
