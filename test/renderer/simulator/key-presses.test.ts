import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GROUP_SEPARATOR } from '../../../domain/barcode/raw-scan.ts';
import { pressesOf } from '../../../renderer/simulator/key-presses.ts';
import { keyStroke, play } from '../scanner/key-player.ts';

const GAP_MS = 8;

describe('the keys that the simulated scanner presses', () => {
  test('are the characters of the code, and Enter', () => {
    expect(pressesOf('5?').map(({ key, code, shift }) => [key, code, shift])).toEqual([
      ['5', 'Digit5', false],
      ['?', 'Slash', true],
      ['Enter', 'Enter', false],
    ]);
  });

  test('are Ctrl and ] for the separator of GS1', () => {
    expect(pressesOf(GROUP_SEPARATOR)[0]).toEqual({
      key: ']',
      code: 'BracketRight',
      shift: false,
      ctrl: true,
    });
  });

  test.each(['computer', 'us'] as const)(
    'are read by the reader of scanners, in the layout %s, as exactly that code',
    (layout) => {
      const sign = fc.oneof(
        fc.integer({ min: 0x20, max: 0x7e }).map((at) => String.fromCharCode(at)),
        fc.constant(GROUP_SEPARATOR),
      );
      fc.assert(
        fc.property(fc.string({ unit: sign, minLength: 3, maxLength: 100 }), (code) => {
          const strokes = pressesOf(code).map(({ key, ...more }, index) =>
            keyStroke(key, index * GAP_MS, more),
          );
          expect(play(strokes, layout)).toMatchObject({ scans: [code], typed: '' });
        }),
      );
    },
  );
});
