import type { MaskedMember, MemberDraft } from '../../domain/members/member.ts';
import { maskMember } from '../../domain/members/masked-member.ts';
import {
  changeConsents,
  readCards,
  type ConsentEntry,
  type MemberEntry,
} from '../../domain/members/member-entry.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { cardIn } from './find-members.ts';
import { checkCards, mustSave, readEntry, readMember } from './member-entry.ts';

/** What is to be different; what is left out stays. */
export interface MemberChange extends MemberEntry {
  readonly consents?: readonly ConsentEntry[] | undefined;
}

/** Changes what is known of a member. What the member allows may be written down by whoever sells; the rest takes a right. */
export function changeMember(
  register: Register,
  memberId: string,
  change: MemberChange,
  approval: Approval = {},
): Result<MaskedMember> {
  const { consents = [], ...entry } = change;
  const isConsentOnly = Object.values(entry).every((value) => value === undefined);
  const allowed = authorize(register, isConsentOnly ? 'sell' : 'member-manage', {}, approval);
  if (!allowed.ok) return allowed;
  const found = readMember(register, memberId);
  if (!found.ok) return found;
  const member = found.value;
  const profile = readEntry(register, entry, member.profile);
  if (!profile.ok) return profile;
  const { phone } = profile.value;
  const owner = phone === null ? null : register.store.members.byPhone(phone);
  if (owner && owner.memberId !== member.memberId)
    return fail({ code: 'member-phone-taken', number: owner.number });
  return ok(
    saveMember(register, {
      ...member,
      profile: profile.value,
      consents: changeConsents(member.consents, consents, register.clock.nowUtcMs()),
    }),
  );
}

/** Gives a member one more card, as it was scanned or typed. */
export function addCard(
  register: Register,
  memberId: string,
  card: string,
  approval: Approval = {},
): Result<MaskedMember> {
  return changeCards(register, memberId, approval, (cards) => [...cards, cardIn(register, card)]);
}

/** Takes a card from a member; nothing happens where it is not theirs. */
export function removeCard(
  register: Register,
  memberId: string,
  card: string,
  approval: Approval = {},
): Result<MaskedMember> {
  const removed = readCards([card]);
  if (!removed.ok) return removed;
  return changeCards(register, memberId, approval, (cards) =>
    cards.filter((each) => each !== removed.value[0]),
  );
}

function changeCards(
  register: Register,
  memberId: string,
  approval: Approval,
  change: (cards: readonly string[]) => string[],
): Result<MaskedMember> {
  const allowed = authorize(register, 'member-manage', {}, approval);
  if (!allowed.ok) return allowed;
  const found = readMember(register, memberId);
  if (!found.ok) return found;
  const cards = readCards(change(found.value.cards));
  if (!cards.ok) return cards;
  const free = checkCards(register, cards.value, found.value.memberId);
  return free.ok ? ok(saveMember(register, { ...found.value, cards: cards.value })) : free;
}

/** Writes a member; what changes nothing leaves no entry. */
function saveMember(register: Register, draft: MemberDraft): MaskedMember {
  register.store.commit((writer) => {
    const batch = writer.members.begin();
    const saved = batch.change(draft);
    if (!saved) return;
    const payload = { ...mustSave(saved).record(), digest: batch.finish() };
    writer.record({ type: 'member.changed', payload }, entryContext(register));
  });
  return maskMember(draft);
}
