import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { reprintReceipt } from '../../../register/use-cases/reprint.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { whole } from '../../hardware/decoder/paper.ts';
import { readEscPos } from '../../hardware/decoder/read-esc-pos.ts';
import { readStarLine } from '../../hardware/decoder/read-star-line.ts';
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

  test.each([
    { format: 'escpos', read: readEscPos, columns: 48, encoding: 'gb18030' },
    { format: 'escpos', read: readEscPos, columns: 32, encoding: 'gb18030' },
    { format: 'star', read: readStarLine, columns: 42, encoding: 'GB18030' },
  ] as const)('is the bytes that print it: %j', async ({ format, read, columns, encoding }) => {
    const file = join(folder, `${format}-${columns}.bin`);
    const words = ['--format', format, '--columns', String(columns), '--encoding', encoding, '--out', file];
    expect(await run(sold, ...words)).toMatchObject({ code: 0, err: '' });
    const paper = whole(read(readFileSync(file), { columns, font: 'gb18030' }));
    const lines = paper.filter((item) => item.kind === 'line');
    expect(lines.some(({ text }) => /^COPY 1\b/.test(text.trim()))).toBe(true);
    const price = lines[lines.findIndex(({ text }) => text.startsWith('可口可乐 500ml')) + 1];
    // Signs of money and multiplication are two columns wide in a Chinese font.
    expect(price).toMatchObject({ text: expect.stringMatching(/^ {2}2 × ￡1.25 +2.50$/), columns });
    expect(paper.at(-1)).toMatchObject({ kind: 'cut' });
  });

  test('for a printer without Chinese letters, a Chinese name is drawn and the rest is not', async () => {
    const file = join(folder, 'cp858.bin');
    await run(sold, '--format', 'escpos', '--encoding', 'cp858', '--out', file);
    const paper = whole(readEscPos(readFileSync(file), { columns: 48, font: 'gb18030' }));
    expect(paper.filter(({ kind }) => kind === 'picture').length).toBeGreaterThan(0);
    expect(paper.some((item) => item.kind === 'line' && item.text.includes('£1.25'))).toBe(true);
  });

  test.each([
    [['--format', 'docx'], '--format takes text, html, pdf, escpos or star.'],
    [['--columns', '40'], '--columns takes 32, 42 or 48.'],
    [['--encoding', 'gb18030'], '--encoding is for --format escpos and star; the others are Unicode.'],
    [
      ['--format', 'star', '--encoding', 'latin9'],
      '--encoding takes one of gb18030, big5, shift-jis, cp437, cp850, cp858, cp1252, cp866.',
    ],
    ...['pdf', 'escpos'].map((format): [string[], string] => [
      ['--format', format, '--json'],
      'What is not text does not belong on a terminal; say with --out FILE where to write it.',
    ]),
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
