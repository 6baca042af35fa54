import { characterOf, roleOf, type KeyStroke } from '../../../renderer/scanner/key-stroke.ts';
import type { ScannerLayout } from '../../../renderer/scanner/scanned-text.ts';
import { readKey, readSilence, startReading, type Step } from '../../../renderer/scanner/wedge-reader.ts';

/** What became of a run of keys. */
export interface Played {
  readonly scans: readonly string[];
  /** What stands in the field that had the focus. */
  readonly typed: string;
  /** The keys other than characters that the page got to see. */
  readonly passed: readonly string[];
  /** The longest time from a key to its character in the field. */
  readonly slowestMs: number;
}

interface Sheet {
  scans: string[];
  typed: string;
  passed: string[];
  slowestMs: number;
}

/** Plays keys to the reader as a page would, waking it at its deadlines; without `wakes` only at the very end. */
export function play(keys: readonly KeyStroke[], layout: ScannerLayout = 'computer', wakes = true): Played {
  const sheet: Sheet = { scans: [], typed: '', passed: [], slowestMs: 0 };
  let state = startReading(layout);
  let deadlineMs: number | null = null;
  const carryOut = (step: Step, nowMs: number): void => {
    ({ state, deadlineMs } = step);
    for (const decision of step.decisions) {
      if (decision.kind === 'scan') sheet.scans.push(decision.text);
      else for (const stroke of decision.keys) type(sheet, stroke, nowMs);
    }
  };
  for (const stroke of keys) {
    if (wakes && deadlineMs !== null && deadlineMs <= stroke.timeMs) {
      carryOut(readSilence(state, deadlineMs), deadlineMs);
    }
    const step = readKey(state, stroke);
    carryOut(step, stroke.timeMs);
    if (step.way === 'pass') type(sheet, stroke, stroke.timeMs);
  }
  if (deadlineMs !== null) carryOut(readSilence(state, deadlineMs), deadlineMs);
  return sheet;
}

function type(sheet: Sheet, stroke: KeyStroke, nowMs: number): void {
  const character = stroke.isComposing || roleOf(stroke) !== 'character' ? null : characterOf(stroke);
  if (character === null) sheet.passed.push(stroke.key);
  else sheet.typed += character;
  sheet.slowestMs = Math.max(sheet.slowestMs, nowMs - stroke.timeMs);
}

/** One key, pressed with nothing else. */
export function keyStroke(key: string, timeMs: number, more: Partial<KeyStroke> = {}): KeyStroke {
  return {
    key,
    code: codeOf(key),
    timeMs,
    shift: false,
    ctrl: false,
    alt: false,
    meta: false,
    capsLock: false,
    isComposing: false,
    isForBrowser: false,
    repeat: false,
    ...more,
  };
}

/** The keys of a text, `gapMs` apart, from `startMs`; a gap for each key when they differ. */
export function keysOf(text: string, gapMs: number | readonly number[], startMs = 0): readonly KeyStroke[] {
  let timeMs = startMs;
  return Array.from(text, (character, index) => {
    if (index > 0) timeMs += typeof gapMs === 'number' ? gapMs : (gapMs[index - 1] ?? 0);
    const isUpper = character !== character.toLowerCase();
    return keyStroke(character, timeMs, { shift: isUpper || ':?!@#$%^&*()_+{}|"<>~'.includes(character) });
  });
}

function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return key.length > 1 ? key : '';
}
