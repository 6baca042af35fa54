import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { normalizeOwnCode } from '../../../domain/barcode/own-code.ts';
import { parseCode, type CodeContext, type ExpectedCode } from '../../../domain/barcode/parse-code.ts';
import { barcodeText } from '../../../domain/text/barcode-text.ts';
import { languages } from '../../../domain/text/language.ts';

const steps = { weightStepGrams: 1, priceStepMinor: 1 };
const rules = [
  { id: 'weight', pattern: '21IIIIIWWWWWC', ...steps },
  { id: 'us-price', pattern: '02IIIIIPPPPPC', ...steps },
  { id: 'long', pattern: '26IIIIIPPPPPWWWWWC', ...steps },
  { id: 'card', pattern: '28MMMMMMMMMMC', ...steps },
];
const article: CodeContext = { rules, expecting: 'article', couponPrefix: 'CP-' };
const expectations: readonly ExpectedCode[] = ['article', 'payment', 'member', 'coupon', 'receipt'];

function read(raw: string, expecting: ExpectedCode = 'article'): unknown {
  const result = parseCode(raw, { ...article, expecting });
  return result.ok ? result.value : result.error;
}

function withCheckDigit(body: string): string {
  return `${body}${mod10CheckDigit(body)}`;
}

describe('a scanned article', () => {
  test.each([
    ['6901234567892', 'EAN-13', '06901234567892'],
    [']E06901234567892', 'EAN-13', '06901234567892'],
    [']C06901234567892', 'EAN-13', '06901234567892'],
    [']E00036000291452', 'EAN-13', '00036000291452'],
    [']E0036000291452', 'UPC-A', '00036000291452'],
    [']E497812340', 'EAN-8', '00000097812340'],
    [']I110036000291459', 'GTIN-14', '10036000291459'],
  ])('%s', (raw, symbology, gtin14) => {
    expect(read(raw)).toMatchObject({ kind: 'gtin', candidates: [{ symbology, gtin14 }] });
  });

  test('that is a magazine is known without its issue', () => {
    expect(read(']E3977142051600601')).toMatchObject({ candidates: [{ gtin14: '09771420516006' }] });
    expect(read(']E3977142051600612345')).toMatchObject({ candidates: [{ gtin14: '09771420516006' }] });
  });

  test('of eight digits is what the scanner says it is', () => {
    const [ean8, upcE] = ['00000001234558', '00012345000058'];
    expect(read('01234558')).toMatchObject({ candidates: [{ gtin14: ean8 }, { gtin14: upcE }] });
    expect(read(']E401234558')).toMatchObject({ candidates: [{ symbology: 'EAN-8', gtin14: ean8 }] });
    expect(read(']E001234558')).toMatchObject({ candidates: [{ symbology: 'UPC-E', gtin14: upcE }] });
  });

  test('that the scanner calls an EAN-8 is not taken for a UPC-E', () => {
    expect(read(']E404252614')).toMatchObject({ code: 'barcode-upce-for-ean8', recovered: '042100005264' });
    expect(read(']E004252614')).toMatchObject({ candidates: [{ symbology: 'UPC-E' }] });
  });

  test('with a wrong check digit is an error, unless the symbol has no such digit', () => {
    const error = { code: 'barcode-check-digit', expected: 2 };
    expect(read('6901234567893')).toMatchObject(error);
    expect(read(']E06901234567893')).toMatchObject(error);
    expect(read(']I110036000291450')).toMatchObject({ code: 'barcode-check-digit', expected: 9 });
    expect(read(']C06901234567893')).toMatchObject({ kind: 'own', ownCode: '6901234567893' });
  });

  test.each([
    [']E069012345678', 'barcode-aim-length'],
    [']E3977142051600', 'barcode-aim-length'],
    [']E39771420516006123', 'barcode-aim-length'],
    [']E46901234567892', 'barcode-aim-length'],
    [']E112', 'barcode-aim-length'],
    [']E0ABC', 'barcode-not-digits'],
    [']E0', 'barcode-empty'],
    ['0000000000000', 'barcode-zero'],
    ['可乐', 'barcode-unknown'],
    ['A'.repeat(41), 'barcode-unknown'],
    ['A\u0007B', 'barcode-character'],
    ['A\ud800', 'barcode-character'],
    ['x'.repeat(4_097), 'barcode-too-long'],
  ])('%j is refused as %s', (raw, code) => {
    expect(read(raw)).toMatchObject({ code });
  });

  test('may have the shop’s own code, in any case and spacing', () => {
    expect(read(' bank   charges\r\n')).toMatchObject({ kind: 'own', ownCode: 'BANK CHARGES' });
    expect(read('８５１２３ａ')).toMatchObject({ kind: 'own', ownCode: '85123A', recoverableUpcA: null });
  });

  test('typed without its leading zero is an own code, and the barcode that it may have been', () => {
    expect(read('36000291452')).toMatchObject({ kind: 'own', recoverableUpcA: '036000291452' });
  });

  test('may have a GS1 label, named as such by the scanner or not', () => {
    const goods = { kind: 'gs1', gtin14: '06901234567892', weightGrams: 1_250 };
    for (const carrier of [']C1', ']d2', ']Q3', ']e0', '']) {
      expect(read(`${carrier}01069012345678923103001250`)).toMatchObject(goods);
    }
    expect(read('\u001d01069012345678923103001250')).toMatchObject(goods);
    expect(read('(01)06901234567892(3103)001250')).toMatchObject(goods);
    expect(read('https://example.com/01/06901234567892?3103=001250')).toMatchObject(goods);
    expect(read(']C101069012345678923103001')).toMatchObject({ code: 'barcode-ai-length' });
  });
});

