import { describe, expect, test } from 'vitest';
import type { Emphasis } from '../../../domain/receipt/document.ts';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import { blankBitmap, fitWidth, isDark, type Bitmap } from '../../../hardware/printer/bitmap.ts';
import { openTextDrawing } from '../../../hardware/printer/text-drawing.ts';
import { loadFontParts } from '../../../register/receipt/receipt-font.ts';

const drawing = openTextDrawing(loadFontParts);
const grid = { columns: 8, columnDots: 12, rowDots: 24, measure: displayWidth };

function draw(text: string, emphasis: Emphasis = 'normal'): Promise<Bitmap> {
  return drawing.drawLine(text, emphasis, grid);
}

function picture(bitmap: Bitmap): string[] {
  return Array.from({ length: bitmap.heightDots }, (_, y) =>
    Array.from({ length: bitmap.widthDots }, (__, x) => (isDark(bitmap, x, y) ? '#' : ' ')).join(''),
  );
}

const inkOf = (bitmap: Bitmap) => picture(bitmap).join('').replaceAll(' ', '').length;

describe('a drawn line', () => {
  test('is as wide as its columns, and its characters stand in theirs', async () => {
    const rows = picture(await draw('中 1'));
    expect([rows.length, rows[0]!.length]).toEqual([24, 96]);
    const inkIn = (from: number, to: number) => rows.some((row) => row.slice(from, to).includes('#'));
    expect([inkIn(0, 24), inkIn(24, 36), inkIn(36, 48), inkIn(48, 96)]).toEqual([true, false, true, false]);
  });

  test('has the strokes of its characters: 工 is two bars and a stem between them', async () => {
    const rows = picture(await draw('工')).map((row) => row.slice(0, 24));
    const bars = rows.filter((row) => /^ *#{16,} *$/.test(row)).length;
    const stems = rows.filter((row) => /^ *#{2,4} *$/.test(row)).length;
    expect(bars).toBeGreaterThanOrEqual(4);
    expect(stems).toBeGreaterThanOrEqual(10);
  });

  test('is bolder where it is strong, and bold and twice as high where it is tall', async () => {
    const [normal, strong, tall] = [await draw('国'), await draw('国', 'strong'), await draw('国', 'tall')];
    expect(inkOf(strong)).toBeGreaterThan(inkOf(normal) * 1.1);
    expect([tall.widthDots, tall.heightDots]).toEqual([96, 48]);
    expect(inkOf(tall)).toBeGreaterThan(inkOf(strong) * 1.5);
  });

  test('has an empty box for what the font lacks, and for nothing else', async () => {
    const box = picture(await draw('😀'));
    expect(picture(await draw('𠮷'))).toEqual(box);
    expect(picture(await draw('👨‍👩‍👧'))).toEqual(box);
    expect(picture(await draw('汉'))).not.toEqual(box);
    expect(inkOf(await draw('   '))).toBe(0);
  });

  test('sets marks onto their letter', async () => {
    const [plain, marked] = [picture(await draw('x')), picture(await draw('x\u0301'))];
    const above = (rows: string[]) => rows.slice(0, 7).join('').includes('#');
    expect([above(plain), above(marked)]).toEqual([false, true]);
  });

  test('asks the font for each character once', async () => {
    const asked: string[] = [];
    const once = openTextDrawing((characters, weight) => {
      asked.push([...characters].join(''));
      return loadFontParts(characters, weight);
    });
    for (const text of ['茶叶', '茶 1', '茶叶', '叶1']) await once.drawLine(text, 'normal', grid);
    expect(asked).toEqual(['茶叶', '1']);
  });
});

test('a picture that is wider than the paper is shrunk to it', () => {
  const wide = blankBitmap(200, 100);
  wide.rows.fill(0xff);
  const fitted = fitWidth(wide, 96);
  expect([fitted.widthDots, fitted.heightDots, inkOf(fitted)]).toEqual([96, 48, 96 * 48]);
  expect(fitWidth(wide, 200)).toBe(wide);
});
