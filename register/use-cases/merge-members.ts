import { maskMember } from '../../domain/members/masked-member.ts';
import {
  MEMBER_CARDS_MAX,
  type MaskedMember,
  type Member,
  type MemberDraft,
  type MemberProfile,
} from '../../domain/members/member.ts';
import { mergeConsents, mergeProfiles } from '../../domain/members/merge-profiles.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
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
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
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
  return {
    ...into,
    profile: mergeProfiles(from.profile, into.profile),
    cards: [...new Set([...into.cards, ...from.cards, from.number])].sort(),
    consents: mergeConsents(from.consents, into.consents),
    joinedAtUtcMs: Math.min(from.joinedAtUtcMs, into.joinedAtUtcMs),
  };
}
