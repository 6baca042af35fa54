import type { Consent } from '../facts/member-facts.ts';
import type { MemberProfile } from './member.ts';

/** Of two who are one: what the second lacks comes from the first. */
export function mergeProfiles(from: MemberProfile, into: MemberProfile): MemberProfile {
  return {
    name: into.name ?? from.name,
    phone: into.phone ?? from.phone,
    birthday: into.birthday ?? from.birthday,
    email: into.email ?? from.email,
    note: into.note ?? from.note,
  };
}

/** Of two answers the younger holds. */
export function mergeConsents(from: readonly Consent[], into: readonly Consent[]): Consent[] {
  const kept = into.map((consent) => {
    const other = from.find(({ kind }) => kind === consent.kind);
    return other && other.atUtcMs > consent.atUtcMs ? other : consent;
  });
  return [...kept, ...from.filter(({ kind }) => !into.some((consent) => consent.kind === kind))];
}
