import { GROUP_SEPARATOR } from '../../domain/barcode/raw-scan.ts';
import { usCharacterOf } from '../scanner/us-keyboard.ts';

/** One key as a scanner presses it: what it gives, where it is, and what is held with it. */
export interface KeyPress {
  readonly key: string;
  /** `KeyboardEvent.code`; empty for a character that a US keyboard does not have. */
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

const places = [
  ...Array.from('0123456789', (digit) => `Digit${digit}`),
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
  'Space',
  'Minus',
  'Equal',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'Semicolon',
  'Quote',
  'Backquote',
  'Comma',
  'Period',
  'Slash',
] as const;

const pressByCharacter: ReadonlyMap<string, KeyPress> = new Map(
  [false, true].flatMap((shift) =>
    places.flatMap((code) => {
      const key = usCharacterOf(code, shift);
      return key === null ? [] : [[key, { key, code, shift, ctrl: false }] as const];
    }),
  ),
);

const enter: KeyPress = { key: 'Enter', code: 'Enter', shift: false, ctrl: false };

/** The keys that a scanner with the keyboard of the United States presses for a text, Enter at its end. */
export function pressesOf(text: string): readonly KeyPress[] {
  return [...Array.from(text, pressOf), enter];
}

function pressOf(character: string): KeyPress {
  // FNC1 has no key: scanners hold Ctrl and press `]`.
  if (character === GROUP_SEPARATOR) return { key: ']', code: 'BracketRight', shift: false, ctrl: true };
  return pressByCharacter.get(character) ?? { key: character, code: '', shift: false, ctrl: false };
}
