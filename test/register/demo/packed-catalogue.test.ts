import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readGiftBaskets } from '../../../register/demo/season-baskets.ts';
import { packBaskets, packCatalogue } from '../../../scripts/pack-demo.ts';
import { titleCase } from '../../../scripts/demo/title-case.ts';
import { describeIf } from '../../skip.ts';

const root = resolve(import.meta.dirname, '../../..');
const dataFolder = resolve(root, '../shared/data');

describeIf(existsSync(dataFolder), 'the real data is not beside the project')('packing the demo shop', () => {
  test.each([
    ['demo-articles.csv.gz', packCatalogue],
    ['demo-baskets.txt.gz', packBaskets],
  ])(
    'gives %s again as it is committed',
    (name, pack) => {
      expect(pack(dataFolder) === unpacked(name)).toBe(true);
    },
    120_000,
  );
});

describe('the packed baskets', () => {
  const baskets = readGiftBaskets();
  const articles = new Set(unpacked('demo-articles.csv.gz').match(/(?<=,)[^,\n]+(?=,)/g));

  test('are some thousand, small, of articles that the demo has', () => {
    const packed = readFileSync(resolve(root, 'register/demo/demo-baskets.txt.gz'));
    expect(packed.length).toBeLessThan(300 * 1024);
    expect(baskets.length).toBeGreaterThan(2_000);
    const codes = new Set(baskets.flat().map(({ articleCode }) => articleCode));
    expect([...codes].filter((code) => !articles.has(code))).toEqual([]);
    expect(codes.size).toBeGreaterThan(1_000);
  });

  test('are what a person carries: a dozen articles at most, of each a dozen pieces', () => {
    expect(baskets.filter((basket) => basket.length < 1 || basket.length > 12)).toEqual([]);
    const pieces = baskets.flat().map(({ quantityThousandths }) => quantityThousandths / 1_000);
    expect(pieces.filter((count) => !Number.isInteger(count) || count < 1 || count > 12)).toEqual([]);
  });
});

function unpacked(name: string): string {
  return gunzipSync(readFileSync(resolve(root, 'register/demo', name))).toString('utf8');
}

test.each([
  ['WHITE HANGING HEART T-LIGHT HOLDER', 'White Hanging Heart T-Light Holder'],
  ["BOX OF 6 MINI 50'S CRACKERS", "Box of 6 Mini 50's Crackers"],
  ['SET/4 BAG , 25x24x12cm', 'Set/4 Bag, 25x24x12cm'],
  ['la vache qui rit', 'La Vache Qui Rit'],
  ['McVitie’s rich tea 300G', 'McVitie’s Rich Tea 300g'],
])('the name %s becomes %s', (given, expected) => {
  expect(titleCase(given)).toBe(expected);
});
