import type { Consent } from '../facts/member-facts.ts';
import type { Birthday } from './birthday.ts';

/** What is personal about a member: sealed wherever it is kept. */
export interface MemberProfile {
  readonly name: string | null;
  /** As `normalizePhone` writes it. */
  readonly phone: string | null;
  readonly birthday: Birthday | null;
  readonly email: string | null;
  readonly note: string | null;
}

/** What a member brought from the system before this one. The account begins with it. */
export interface MemberOpening {
  readonly points: number;
  /** The last day on which they are good, `YYYY-MM-DD`; null for no end. */
  readonly pointsExpireOn: string | null;
  readonly tier: string | null;
  readonly spentMinor: number;
  readonly visits: number;
}

/** A member as they are written. */
export interface MemberDraft {
  readonly memberId: string;
  /** The number on the card, in the form of `normalizeOwnCode`. */
  readonly number: string;
  readonly profile: MemberProfile;
  /** Other cards that find the member, in ascending order. */
  readonly cards: readonly string[];
  readonly consents: readonly Consent[];
  readonly joinedAtUtcMs: number;
  /** Null for one who came to the till and brought nothing. */
  readonly opening: MemberOpening | null;
}

/** A member as they are read; `profile` is null where the till does not have the key that opens it. */
export interface Member extends Omit<MemberDraft, 'profile'> {
  readonly profile: MemberProfile | null;
}

/** A member as a screen shows one who may not be seen whole. */
export interface MaskedMember {
  readonly memberId: string;
  readonly number: string;
  /** `王*芳`; null where there is none or it cannot be read. */
  readonly name: string | null;
  /** `•••• 6027`. */
  readonly phone: string | null;
  /** `MM-DD`. */
  readonly birthday: string | null;
  /** The figures cannot be read on this till: its key is not there. */
  readonly isSealed: boolean;
  readonly joinedAtUtcMs: number;
}

export const emptyProfile: MemberProfile = {
  name: null,
  phone: null,
  birthday: null,
  email: null,
  note: null,
};

export const MEMBER_NAME_MAX_LENGTH = 100;
export const MEMBER_NOTE_MAX_LENGTH = 200;
export const MEMBER_EMAIL_MAX_LENGTH = 254;
export const MEMBER_CARDS_MAX = 10;
/** Points, and spend in minor units, that a file may bring. */
export const OPENING_MAX = 1_000_000_000;
