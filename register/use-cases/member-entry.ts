import { randomInt } from 'node:crypto';
import type { MemberConflict, SavedMember } from '../../db/member-batch.ts';
import { mod10CheckDigit } from '../../domain/barcode/check-digit.ts';
import { readProfile, type MemberEntry } from '../../domain/members/member-entry.ts';
import type { Member, MemberProfile } from '../../domain/members/member.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { pricingContext, type Register } from '../register.ts';

/** A member that is there and can be read, by their id. */
export function readMember(
  register: Register,
  memberId: string,
): Result<Member & { profile: MemberProfile }> {
  const member = register.store.members.byId(memberId);
  if (!member) return fail({ code: 'member-unknown', member: memberId });
  const { profile } = member;
  return profile ? ok({ ...member, profile }) : fail({ code: 'members-sealed' });
}

/** Refused while the key that seals members is not on this till. */
export function checkKey({ store }: Register): Result<null> {
  return store.members.keyState() === 'ready' ? ok(null) : fail({ code: 'members-sealed' });
}

/** Checks what was entered at this till and brings it into the form in which it is kept. */
export function readEntry(
  register: Register,
  entry: MemberEntry,
  before?: MemberProfile,
): Result<MemberProfile> {
  const { businessDate } = pricingContext(register);
  return readProfile(entry, { home: register.settings.shop, today: businessDate }, before);
}

/** Refused where a card is another member's, or another member's number. */
export function checkCards(
  register: Register,
  cards: readonly string[],
  memberId: string | null,
): Result<null> {
  const { members } = register.store;
  for (const card of cards) {
    const owner = members.byCard(card) ?? members.byNumber(card);
    if (owner && owner.memberId !== memberId)
      return fail({ code: 'member-card-taken', card, number: owner.number });
  }
  return ok(null);
}

const NUMBER_FROM = 200_000_000;
const NUMBER_BELOW = 1_000_000_000;

/** A number that no member has, short enough to be said: nine random digits, so that tills need not agree, and a check digit. */
export function newMemberNumber(register: Register): string {
  const { members } = register.store;
  for (;;) {
    const digits = String(randomInt(NUMBER_FROM, NUMBER_BELOW));
    const number = digits + String(mod10CheckDigit(digits));
    if (!members.byNumber(number) && !members.byCard(number)) return number;
  }
}

/** What was saved, where everything that may be another member's was asked for before. */
export function mustSave(saved: SavedMember | MemberConflict): SavedMember {
  if ('conflict' in saved)
    throw new Error(`a ${saved.conflict} that was free is the member ${saved.other}’s`);
  return saved;
}
