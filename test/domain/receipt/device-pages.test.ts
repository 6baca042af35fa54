import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import { alignmentPage, testPage, type PagePrinter } from '../../../domain/receipt/device-pages.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { devicePageText } from '../../../domain/text/device-page-text.ts';
import { languages } from '../../../domain/text/language.ts';

const printer: PagePrinter = {
  name: 'Front',
  dialect: 'esc-pos',
  encoding: 'gb18030',
  columns: 32,
  dots: 384,
};
const cases = languages.flatMap((language) =>
  ([32, 42, 48] as const).map((columns) => ({ language, columns })),
);

describe.each(cases)('in $language on $columns columns', ({ language, columns }) => {
  const pages = [testPage, alignmentPage].map((pageOf) => pageOf({ ...printer, columns }, language));

  test('both pages number every column up to the last', () => {
    for (const page of pages) {
      const lines = layoutText(page, columns);
      const units = lines.find((line) => line.startsWith('1234567890'))!;
      expect(units).toHaveLength(columns);
      expect(units.endsWith(String(columns % 10))).toBe(true);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  test('the test page shows both codes, bold, tall, Chinese and the signs of money', () => {
    const [page] = pages;
    const kinds = page!.blocks.map((block) => block.kind);
    expect(kinds).toEqual(expect.arrayContaining(['qr', 'barcode', 'cut']));
    const emphases = page!.blocks.flatMap((block) => (block.kind === 'row' ? [block.emphasis] : []));
    expect(emphases).toEqual(expect.arrayContaining(['strong', 'tall']));
    expect(layoutText(page!, columns).join('\n')).toMatch(/汉字[\s\S]*¥[\s\S]*€[\s\S]*£/);
  });

  test('the alignment page reaches both edges in every emphasis', () => {
    const edges = layoutText(pages[1]!, columns).filter((line) => line.startsWith('|'));
    expect(edges).toHaveLength(6);
    for (const line of edges) expect([displayWidth(line), line.at(-1)]).toEqual([columns, '|']);
  });
});

test('every word of the pages is in both languages', () => {
  const { en, 'zh-CN': zh } = devicePageText;
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  for (const [key, text] of Object.entries(en)) {
    expect(placeholders(zh[key as keyof typeof zh]), key).toEqual(placeholders(text));
  }
});