describe('a label of the shop', () => {
  test('wins over the barcode that it would also be', () => {
    expect(read('2112345015002')).toMatchObject({ kind: 'in-store', ruleId: 'weight', weightGrams: 1_500 });
    expect(read(']E02112345015002')).toMatchObject({ kind: 'in-store', ruleId: 'weight' });
  });

  test('is found in a UPC-A with and without its leading zero', () => {
    const code = withCheckDigit('021234500499');
    for (const raw of [code, code.slice(1), `]E0${code}`]) {
      expect(read(raw)).toMatchObject({ kind: 'in-store', ruleId: 'us-price', priceMinor: 499 });
    }
  });

  test('that was misread is refused', () => {
    expect(read('2112345015003')).toMatchObject({ code: 'barcode-in-store-check-digit' });
  });

  test('of 18 digits is a payment code only where one is awaited or its check digit is wrong', () => {
    expect(read('261234501250005000')).toMatchObject({ kind: 'in-store', ruleId: 'long' });
    expect(read('261234501250005001')).toMatchObject({ kind: 'payment', scheme: 'alipay' });
    expect(read('261234501250005000', 'payment')).toMatchObject({ kind: 'payment', scheme: 'alipay' });
  });
});

describe('a payment code', () => {
  test.each([
    ['100000000000000000', 'wechat'],
    ['159999999999999999', 'wechat'],
    ['2500000000000000', 'alipay'],
    ['309999999999999999999999', 'alipay'],
    [`fp${'0'.repeat(33)}`, 'alipay-face'],
    ['6211111111111111111', 'unionpay'],
    [']Q1134500000000000000', 'wechat'],
  ])('%s is of %s, whatever the screen waits for', (raw, scheme) => {
    for (const expecting of expectations)
      expect(read(raw, expecting)).toMatchObject({ kind: 'payment', scheme });
  });

  test.each([
    '160000000000000000',
    '09000000000000000',
    '10000000000000000',
    '1000000000000000000',
    '250000000000000',
    '3100000000000000',
    '3000000000000000000000000',
    '621111111111111111',
    'HELLO',
  ])('%s is none', (raw) => {
    expect(read(raw, 'payment')).toMatchObject({ code: 'barcode-not-payment' });
  });

  test('is not made of an article', () => {
    expect(read('6901234567892', 'payment')).toMatchObject({ kind: 'gtin' });
  });
});

describe('a member', () => {
  test.each([
    ['HY:800012345', 'number', '800012345'],
    [']Q1hy:ab-12', 'number', 'AB-12'],
    ['2800000123451', 'number', '0000012345'],
    ['13800138000', 'phone', '13800138000'],
    [']C18018690123456789000015', 'gsrn', '690123456789000015'],
    ['8018690123456789000015', 'gsrn', '690123456789000015'],
  ])('%s is known by %s', (raw, identifiedBy, value) => {
    expect(read(raw)).toEqual({ kind: 'member', identifiedBy, value });
    expect(read(raw, 'member')).toEqual({ kind: 'member', identifiedBy, value });
  });

  test('number may be any code where a member is awaited', () => {
    expect(read('80001234', 'member')).toMatchObject({ kind: 'member', value: '80001234' });
    expect(read('HY:')).toMatchObject({ code: 'barcode-member-malformed' });
    expect(read('张三', 'member')).toMatchObject({ code: 'barcode-member-malformed' });
  });
});

