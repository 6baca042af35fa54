import { describe, expect, test } from 'vitest';
import { cashSlip } from '../../../domain/receipt/cash-slip.ts';
import type { ReceiptDocument, ReceiptRow } from '../../../domain/receipt/document.ts';
import { xReport, zReport } from '../../../domain/receipt/shift-report.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { closedShift, figures, receiptContext, reportContext } from './sample-sales.ts';

const onPaper = (document: ReceiptDocument, columns: 32 | 42 | 48 = 42) =>
  layoutText(document, columns).join('\n');

describe('a Z report', () => {
  test('in Chinese', () => {
    expect(onPaper(zReport(closedShift, reportContext, null, 'zh-CN'), 48)).toMatchInlineSnapshot();
  });

  test('in English on narrow paper, as a copy', () => {
    expect(onPaper(zReport(closedShift, reportContext, 1, 'en'), 32)).toMatchInlineSnapshot();
  });

  test('adds up: sales and tenders to net sales, the drawer to what was counted', () => {
    const rows = rowsOf(zReport(closedShift, reportContext, null, 'en'));
    const amounts = (from: string, to: string) => {
      const [first, last] = [from, to].map((left) => rows.findIndex((row) => row.left === left));
      return rows.slice(first, last!).reduce((sum, row) => sum + minor(row), 0);
    };
    const at = (left: string) => minor(rows.find((row) => row.left === left)!);
    expect(amounts('Sales at list price', 'Net sales')).toBe(at('Net sales'));
    expect(amounts('Payment code', 'Tenders together')).toBe(at('Tenders together'));
    expect(at('Tenders together')).toBe(at('Net sales'));
    expect(amounts('Float', 'Expected')).toBe(at('Expected'));
    expect(at('Expected') + at('Short  找零差错')).toBe(at('Counted'));
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
  expect(onPaper(cashSlip(move, context, 'zh-CN'), 32)).toMatchInlineSnapshot();
  const own = { ...move, authorization: { by: 'li', approvedBy: 'li', reason: null } };
  expect(onPaper(cashSlip(own, context, 'en'))).not.toMatch(/Allowed by|Reason/);
});

function rowsOf(document: ReceiptDocument): ReceiptRow[] {
  return document.blocks.filter((block) => block.kind === 'row');
}

function minor({ right }: ReceiptRow): number {
  return Number(right.replace(/[^\d-]/g, ''));
}
