import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { reprintReceipt } from '../../../register/use-cases/reprint.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { cola, expectOk, openRungShop, payCounter } from '../rung-shop.ts';
import { runCaptured } from './captured-run.ts';

const shop = openRungShop();
const { register, folder } = shop;
afterAll(() => shop.remove());

expectOk(openShift(register, 10_000));
expectOk(addArticle(register, cola.code, { quantityThousandths: 2_000 }));
const sold = payCounter(register, 'cash');
expectOk(addReturn(register, sold, 1, 1_000));
const refunded = payCounter(register, 'cash');

const run = (...words: string[]) => runCaptured('receipt', ...words, '--data', folder);

describe('a receipt on the command line', () => {
  test('is text on the shop’s paper, marked as a copy', async () => {
    const { code, out } = await run(sold);
    expect(code).toBe(0);
    expect(out).toMatch(/COPY 1/);
    expect(out).toMatch(/可口可乐 500ml\n {2}2 × £1.25 +2.50\n/);
    expect(Math.max(...out.split('\n').map(displayWidth))).toBe(48);
  });

  test('says which sale its goods came back from', async () => {
    expect((await run(refunded)).out).toMatch(new RegExp(`Returned from ${sold}`));
  });

  test('counts on from the copies that were reprinted', async () => {
    expectOk(reprintReceipt(register, refunded));
    expect((await run(refunded)).out).toMatch(/COPY 2/);
  });

  test('is found whatever the case of its number', async () => {
    expect((await run(sold.toLowerCase())).code).toBe(0);
  });

  test('lays out to the columns that are asked for', async () => {
    const { out } = await run(sold, '--columns', '32');
    expect(Math.max(...out.split('\n').map(displayWidth))).toBe(32);
  });

  test('is a page, or what the journal has of the sale', async () => {
    expect((await run(sold, '--format', 'html')).out).toMatch(/^<!doctype html>[^]*可口可乐 500ml/);
    const stored: unknown = JSON.parse((await run(sold, '--json')).out);
    expect(stored).toMatchObject({
      businessDate: '2026-11-02',
      sale: { receiptNumber: sold, totalMinor: 271 },
    });
  });

  test('is written as a PDF to a file, which is replaced only with --force', async () => {
    const file = join(folder, 'receipt.pdf');
    expect(await run(sold, '--format', 'pdf', '--out', file)).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await run(sold, '--out', file)).toMatchObject({
      code: 1,
      err: `${file} exists already; name another file.\n`,
    });
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await run(sold, '--out', file, '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/COPY 1/);
  });

  test('a file that cannot be written is one sentence', async () => {
    const { code, err } = await run(sold, '--out', join(folder, 'nowhere', 'receipt.txt'));
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/cannot be written \(ENOENT\).*\n$/),
    });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  test('as a PDF goes to whatever reads the output of the process', () => {
    const root = resolve(import.meta.dirname, '../../..');
    const words = ['register/cli/main.ts', 'receipt', sold, '--format', 'pdf', '--data', folder];
    const { status, stdout } = spawnSync(process.execPath, words, { cwd: root });
    expect(status).toBe(0);
    expect(stdout.subarray(0, 5).toString()).toBe('%PDF-');
    expect(stdout.toString('latin1').trimEnd()).toMatch(/%%EOF$/);
  });

  test.each(['escpos', 'star'])('%s is refused until printers are spoken to', async (format) => {
    const { code, err } = await run(sold, '--format', format);
    expect(code).toBe(1);
    expect(err).toContain('are not in this version');
  });

  test.each([
    [['--format', 'docx'], '--format takes text, html or pdf.'],
    [['--columns', '40'], '--columns takes 32, 42 or 48.'],
    [
      ['--format', 'pdf', '--json'],
      'A PDF does not belong on a terminal; say with --out FILE where to write it.',
    ],
  ])('%j is wrong usage', async (words, message) => {
    expect(await run(sold, ...words)).toMatchObject({ code: 2, err: `${message}\n` });
  });

  test('that this till does not have is refused in one sentence', async () => {
    expect(await run('SHOP-01-1-999999')).toMatchObject({
      code: 1,
      err: 'This till has no receipt SHOP-01-1-999999; check the number.\n',
    });
  });
});
