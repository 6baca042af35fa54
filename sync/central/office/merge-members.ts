import type { PoolClient } from 'pg';
import type { Consent } from '../../../domain/facts/member-facts.ts';
import { MEMBER_CARDS_MAX } from '../../../domain/members/member.ts';
import { mergeConsents, mergeProfiles } from '../../../domain/members/merge-profiles.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { bytesOf } from '../project/member-registry.ts';
import { mergeMembers, writeOfficeMembers } from '../project/office-members.ts';
import { findMember, type KnownMember } from './member-search.ts';
import type { OfficeError } from './office-error.ts';
import type { Office } from './procedure.ts';

/** The two, as they were. */
interface Merged {
  readonly from: KnownMember;
  readonly into: KnownMember;
}

/**
 * Makes one of two members that are one person. Points, coupons and purchases of the first are the second's from here on, the
 * first's number and cards find them, and what the second lacks of a profile comes from the first.
 */
export async function mergeByHand(
  { seal, nowUtcMs }: Office,
  client: PoolClient,
  fromMemberId: string,
  intoMemberId: string,
): Promise<Result<Merged, OfficeError>> {
  const from = await findMember({ seal }, client, fromMemberId);
  const into = await findMember({ seal }, client, intoMemberId);
  if (!from || !into) return fail({ code: 'gone' });
  if (from.memberId === into.memberId) return fail({ code: 'member-same' });
  if (!from.profile || !into.profile || !into.salt) return fail({ code: 'member-sealed' });
  const cards = [...new Set([...into.cards, ...from.cards, from.number])].sort();
  if (cards.length > MEMBER_CARDS_MAX) return fail({ code: 'member-cards-full', max: MEMBER_CARDS_MAX });
  const merged = await mergeMembers(client, from.memberId, into.memberId, nowUtcMs());
  if (!merged.ok) return fail({ code: merged.error === 'same-member' ? 'member-same' : 'gone' });
  const { memberId, number, salt } = into;
  const profile = mergeProfiles(from.profile, into.profile);
  const together = {
    memberId,
    number,
    salt,
    sealed: seal.seal({ id: bytesOf(memberId), salt }, profile).toString('base64'),
    cards,
    consents: mergeConsents(readConsents(from), readConsents(into)),
    joinedAtUtcMs: Math.min(from.joinedAtUtcMs, into.joinedAtUtcMs),
    opening: null,
  };
  await writeOfficeMembers(client, seal, [together], nowUtcMs());
  return ok({ from, into });
}

function readConsents({ consents }: KnownMember): Consent[] {
  return JSON.parse(consents) as Consent[];
}
