import type { MemberDraft, MemberProfile } from '../domain/members/member.ts';
import { nameAndDayOf, type NameAndDay } from '../domain/members/namesake.ts';
import { bytesOfId, memberText, type StoredMember } from './member-row.ts';
import { SALT_BYTES, type MemberSeal } from '../seal/member-seal.ts';
import { searchWords } from '../seal/member-words.ts';
import { rowOf } from './member-statements.ts';
import { randomPiece } from '../seal/random-piece.ts';
import { hashRow } from '../seal/set-digest.ts';

/** A new member as far as no table is needed: the costliest part of writing one. */
export interface PreparedMember {
  readonly row: StoredMember;
  /** What the digest adds for the row. */
  readonly rowHash: string;
  /** For the search index. */
  readonly words: string;
  /** Null where the row has no `namesake_hash`. */
  readonly nameAndDay: NameAndDay | null;
}

/**
 * Seals new members and makes their search words. Each kind of work goes through all of them before the next begins: one by
 * one, the processor would load cipher, hash and dictionary anew for each, which takes half as long again.
 */
export function prepareMembers(members: readonly MemberDraft[], seal: MemberSeal): PreparedMember[] {
  const keys = members.map(({ memberId }) => ({ id: bytesOfId(memberId), salt: randomPiece(SALT_BYTES) }));
  const sealed = members.map(({ profile }, index) => seal.seal(keys[index]!, profile, true));
  const whose = members.map(({ profile }) => nameAndDayOf(profile));
  const hashes = members.map(({ profile }, index) => hashMember(profile, whose[index]!, seal));
  const words = members.map(({ profile }) => searchWords(profile, seal));
  return members.map((draft, index) => {
    const row = rowOf(draft, { ...keys[index]!, sealed: sealed[index]!, ...hashes[index]! });
    return {
      row,
      rowHash: hashRow(memberText(row)),
      words: words[index]!,
      nameAndDay: whose[index]!,
    };
  });
}

export function hashMember(
  { phone }: MemberProfile,
  nameAndDay: NameAndDay | null,
  seal: MemberSeal,
): Pick<StoredMember, 'phone_hash' | 'namesake_hash'> {
  return {
    phone_hash: phone === null ? null : seal.hashPhone(phone),
    namesake_hash: nameAndDay && seal.hashNamesake(nameAndDay),
  };
}
