import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyStroke } from '../../../renderer/scanner/key-stroke.ts';
import {
  readKey,
  readSilence,
  SCAN_MAX_KEYS,
  startReading,
  type WedgeState,
} from '../../../renderer/scanner/wedge-reader.ts';
import { keysOf, keyStroke, play } from './key-player.ts';

const EAN = '6901234567892';

/** A scan of `text` that ends with `suffix`, each key `gapMs` after the one before. */
function scanOf(
  text: string,
  gapMs: number,
  suffix: 'Enter' | 'Tab' | null,
  startMs = 0,
): readonly KeyStroke[] {
  const keys = keysOf(text, gapMs, startMs);
  return suffix === null ? keys : [...keys, keyStroke(suffix, (keys.at(-1)?.timeMs ?? startMs) + gapMs)];
}

function endOf(keys: readonly KeyStroke[]): number {
  return keys.at(-1)?.timeMs ?? 0;
}

// Printable ASCII with no blank at either end: what a symbol of a shop says.
const code = fc
  .string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((unit) => String.fromCharCode(unit)),
    minLength: 6,
    maxLength: 80,
  })
  .filter((text) => text.trim() === text);
const scannerGap = fc.integer({ min: 1, max: 50 });
const suffix = fc.constantFrom('Enter' as const, 'Tab' as const, null);

describe('a scan', () => {
  test('arrives exactly once and types nothing, at any pace of a scanner, however it ends', () => {
    fc.assert(
      fc.property(
        code,
        fc.array(scannerGap, { minLength: 81, maxLength: 81 }),
        suffix,
        fc.boolean(),
        (text, gaps, end, wakes) => {
          const keys = keysOf(text, gaps);
          const ended = end === null ? keys : [...keys, keyStroke(end, endOf(keys) + (gaps[80] ?? 1))];
          expect(play(ended, 'computer', wakes)).toMatchObject({ scans: [text], typed: '', passed: [] });
        },
      ),
    );
  });

  test('stays apart from one that follows 60 ms later, also without a line end unless its keys are nearly as far apart', () => {
    const ended = fc.tuple(scannerGap, fc.constantFrom('Enter' as const, 'Tab' as const));
    const silent = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constant(null));
    fc.assert(
      fc.property(code, code, fc.oneof(ended, silent), fc.boolean(), (first, second, [gapMs, end], wakes) => {
        const before = scanOf(first, gapMs, end);
        const keys = [...before, ...scanOf(second, gapMs, end, endOf(before) + 60)];
        expect(play(keys, 'computer', wakes)).toMatchObject({
          scans: [first, second],
          typed: '',
          passed: [],
        });
      }),
    );
  });

  test('of a slow scanner stays whole though it stutters once in six keys', () => {
    const gaps = [45, 45, 45, 45, 45, 88, 45, 45, 45, 45, 45, 95];
    expect(play(keysOf(EAN, gaps))).toMatchObject({ scans: [EAN], typed: '' });
    expect(play(keysOf(EAN, gaps.with(8, 95))).scans).not.toContain(EAN);
  });

  test('may be as short as three characters when its pace and its line end leave no doubt', () => {
    expect(play(scanOf('A12', 10, 'Enter'))).toMatchObject({ scans: ['A12'], typed: '' });
    expect(play(scanOf('A12', 10, null))).toMatchObject({ scans: [], typed: 'A12' });
    expect(play(scanOf('12', 10, 'Enter'))).toMatchObject({ scans: [], typed: '12', passed: ['Enter'] });
  });

  test('keeps its group separators and its symbology identifier', () => {
    const before = keysOf(']C110LOT1', 3);
    const separator = keyStroke(']', 30, { code: 'BracketRight', ctrl: true });
    const control = [keyStroke('Control', 28, { code: 'ControlLeft', ctrl: true }), separator];
    const after = scanOf('17251231', 3, 'Enter', 33);
    expect(play([...before, ...control, ...after]).scans).toEqual([']C110LOT1\u001d17251231']);
    const plain = [...before, keyStroke('\u001d', 30), ...after];
    expect(play(plain).scans).toEqual([']C110LOT1\u001d17251231']);
  });

  test('goes on through the modifiers that the scanner presses, each as late as a key may be', () => {
    const keys = Array.from('ABCDEF').flatMap((letter, index) => [
      keyStroke('Shift', index * 90, { code: 'ShiftLeft', shift: true }),
      keyStroke(letter, index * 90 + 45, { shift: true }),
    ]);
    expect(play(keys).scans).toEqual(['ABCDEF']);
  });

  test('with one digit several times is whole even where the keyboard calls that a repeat', () => {
    const keys = Array.from('6922222222227', (digit, index) =>
      keyStroke(digit, index * 5, { repeat: index > 2 && digit === '2' }),
    );
    expect(play(keys).scans).toEqual(['6922222222227']);
  });

  test('ends once though a carriage return and a line feed follow it', () => {
    const scan = scanOf(EAN, 5, 'Enter');
    const lineFeed = keyStroke('j', endOf(scan) + 5, { code: 'KeyJ', ctrl: true });
    expect(play([...scan, lineFeed])).toMatchObject({ scans: [EAN], typed: '', passed: [] });
  });

  test('without an end is bounded', () => {
    const [scan] = play(keysOf('7'.repeat(SCAN_MAX_KEYS + 50), 1)).scans;
    expect(scan).toHaveLength(SCAN_MAX_KEYS);
  });

  test('is known before a function key that follows it at once', () => {
    expect(play([...keysOf(EAN, 5), keyStroke('F9', 70)])).toMatchObject({ scans: [EAN], passed: ['F9'] });
  });
});

