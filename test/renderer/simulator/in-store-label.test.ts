import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInStoreCode } from '../../../domain/barcode/in-store-code.ts';
import type { InStoreRule } from '../../../domain/barcode/in-store-rule.ts';
import { printLabel } from '../../../renderer/simulator/in-store-label.ts';

function ruleOf(pattern: string, weightStepGrams = 1, priceStepMinor = 1): InStoreRule {
  return { id: 'label', pattern, weightStepGrams, priceStepMinor };
}

const value = { weightGrams: 735, priceMinor: 499 };

describe('a label that the simulated scale prints', () => {
  test('has the item, the weight and the right check digit', () => {
    expect(printLabel(ruleOf('21IIIIIWWWWWC'), '4011', value)).toBe('2104011007350');
  });

  test.each([
    '21IIIIIWWWWWC',
    '22IIIIIPPPPPC',
    '20IIIIIVPPPPC',
    '20IIIIVPPPPPC',
    '26IIIIIPPPPPWWWWWC',
    '27XIIIIIWWWWW',
  ])('is read under %s as what it was printed for', (pattern) => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.nat(9_999), fc.nat(9_999), (item, weightGrams, priceMinor) => {
        const rule = ruleOf(pattern);
        const code = printLabel(rule, String(item), { weightGrams, priceMinor });
        expect(code).toHaveLength(pattern.length);
        expect(readInStoreCode(rule, code ?? '')).toMatchObject({
          ok: true,
          value: {
            kind: 'in-store',
            item: expect.stringMatching(new RegExp(`^0*${item}$`)),
            weightGrams: pattern.includes('W') ? weightGrams : null,
            priceMinor: pattern.includes('P') ? priceMinor : null,
          },
        });
      }),
    );
  });

  test('counts in the steps of its rule', () => {
    expect(printLabel(ruleOf('21IIIIIWWWWWC', 10), '4011', value)).toMatch(/^210401100074\d$/);
  });

  test('is none where the item or the value does not fit, has letters, or the rule is for members', () => {
    expect(printLabel(ruleOf('21IIIIIWWWWWC'), '123456', value)).toBeNull();
    expect(printLabel(ruleOf('21IIIIIWWWWWC'), '4011', { ...value, weightGrams: 100_000 })).toBeNull();
    expect(printLabel(ruleOf('21IIIIIWWWWWC'), 'BAG', value)).toBeNull();
    expect(printLabel(ruleOf('28MMMMMMMMMMC'), '4011', value)).toBeNull();
  });
});
