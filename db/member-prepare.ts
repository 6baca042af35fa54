import type { MemberDraft, MemberProfile } from '../domain/members/member.ts';
import { memberTokens } from '../domain/members/search-tokens.ts';
import { bytesOfId, type StoredMember } from './member-row.ts';
import { SALT_BYTES, type MemberSeal } from './member-seal.ts';
import { createPinyinReadings } from './pinyin-readings.ts';
import { randomPiece } from './random-piece.ts';

/** What of a row is sealed or hashed. */
export type SealedColumns = Pick<StoredMember, 'id' | 'salt' | 'sealed' | 'phone_hash' | 'namesake_hash'>;

/** A new member as far as no table is needed: the costliest part of writing one. */
export interface PreparedMember {
  readonly memberId: string;
  readonly columns: SealedColumns;
  /** For the search index. */
  readonly words: string;
}

const readings = createPinyinReadings();

/**
 * Seals new members and makes their search words. Each kind of work goes through all of them before the next begins: one by
 * one, the processor would load cipher, hash and dictionary anew for each, which takes half as long again.
 */
export function prepareMembers(
  members: readonly Pick<MemberDraft, 'memberId' | 'profile'>[],
  seal: MemberSeal,
): PreparedMember[] {
  const keys = members.map(({ memberId }) => ({ id: bytesOfId(memberId), salt: randomPiece(SALT_BYTES) }));
  const sealed = members.map(({ profile }, index) => seal.seal(keys[index]!, profile, true));
  const hashes = members.map(({ profile }) => hashMember(profile, seal));
  const words = members.map(({ profile }) => searchWords(profile, seal));
  return members.map(({ memberId }, index) => ({
    memberId,
    columns: { ...keys[index]!, sealed: sealed[index]!, ...hashes[index]! },
    words: words[index]!,
  }));
}

export function hashMember(
  { name, phone, birthday }: MemberProfile,
  seal: MemberSeal,
): Pick<StoredMember, 'phone_hash' | 'namesake_hash'> {
  return {
    phone_hash: phone === null ? null : seal.hashPhone(phone),
    namesake_hash: name === null || birthday === null ? null : seal.hashNamesake(name, birthday),
  };
}

/** With blanks between them, as the index takes them. */
export function searchWords(profile: MemberProfile, seal: MemberSeal): string {
  return memberTokens(profile, readings, (digits) => seal.phoneEndWord(digits)).join(' ');
}
