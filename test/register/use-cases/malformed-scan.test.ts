import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ExpectedCode } from '../../../domain/barcode/parse-code.ts';
import { hasValidCheckDigit } from '../../../domain/barcode/check-digit.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { voidBasket } from '../../../register/use-cases/change-basket.ts';
import { scan, type ScanOutcome } from '../../../register/use-cases/scan.ts';
import type { Result } from '../../../domain/result.ts';
import { checked, digits, goodCode, malformedCodes } from '../../domain/barcode/malformed-codes.ts';
import { articles, expectBooksHold, okOf, openSellingTill, saveArticles, type TestTill } from '../till.ts';

const kinds = malformedCodes(fc.oneof(soldCode(), soldCode(), goodCode));
/** Ten thousand in all when it is asked for, a thousand otherwise. */
const RUNS_EACH = (process.env['GUITAI_LONG'] === '1' ? 10_000 : 1_000) / kinds.length;
/** What nineteen of twenty scans may take from the code to the basket on disk and priced. */
const SCAN_P95_MAX_MS = 50;
/** A sale is begun afresh now and then, as at a counter. */
const LINES_MAX = 30;

const expecting = fc.oneof(
  { weight: 4, arbitrary: fc.constant<ExpectedCode>('article') },
  fc.constantFrom<ExpectedCode>('payment', 'member', 'coupon', 'receipt'),
);

let till: TestTill;
let timesMs: number[] = [];
beforeAll(() => {
  till = openSellingTill();
  // Own codes are read in capitals.
  const inCapitals = articles.map((article) => ({
    ...article,
    code: article.code.toUpperCase(),
    barcodes: [],
  }));
  saveArticles(till.register, [...inCapitals, ...articles.filter(({ barcodes }) => barcodes.length > 0)]);
});
afterEach(() => {
  timesMs = [];
});
afterAll(() => {
  expectBooksHold(till.register);
  till.remove();
});

/** Codes of what the till sells, as they stand on the goods. */
function soldCode(): fc.Arbitrary<string> {
  const gtin = '05000112637922';
  return fc.oneof(
    fc.constantFrom('5000112637922', ']E05000112637922', '042100005264', '04252614', ']E3004210000526412'),
    fc.constantFrom('CRISPS', 'cola', 'BOOK', '77', '4006381333932', 'GIN', 'GONE', 'FLOWERS'),
    digits(5).map((grams) => checked(`2100123${grams}`)),
    digits(5).map((minor) => checked(`2200077${minor}`)),
    fc
      .tuple(fc.stringMatching(/^[A-Z0-9]{1,20}$/), fc.constantFrom('17261101', '17261231', '15261101'))
      .map(([batch, date]) => `]C101${gtin}${date}10${batch}`),
    fc.constantFrom(
      `(01)${gtin}(10)L-77`,
      `https://example.com/01/${gtin}?17=261231`,
      `]d201${gtin}39221999`,
      `]Q301${gtin}304`,
    ),
  );
}

/** Which of the till's articles a text names, going by nothing but what stands in it. */
function namedIn(scanned: string): ReadonlySet<string> {
  const barcodes: Readonly<Record<string, string>> = { '5000112637922': 'crisps', '42100005264': 'UPCE' };
  const withoutZeros = (code: string) => code.replace(/^0+/, '');
  const seen = scanned.normalize('NFKC').trim();
  const content = seen.replace(/^\][A-Za-z][0-9A-Za-z]/, '').trim();
  const own = content.toUpperCase().replace(/ +/g, ' ');
  const names = [
    barcodes[withoutZeros(content)],
    // The two or five digits behind a magazine's barcode are its issue.
    /^\]E3\d{15}(\d{3})?$/.test(seen) ? barcodes[withoutZeros(content.slice(0, 13))] : undefined,
    content === '04252614' ? 'UPCE' : undefined,
    articles.find(({ code }) => code.toUpperCase() === own)?.code.toUpperCase(),
    /^(21|22)\d{11}$/.test(content) && hasValidCheckDigit(content)
      ? withoutZeros(content.slice(2, 7))
      : undefined,
    ...Array.from(
      spelledOut(seen).matchAll(/01[)/]?(?=(\d{14}))/g),
      ([, gtin = '']) => barcodes[withoutZeros(gtin)],
    ),
  ];
  return new Set(names.filter((name) => name !== undefined));
}

function spelledOut(link: string): string {
  return link.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Scans into the sale on the counter, and holds what came of it against the text and the sale before. */
function scanAndJudge(scanned: string, awaited: ExpectedCode): Result<ScanOutcome> {
  const before = takeSnapshot(till.register).basket;
  const startedMs = performance.now();
  const outcome = scan(till.register, scanned, { expecting: awaited });
  timesMs.push(performance.now() - startedMs);
  const after = takeSnapshot(till.register).basket;
  const articleCode = outcome.ok && outcome.value.kind === 'added' ? outcome.value.articleCode : null;
  const [linesBefore, linesAfter] = [before?.lines ?? [], after?.lines ?? []];
  const [rung, ...others] = linesAfter.slice(linesBefore.length);
  expect([...namedIn(scanned), null]).toContain(articleCode);
  expect(rung?.articleCode ?? null).toBe(articleCode);
  // A bottle's deposit comes with it, and nothing else does.
  expect(others.map(({ linkedTo }) => linkedTo)).toEqual(others.map(() => rung?.id));
  expect(linesAfter.slice(0, linesBefore.length)).toEqual(linesBefore);
  expect(rung ? before : after).toEqual(before);
  if (linesAfter.length > LINES_MAX) okOf(voidBasket(till.register, { reason: 'test' }));
  return outcome;
}

function p95Ms(): number {
  return timesMs.toSorted((one, other) => one - other)[Math.floor(timesMs.length * 0.95)]!;
}

describe('at the counter, a scan', () => {
  test('that is as it should be adds the article that it names', () => {
    for (const [code, articleCode] of [
      ['5000112637922', 'crisps'],
      [']E3004210000526412', 'UPCE'],
      [checked('210012300735'), '123'],
      ['(01)05000112637922(10)L-77', 'crisps'],
    ] as const) {
      expect(okOf(scanAndJudge(code, 'article'))).toMatchObject({ kind: 'added', articleCode });
    }
    // What was rung before the others stays as it was, whatever comes in.
    expect(takeSnapshot(till.register).basket!.lines).toHaveLength(4);
  });

  test.each(kinds)('of $kind rings nothing that it does not name, and takes no time', ({ codes }) => {
    const law = fc.property(codes, expecting, (code, awaited) => void scanAndJudge(code, awaited));
    expect(fc.defaultReportMessage(fc.check(law, { numRuns: RUNS_EACH }))).toBeUndefined();
    expect(p95Ms()).toBeLessThanOrEqual(SCAN_P95_MAX_MS);
  });

  test('of a megabyte takes no longer than another', () => {
    for (const unit of ['9', '\0', '\u202e', '\u001d', ']C110A', '5000112637922\r', '０']) {
      const outcome = scanAndJudge(unit.repeat(Math.ceil(1_048_576 / unit.length)), 'article');
      expect(outcome).toMatchObject({ ok: false, error: { code: 'code-unreadable' } });
    }
    expect(Math.max(...timesMs)).toBeLessThanOrEqual(SCAN_P95_MAX_MS);
  });
});
