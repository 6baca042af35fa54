import { normalizeOwnCode } from '../barcode/own-code.ts';
import { consentKinds, type Consent, type ConsentKind } from '../facts/member-facts.ts';
import { fail, ok, type Result } from '../result.ts';
import { readBirthday } from './birthday.ts';
import { isEmail } from './email.ts';
import {
  emptyProfile,
  MEMBER_CARDS_MAX,
  MEMBER_NAME_MAX_LENGTH,
  MEMBER_NOTE_MAX_LENGTH,
  type MemberProfile,
} from './member.ts';
import { normalizePhone, type PhoneHome } from './phone.ts';

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

/** Where and when it is entered: how phones are written there, and the day, `YYYY-MM-DD`, after which nobody was born yet. */
export interface EntryPlace {
  readonly home: PhoneHome;
  readonly today: string;
}

/** Checks what was entered and brings it into the form in which it is kept. */
export function readProfile(
  entry: MemberEntry,
  { home, today }: EntryPlace,
  before: MemberProfile = emptyProfile,
): Result<MemberProfile> {
  const name = readText(entry.name, before.name);
  if (name !== null && name.length > MEMBER_NAME_MAX_LENGTH)
    return fail({ code: 'text-too-long', field: 'name', max: MEMBER_NAME_MAX_LENGTH });
  const note = readText(entry.note, before.note);
  if (note !== null && note.length > MEMBER_NOTE_MAX_LENGTH)
    return fail({ code: 'text-too-long', field: 'note', max: MEMBER_NOTE_MAX_LENGTH });
  const phone = readPhone(home, entry.phone, before.phone);
  if (!phone.ok) return phone;
  const birthday = readDay(today, entry.birthday, before.birthday);
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

function readText(entered: string | null | undefined, before: string | null): string | null {
  if (entered === undefined) return before;
  return entered?.replace(/[\s\p{Cc}]+/gu, ' ').trim() || null;
}

function readPhone(
  home: PhoneHome,
  entered: string | null | undefined,
  before: string | null,
): Result<string | null> {
  if (entered === undefined) return ok(before);
  const written = readText(entered, null);
  if (written === null) return ok(null);
  const phone = normalizePhone(written, home);
  return phone.ok
    ? phone
    : fail({ code: 'member-phone-invalid', phone: written.slice(0, 40), fault: phone.error });
}

function readDay(
  today: string,
  entered: string | null | undefined,
  before: string | null,
): Result<string | null> {
  if (entered === undefined) return ok(before);
  const written = readText(entered, null);
  if (written === null) return ok(null);
  const birthday = readBirthday(written, today);
  return birthday === null
    ? fail({ code: 'member-birthday-invalid', birthday: written.slice(0, 40) })
    : ok(birthday);
}