describe('keys that are delivered late', () => {
  const late = keysOf(EAN, 5);

  test('are the rest of their scan, and what had been let go of it is taken back', () => {
    const readAll = (from: WedgeState, keys: readonly KeyStroke[]): WedgeState =>
      keys.reduce((state, stroke) => readKey(state, stroke).state, from);
    // The page hears nothing for a while after the third key, and lets go what it holds.
    const silence = readSilence(readAll(startReading(), late.slice(0, 3)), 80);
    expect(silence.decisions).toEqual([{ kind: 'typed', keys: late.slice(0, 3) }]);
    const step = readKey(readAll(silence.state, late.slice(3)), keyStroke('Enter', 65));
    expect(step).toMatchObject({
      way: 'swallow',
      decisions: [{ kind: 'scan', text: EAN, takeBack: 'text' }],
    });
  });

  test.each([
    ['the first scan of all', [], 600],
    ['a scan behind one without an end', keysOf(EAN, 5, -2_000), 120],
  ] as const)('are waited for before %s is told that has none', (_, before, waitMs) => {
    const played = before.reduce((state, stroke) => readKey(state, stroke).state, startReading());
    const known = before.length === 0 ? played : readSilence(played, -1_000).state;
    const state = late.reduce((reading, stroke) => readKey(reading, stroke).state, known);
    expect(readSilence(state, endOf(late) + waitMs - 1)).toMatchObject({
      decisions: [],
      deadlineMs: endOf(late) + waitMs,
    });
    const { decisions } = readSilence(state, endOf(late) + waitMs);
    expect(decisions).toEqual([{ kind: 'scan', text: EAN, takeBack: 'nothing' }]);
  });

  test('are waited for longer where the scan before had a line end', () => {
    const first = scanOf(EAN, 5, 'Enter').reduce(
      (before, each) => readKey(before, each).state,
      startReading(),
    );
    const second = scanOf(EAN, 5, 'Enter', 400);
    const cut = second.slice(0, 6).reduce((before, stroke) => readKey(before, stroke).state, first);
    const waiting = readSilence(cut, endOf(second.slice(0, 6)) + 500);
    expect(waiting.decisions).toEqual([]);
    let { state } = waiting;
    const decisions = second.slice(6).flatMap((stroke) => {
      const step = readKey(state, stroke);
      state = step.state;
      return step.decisions;
    });
    expect(decisions).toEqual([{ kind: 'scan', text: EAN, takeBack: 'nothing' }]);
  });
});

