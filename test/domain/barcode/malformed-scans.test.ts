import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { parseCode, type ExpectedCode, type Reading } from '../../../domain/barcode/parse-code.ts';

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

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const checked = (body: string): string => `${body}${mod10CheckDigit(body)}`;

/** Codes that are good as they stand. */
const goodCode = fc.oneof(
  digits(12).map(checked),
  digits(7).map(checked),
  digits(11).map(checked),
  digits(13).map(checked),
  digits(10).map((body) => checked(`21${body}`)),
  digits(15).map((body) => checked(`26${body}`)),
  fc
    .tuple(digits(13), fc.stringMatching(/^[A-Z0-9]{1,20}$/), digits(6))
    .map(([body, batch, weight]) => `]C101${checked(body)}3103${weight}10${batch}\u001d21S1`),
  digits(13).map((body) => `https://example.com/01/${checked(body)}/10/ABC?17=261231`),
  digits(13).map((body) => `(01)${checked(body)}(17)261231`),
  digits(16).map((tail) => `12${tail}`),
  digits(9).map((number) => `]Q1HY:${number}`),
  digits(9).map((tail) => `13${tail}`),
  fc.stringMatching(/^[A-Z0-9-]{1,40}$/),
);

/** Everything that a code can suffer between the label and the program. */
const suffering = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: fc.nat(60) }) },
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat(60) }),
  fc.record({ kind: fc.constant('swap' as const), at: fc.nat(60) }),
  fc.record({ kind: fc.constant('twice' as const), at: fc.nat(60) }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('insert' as const),
      at: fc.nat(60),
      text: fc.constantFrom(
        '\0',
        '\u200f',
        '\u202e',
        '\u200b',
        '\ufeff',
        '\u001d',
        '\u0007',
        '\ud800',
        '\u2028',
        '0',
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      at: fc.nat(60),
      to: fc.constantFrom(...'0123456789X'),
    }),
  },
);
type Suffering = typeof suffering extends fc.Arbitrary<infer T> ? T : never;

function suffer(code: string, what: Suffering): string {
  const at = what.at % Math.max(code.length, 1);
  const [before, here, after] = [code.slice(0, at), code.charAt(at), code.slice(at + 1)];
  switch (what.kind) {
    case 'cut':
      return before;
    case 'drop':
      return before + after;
    case 'swap':
      return before + after.charAt(0) + here + after.slice(1);
    case 'twice':
      return code + code;
    case 'insert':
      return before + what.text + here + after;
    case 'change':
      return before + what.to + after;
  }
}

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
  test('good codes that lost, gained or exchanged something', () => {
    const breach = breachAmong(
      fc
        .tuple(goodCode, fc.array(suffering, { minLength: 1, maxLength: 3 }))
        .map(([code, all]) => all.reduce(suffer, code)),
    );
    expect(breach).toBeUndefined();
  });

  test('two codes run into each other', () => {
    const breach = breachAmong(
      fc
        .tuple(goodCode, fc.constantFrom('', ' ', '\r', '\n', '\u001d', '\0'), goodCode)
        .map((parts) => parts.join('')),
    );
    expect(breach).toBeUndefined();
  });

  test('element strings cut and mixed', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '01',
        '10',
        '17',
        '21',
        '3103',
        '3922',
        '3930',
        '8018',
        '00',
        '37',
        '(01)',
        '(10)',
        '\u001d',
        '%',
      ),
      digits(6),
      digits(14),
      digits(13).map(checked),
      fc.stringMatching(/^[!-~]{0,25}$/),
    );
    const start = fc.constantFrom(
      ']C1',
      ']d2',
      ']Q3',
      ']e0',
      ']E0',
      ']E4',
      '',
      'https://a/',
      'https://a/01/',
      '\u001d',
    );
    const breach = breachAmong(
      fc.tuple(start, fc.array(piece, { maxLength: 12 })).map(([first, pieces]) => first + pieces.join('')),
    );
    expect(breach).toBeUndefined();
  });

  test('any characters at all', () => {
    const breach = breachAmong(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
      ),
    );
    expect(breach).toBeUndefined();
  });

  test('bytes as Latin-1, and texts as long as a book', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((noise) => Buffer.from(noise).toString('latin1'));
    const endless = fc
      .tuple(
        fc.constantFrom('9', ']C110A', '(01)', 'https://a/01/', '\u001d', ' ', '\0', '０', '\u202e', '%41'),
        fc.constantFrom(4_090, 4_096, 5_000, 1_048_576),
      )
      .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
    const breach = breachAmong(fc.oneof({ weight: 9, arbitrary: bytes }, { weight: 1, arbitrary: endless }));
    expect(breach).toBeUndefined();
  });
});
