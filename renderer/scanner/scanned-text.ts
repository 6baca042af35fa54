import { GROUP_SEPARATOR } from '../../domain/barcode/raw-scan.ts';
import { characterOf, isTakenByInputMethod, type KeyStroke } from './key-stroke.ts';
import { usCharacterOf } from './us-keyboard.ts';

/** `computer`: scanner and computer have the same layout, unless it is plain that they have not. `us`: by place. */
export type ScannerLayout = 'computer' | 'us';

/** A code has this many keys of the digit row before its layout is judged by them. */
const JUDGED_DIGIT_KEYS = 4;
const DIGIT_PLACE = /^Digit\d$/;
const DIGIT = /^\d$/;
const LETTER = /^[A-Za-z]$/;
// Letters of layouts whose keyboards do not write Latin: a scanner never means them.
const FOREIGN_LETTER =
  /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]$/u;

/** What the scanner meant by its keys: caps lock, an input method and another layout of the computer undone. */
export function scannedText(strokes: readonly KeyStroke[], layout: ScannerLayout): string {
  const byPlace = layout === 'us' || isOtherLayout(strokes);
  return strokes.map((stroke) => meantCharacter(stroke, byPlace)).join('');
}

function meantCharacter(stroke: KeyStroke, byPlace: boolean): string {
  const character = characterOf(stroke) ?? '';
  if (character === GROUP_SEPARATOR || isTakenByInputMethod(stroke)) return character;
  const placed = usCharacterOf(stroke.code, stroke.shift);
  if (placed !== null && (byPlace || FOREIGN_LETTER.test(character))) return placed;
  return LETTER.test(character) ? meantCase(character, stroke) : character;
}

/** A scanner does not see the caps lock: what it shifted it meant large. */
function meantCase(letter: string, { capsLock, shift }: KeyStroke): string {
  if (shift) return letter.toUpperCase();
  return capsLock ? letter.toLowerCase() : letter;
}

/**
 * True when the digit row was pressed without shift and no key of it gave a digit: a US scanner at a French, Czech or
 * Belgian computer. A scanner that is set to that layout holds shift for its digits.
 */
function isOtherLayout(strokes: readonly KeyStroke[]): boolean {
  const digitKeys = strokes.filter(
    (stroke) => DIGIT_PLACE.test(stroke.code) && !isTakenByInputMethod(stroke),
  );
  if (digitKeys.length < JUDGED_DIGIT_KEYS) return false;
  return digitKeys.every((stroke) => !stroke.shift && !DIGIT.test(stroke.key));
}