describe('Enter', () => {
  const scan = scanOf(EAN, 5, 'Enter');

  test('does nothing for 300 ms after a scan', () => {
    for (const afterMs of [1, 60, 299]) {
      expect(play([...scan, keyStroke('Enter', endOf(scan) + afterMs)]).passed).toEqual([]);
    }
    expect(play([...scan, keyStroke('Enter', endOf(scan) + 300)]).passed).toEqual(['Enter']);
  });

  test('does nothing when it comes behind the silence that ended the scan', () => {
    const silent = scanOf(EAN, 5, null);
    expect(play([...silent, keyStroke('Enter', endOf(silent) + 80)])).toMatchObject({
      scans: [EAN],
      passed: [],
    });
  });

  test('of a person is never kept', () => {
    expect(play(keysOf('12', 120).concat(keyStroke('Enter', 240)))).toMatchObject({
      typed: '12',
      passed: ['Enter'],
    });
  });
});

describe('a person', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz 0123456789*+-/.'),
    minLength: 1,
    maxLength: 60,
  });
  // A fast typist: 60 ms a key and more, and now and then two fingers that roll over two keys.
  const humanGap = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 60, max: 400 }) },
    { weight: 1, arbitrary: fc.integer({ min: 15, max: 59 }) },
  );
  const gaps = fc
    .array(humanGap, { minLength: 60, maxLength: 60 })
    .map((list) =>
      list.map((gapMs, index) =>
        gapMs < 60 && (list[index - 1] ?? 0) < 60 && (list[index - 2] ?? 0) < 60 ? 90 : gapMs,
      ),
    );

  test('sees exactly what they typed, at once, and nothing is taken for a scan', () => {
    fc.assert(
      fc.property(text, gaps, fc.boolean(), (typed, list, hasEnter) => {
        const keys = keysOf(typed, list);
        const played = play(hasEnter ? [...keys, keyStroke('Enter', endOf(keys) + 70)] : keys);
        expect(played).toMatchObject({ scans: [], typed, passed: hasEnter ? ['Enter'] : [] });
        expect(played.slowestMs).toBeLessThan(4 * 56);
      }),
    );
  });

  test('at 60 ms a key sees each character within 56 ms', () => {
    expect(play(keysOf('the quick brown fox', 60))).toMatchObject({
      scans: [],
      typed: 'the quick brown fox',
      slowestMs: 56,
    });
  });

  test('who is in the middle of typing needs more than a fast half second to be taken for a scanner', () => {
    const keys = [...keysOf('qu', 90), ...keysOf('ickly done', 45, 180)];
    expect(play(keys)).toMatchObject({ scans: [], typed: 'quickly done' });
    const scanAmid = [...keysOf('3*', 90), ...scanOf(EAN, 50, 'Enter', 180)];
    expect(play(scanAmid)).toMatchObject({ scans: [EAN], typed: '3*' });
  });

  test('who holds a key down sees it repeat', () => {
    const keys = [
      keyStroke('a', 0),
      ...Array.from({ length: 20 }, (_, index) => keyStroke('a', 500 + index * 30, { repeat: true })),
    ];
    expect(play(keys)).toMatchObject({ scans: [], typed: 'a'.repeat(21), slowestMs: 56 });
  });

  test('keeps shortcuts, arrows and function keys, which never wait', () => {
    const keys = [
      keyStroke('c', 0, { ctrl: true }),
      keyStroke('ArrowLeft', 10),
      keyStroke('F9', 20),
      keyStroke('Escape', 30),
      keyStroke('Tab', 40, { shift: true }),
    ];
    expect(play(keys)).toMatchObject({
      scans: [],
      passed: ['c', 'ArrowLeft', 'F9', 'Escape', 'Tab'],
      typed: '',
    });
  });

  test('keeps the order of keys that an input method takes and keys that it leaves', () => {
    const keys = [
      keyStroke('2', 0),
      keyStroke('Process', 30, { code: 'KeyN', isComposing: true }),
      keyStroke('3', 60),
    ];
    expect(play(keys)).toMatchObject({ scans: [], typed: '23', passed: ['Process'] });
  });
});
