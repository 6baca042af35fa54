import { indexTokens, type PinyinReadings } from '../search-terms.ts';
import type { MemberProfile } from './member.ts';

/** How many of a phone's last digits the search knows: as many as receipts and screens show. */
export const LAST_DIGITS = 4;
/** So many of them it knows by a keyed hash, so that few members are opened to find longer endings. */
export const HASHED_DIGITS = 5;

/** A plane of Unicode that is for private use: characters that nobody types. */
const FIRST_DIGITS_WORD = 0xf0000;

/**
 * The words under which a member is found: their name's, the one of the phone's last digits, and the one that `hashedWord`
 * makes of a digit more.
 */
export function memberTokens(
  { name, phone }: MemberProfile,
  readings: PinyinReadings,
  hashedWord: (lastDigits: string) => string,
): string[] {
  const tokens = name === null ? [] : indexTokens({ names: [name], codes: [] }, readings);
  if (phone === null) return tokens;
  return [...tokens, lastDigitsWord(phone.slice(-LAST_DIGITS)), hashedWord(phone.slice(-HASHED_DIGITS))];
}

/** The last four digits as one character, so that the index has no shorter beginnings of it to list. */
export function lastDigitsWord(digits: string): string {
  return String.fromCodePoint(FIRST_DIGITS_WORD + Number(digits));
}
