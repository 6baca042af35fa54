import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBracketedString, parseElementString } from '../../../domain/barcode/element-string.ts';
import { resolveGs1Date } from '../../../domain/barcode/gs1-date.ts';
import { readGs1Elements } from '../../../domain/barcode/gs1-reading.ts';

const GTIN = '06901234567892';

function pairs(text: string): unknown {
  const parsed = text.startsWith('(') ? parseBracketedString(text) : parseElementString(text);
  return parsed.ok ? parsed.value.map(({ ai, value }) => [ai, value]) : parsed.error;
}

describe('an element string', () => {
  test('is read by the lengths of its identifiers and the separators', () => {
    expect(pairs(`01${GTIN}3103001250\u001d10LOT-7\u001d17261231`)).toEqual([
      ['01', GTIN],
      ['3103', '001250'],
      ['10', 'LOT-7'],
      ['17', '261231'],
    ]);
  });

  test('may begin and end with a separator', () => {
    expect(pairs(`\u001d01${GTIN}10A\u001d`)).toEqual([
      ['01', GTIN],
      ['10', 'A'],
    ]);
  });

  test('may be typed with brackets', () => {
    expect(pairs(`(01)${GTIN}(10)A\\(1)`)).toEqual([
      ['01', GTIN],
      ['10', 'A(1)'],
    ]);
  });

  test('may say the same twice', () => {
    expect(pairs(`01${GTIN}01${GTIN}`)).toEqual([['01', GTIN]]);
  });

  test.each([
    ['', { code: 'barcode-gs1-empty' }],
    ['\u001d', { code: 'barcode-gs1-empty' }],
    [`01${GTIN.slice(0, 13)}`, { code: 'barcode-ai-length', ai: '01', length: 13 }],
    ['0106901234567893', { code: 'barcode-ai-check-digit', ai: '01', value: '06901234567893' }],
    [`01${GTIN}5512`, { code: 'barcode-ai-unknown', ai: '5512' }],
    [`01${GTIN}10`, { code: 'barcode-ai-length', ai: '10', length: 0 }],
    [`01${GTIN}10${'A'.repeat(21)}`, { code: 'barcode-ai-length', ai: '10', length: 21 }],
    [`01${GTIN}10A#B`, { code: 'barcode-ai-characters', ai: '10' }],
    [`01${GTIN}1712A401`, { code: 'barcode-ai-characters', ai: '17' }],
    [`01${GTIN}17251301`, { code: 'barcode-ai-date', ai: '17', value: '251301' }],
    [`01${GTIN}17250431`, { code: 'barcode-ai-date', ai: '17', value: '250431' }],
    [`01${GTIN}7006250400`, { code: 'barcode-ai-date', ai: '7006', value: '250400' }],
    [`01${GTIN}70072504012504`, { code: 'barcode-ai-length', ai: '7007', length: 10 }],
    [`01${GTIN}310300125`, { code: 'barcode-ai-length', ai: '3103', length: 5 }],
    [`01${GTIN}31030\u001d1250`, { code: 'barcode-ai-characters', ai: '3103' }],
    ['10ABC', { code: 'barcode-ai-requires', ai: '10', required: '01, 02, 8006, 8026' }],
    [`01${GTIN}3922199`, { code: 'barcode-ai-requires', ai: '3922', required: '30, 31nn, 32nn, 35nn, 36nn' }],
    [`01${GTIN}02${GTIN}`, { code: 'barcode-ai-excludes', ai: '01', other: '02' }],
    [`01${GTIN}31030012503102000125`, { code: 'barcode-ai-excludes', ai: '3103', other: '3102' }],
    [`01${GTIN}10A\u001d10B`, { code: 'barcode-ai-repeated', ai: '10' }],
    [`(01)${GTIN}(10`, { code: 'barcode-gs1-brackets', position: 19 }],
    [`(01)${GTIN}(55)1`, { code: 'barcode-ai-unknown', ai: '55' }],
    ['(01)', { code: 'barcode-ai-length', ai: '01', length: 0 }],
  ])('%j is refused', (text, error) => {
    expect(pairs(text)).toEqual(error);
  });

  test('with more fields than any label carries is refused', () => {
    const text = `01${GTIN}${'99A\u001d'.repeat(64)}`;
    expect(pairs(text)).toEqual({ code: 'barcode-gs1-too-many', max: 64 });
  });

  test('gives back what was put in, in any order', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9*+,./:;<=>?_-]{1,20}$/);
    fc.assert(
      fc.property(value, value, fc.boolean(), (batch, serial, isSwapped) => {
        const parts = [`10${batch}`, `21${serial}`];
        const text = `01${GTIN}${(isSwapped ? parts.toReversed() : parts).join('\u001d')}`;
        const parsed = parseElementString(text);
        expect(parsed.ok && readGs1Elements(parsed.value)).toMatchObject({ gtin14: GTIN, batch, serial });
      }),
    );
  });
});

describe('the goods of a label', () => {
  function read(text: string) {
    const parsed = parseElementString(text);
    return parsed.ok ? readGs1Elements(parsed.value) : parsed.error;
  }

  test('have a weight, a price with its currency and dates', () => {
    expect(read(`01${GTIN}31030012501526013117260228393215600001999`)).toMatchObject({
      weightGrams: 1_250,
      bestBeforeYymmdd: '260131',
      expiryYymmdd: '260228',
      price: { amount: 1_999, decimals: 2, currencyNumber: '156' },
    });
  });

  test.each([
    ['3100000002', 2_000],
    ['3101000021', 2_100],
    ['3105123456', 1_235],
    ['3202000100', 454],
    ['3570000010', 283],
  ])('weigh, by %s, %i grams', (field, weightGrams) => {
    expect(read(`01${GTIN}${field}`)).toMatchObject({ weightGrams });
  });

  test('have a count, and a price in the shop’s own currency', () => {
    expect(read(`01${GTIN}306\u001d3922450`)).toMatchObject({
      count: 6,
      price: { amount: 450, decimals: 2, currencyNumber: null },
    });
  });

  test('are unknown on a pallet’s label', () => {
    expect(read('00069012345678900019')).toMatchObject({ gtin14: null, weightGrams: null, price: null });
  });
});

test.each([
  ['251200', 2025, '2025-12-31'],
  ['240200', 2026, '2024-02-29'],
  ['760501', 2026, '2076-05-01'],
  ['770501', 2026, '1977-05-01'],
  ['000301', 2051, '2100-03-01'],
  ['990301', 2026, '1999-03-01'],
  ['260301', 2075, '2026-03-01'],
  ['260301', 2076, '2126-03-01'],
])('%s, read in %i, is %s', (yymmdd, referenceYear, date) => {
  expect(resolveGs1Date(yymmdd, referenceYear)).toBe(date);
});
