import { GROUP_SEPARATOR } from '../../domain/barcode/raw-scan.ts';
import { usCharacterOf } from './us-keyboard.ts';

/** What a `keydown` says, as far as a scanner can be known from it. */
export interface KeyStroke {
  /** `KeyboardEvent.key`: the character in the computer's layout, a name such as `Enter`, or `Process`. */
  readonly key: string;
  /** `KeyboardEvent.code`: the key's place on a US keyboard; may be empty. */
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly capsLock: boolean;
  /** An input method has this key (`isComposing`, or the key code 229): it can be read but not held back. */
  readonly isComposing: boolean;
  /** The focus is on a control that only the browser can type into, as one of dates: the key cannot be held back. */
  readonly isForBrowser: boolean;
  readonly repeat: boolean;
  /** When the key went down, in milliseconds on the clock of `performance.now()`. */
  readonly timeMs: number;
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);
const MODIFIER_CODES = /^(?:Shift|Control|Alt|Meta)(?:Left|Right)$|^(?:CapsLock|NumLock)$/;
const LINE_END_CODES = new Set(['KeyJ', 'KeyM']);
const CONTROL_CHARACTER = /^\p{Cc}/u;

/** `suffix-chord` is Ctrl+J or Ctrl+M, which end a scan from some scanners and are shortcuts otherwise. */
export type KeyRole = 'character' | 'suffix' | 'suffix-chord' | 'modifier' | 'other';

/** What a key can be to a scan: part of the code, its end, a modifier that a scanner also presses, or neither. */
export function roleOf(stroke: KeyStroke): KeyRole {
  if (MODIFIERS.has(stroke.key) || MODIFIER_CODES.test(stroke.code)) return 'modifier';
  if (isGroupSeparator(stroke)) return 'character';
  if (isChord(stroke))
    return isOnlyCtrl(stroke) && LINE_END_CODES.has(stroke.code) ? 'suffix-chord' : 'other';
  const isEnter = stroke.key === 'Enter' || stroke.code === 'Enter' || stroke.code === 'NumpadEnter';
  if (isEnter) return 'suffix';
  if (stroke.key === 'Tab' || stroke.code === 'Tab') return stroke.shift ? 'other' : 'suffix';
  return characterOf(stroke) === null ? 'other' : 'character';
}

/**
 * True for a key whose text is not in the event: an input method or a dead key has taken it, and will type what it
 * makes of it whatever the page does. The character can only be had from the key's place.
 */
export function isTakenByInputMethod(stroke: KeyStroke): boolean {
  return stroke.isComposing || ['Process', 'Dead', 'Unidentified'].includes(stroke.key);
}

/** The character that a key gives in the computer's layout, from its place when an input method hides it, or null. */
export function characterOf(stroke: KeyStroke): string | null {
  if (isGroupSeparator(stroke)) return GROUP_SEPARATOR;
  if (isTakenByInputMethod(stroke)) return usCharacterOf(stroke.code, stroke.shift);
  const isOneCharacter = [...stroke.key].length === 1 && !CONTROL_CHARACTER.test(stroke.key);
  return isOneCharacter ? stroke.key : null;
}

/** FNC1 inside a GS1 code: keyboards have no key for it, scanners press Ctrl and `]`. */
function isGroupSeparator(stroke: KeyStroke): boolean {
  if (stroke.key === GROUP_SEPARATOR) return true;
  return isOnlyCtrl(stroke) && (stroke.key === ']' || stroke.code === 'BracketRight');
}

function isOnlyCtrl(stroke: KeyStroke): boolean {
  return stroke.ctrl && !stroke.alt && !stroke.meta;
}

/** A shortcut, not text. Ctrl with Alt is AltGr on Windows: German keyboards make `]` and `@` with it. */
function isChord(stroke: KeyStroke): boolean {
  return stroke.meta || stroke.ctrl !== stroke.alt;
}
