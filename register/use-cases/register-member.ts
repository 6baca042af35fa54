import type { MemberProfile, MaskedMember, Member } from '../../domain/members/member.ts';
import { maskMember } from '../../domain/members/masked-member.ts';
import {
  changeConsents,
  readCards,
  type ConsentEntry,
  type MemberEntry,
} from '../../domain/members/member-entry.ts';
import { ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { checkCards, checkKey, mustSave, newMemberNumber, readEntry } from './member-entry.ts';

/** What it takes to make somebody a member: a name or a phone suffices. */
export interface MemberRegistration extends MemberEntry {
  readonly cards?: readonly string[] | undefined;
  readonly consents?: readonly ConsentEntry[] | undefined;
  /** Somebody has the same name and birthday and was shown, and it is not them. */
  readonly isSomebodyElse?: boolean | undefined;
}

/** What became of it. Who is a member already is shown masked, and is not registered again. */
export type RegistrationOutcome =
  | { readonly kind: 'registered'; readonly member: MaskedMember }
  | {
      readonly kind: 'already-member';
      readonly because: 'phone' | 'name-and-birthday';
      readonly member: MaskedMember;
    };

/** Makes somebody at the till a member. Whoever may sell may do it. */
export function registerMember(
  register: Register,
  registration: MemberRegistration,
  approval: Approval = {},
): Result<RegistrationOutcome> {
  const allowed = authorize(register, 'sell', {}, approval);
  if (!allowed.ok) return allowed;
  const ready = checkKey(register);
  if (!ready.ok) return ready;
  const profile = readEntry(register, registration);
  if (!profile.ok) return profile;
  const cards = readCards(registration.cards ?? []);
  if (!cards.ok) return cards;
  const same = findSame(register, profile.value, registration.isSomebodyElse === true);
  if (same) return ok({ kind: 'already-member', because: same.because, member: maskMember(same.member) });
  const free = checkCards(register, cards.value, null);
  if (!free.ok) return free;
  const joinedAtUtcMs = register.clock.nowUtcMs();
  const draft = {
    memberId: register.newId(),
    number: newMemberNumber(register),
    profile: profile.value,
    cards: cards.value,
    consents: changeConsents([], registration.consents ?? [], joinedAtUtcMs),
    joinedAtUtcMs,
    opening: null,
  };
  register.store.commit((writer) => {
    const batch = writer.members.begin();
    const record = mustSave(batch.add(draft)).record();
    const payload = { ...record, digest: batch.finish() };
    writer.record({ type: 'member.registered', payload }, entryContext(register));
  });
  return ok({ kind: 'registered', member: maskMember(draft) });
}

function findSame(
  { store: { members } }: Register,
  { name, phone, birthday }: MemberProfile,
  isSomebodyElse: boolean,
): { readonly because: 'phone' | 'name-and-birthday'; readonly member: Member } | null {
  const byPhone = phone === null ? null : members.byPhone(phone);
  if (byPhone) return { because: 'phone', member: byPhone };
  if (isSomebodyElse || name === null || birthday === null) return null;
  const [namesake] = members.namesakes(name, birthday);
  return namesake ? { because: 'name-and-birthday', member: namesake } : null;
}
