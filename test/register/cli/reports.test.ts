import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import { addFirstManager } from '../../../register/use-cases/first-manager.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import { cola, crisps, expectOk, openRungShop, payCounter } from '../rung-shop.ts';
import { runCaptured } from './captured-run.ts';

// The till stays open for writing all along: every command here reads beside it.
const shop = openRungShop();
const { register, folder, clock } = shop;
afterAll(() => shop.remove());

const run = (...words: string[]) => runCaptured(...words, '--data', folder);
const json = async (...words: string[]): Promise<unknown> => JSON.parse((await run(...words, '--json')).out);

describe('the reports on the command line', () => {
  test('an X with no shift open is refused in one sentence', async () => {
    expect(await run('report', 'x')).toEqual({
      code: 1,
      out: '',
      err: 'No shift is open; open one with its float first.\n',
    });
  });

  test('a Z before the first closing is refused in one sentence', async () => {
    expect(await run('report', 'z')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^No shift has been closed yet.*\n$/),
    });
  });

  test('sales of a till that has sold nothing are no rows and totals of nothing', async () => {
    expect((await run('report', 'sales')).out).toBe('Sales by day, all dates\n\nNo sales.\n');
    expect(await json('report', 'sales')).toMatchObject({
      rows: [],
      totals: { saleCount: 0, netSalesMinor: 0 },
    });
  });

  test('an X moves with a sale and with its refund', async () => {
    expectOk(addFirstManager(register, { code: '7', name: '李芳', pin: '4711' }));
    expectOk(signIn(register, '7', '4711'));
    expectOk(openShift(register, 10_000));
    expectOk(addArticle(register, crisps.code, { quantityThousandths: 3_000 }));
    const receipt = payCounter(register, 'cash');
    const figures = { saleCount: 1, refundCount: 0, totalMinor: 375, expectedCashMinor: 10_375 };
    expect(await json('report', 'x')).toMatchObject({ shift: { number: 1 }, figures });
    expectOk(addReturn(register, receipt, 1, 1_000));
    payCounter(register, 'cash');
    expect(await json('report', 'x')).toMatchObject({
      figures: { refundCount: 1, returnMinor: -125, totalMinor: 250, expectedCashMinor: 10_250 },
    });
  });

  test('an X prints on the shop’s paper in the reader’s language', async () => {
    const { code, out } = await run('report', 'x', '--language', 'zh-CN');
    expect(code).toBe(0);
    expect(out).toMatch(/X 报表/);
    expect(out).toMatch(/开班 .* 李芳/);
    const lines = out.trimEnd().split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBe(48);
  });

  test('Z numbers have no gaps, and their grand total goes on over days', async () => {
    expectOk(closeShift(register, { countedMinor: 10_250 }));
    clock.advance(86_400_000);
    expectOk(openShift(register, 10_000));
    expectOk(addArticle(register, cola.code));
    payCounter(register, 'split');
    expectOk(closeShift(register, { countedMinor: 10_070 }));
    const [first, second, last] = [
      await json('report', 'z', '1'),
      await json('report', 'z', '2'),
      await json('report', 'z'),
    ];
    expect(first).toMatchObject({
      closed: { zNumber: 1, figures: { totalMinor: 250, grandTotalMinor: 250 } },
    });
    expect(second).toMatchObject({
      closed: { zNumber: 2, figures: { totalMinor: 135, grandTotalMinor: 385 } },
    });
    expect(last).toEqual(second);
    expect(await run('report', 'z', '3')).toMatchObject({
      code: 1,
      err: 'There is no Z report 3; check the number.\n',
    });
  });

  test('a Z is printed as a copy, because its original came with the closing', async () => {
    const { out } = await run('report', 'z', '1');
    expect(out).toMatch(/Z 000001/);
    expect(out).toMatch(/COPY 1/);
    expect(out).not.toMatch(/Original/);
  });

  test('a Z number that is no number is wrong usage', async () => {
    expect(await run('report', 'z', 'last')).toMatchObject({
      code: 2,
      err: 'A Z number is a whole number from 1.\n',
    });
  });

  test('sales stand in an aligned table with their totals', async () => {
    const { code, out } = await run('report', 'sales', '--from', '2026-11-01', '--to', '2026-11-30');
    expect(code).toBe(0);
    expect(out).toBe(`Sales by day, 2026-11-01 to 2026-11-30

Day         Sales  Refunds  List price  Discounts  Returns  Net sales    Tax  Rounding
----------  -----  -------  ----------  ---------  -------  ---------  -----  --------
2026-11-02      1        1       £3.75      £0.00   -£1.25      £2.50  £0.42     £0.00
2026-11-03      1        0       £1.25      £0.00    £0.00      £1.35  £0.10     £0.02
----------  -----  -------  ----------  ---------  -------  ---------  -----  --------
Total           2        1       £5.00      £0.00   -£1.25      £3.85  £0.52     £0.02
`);
  });

  test('a table stays aligned where names are Chinese', async () => {
    const { out } = await run('report', 'sales', '--by', 'article', '--language', 'zh-CN');
    expect(out).toMatch(/可口可乐 500ml/);
    const table = out.split('\n\n')[1]!.split('\n');
    expect(table).toHaveLength(6);
    expect(new Set(table.map(displayWidth)).size).toBe(1);
  });

  test('every grouping names its rows for people and keeps their keys', async () => {
    const labels = async (by: string) => {
      const { rows } = (await json('report', 'sales', '--by', by)) as { rows: { label: string }[] };
      return rows.map(({ label }) => label);
    };
    expect(await labels('cashier')).toEqual(['李芳']);
    expect(await labels('tender')).toEqual(['Cash', 'Card']);
    expect(await labels('department')).toEqual(['Food', 'Drink']);
    expect(await labels('hour')).toEqual(['09:00']);
    expect(await labels('member')).toEqual(['no member']);
    expect(await labels('month')).toEqual(['2026-11']);
  });

  test.each([
    [['--from', '2026-13-01'], '--from takes a date such as 2026-11-22.'],
    [['--to', '2026-06-31'], '--to takes a date such as 2026-11-22.'],
    [['--from', 'yesterday'], '--from takes a date such as 2026-11-22.'],
    [
      ['--from', '2026-11-03', '--to', '2026-11-02'],
      '--from 2026-11-03 is after --to 2026-11-02; exchange them.',
    ],
    [['--by', 'year'], '--by takes one of day, month, hour, article, department, member, tender, cashier.'],
  ])('%j is wrong usage', async (words, message) => {
    expect(await run('report', 'sales', ...words)).toEqual({ code: 2, out: '', err: `${message}\n` });
  });

  test('a folder without a till is refused in one sentence', async () => {
    const { code, err } = await runCaptured('report', 'sales', '--data', `${folder}/nothing`);
    expect(code).toBe(1);
    expect(err).toMatch(/^There is no register in .*\n$/);
  });

  test('as a process of its own it reads beside the till that sells', () => {
    const root = resolve(import.meta.dirname, '../../..');
    const words = ['register/cli/main.ts', 'report', 'sales', '--by', 'tender', '--json', '--data', folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { netSalesMinor: 385, saleCount: 2, refundCount: 1 },
    });
  });
});

describe('search on the command line', () => {
  test('finds by two Chinese characters, with price and department', async () => {
    const { code, out } = await run('search', '可乐');
    expect(code).toBe(0);
    expect(out).toMatch(/C2 +可口可乐 500ml +£1.25 +piece +Drink/);
    expect(out).toMatch(/\n1 found\n$/);
  });

  test('takes several words, in any order', async () => {
    expect(await json('search', '500ml', '可乐')).toMatchObject({ articles: [{ code: 'C2' }] });
  });

  test('says what to try where nothing is found', async () => {
    expect(await run('search', 'zzzz')).toMatchObject({
      code: 0,
      out: expect.stringContaining('try fewer words'),
    });
    expect(await json('search', 'zzzz')).toEqual({ articles: [], members: [] });
  });

  test('refuses a text that is too long', async () => {
    expect((await run('search', 'a'.repeat(201))).code).toBe(2);
  });
});
