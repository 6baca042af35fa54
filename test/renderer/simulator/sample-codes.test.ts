import { describe, expect, test } from 'vitest';
import { hasValidCheckDigit } from '../../../domain/barcode/check-digit.ts';
import { parseCode } from '../../../domain/barcode/parse-code.ts';
import type { Department, TileGroup } from '../../../domain/shop-settings.ts';
import { chooseArticles, sampleCodes, visibleCode } from '../../../renderer/simulator/sample-codes.ts';
import type { Article } from '../../../renderer/service/answers.ts';

const rules = [
  { id: 'weight', pattern: '21IIIIIWWWWWC', weightStepGrams: 1, priceStepMinor: 1 },
  { id: 'price', pattern: '22IIIIIPPPPPC', weightStepGrams: 1, priceStepMinor: 1 },
];
const departments: Department[] = [
  { code: 'food', name: 'Food', taxCode: 'zero', minimumAge: null },
  { code: 'beer', name: 'Beer', taxCode: 'standard', minimumAge: 18 },
];

function article(code: string, more: Partial<Article> = {}): Article {
  return {
    code,
    name: code,
    priceE4: 10_000,
    floorPriceE4: null,
    department: 'food',
    taxCode: null,
    unit: 'each',
    brand: '',
    packSize: '',
    minimumAge: null,
    depositCode: null,
    isActive: true,
    barcodes: [],
    ...more,
  };
}

const milk = article('milk', { barcodes: ['05000169266618'] });
const eggs = article('eggs', { barcodes: ['00000050326686'] });
const water = article('water', { barcodes: ['05000462000995'], depositCode: 'DEPOSIT' });
const bananas = article('4011', { unit: 'kg' });
const chicken = article('501', { priceE4: 0 });
const beer = article('ipa', { department: 'beer', barcodes: ['05060154911183'] });
const shop = [milk, eggs, water, bananas, chicken, beer];

function groupOf(...articles: readonly Article[]): TileGroup {
  return {
    name: 'Group',
    tiles: articles.map(({ code }) => ({ articleCode: code, label: null, icon: null })),
  };
}

describe('codes worth scanning', () => {
  test('are of two articles of each group, and of each that asks something', () => {
    const byCode = new Map(shop.map((each) => [each.code, each]));
    const groups = [groupOf(bananas, milk, eggs, water), groupOf(chicken, beer, milk)];
    expect(chooseArticles(groups, byCode, departments)).toEqual(['milk', 'eggs', 'ipa', '4011', '501']);
  });

  test('are what the symbols of the articles hold, and say what they show', () => {
    const codes = sampleCodes(shop, { departments, inStoreRules: rules }, null);
    expect(codes.slice(0, 5).map(({ kind, code }) => [kind, code])).toEqual([
      ['article', '5000169266618'],
      ['article', '50326686'],
      ['deposit', '5000462000995'],
      ['weighed', '4011'],
      ['age', '5060154911183'],
    ]);
  });

  test('are each read as what they are there to show', () => {
    const codes = sampleCodes(shop, { departments, inStoreRules: rules }, 'DEMO-1-1-000007');
    const readAs = (kind: string) => {
      const found = codes.find((each) => each.kind === kind);
      const expecting = kind === 'payment' ? 'payment' : 'article';
      const read = parseCode(found?.code ?? '', { rules, expecting });
      return read.ok ? read.value : read.error;
    };
    expect(readAs('weightLabel')).toMatchObject({ kind: 'in-store', item: '04011', weightGrams: 735 });
    expect(readAs('priceLabel')).toMatchObject({ kind: 'in-store', item: '00501', priceMinor: 499 });
    expect(readAs('gs1')).toMatchObject({ kind: 'gs1', gtin14: '05000169266618' });
    expect(readAs('link')).toMatchObject({ kind: 'gs1', gtin14: '05000169266618' });
    expect(readAs('receipt')).toMatchObject({ kind: 'receipt', receiptNumber: 'DEMO-1-1-000007' });
    expect(readAs('payment')).toMatchObject({ kind: 'payment' });
    expect(readAs('unknown')).toMatchObject({ kind: 'gtin' });
  });

  test('one has a right check digit and no owner, one a wrong digit', () => {
    const codes = sampleCodes(shop, { departments, inStoreRules: rules }, null);
    const codeOf = (kind: string) => codes.find((each) => each.kind === kind)?.code ?? '';
    expect(hasValidCheckDigit(codeOf('unknown'))).toBe(true);
    expect(codeOf('misread')).toMatch(/^500016926661[0-79]$/);
  });

  test('of a shop without articles are those that need none', () => {
    const codes = sampleCodes([], { departments, inStoreRules: rules }, null);
    expect(codes.map(({ kind }) => kind)).toEqual(['payment', 'unknown']);
  });

  test('show their control characters', () => {
    expect(visibleCode('10A\u001d21')).toBe('10A‹GS›21');
  });
});
