import { fail, ok, type Result } from '../result.ts';
import type { BarcodeError } from './barcode-error.ts';

/** Longer than any symbol holds that a shop scans (a full QR code of digits has 7,089, of bytes 2,953). */
const SCAN_MAX_LENGTH = 4_096;

/** The group separator that ends a GS1 value of variable length: what a scanner sends for FNC1. */
export const GROUP_SEPARATOR = '\u001d';

export interface RawScan {
  /** What the symbol says, without blanks around it and without its symbology identifier. */
  readonly text: string;
  /** The symbology identifier that the scanner put in front (ISO/IEC 15424), as `]E0`, or null. */
  readonly aim: string | null;
}

const BLANKS = new Set([' ', '\t', '\r', '\n', '\u00a0', '\u3000']);
const PRINTABLE = /^[\x20-\x7e]*$/;
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
// Controls, invisible format marks (zero-width, right-to-left, byte order), lone surrogates, private use.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * Takes what a scanner or a keyboard sent: cuts blanks and line ends around it and its symbology identifier, and turns
 * the full-width characters of a Chinese input method into ASCII. Anything invisible is refused, not dropped: a code
 * that looks like another must not become it.
 */
export function readRawScan(raw: string): Result<RawScan, BarcodeError> {
  if (raw.length > SCAN_MAX_LENGTH) return fail({ code: 'barcode-too-long', max: SCAN_MAX_LENGTH });
  const trimmed = trimBlanks(raw);
  const folded = PRINTABLE.test(trimmed) ? ok(trimmed) : foldText(trimmed);
  if (!folded.ok) return folded;
  const text = folded.value;
  const aim = AIM.exec(text)?.[0] ?? null;
  const content = aim === null ? text : trimBlanks(text.slice(aim.length));
  return content === '' ? fail({ code: 'barcode-empty' }) : ok({ text: content, aim });
}

function foldText(text: string): Result<string, BarcodeError> {
  const invisible = UNPRINTABLE.exec(text.replaceAll(GROUP_SEPARATOR, ' '));
  if (invisible === null) return ok(text.replace(FULL_WIDTH, toAscii));
  const character = nameCharacter(invisible[0]);
  return fail({ code: 'barcode-character', character, position: invisible.index + 1 });
}

function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANKS.has(text.charAt(start))) start += 1;
  while (end > start && BLANKS.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function toAscii(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET);
}

function nameCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
