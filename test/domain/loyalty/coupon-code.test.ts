import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeOwnCode } from '../../../domain/barcode/own-code.ts';
import { isCouponCode, makeCouponCode } from '../../../domain/loyalty/coupon-code.ts';
import { lawRuns } from '../exact.ts';

const anyRandom = fc.uint8Array({ minLength: 12, maxLength: 12 });

describe('a coupon’s code', () => {
  test('can be scanned, said and typed, and checks itself', () => {
    fc.assert(
      fc.property(anyRandom, fc.constantFrom('', 'CP', 'vip'), (random, prefix) => {
        const code = makeCouponCode(prefix, random);
        expect(code).toMatch(/^(CP|VIP|)[0-9A-HJKMNP-TV-Z]{13}$/);
        expect(normalizeOwnCode(code)).toBe(code);
        expect(isCouponCode(prefix, code)).toBe(true);
      }),
      lawRuns,
    );
  });

  test('is another with any one character wrong', () => {
    fc.assert(
      fc.property(anyRandom, fc.nat(12), fc.integer({ min: 1, max: 31 }), (random, place, step) => {
        const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const code = makeCouponCode('', random);
        const wrong = signs.charAt((signs.indexOf(code.charAt(place)) + step) % 32);
        expect(isCouponCode('', code.slice(0, place) + wrong + code.slice(place + 1))).toBe(false);
      }),
      lawRuns,
    );
  });
});
