import { mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTill } from '../../../register/open-till.ts';
import type { Register } from '../../../register/register.ts';
import { addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { createReplayClock, replay, type ReplaySummary } from '../../../register/use-cases/replay.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { runProgram, startProgram } from '../cli/spawned-run.ts';
import { codeOf, errorOf, expectBooksHold, factsOf, okOf } from '../till.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HEADER = 'invoice,stock_code,description,quantity,invoiced_at,unit_price';

function file(rows: readonly string[], name = 'lines.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, [HEADER, ...rows, ''].join('\n'));
  return path;
}

/** Every kind of line that real files have, its invoices out of order and one of them in two places. */
const dirty = [
  '100,A,Lamp,2,2009-12-01T09:00:00,6.955',
  '100,B,Bowl,3,2009-12-01T09:00:00,0.001',
  '102,A,Lamp,1,2009-12-02T10:00:00,6.95',
  '101,C,Cup,5,2009-12-01T09:30:00,1.25',
  'C103,A,Lamp,-1,2009-12-02T11:00:00,6.95',
  'C103,M,Manual,1,2009-12-02T11:00:00,0.50',
  '104,D,Vase,-2,2009-12-02T12:00:00,3.00',
  '105,E,"damaged, wet",-40,2009-12-03T09:00:00,0',
  '106,F,Gift,1,2009-12-03T09:10:00,0.00',
  '107,B,Adjust bad debt,1,2009-12-03T09:20:00,-53594.36',
  'C108,G,Free gift back,-1,2009-12-03T09:30:00,0',
  '109,H,Nothing,0,2009-12-03T09:40:00,4.00',
  '100,D,Vase,1,2009-12-02T13:00:00,3.00',
  '110,I,,1,2009-12-03T10:00:00,2.00',
];

async function replayed(path: string, data = join(folder, 'data')) {
  const clock = createReplayClock(Date.UTC(2026, 10, 22));
  const register = okOf(openTill(data, {}, clock));
  try {
    const summary = await replay(register, clock, path, 'en');
    return { summary, books: booksOf(register) };
  } finally {
    expectBooksHold(register);
    register.store.close();
  }
}

/** What two runs of a file must agree on, however often one was interrupted: all money and goods, day by day. */
function booksOf(register: Register) {
  const sales = factsOf(register, 'sale.completed').map((sale) => ({
    receipt: sale.receiptNumber,
    sourceRef: sale.sourceRef,
    totalMinor: sale.totalMinor,
    lines: sale.lines.map(({ articleCode, name, quantityThousandths, totalMinor, residualE7 }) => [
      articleCode,
      name,
      quantityThousandths,
      totalMinor,
      residualE7,
    ]),
  }));
  const nonSales = factsOf(register, 'non-sale.booked').map((booking) => ({ ...booking, bookingId: null }));
  const days = factsOf(register, 'shift.closed').map(({ zNumber, figures }) => {
    const { totalMinor, expectedCashMinor, tenders, grandTotalMinor, nonSaleCount } = figures;
    return { zNumber, totalMinor, expectedCashMinor, tenders, grandTotalMinor, nonSaleCount };
  });
  const dates = register.store.db
    .prepare('SELECT number, business_date, closed_at_utc FROM shift ORDER BY number')
    .all();
  return { sales, nonSales, days, dates };
}

function tally(summary: ReplaySummary) {
  return Object.fromEntries(
    Object.entries(summary.booked).map(([kind, { invoices, lines, amountMinor, belowMinorE7 }]) => [
      kind,
      [invoices, lines, amountMinor, belowMinorE7],
    ]),
  );
}

describe('replaying a file', () => {
  test('books every kind of line as what it is, one sale an invoice, a shift a day on the file’s clock', async () => {
    const { summary, books } = await replayed(file(dirty));
    expect(okOf(summary)).toMatchObject({ invoices: 11, alreadyBooked: 0, days: 3 });
    expect(tally(okOf(summary))).toEqual({
      // 2 × 6.955 is 13.91; 3 × 0.001 rounds to nothing and leaves 0.003.
      sale: [4, 6, 1_391 + 0 + 300 + 695 + 625 + 200, 30_000],
      'credit-note': [1, 1, -695, 0],
      'credit-note-charge': [1, 1, 50, 0],
      'return-on-invoice': [1, 1, -600, 0],
      'stock-write-off': [1, 1, 0, 0],
      'given-free': [1, 1, 0, 0],
      'bad-debt': [1, 1, -5_359_436, 0],
      'returned-free': [1, 1, 0, 0],
      empty: [1, 1, 0, 0],
    });
    expect(books.sales.map(({ sourceRef, totalMinor }) => [sourceRef, totalMinor])).toEqual([
      ['invoice:100', 1_691],
      ['invoice:101', 625],
      ['invoice:102', 695],
      ['invoice:C103', -645],
      ['invoice:104', -600],
      ['invoice:110', 200],
    ]);
    expect(books.nonSales.map(({ kind, sourceRef, amountMinor }) => [kind, sourceRef, amountMinor])).toEqual([
      ['stock-write-off', 'invoice:105:stock-write-off', 0],
      ['given-free', 'invoice:106:given-free', 0],
      ['bad-debt', 'invoice:107:bad-debt', -5_359_436],
      ['returned-free', 'invoice:C108:returned-free', 0],
    ]);
    expect(books.dates).toMatchObject([
      { number: 1, business_date: '2009-12-01' },
      { number: 2, business_date: '2009-12-02' },
      { number: 3, business_date: '2009-12-03' },
    ]);
    expect(books.sales.at(-1)!.lines).toEqual([['I', 'I', 1_000, 200, 0]]);
  });

  test('a second time books nothing', async () => {
    const path = file(dirty);
    const { books } = await replayed(path);
    const again = await replayed(path);
    expect(okOf(again.summary)).toMatchObject({ alreadyBooked: 10, days: 0 });
    expect(again.books).toEqual(books);
  });

  test('goes on where a shorter file ended', async () => {
    await replayed(file(dirty.slice(0, 5), 'first.csv'));
    const { summary, books } = await replayed(file(dirty.slice(0, 8)));
    expect(okOf(summary)).toMatchObject({ alreadyBooked: 4 });
    expect(books.sales.map(({ sourceRef }) => sourceRef)).toEqual([
      'invoice:100',
      'invoice:101',
      'invoice:102',
      'invoice:C103',
      'invoice:104',
    ]);
  });

  test('rings an invoice of more lines than a sale holds as several', async () => {
    const rows = Array.from({ length: 1_100 }, (_, row) => `200,A${row},Thing,1,2009-12-01T09:00:00,0.01`);
    const { summary, books } = await replayed(file(rows));
    expect(okOf(summary).booked.sale).toMatchObject({ invoices: 1, lines: 1_100, amountMinor: 1_100 });
    expect(books.sales.map(({ sourceRef, totalMinor }) => [sourceRef, totalMinor])).toEqual([
      ['invoice:200', 1_000],
      ['invoice:200:2', 100],
    ]);
    expect(okOf((await replayed(file(rows))).summary)).toMatchObject({ alreadyBooked: 1 });
  });

  test('does not take one invoice for a part of another', async () => {
    const rows = Array.from({ length: 1_001 }, (_, row) => `7,A${row},Thing,1,2009-12-01T09:00:00,0.01`);
    const { books } = await replayed(file([...rows, '7:2,B,Other,1,2009-12-01T09:00:00,5']));
    expect(books.sales.map(({ sourceRef }) => sourceRef)).toEqual([
      'invoice:7',
      'invoice:7:2',
      'invoice:7%3A2',
    ]);
  });

  test.each([
    ['a word for a quantity', '1,A,x,many,2009-12-01T09:00:00,1', 'quantity'],
    ['a quantity of 10^12', '1,A,x,1000000000000,2009-12-01T09:00:00,1', 'quantity'],
    ['a price with five decimals', '1,A,x,1,2009-12-01T09:00:00,1.00001', 'price'],
    ['a date that is none', '1,A,x,1,yesterday,1', 'time'],
    ['no invoice number', ',A,x,1,2009-12-01T09:00:00,1', 'invoice'],
    ['a stock code of 41 characters', `1,${'A'.repeat(41)},x,1,2009-12-01T09:00:00,1`, 'stock code'],
    ['a row cut short', '1,A', 'time'],
  ])('with %s rings nothing and names the line', async (_, row, word) => {
    const { summary, books } = await replayed(file([...dirty, row]));
    const error = errorOf(summary, 'replay-row-invalid');
    expect(error).toMatchObject({ line: dirty.length + 2, detail: expect.stringContaining(word) });
    expect(books.sales).toEqual([]);
  });

  test('without a column it needs says which', async () => {
    const path = join(folder, 'short.csv');
    writeFileSync(path, 'invoice,quantity\n1,2\n');
    expect(errorOf((await replayed(path)).summary, 'replay-row-invalid')).toMatchObject({
      detail: expect.stringContaining('stock_code, description, invoiced_at, unit_price'),
    });
  });

  test('leaves a cashier’s sale on the counter alone', async () => {
    const clock = createReplayClock(Date.UTC(2026, 10, 22));
    const register = okOf(openTill(join(folder, 'data'), {}, clock));
    okOf(openShift(register, 0));
    okOf(addDepartmentSale(register, { department: 'general', unitPriceE4: 10_000 }));
    expect(codeOf(await replay(register, clock, file(dirty), 'en'))).toBe('basket-not-empty');
    register.store.close();
  });
});

describe('a replay that is killed', () => {
  /** Enough of every kind that a run takes a while, and a long invoice in the middle. */
  const rows = Array.from({ length: 40 }, (_, day) => {
    const date = new Date(Date.UTC(2010, 0, 1 + day)).toISOString().slice(0, 10);
    const long = day === 20 ? 1_100 : 5;
    return [
      ...Array.from({ length: long }, (__, line) => `${day}0,A${line},Thing,2,${date}T09:00:00,1.115`),
      ...dirty.map((row) => {
        const [invoice, ...cells] = row.split(',');
        return [invoice!.replace(/^C?/, (sign) => `${sign}${day}-`), ...cells]
          .join(',')
          .replace(/2009-12-0\d/, date);
      }),
    ];
  }).flat();

  test('at random moments and run again until it is done leaves the books of a run that was not', async () => {
    const path = file(rows);
    const { books } = await replayed(path, join(folder, 'whole'));
    const data = join(folder, 'data');
    mkdirSync(data);
    let kills = 0;
    for (let attempt = 0; ; attempt += 1) {
      const { process: child, done } = startProgram(['replay', path, '--data', data, '--json']);
      // It dies after so many writes to its folder, wherever that finds it; the last attempts may finish.
      let writesLeft = attempt < 5 ? Math.floor(Math.random() * 200) : Infinity;
      const watcher = watch(data, () => (writesLeft -= 1) < 0 && child.kill('SIGKILL'));
      const { code, err } = await done;
      watcher.close();
      if (code === 0) break;
      expect(code, err).toBeNull();
      kills += 1;
    }
    expect((await runProgram('verify', '--data', data)).code).toBe(0);
    const again = await replayed(path, data);
    expect(okOf(again.summary).alreadyBooked).toBe(okOf(again.summary).invoices - 40);
    expect(again.books).toEqual(books);
  });
});
