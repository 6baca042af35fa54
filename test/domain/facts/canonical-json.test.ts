import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { lawRuns } from '../exact.ts';

describe('canonical JSON', () => {
  test('sorts keys by UTF-16 units, as RFC 8785 section 3.2.3 has it', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test('escapes strings, as RFC 8785 section 3.2.2.2 has it', () => {
    const value = {
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('writes integers as RFC 8785 appendix B does, and zero without a sign', () => {
    const integers = [0, -0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
    expect(canonicalJson(integers)).toBe('[0,0,1,-1,9007199254740991,-9007199254740991]');
  });

  test('leaves out what is undefined in an object', () => {
    expect(canonicalJson({ a: undefined, b: [], c: {} })).toBe('{"b":[],"c":{}}');
  });

  test('refuses what has no place in a fact', () => {
    const bad = [0.5, NaN, Infinity, 2 ** 53, 1n, undefined, () => 1, Symbol('s'), [undefined]];
    for (const value of bad) expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('parses back to the value and is the same for any order of keys', () => {
    const facts = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.maxSafeInteger(),
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 5 }),
      ),
    })).value;
    fc.assert(
      fc.property(facts, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(canonicalJson(withKeysReversed(value))).toBe(text);
      }),
      lawRuns,
    );
  });
});

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== 'object' || value === null) return value;
  const reversed = Object.entries(value).toReversed();
  return Object.fromEntries(reversed.map(([key, inner]) => [key, withKeysReversed(inner)]));
}
