import { codeEndToken, indexTokens, type PinyinReadings } from '../search-terms.ts';
import type { MemberProfile } from './member.ts';

/** How many of a phone's last digits the search knows: as many as receipts and screens show. */
export const LAST_DIGITS = 4;

/** The words under which a member is found: their name's, and the last digits of their phone. */
export function memberTokens({ name, phone }: MemberProfile, readings: PinyinReadings): string[] {
  const tokens = name === null ? [] : indexTokens({ names: [name], codes: [] }, readings);
  if (phone !== null) tokens.push(codeEndToken(phone.slice(-LAST_DIGITS)));
  return tokens;
}
