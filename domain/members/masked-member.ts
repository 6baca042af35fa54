import { monthDayOf } from './birthday.ts';
import { maskName, maskPhone } from './mask.ts';
import type { MaskedMember, Member } from './member.ts';

/** What anybody at the till may see of a member. */
export function maskMember({ memberId, number, profile, joinedAtUtcMs }: Member): MaskedMember {
  return {
    memberId,
    number,
    name: profile?.name ? maskName(profile.name) : null,
    phone: profile?.phone ? maskPhone(profile.phone) : null,
    birthday: profile?.birthday ? monthDayOf(profile.birthday) : null,
    isSealed: profile === null,
    joinedAtUtcMs,
  };
}
