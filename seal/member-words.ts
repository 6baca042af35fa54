import type { MemberProfile } from '../domain/members/member.ts';
import { memberTokens } from '../domain/members/search-tokens.ts';
import type { MemberSeal } from './member-seal.ts';
import { createPinyinReadings } from './pinyin-readings.ts';

const readings = createPinyinReadings();

/** The words under which a member is found, with blanks between them, as the register's index takes them. */
export function searchWords(profile: MemberProfile, seal: MemberSeal): string {
  return memberTokens(profile, readings, (digits) => seal.phoneEndWord(digits)).join(' ');
}
