import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeOwnCode } from '../../../domain/barcode/own-code.ts';
import { makeCouponCode } from '../../../domain/loyalty/coupon-code.ts';
import { lawRuns } from '../exact.ts';

const anyRandom = fc.uint8Array({ minLength: 12, maxLength: 12 });

describe('a coupon’s code', () => {
  test('can be scanned, said and typed', () => {
    fc.assert(
      fc.property(anyRandom, fc.constantFrom('', 'CP', 'vip'), (random, prefix) => {
        const code = makeCouponCode(prefix, random);
        expect(code).toMatch(/^(CP|VIP|)[0-9A-HJKMNP-TV-Z]{13}$/);
        expect(normalizeOwnCode(code)).toBe(code);
      }),
      lawRuns,
    );
  });

  test('differs from any other in two characters', () => {
    fc.assert(
      fc.property(anyRandom, fc.nat(11), fc.integer({ min: 1, max: 31 }), (random, place, step) => {
        const code = makeCouponCode('', random);
        const other = makeCouponCode('', random.with(place, random[place]! + step));
        const different = [...code].filter((char, at) => char !== other.charAt(at));
        expect(different).toHaveLength(2);
      }),
      lawRuns,
    );
  });
});
