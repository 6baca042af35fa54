import type { Birthday } from '../domain/members/birthday.ts';
import type { MemberProfile } from '../domain/members/member.ts';

/** Between fields, which hold no control characters. */
const SEPARATOR = '\t';
/** The most that figures are packed into letters: fifteen digits stay exact. */
const RADIX = 36;

/**
 * A profile as it is sealed: the fields one behind the other, without the empty ones at the end, phone and birthday as
 * numbers in base 36. A million of them are kept.
 */
export function profileText({ name, phone, birthday, email, note }: MemberProfile): string {
  const [digits, day] = [
    phone && packDigits(phone.slice(1)),
    birthday && packDigits(birthday.replaceAll('-', '')),
  ];
  const fields = [name, digits, day, email, note];
  return fields.join(SEPARATOR).trimEnd();
}

export function readProfileText(text: string): MemberProfile {
  const [name, phone, birthday, email, note] = text.split(SEPARATOR).map((field) => field || null);
  return {
    name: name ?? null,
    phone: phone ? `+${unpackDigits(phone)}` : null,
    birthday: birthday ? birthdayOf(unpackDigits(birthday)) : null,
    email: email ?? null,
    note: note ?? null,
  };
}

/** The digits alone: of a phone those of E.164, which begin with no zero, of a birthday year, month and day. */
function packDigits(digits: string): string {
  return Number(digits).toString(RADIX);
}

function unpackDigits(packed: string): string {
  return String(Number.parseInt(packed, RADIX));
}

/** 19900512, or 512 where the year is not known. */
function birthdayOf(digits: string): Birthday {
  const monthDay = digits.slice(-4).padStart(4, '0').replace(/^../, '$&-');
  return digits.length > 4 ? `${digits.slice(0, -4)}-${monthDay}` : monthDay;
}
