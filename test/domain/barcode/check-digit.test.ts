import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasValidCheckDigit,
  isDigits,
  measureVerifierDigit,
  mod10CheckDigit,
} from '../../../domain/barcode/check-digit.ts';

const digitStrings = fc.stringMatching(/^[0-9]{1,30}$/);

test('the check digits of published examples', () => {
  expect(mod10CheckDigit('629104150021')).toBe(3);
  expect(mod10CheckDigit('03600029145')).toBe(2);
  expect(mod10CheckDigit('37610425002123456')).toBe(9);
});

test('a code with its check digit is valid, and no other last digit is', () => {
  fc.assert(
    fc.property(digitStrings, (digits) => {
      const valid = [...'0123456789'].filter((last) => hasValidCheckDigit(digits + last));
      expect(valid).toEqual([String(mod10CheckDigit(digits))]);
    }),
  );
});

test('one wrong digit is always found', () => {
  fc.assert(
    fc.property(digitStrings, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
      const code = `${digits}${mod10CheckDigit(digits)}`;
      const at = place % code.length;
      const wrong = (Number(code[at]) + step) % 10;
      expect(hasValidCheckDigit(`${code.slice(0, at)}${wrong}${code.slice(at + 1)}`)).toBe(false);
    }),
  );
});

test('only ASCII digits are digits', () => {
  expect(isDigits('0123456789')).toBe(true);
  for (const text of ['', '12a', '１２', '-1', '1.0', ' 1']) expect(isDigits(text)).toBe(false);
});

test('the verifier digits of the examples in the GS1 General Specifications', () => {
  expect(measureVerifierDigit('2875')).toBe(9);
  expect(measureVerifierDigit('14685')).toBe(6);
  expect(measureVerifierDigit('0000')).toBe(0);
});

test('there is no verifier digit for another number of digits', () => {
  expect(measureVerifierDigit('123')).toBeNull();
  expect(measureVerifierDigit('123456')).toBeNull();
});

test('a verifier digit finds one wrong digit of a price', () => {
  const prices = fc.stringMatching(/^[0-9]{4,5}$/);
  fc.assert(
    fc.property(prices, fc.nat(), fc.integer({ min: 1, max: 9 }), (price, place, step) => {
      const at = place % price.length;
      const wrong = `${price.slice(0, at)}${(Number(price[at]) + step) % 10}${price.slice(at + 1)}`;
      expect(measureVerifierDigit(wrong)).not.toBe(measureVerifierDigit(price));
    }),
  );
});