describe('a coupon', () => {
  test('is known by the shop’s prefix, or where one is awaited', () => {
    expect(read('cp-save10')).toEqual({ kind: 'coupon', couponCode: 'CP-SAVE10' });
    expect(read('SAVE10')).toMatchObject({ kind: 'own' });
    expect(read('SAVE10', 'coupon')).toEqual({ kind: 'coupon', couponCode: 'SAVE10' });
    expect(read('CP-节省')).toMatchObject({ code: 'barcode-coupon-malformed' });
  });

  test('prefix does not stand in the way of a payment', () => {
    const context = { rules: [], couponPrefix: '10' };
    expect(parseCode('100000000000000000', { ...context, expecting: 'payment' })).toMatchObject({
      value: { kind: 'payment' },
    });
    expect(parseCode('100000000000000000', { ...context, expecting: 'article' })).toMatchObject({
      value: { kind: 'coupon' },
    });
  });

  test('prefix that is empty or absent marks nothing', () => {
    for (const couponPrefix of ['', null]) {
      const result = parseCode('CP-1', { rules: [], expecting: 'article', couponPrefix });
      expect(result).toMatchObject({ ok: true, value: { kind: 'own' } });
    }
  });
});

describe('a receipt', () => {
  test('is known by the form of its number', () => {
    expect(read('n001-02-1-000123')).toEqual({
      kind: 'receipt',
      receiptNumber: 'N001-02-1-000123',
      shopCode: 'N001',
      tillCode: '02',
      epoch: 1,
      sequence: 123,
    });
  });

  test.each(['N001-02-1-00123', 'N001-0200000-1-000123', 'N001-02-x-000123', 'ßN-02-1-000123', '12345'])(
    'is not %s',
    (raw) => {
      expect(read(raw, 'receipt')).toMatchObject({ code: 'barcode-not-receipt' });
    },
  );
});

describe('any text at all', () => {
  const pieces = fc.constantFrom(
    ']C1',
    ']E0',
    ']E3',
    '01',
    '10',
    '(',
    ')',
    '\\(',
    '\u001d',
    'HY:',
    'https://a/',
    '/01/',
    '%',
    '?17=',
    '-1-000001',
    '21',
    '6901234567892',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.oneof(pieces, fc.stringMatching(/^[0-9]{0,14}$/), fc.string()), { maxLength: 8 })
      .map((parts) => parts.join('')),
  );

  test('has an outcome, and every error a sentence with nothing left to fill in', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...expectations), (raw, expecting) => {
        const result = parseCode(raw, { ...article, expecting });
        const error: object = result.ok ? {} : result.error;
        const templates = result.ok
          ? []
          : languages.map((language) => barcodeText[language][result.error.code]);
        const names = templates.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
        expect(Object.keys(error)).toEqual(expect.arrayContaining(names));
      }),
      { numRuns: 2_000 },
    );
  });

  test('of the greatest length is answered at once', () => {
    const long = ['(01)', '\\(', '/01', ' ', 'A', '1', '(', '%', 'a=&'].map((piece) =>
      piece.repeat(4_096).slice(0, 4_000),
    );
    const began = performance.now();
    for (const text of long) {
      for (const start of ['', '(10)', 'https://a/', ']C1', '\u001d10']) read(start + text);
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('an own code', () => {
  test('is the same in any case and spacing, and normalising it twice changes nothing', () => {
    const codes = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._/+#&$%-]{0,39}$/);
    fc.assert(
      fc.property(codes, (code) => {
        const normalized = normalizeOwnCode(code);
        expect(normalized).not.toBeNull();
        expect(normalizeOwnCode(` ${code.toLowerCase()}  `)).toBe(normalized);
        expect(normalizeOwnCode(normalized ?? '')).toBe(normalized);
      }),
    );
  });

  test.each(['', ' ', '-A', 'A\tB', 'é1', 'ſ', 'A'.repeat(41), '<script>', "A'B"])('%j is none', (text) => {
    expect(normalizeOwnCode(text)).toBeNull();
  });
});
