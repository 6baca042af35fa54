import fc from 'fast-check';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';

/** So many digits. */
export const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
/** Digits with their check digit behind them. */
export const checked = (body: string): string => `${body}${mod10CheckDigit(body)}`;

/** Codes that are good as they stand. */
export const goodCode = fc.oneof(
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

/** What scanners deliver that is not a code as it should be, by what is wrong with it. `good` makes the codes that it was made of. */
export function malformedCodes(
  good: fc.Arbitrary<string> = goodCode,
): readonly { readonly kind: string; readonly codes: fc.Arbitrary<string> }[] {
  return [
    {
      kind: 'good codes that lost, gained or exchanged something',
      codes: fc
        .tuple(good, fc.array(suffering, { minLength: 1, maxLength: 3 }))
        .map(([code, all]) => all.reduce(suffer, code)),
    },
    {
      kind: 'two codes run into each other',
      codes: fc
        .tuple(good, fc.constantFrom('', ' ', '\r', '\n', '\u001d', '\0'), good)
        .map((parts) => parts.join('')),
    },
    { kind: 'element strings cut and mixed', codes: mixedElements() },
    {
      kind: 'any characters at all',
      codes: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
      ),
    },
    { kind: 'bytes as Latin-1, and texts as long as a book', codes: noise() },
  ];
}

function mixedElements(): fc.Arbitrary<string> {
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
  return fc
    .tuple(start, fc.array(piece, { maxLength: 12 }))
    .map(([first, pieces]) => first + pieces.join(''));
}

function noise(): fc.Arbitrary<string> {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((numbers) => Buffer.from(numbers).toString('latin1'));
  const endless = fc
    .tuple(
      fc.constantFrom('9', ']C110A', '(01)', 'https://a/01/', '\u001d', ' ', '\0', '０', '\u202e', '%41'),
      fc.constantFrom(4_090, 4_096, 5_000, 1_048_576),
    )
    .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
  return fc.oneof({ weight: 9, arbitrary: bytes }, { weight: 1, arbitrary: endless });
}
