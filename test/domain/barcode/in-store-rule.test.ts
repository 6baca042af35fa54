import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { readInStoreCode } from '../../../domain/barcode/in-store-code.ts';
import {
  findInStoreRule,
  validateInStoreRules,
  type InStoreRule,
} from '../../../domain/barcode/in-store-rule.ts';
import { describeBarcodeError } from '../../../domain/text/barcode-text.ts';

function rule(pattern: string, other: Partial<InStoreRule> = {}): InStoreRule {
  return { id: pattern, pattern, weightStepGrams: 1, priceStepMinor: 1, ...other };
}

function read(digits: string, ...rules: InStoreRule[]): unknown {
  const found = findInStoreRule(rules, digits);
  if (found === null) return null;
  const reading = readInStoreCode(found, digits);
  return reading.ok ? reading.value : reading.error;
}

describe('a label of the shop', () => {
  test('with a weight', () => {
    expect(read('2112345015002', rule('21IIIIIWWWWWC'))).toEqual({
      kind: 'in-store',
      ruleId: '21IIIIIWWWWWC',
      item: '12345',
      baseGtin14: '02112345000008',
      weightGrams: 1_500,
      priceMinor: null,
    });
  });

  test('with a price, in steps of ten minor units', () => {
    expect(read('2012345005006', rule('20IIIIIPPPPPC', { priceStepMinor: 10 }))).toMatchObject({
      item: '12345',
      weightGrams: null,
      priceMinor: 5_000,
    });
  });

  test('with a price and a weight in 18 digits', () => {
    expect(read('261234501250005000', rule('26IIIIIPPPPPWWWWWC'))).toMatchObject({
      item: '12345',
      priceMinor: 1_250,
      weightGrams: 500,
      baseGtin14: null,
    });
  });

  test('of a member', () => {
    expect(read('2800000123451', rule('28MMMMMMMMMMC'))).toEqual({
      kind: 'member',
      identifiedBy: 'number',
      value: '0000012345',
    });
  });

  test('with a verifier digit for its price', () => {
    const body = '021234592875';
    const good = `${body}${mod10CheckDigit(body)}`;
    expect(read(good, rule('02IIIIIVPPPPC'))).toMatchObject({ item: '12345', priceMinor: 2_875 });
    const wrong = '021234582875';
    expect(read(`${wrong}${mod10CheckDigit(wrong)}`, rule('02IIIIIVPPPPC'))).toMatchObject({
      code: 'barcode-in-store-check-digit',
    });
  });

  test('that was misread is refused', () => {
    expect(read('2112345015003', rule('21IIIIIWWWWWC'))).toEqual({
      code: 'barcode-in-store-check-digit',
      ruleId: '21IIIIIWWWWWC',
      scanned: '2112345015003',
    });
  });

  test('without a check digit is read as it stands', () => {
    expect(read('2112345015003', rule('21IIIIIXWWWWW'))).toMatchObject({
      item: '12345',
      weightGrams: 15_003,
    });
  });

  test('of no rule, or of a rule of another length, is none', () => {
    expect(read('2212345015009', rule('21IIIIIWWWWWC'))).toBeNull();
    expect(read('211234501500', rule('21IIIIIWWWWWC'))).toBeNull();
  });

  test('gives back any item and weight that was printed', () => {
    const fields = [fc.stringMatching(/^\d{5}$/), fc.integer({ min: 0, max: 99_999 })] as const;
    fc.assert(
      fc.property(...fields, (item, weightGrams) => {
        const body = `21${item}${String(weightGrams).padStart(5, '0')}`;
        const code = `${body}${mod10CheckDigit(body)}`;
        expect(read(code, rule('21IIIIIWWWWWC'))).toMatchObject({ item, weightGrams });
      }),
    );
  });
});

test.each(['en', 'zh-CN'] as const)('a faulty rule is described in whole sentences in %s', (language) => {
  for (const faulty of [rule('69IIIIIWWWWWC'), rule('21IIIIIWWWWWC', { weightStepGrams: 5 })]) {
    const result = validateInStoreRules([faulty]);
    const sentence = result.ok ? '' : describeBarcodeError(result.error, language);
    expect(sentence).toContain(faulty.id);
    expect(sentence).not.toMatch(/[{}]/);
  }
});

