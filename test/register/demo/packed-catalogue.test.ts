import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packCatalogue } from '../../../scripts/pack-demo.ts';
import { titleCase } from '../../../scripts/demo/title-case.ts';
import { describeIf } from '../../skip.ts';

const root = resolve(import.meta.dirname, '../../..');
const dataFolder = resolve(root, '../shared/data');

describeIf(existsSync(dataFolder), 'the real data is not beside the project')('packing the demo shop', () => {
  test('gives again what is committed', () => {
    const committed = gunzipSync(readFileSync(resolve(root, 'register/demo/demo-articles.csv.gz')));
    expect(packCatalogue(dataFolder) === committed.toString('utf8')).toBe(true);
  }, 60_000);
});

test.each([
  ['WHITE HANGING HEART T-LIGHT HOLDER', 'White Hanging Heart T-Light Holder'],
  ["BOX OF 6 MINI 50'S CRACKERS", "Box of 6 Mini 50's Crackers"],
  ['SET/4 BAG , 25x24x12cm', 'Set/4 Bag, 25x24x12cm'],
  ['la vache qui rit', 'La Vache Qui Rit'],
  ['McVitie’s rich tea 300G', 'McVitie’s Rich Tea 300g'],
])('the name %s becomes %s', (given, expected) => {
  expect(titleCase(given)).toBe(expected);
});
