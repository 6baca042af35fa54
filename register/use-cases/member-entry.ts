import { randomInt } from 'node:crypto';
import type { MemberConflict, SavedMember } from '../../db/member-batch.ts';
import { mod10CheckDigit } from '../../domain/barcode/check-digit.ts';
import { normalizeOwnCode } from '../../domain/barcode/own-code.ts';
import { consentKinds, type Consent, type ConsentKind } from '../../domain/facts/member-facts.ts';
import { readBirthday } from '../../domain/members/birthday.ts';
import { isEmail } from '../../domain/members/email.ts';
import {
  emptyProfile,
  MEMBER_CARDS_MAX,
  MEMBER_NAME_MAX_LENGTH,
  MEMBER_NOTE_MAX_LENGTH,
  type Member,
  type MemberProfile,
} from '../../domain/members/member.ts';
import { normalizePhone } from '../../domain/members/phone.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { pricingContext, type Register } from '../register.ts';

/** What somebody enters of a member. What is left out stays as it is; null or an empty text takes it away. */
export interface MemberEntry {
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  /** With the year or without: `1990-05-12`, `05-12`. */
  readonly birthday?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly note?: string | null | undefined;
}

export interface ConsentEntry {
  readonly kind: ConsentKind;
  readonly isGiven: boolean;
}

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

/** Checks what was entered and brings it into the form in which it is kept. */
export function readProfile(
  register: Register,
  entry: MemberEntry,
  before: MemberProfile = emptyProfile,
): Result<MemberProfile> {
  const name = readText(entry.name, before.name);
  if (name !== null && name.length > MEMBER_NAME_MAX_LENGTH)
    return fail({ code: 'text-too-long', field: 'name', max: MEMBER_NAME_MAX_LENGTH });
  const note = readText(entry.note, before.note);
  if (note !== null && note.length > MEMBER_NOTE_MAX_LENGTH)
    return fail({ code: 'text-too-long', field: 'note', max: MEMBER_NOTE_MAX_LENGTH });
  const phone = readPhone(register, entry.phone, before.phone);
  if (!phone.ok) return phone;
  const birthday = readDay(register, entry.birthday, before.birthday);
  if (!birthday.ok) return birthday;
  const email = readText(entry.email, before.email);
  if (email !== null && !isEmail(email)) return fail({ code: 'member-email-invalid', email });
  if (name === null && phone.value === null) return fail({ code: 'member-empty' });
  return ok({ name, phone: phone.value, birthday: birthday.value, email, note });
}

/** Cards in the one form in which they are kept, each once, in order. Whose they are is not asked. */
export function readCards(written: readonly string[]): Result<string[]> {
  const cards = new Set<string>();
  for (const text of written) {
    const card = normalizeOwnCode(text);
    if (card === null) return fail({ code: 'member-card-invalid', card: text.slice(0, 60) });
    cards.add(card);
  }
  return cards.size > MEMBER_CARDS_MAX
    ? fail({ code: 'member-cards-full', max: MEMBER_CARDS_MAX })
    : ok([...cards].sort());
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

/** What a member allows after this, in the order of the kinds; only what changes gets a new moment. */
export function changeConsents(
  before: readonly Consent[],
  entries: readonly ConsentEntry[],
  atUtcMs: number,
): Consent[] {
  return consentKinds.flatMap((kind) => {
    const known = before.find((consent) => consent.kind === kind);
    const entry = entries.findLast((each) => each.kind === kind);
    if (!entry || entry.isGiven === known?.isGiven) return known ?? [];
    // Not to have allowed something that was never asked is no consent to keep.
    return known || entry.isGiven ? { kind, isGiven: entry.isGiven, atUtcMs } : [];
  });
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

function readText(entered: string | null | undefined, before: string | null): string | null {
  if (entered === undefined) return before;
  return entered?.replace(/[\s\p{Cc}]+/gu, ' ').trim() || null;
}

function readPhone(
  register: Register,
  entered: string | null | undefined,
  before: string | null,
): Result<string | null> {
  if (entered === undefined) return ok(before);
  const written = readText(entered, null);
  if (written === null) return ok(null);
  const phone = normalizePhone(written, register.settings.shop);
  return phone.ok
    ? phone
    : fail({ code: 'member-phone-invalid', phone: written.slice(0, 40), fault: phone.error });
}

function readDay(
  register: Register,
  entered: string | null | undefined,
  before: string | null,
): Result<string | null> {
  if (entered === undefined) return ok(before);
  const written = readText(entered, null);
  if (written === null) return ok(null);
  const birthday = readBirthday(written, pricingContext(register).businessDate);
  return birthday === null
    ? fail({ code: 'member-birthday-invalid', birthday: written.slice(0, 40) })
    : ok(birthday);
}

/** What was saved, where everything that may be another member's was asked for before. */
export function mustSave(saved: SavedMember | MemberConflict): SavedMember {
  if ('conflict' in saved)
    throw new Error(`a ${saved.conflict} that was free is the member ${saved.other}’s`);
  return saved;
}
