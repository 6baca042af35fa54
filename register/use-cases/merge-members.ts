import type { Consent } from '../../domain/facts/member-facts.ts';
import { maskMember } from '../../domain/members/masked-member.ts';
import {
  MEMBER_CARDS_MAX,
  type MaskedMember,
  type Member,
  type MemberDraft,
  type MemberProfile,
} from '../../domain/members/member.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { accountOpenings } from './member-loyalty.ts';
import { mustSave, readMember } from './member-entry.ts';

/**
 * Makes one of two members that are one person. Cards, points, coupons and purchases of the first are the second's from here
 * on, the first's number is a card of theirs, and what the second lacks of a profile comes from the first.
 */
export function mergeMembers(
  register: Register,
  fromMemberId: string,
  intoMemberId: string,
  approval: Approval = {},
): Result<MaskedMember> {
  const allowed = authorize(register, 'member-manage', {}, approval);
  if (!allowed.ok) return allowed;
  const from = readMember(register, fromMemberId);
  if (!from.ok) return from;
  const into = readMember(register, intoMemberId);
  if (!into.ok) return into;
  if (from.value.memberId === into.value.memberId) return fail({ code: 'member-same' });
  const merged = mergeTwo(from.value, into.value);
  if (merged.cards.length > MEMBER_CARDS_MAX)
    return fail({ code: 'member-cards-full', max: MEMBER_CARDS_MAX });
  const openings = accountOpenings(register, [from.value.memberId, merged.memberId]);
  register.store.commit((writer) => {
    const context = () => entryContext(register);
    for (const opening of openings) writer.record(opening, context());
    const batch = writer.members.begin();
    batch.remove(from.value.memberId);
    const saved = batch.change(merged);
    const ids = { fromMemberId: from.value.memberId, intoMemberId: merged.memberId };
    const digest = batch.finish();
    writer.record(
      { type: 'member.merged', payload: { ...ids, authorization: allowed.value, digest } },
      context(),
    );
    if (saved)
      writer.record({ type: 'member.changed', payload: { ...mustSave(saved).record(), digest } }, context());
  });
  return ok(maskMember(merged));
}

function mergeTwo(
  from: Member & { profile: MemberProfile },
  into: Member & { profile: MemberProfile },
): MemberDraft {
  const profile: MemberProfile = {
    name: into.profile.name ?? from.profile.name,
    phone: into.profile.phone ?? from.profile.phone,
    birthday: into.profile.birthday ?? from.profile.birthday,
    email: into.profile.email ?? from.profile.email,
    note: into.profile.note ?? from.profile.note,
  };
  return {
    ...into,
    profile,
    cards: [...new Set([...into.cards, ...from.cards, from.number])].sort(),
    consents: mergeConsents(from.consents, into.consents),
    joinedAtUtcMs: Math.min(from.joinedAtUtcMs, into.joinedAtUtcMs),
  };
}

/** Of two answers the younger holds. */
function mergeConsents(from: readonly Consent[], into: readonly Consent[]): Consent[] {
  const kept = into.map((consent) => {
    const other = from.find(({ kind }) => kind === consent.kind);
    return other && other.atUtcMs > consent.atUtcMs ? other : consent;
  });
  return [...kept, ...from.filter(({ kind }) => !into.some((consent) => consent.kind === kind))];
}
