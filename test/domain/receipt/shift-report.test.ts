import { describe, expect, test } from 'vitest';
import { cashSlip } from '../../../domain/receipt/cash-slip.ts';
import type { ReceiptDocument, ReceiptRow } from '../../../domain/receipt/document.ts';
import { xReport, zReport } from '../../../domain/receipt/shift-report.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { receiptContext } from './sample-sales.ts';
import { closedShift, figures, reportContext } from './sample-shift.ts';

const onPaper = (document: ReceiptDocument, columns: 32 | 42 | 48 = 42) =>
  layoutText(document, columns).join('\n');

describe('a Z report', () => {
  test('in Chinese', () => {
    expect(onPaper(zReport(closedShift, reportContext, null, 'zh-CN'), 48)).toMatchInlineSnapshot(`
      "               南山路店  02 号机
                          Z 000128
      营业日 2026-06-12                       班次 128
      开班 07:52 陈立
      结班 2026-06-13 00:16 周敏
      首张小票                        0001-02-1-000001
      末张小票                        0001-02-1-000136
      日志                               18,295-18,445
      ------------------------------------------------
      原价销售               134              8,793.68
      改价                     3                 -8.50
      手工折扣                 6               -581.05
      退货                     2                -86.70
      净销售额                                8,117.43
        13% 内含        4,360.00                566.80
        9% 内含         2,927.18                263.45
      ------------------------------------------------
      扫码支付                95              6,441.85
      现金                    31              1,674.50
      抹零                                        1.08
      收款合计                                8,117.43
      ------------------------------------------------
      备用金                                    600.00
      现金收款                                1,711.30
      现金退款                 1                -36.80
      收入                                        0.00
      支出                                      -45.00
      存入保险柜                             -1,000.00
      应有现金                                1,229.50
      实点现金                                1,227.50
      短款: 找零差错                             -2.00
      ------------------------------------------------
      作废                     7                133.20
      无销售开钱箱                                   2
      重印小票                                       1
      挂单                                           0
      销售行数                                     512
      累计净销售额                         ¥968,204.16
      末条指纹     5410a19e 7386123e 8f5f87de 8fb09cb4
      ------------------------------------------------
                       原件，仅此一次
      "
    `);
  });

  test('in English on narrow paper, as a copy', () => {
    expect(onPaper(zReport(closedShift, reportContext, 1, 'en'), 32)).toMatchInlineSnapshot(`
      "             COPY 1
             南山路店  Till 02
                  Z 000128
      Business day
      2026-06-12             Shift 128
      Opened 07:52 陈立
      Closed 2026-06-13 00:16 周敏
      First receipt   0001-02-1-000001
      Last receipt    0001-02-1-000136
      Journal            18,295-18,445
      --------------------------------
      Sales at list price 134 8,793.68
      Price overrides 3          -8.50
      Manual discounts 6       -581.05
      Refunds         2         -86.70
      Net sales               8,117.43
        13% incl. 4,360.00      566.80
        9% incl. 2,927.18       263.45
      --------------------------------
      Payment code   95       6,441.85
      现金           31       1,674.50
      Rounding, given up          1.08
      Tenders together        8,117.43
      --------------------------------
      Float                     600.00
      Cash taken              1,711.30
      Cash refunded   1         -36.80
      Paid in                     0.00
      Paid out                  -45.00
      Safe drop              -1,000.00
      Expected                1,229.50
      Counted                 1,227.50
      Short: 找零差错            -2.00
      --------------------------------
      Voids           7         133.20
      No sale, drawer opened         2
      Receipts reprinted             1
      Held sales                     0
      Lines sold                   512
      Net sales since
      enrolment            ¥968,204.16
      Last hash
            5410a19e 7386123e 8f5f87de
                              8fb09cb4
      --------------------------------
                   COPY 1
      "
    `);
  });

  test('adds up: sales and tenders to net sales, the drawer to what was counted', () => {
    const rows = rowsOf(zReport(closedShift, reportContext, null, 'en'));
    const amounts = (from: string, to: string) => {
      const [first, last] = [from, to].map((left) => rows.findIndex((row) => row.left === left));
      return rows.slice(first, last).reduce((sum, row) => sum + minor(row), 0);
    };
    const at = (left: string) => minor(rows.find((row) => row.left === left)!);
    expect(amounts('Sales at list price', 'Net sales')).toBe(at('Net sales'));
    expect(amounts('Payment code', 'Tenders together')).toBe(at('Tenders together'));
    expect(at('Tenders together')).toBe(at('Net sales'));
    expect(amounts('Float', 'Expected')).toBe(at('Expected'));
    expect(at('Expected') + at('Short: 找零差错')).toBe(at('Counted'));
  });

  test('has a row for tax on top, so that gross still leads to net sales', () => {
    const taxed = {
      ...figures,
      grossMinor: 10_000,
      priceSavingMinor: 0,
      discountMinor: 0,
      returnMinor: 0,
      totalMinor: 10_825,
    };
    expect(onPaper(xReport(taxed, reportContext, 'en'))).toMatch(
      /Tax on top, exempt off +8\.25\nNet sales +108\.25/,
    );
  });

  test('says over or exact where the drawer is', () => {
    const over = { ...closedShift, overShortMinor: 5, reason: null };
    expect(onPaper(zReport(over, reportContext, null, 'en'))).toMatch(/\nOver +0\.05\n/);
    const exact = { ...closedShift, overShortMinor: 0, reason: null };
    expect(onPaper(zReport(exact, reportContext, null, 'zh-CN'))).toMatch(/\n账实相符 +0\.00\n/);
  });
});

test('an X report says that it closes nothing, and of no receipts that there are none', () => {
  const none = { ...figures, firstReceiptNumber: null, lastReceiptNumber: null };
  const text = onPaper(xReport(none, reportContext, 'en'));
  expect(text).toContain('An X report is not a closing.');
  expect(text).toMatch(/Receipts +none/);
  expect(text).not.toContain('Counted');
});

test('a pay-out slip says how much, who, who allowed it and why, with room to sign', () => {
  const move = {
    moveId: 'move',
    kind: 'pay-out',
    amountMinor: 4_500,
    authorization: { by: 'li', approvedBy: 'zhou', reason: '冰块' },
  } as const;
  const context = {
    settings: receiptContext.settings,
    tillCode: '02',
    shiftNumber: 128,
    at: receiptContext.at,
    byName: '李敏',
    approvedByName: '周敏',
    copyNo: null,
  };
  expect(onPaper(cashSlip(move, context, 'zh-CN'), 32)).toMatchInlineSnapshot(`
    "            南山路店
                支出凭条
    2026-06-12 14:08         02 号机
    班次 128
    --------------------------------
    金额                      ¥45.00
    经手人                      李敏
    授权人                      周敏
    事由                        冰块

    签字


    --------------------------------
    "
  `);
  const own = { ...move, authorization: { by: 'li', approvedBy: 'li', reason: null } };
  expect(onPaper(cashSlip(own, context, 'en'))).not.toMatch(/Allowed by|Reason/);
});

function rowsOf(document: ReceiptDocument): ReceiptRow[] {
  return document.blocks.filter((block) => block.kind === 'row');
}

function minor({ right }: ReceiptRow): number {
  return Number(right.replace(/[^\d-]/g, ''));
}