describe('the rules of a shop', () => {
  test('that fit different codes are accepted', () => {
    const rules = [
      '20IIIIIPPPPPC',
      '21IIIIIWWWWWC',
      '26IIIIIPPPPPWWWWWC',
      '28MMMMMMMMMMC',
      '02IIIIIVPPPPC',
      '2IIIWWWC',
    ];
    expect(validateInStoreRules(rules.map((pattern) => rule(pattern))).ok).toBe(true);
  });

  test.each([
    [rule('21IIIIIWWWWWC', { id: ' ' }), 'id'],
    [rule('21IIIIIWWWWWC', { id: 'x'.repeat(41) }), 'id'],
    [rule('21IIIIIWWWWW?'), 'pattern-letters'],
    [rule('21IIIIICWWWWW'), 'pattern-letters'],
    [rule('IIIIIIIWWWWWC'), 'pattern-letters'],
    [rule('21IIIIIWWWWWCC'), 'pattern-letters'],
    [rule('21IIIIIWWWWC'), 'pattern-length'],
    [rule('', { id: 'empty' }), 'pattern-length'],
    [rule(`21${'I'.repeat(22)}C`), 'pattern-length'],
    [rule('69IIIIIWWWWWC'), 'pattern-prefix'],
    [rule('0IIIIIIWWWWWC'), 'pattern-prefix'],
    [rule('6IIIWWWC'), 'pattern-prefix'],
    [rule('6IIIIIIIIWWWWWC'), 'pattern-prefix'],
    [rule('21WWWWWWWXXXC'), 'pattern-item'],
    [rule('21IIIXIIWWWWC'), 'pattern-item'],
    [rule('21IIIIIMWWWWC'), 'pattern-item'],
    [rule('21IIIWWXWWWWC'), 'pattern-value'],
    [rule('21IIWWWWWWWWC'), 'pattern-value'],
    [rule('28MMMMMWWWWWC'), 'pattern-value'],
    [rule('20IIIIIVPPPXC'), 'pattern-verifier'],
    [rule('20IIIIIVXXXXC'), 'pattern-verifier'],
    [rule('20IIIIVVPPPPC'), 'pattern-verifier'],
    [rule('20IVPPPPWWWWC'), 'pattern-verifier'],
    [rule('21IIIIIWWWWWC', { weightStepGrams: 5 }), 'weight-step'],
    [rule('21IIIIIWWWWWC', { priceStepMinor: 0 }), 'price-step'],
  ])('%o are refused for their %s', (faulty, field) => {
    expect(validateInStoreRules([faulty])).toEqual({
      ok: false,
      error: { code: 'in-store-rule-invalid', ruleId: faulty.id, field },
    });
  });

  test.each([
    [rule('2IIIIIIWWWWWC'), rule('21IIIIIPPPPPC')],
    [rule('21IIIIIPPPPPC'), rule('2IIIIIIWWWWWC')],
    [rule('21IIIIIWWWWWC', { id: 'a' }), rule('21IIIIIPPPPPC', { id: 'b' })],
    [rule('20IIIIIWWWWWC', { id: 'same' }), rule('21IIIIIPPPPPC', { id: 'same' })],
  ])('%o and %o are refused together', (first, second) => {
    expect(validateInStoreRules([first, second])).toEqual({
      ok: false,
      error: { code: 'in-store-rule-overlap', ruleId: second.id, otherId: first.id },
    });
  });

  test('are at most fifty', () => {
    const rules = Array.from({ length: 51 }, (_, index) => rule(`${100 + index}IIIIIWWWWWXXXXC`));
    expect(validateInStoreRules(rules.slice(0, 50)).ok).toBe(true);
    expect(validateInStoreRules(rules)).toEqual({
      ok: false,
      error: { code: 'in-store-rule-count', count: 51, max: 50 },
    });
  });
});
