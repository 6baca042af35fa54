import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { isRestrictedGtin, parseBarcode, readRetailCode } from '../../../domain/barcode/retail-code.ts';
import { ok } from '../../../domain/result.ts';

describe('a barcode of a catalogue file', () => {
  test.each([
    ['6901234567892', 'EAN-13', '06901234567892'],
    ['9780306406157', 'EAN-13', '09780306406157'],
    ['96385074', 'EAN-8', '00000096385074'],
    ['036000291452', 'UPC-A', '00036000291452'],
    ['0036000291452', 'UPC-A', '00036000291452'],
    ['10036000291459', 'GTIN-14', '10036000291459'],
    [' \t6901234567892\r\n', 'EAN-13', '06901234567892'],
    ['６９０１２３４５６７８９２', 'EAN-13', '06901234567892'],
  ])('%s is a %s', (raw, symbology, gtin14) => {
    expect(parseBarcode(raw)).toEqual(ok({ symbology, gtin14 }));
  });

  test.each([
    ['6901234567893', { code: 'barcode-check-digit', symbology: 'EAN-13', expected: 2 }],
    ['96385073', { code: 'barcode-check-digit', symbology: 'EAN-8', expected: 4 }],
    ['036000291453', { code: 'barcode-check-digit', symbology: 'UPC-A', expected: 2 }],
    ['10036000291450', { code: 'barcode-check-digit', symbology: 'GTIN-14', expected: 9 }],
    ['04252614', { code: 'barcode-upce-for-ean8', recovered: '042100005264' }],
    ['36000291452', { code: 'barcode-leading-zero-lost', recovered: '036000291452' }],
    ['36000291453', { code: 'barcode-length', length: 11 }],
    ['1', { code: 'barcode-length', length: 1 }],
    ['0000000000000', { code: 'barcode-zero' }],
    ['978-0-306-40615-7', { code: 'barcode-not-digits' }],
    ['6,90123E+12', { code: 'barcode-not-digits' }],
    ['  ', { code: 'barcode-empty' }],
    ['', { code: 'barcode-empty' }],
    ['690123\u000045678', { code: 'barcode-character', character: 'U+0000', position: 7 }],
    ['6901234567892\u200f', { code: 'barcode-character', character: 'U+200F', position: 14 }],
    ['\ufeff6901234567892', { code: 'barcode-character', character: 'U+FEFF', position: 1 }],
    ['1'.repeat(4_097), { code: 'barcode-too-long', max: 4_096 }],
  ])('%j is refused', (raw, error) => {
    expect(parseBarcode(raw)).toMatchObject({ ok: false, error });
  });

  test('of any length is accepted exactly when its check digit is right', () => {
    const bodies = fc.stringMatching(/^[1-9](?:[0-9]{6}|[0-9]{10,12})$/);
    fc.assert(
      fc.property(bodies, fc.integer({ min: 0, max: 9 }), (body, last) => {
        const gtin14 = `${body}${last}`.padStart(14, '0');
        const right = { ok: true, value: { gtin14 } };
        expect(parseBarcode(`${body}${last}`)).toMatchObject(
          last === mod10CheckDigit(body) ? right : { ok: false },
        );
      }),
    );
  });

  test('is refused or read, whatever the text', () => {
    const texts = fc.string({ unit: 'binary' });
    const law = fc.property(texts, (raw) => {
      expect(() => parseBarcode(raw)).not.toThrow();
    });
    fc.assert(law);
  });
});

describe('eight digits', () => {
  test('that are a good EAN-8 and a good UPC-E are the EAN-8 first', () => {
    expect(readRetailCode('01234558')).toEqual(
      ok([
        { symbology: 'EAN-8', gtin14: '00000001234558' },
        { symbology: 'UPC-E', gtin14: '00012345000058' },
      ]),
    );
  });

  test.each([
    ['01234505', '00012000003455'],
    ['01234514', '00012100003454'],
    ['01234523', '00012200003453'],
    ['01234531', '00012300000451'],
    ['01234543', '00012340000053'],
    ['01234565', '00012345000065'],
    ['11234593', '00112345000093'],
  ])('%s are a UPC-E with its zeros put back', (digits, gtin14) => {
    const result = readRetailCode(digits);
    expect(result.ok && result.value).toContainEqual({ symbology: 'UPC-E', gtin14 });
  });

  test('of another number system are no UPC-E', () => {
    expect(readRetailCode('24252615')).toMatchObject({ ok: false, error: { code: 'barcode-check-digit' } });
  });
});

test.each([
  ['02112345015002', true],
  ['02999999999999', true],
  ['00212345678909', true],
  ['00412345678903', true],
  ['00000020000011', true],
  ['00000000000024', true],
  ['06901234567892', false],
  ['00312345678906', false],
  ['00512345678900', false],
  ['03012345678907', false],
  ['00000096385074', false],
  ['12112345015009', false],
])('%s lies in a range left to the shop: %s', (gtin14, isRestricted) => {
  expect(isRestrictedGtin(gtin14)).toBe(isRestricted);
});
