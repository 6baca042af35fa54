import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { row, type ReceiptBlock, type ReceiptDocument } from '../../domain/receipt/document.ts';
import { saleReceipt } from '../../domain/receipt/sale-receipt.ts';
import { drawCode } from '../../register/receipt/code-drawing.ts';
import { receiptPdf } from '../../register/receipt/receipt-pdf.ts';
import { fullSale, receiptContext } from '../domain/receipt/sample-sales.ts';
import { describeIf } from '../skip.ts';

const folder = mkdtempSync(join(tmpdir(), 'guitai-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

const receipt = saleReceipt(fullSale, receiptContext, 'zh-CN');
const documentOf = (...blocks: ReceiptBlock[]): ReceiptDocument => ({
  language: 'en',
  title: 'Test',
  blocks,
});

describe('a receipt as PDF', () => {
  test('is the same bytes for the same receipt and moment', async () => {
    const [first, second] = [await receiptPdf(receipt, 48, 0), await receiptPdf(receipt, 48, 0)];
    expect(first.equals(second)).toBe(true);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.length).toBeLessThan(200_000);
  });

  test('is as wide as its paper', async () => {
    const mediaBox = async (columns: 32 | 48) =>
      /\/MediaBox \[0 0 ([\d.]+)/.exec((await receiptPdf(receipt, columns, 0)).toString('latin1'))?.[1];
    expect(Number(await mediaBox(48))).toBeCloseTo(226.77, 1);
    expect(Number(await mediaBox(32))).toBeCloseTo(164.41, 1);
  });

  test('shows a box for what the font does not have, and fails on nothing', async () => {
    const odd = documentOf(
      row('😀 ᚠ 𠮷\u0000\ud800 \u202e', '1.00'),
      { kind: 'barcode', text: '号' },
      { kind: 'qr', text: '' },
    );
    expect((await receiptPdf(odd, 42, 0)).length).toBeGreaterThan(1_000);
  });

  test('goes on on a second page when it is longer than a page may be', async () => {
    const long = documentOf(...Array.from({ length: 1_300 }, (_, index) => row(`Line ${index}`, '1.00')));
    const pdf = (await receiptPdf(long, 48, 0)).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
  });
});

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
describeIf(hasPoppler, 'no pdftotext on this machine')('a receipt as PDF, read by another program', () => {
  test('has its words and amounts, Chinese among them, with every font embedded', async () => {
    const file = join(folder, 'receipt.pdf');
    writeFileSync(file, await receiptPdf(receipt, 48, 0));
    const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout;
    expect(text).toMatch(/红富士苹果\n +0\.735 kg × ¥8\.98\/kg +6\.60/);
    expect(text).toMatch(/合计 +¥107\.62/);
    const squeezed = text.replace(/\s/g, '');
    const rows = receipt.blocks.filter((block) => block.kind === 'row');
    for (const { left } of rows) expect(squeezed).toContain(left.replace(/\s/g, ''));
    const fonts = spawnSync('pdffonts', [file], { encoding: 'utf8' }).stdout.trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/yes yes yes/);
  });
});

const hasZbar = hasPoppler && spawnSync('zbarimg', ['--version']).error === undefined;
describeIf(hasZbar, 'no zbarimg on this machine')('the codes on a receipt, read by another program', () => {
  test('give back their text', async () => {
    const file = join(folder, 'codes.pdf');
    const codes: ReceiptBlock[] = [
      { kind: 'qr', text: '0001-02-1-000147' },
      { kind: 'feed', lines: 3 },
      { kind: 'barcode', text: '0001-02-1-000148' },
      { kind: 'feed', lines: 3 },
      { kind: 'qr', text: '会员 张三' },
    ];
    writeFileSync(file, await receiptPdf(documentOf(...codes), 48, 0));
    spawnSync('pdftoppm', ['-r', '300', '-png', '-singlefile', file, join(folder, 'codes')]);
    const read = spawnSync('zbarimg', ['-q', '--raw', join(folder, 'codes.png')], {
      encoding: 'utf8',
    }).stdout;
    expect(read.trim().split('\n').sort()).toEqual(['0001-02-1-000147', '0001-02-1-000148', '会员 张三']);
  });
});

test('a code that cannot be is not drawn', () => {
  expect(drawCode('qr', '')).toBeNull();
  expect(drawCode('qr', 'x'.repeat(301))).toBeNull();
  expect(drawCode('barcode', 'x'.repeat(33))).toBeNull();
  expect(drawCode('barcode', '号')).toBeNull();
  expect(drawCode('qr', 'x')).toMatchObject({ widthModules: 21, heightModules: 21 });
});
