import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCode, type ExpectedCode, type Reading } from '../../../domain/barcode/parse-code.ts';
import { checked, malformedCodes } from './malformed-codes.ts';

const isLong = process.env['GUITAI_LONG'] === '1';
/** Ten thousand in all when it is asked for, a thousand otherwise. */
const RUNS_EACH = (isLong ? 10_000 : 1_000) / 5;
/** What one scan may take of a frame on a cheap machine. */
const PARSE_MAX_MS = 5;

const steps = { weightStepGrams: 1, priceStepMinor: 1 };
const rules = [
  { id: 'price', pattern: '20IIIIIPPPPPC', ...steps },
  { id: 'weight', pattern: '21IIIIIWWWWWC', ...steps },
  { id: 'price-and-weight', pattern: '26IIIIIPPPPPWWWWWC', ...steps },
  { id: 'card', pattern: '28MMMMMMMMXXC', ...steps },
];
const expecting = fc.constantFrom<ExpectedCode>('article', 'payment', 'member', 'coupon', 'receipt');

/** The number that a reading names must stand in what was scanned, digit by digit, and be right by its own check digit. */
function namesOnlyWhatIsThere(scanned: string, reading: Reading): void {
  // Blanks at the ends and full-width letters are what a reader sees; everything else must be there as it is.
  const seen = scanned.normalize('NFKC');
  switch (reading.kind) {
    case 'gtin':
      expect(seen).toContain(reading.scanned);
      for (const { gtin14, symbology } of reading.candidates) {
        expect(checked(gtin14.slice(0, -1))).toBe(gtin14);
        if (symbology !== 'UPC-E') expect(reading.scanned.padStart(14, '0')).toBe(gtin14);
      }
      return;
    case 'gs1':
      if (reading.gtin14 === null) return;
      expect(checked(reading.gtin14.slice(0, -1))).toBe(reading.gtin14);
      expect(decodeLink(seen)).toContain(reading.gtin14);
      return;
    case 'in-store':
      expect(seen).toContain(reading.item);
      if (reading.baseGtin14 !== null)
        expect(checked(reading.baseGtin14.slice(0, -1))).toBe(reading.baseGtin14);
      return;
    case 'own':
      expect(seen.toUpperCase().replace(/ +/g, ' ')).toContain(reading.ownCode);
      return;
    case 'payment':
      expect(seen).toContain(reading.authCode);
      return;
    case 'member':
      expect(decodeLink(seen).toUpperCase().replace(/ +/g, ' ')).toContain(reading.value);
      return;
    case 'coupon':
      expect(seen.toUpperCase().replace(/ +/g, ' ')).toContain(reading.couponCode);
      return;
    case 'receipt':
      expect(seen.toUpperCase()).toContain(reading.receiptNumber);
  }
}

function decodeLink(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function check(scanned: string, awaited: ExpectedCode): void {
  const startedMs = performance.now();
  const result = parseCode(scanned, { rules, expecting: awaited, couponPrefix: 'CP' });
  const tookMs = performance.now() - startedMs;
  if (tookMs > PARSE_MAX_MS) expect(timeAgain(scanned, awaited)).toBeLessThan(PARSE_MAX_MS);
  if (result.ok) namesOnlyWhatIsThere(scanned, result.value);
  else expect(result.error.code).toMatch(/^barcode-/);
}

/** The least of five, for a machine that did something else meanwhile. */
function timeAgain(scanned: string, awaited: ExpectedCode): number {
  const times = Array.from({ length: 5 }, () => {
    const startedMs = performance.now();
    parseCode(scanned, { rules, expecting: awaited, couponPrefix: 'CP' });
    return performance.now() - startedMs;
  });
  return Math.min(...times);
}

/** The first scan that breaks the law, as fast-check reports it with its seed; none. */
function breachAmong(codes: fc.Arbitrary<string>): string | undefined {
  return fc.defaultReportMessage(fc.check(fc.property(codes, expecting, check), { numRuns: RUNS_EACH }));
}

describe('a scan that is not as it should be never throws, names no other article, and takes no time', () => {
  test.each(malformedCodes())('$kind', ({ codes }) => {
    expect(breachAmong(codes)).toBeUndefined();
  });
});
