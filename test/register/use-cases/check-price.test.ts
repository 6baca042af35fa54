import { afterEach, beforeEach, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { checkPrice } from '../../../register/use-cases/check-price.ts';
import { scan } from '../../../register/use-cases/scan.ts';
import {
  articles,
  codeOf,
  expectBooksHold,
  okOf,
  openSellingTill,
  openTestTill,
  saveArticles,
  setSection,
  type TestTill,
} from '../till.ts';

/** Own codes are read in capitals. */
const scannable = articles.map((article) => {
  return { ...article, code: article.code.toUpperCase(), barcodes: [] };
});

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
  saveArticles(till.register, scannable);
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

/** The shop's own label of 735 g of article 123. */
const WEIGHT_LABEL = `210012300735${mod10CheckDigit('210012300735')}`;

test('a price check says what a scan would ring, tax and deposit in it, and rings nothing', () => {
  const checked = okOf(checkPrice(till.register, 'COLA'));
  expect(checked).toMatchObject({
    article: { code: 'COLA' },
    departmentName: 'General',
    quantityThousandths: 1_000,
    unitPriceE4: 9_900,
    linked: { name: 'Bottle deposit', unitPriceE4: 1_500 },
  });
  expect(takeSnapshot(till.register).basket).toBeNull();
  const scanned = okOf(scan(till.register, 'COLA'));
  expect(scanned).toMatchObject({ snapshot: { basket: { totalMinor: checked.totalMinor } } });
});

test('a price check shows the price of a kilogram, of a label’s weight, and of what asks for an age', () => {
  expect(okOf(checkPrice(till.register, 'APPLES'))).toMatchObject({
    quantityThousandths: 1_000,
    totalMinor: 249,
    linked: null,
  });
  const label = okOf(checkPrice(till.register, WEIGHT_LABEL));
  expect(label).toMatchObject({
    article: { name: 'Cheese' },
    quantityThousandths: 735,
    totalMinor: 1_103,
  });
  expect(okOf(checkPrice(till.register, 'GIN')).totalMinor).toBe(1_800);
});

test('a price check says that a price is asked, and that a code names nothing that is sold', () => {
  expect(okOf(checkPrice(till.register, 'FLOWERS'))).toMatchObject({ unitPriceE4: null, totalMinor: null });
  expect(codeOf(checkPrice(till.register, 'nosuch'))).toBe('code-unknown');
  expect(codeOf(checkPrice(till.register, 'GONE'))).toBe('article-unknown');
  expect(codeOf(checkPrice(till.register, ''))).toBe('code-unreadable');
});

test('a price check refuses what a scan would refuse by its label', () => {
  const { register } = till;
  saveArticles(register, [articles[0]]);
  const gtin = ']C10105000112637922';
  const blockedBatches = [{ barcode: '5000112637922', batch: 'L-77' }];
  setSection(register, 'blockedBatches', blockedBatches);
  const zeroPrice = `220007700000${mod10CheckDigit('220007700000')}`;
  const refused = {
    [`${gtin}17261101`]: 'goods-expired',
    [`${gtin}10L-77`]: 'batch-blocked',
    [`${gtin}39325781999\u001d301`]: 'label-currency',
    [zeroPrice]: 'article-needs-price',
  };
  for (const [code, error] of Object.entries(refused)) {
    const checked = checkPrice(register, code);
    expect(codeOf(checked)).toBe(error);
    expect(checked).toEqual(scan(register, code));
  }
  expect(okOf(checkPrice(register, `${gtin}172612313006`))).toMatchObject({
    quantityThousandths: 6_000,
    totalMinor: 750,
  });
  expect(takeSnapshot(register).basket).toBeNull();
});

test('a price check needs no open shift', () => {
  const closed = openTestTill();
  saveArticles(closed.register, scannable);
  expect(okOf(checkPrice(closed.register, 'CRISPS')).totalMinor).toBe(125);
  closed.remove();
});
