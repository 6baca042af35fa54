import {
  consentKinds,
  type Consent,
  type ConsentKind,
  type MemberRecord,
} from '../domain/facts/member-facts.ts';
import type { Member, MemberOpening } from '../domain/members/member.ts';
import type { MemberSeal } from '../seal/member-seal.ts';

/** A member as stored, but for where the row is and what is only counted. */
export interface StoredMember {
  readonly id: Buffer;
  readonly number: string;
  readonly salt: Buffer;
  readonly sealed: Buffer;
  readonly phone_hash: Buffer | null;
  readonly namesake_hash: Buffer | null;
  /** In ascending order with `|` between them, or null for none. */
  readonly cards: string | null;
  readonly consents: string | null;
  readonly joined_at_utc: number;
  readonly opening_points: number | null;
  /** 2027-01-31 as 20270131. */
  readonly opening_expire_on: number | null;
  readonly opening_tier: string | null;
  readonly opening_spent: number | null;
  readonly opening_visits: number | null;
}

/** The whole row. */
export interface MemberRow extends StoredMember {
  /** Counts up from 1, never told to anybody. */
  readonly serial: number;
  readonly visit_count: number;
  /** The rank under which the search holds the member. */
  readonly indexed_rank: number;
}

export function bytesOfId(memberId: string): Buffer {
  return Buffer.from(memberId.replaceAll('-', ''), 'hex');
}

export function idOfBytes(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, index, ends) => hex.slice(ends[index - 1] ?? 0, end)).join('-');
}

/** `seal` is null where the till does not have the key. */
export function memberOf(row: MemberRow, seal: MemberSeal | null): Member {
  return {
    memberId: idOfBytes(row.id),
    number: row.number,
    profile: seal && seal.open(row, row.sealed),
    cards: cardsOf(row),
    consents: readConsents(row.consents, row.joined_at_utc),
    joinedAtUtcMs: row.joined_at_utc,
    opening: openingOf(row),
  };
}

/** What the journal may know of a member. */
export function recordOf(row: StoredMember): MemberRecord {
  return {
    memberId: idOfBytes(row.id),
    number: row.number,
    sealed: row.sealed.toString('base64'),
    phoneHash: row.phone_hash?.toString('hex') ?? null,
    cards: cardsOf(row),
    consents: readConsents(row.consents, row.joined_at_utc),
    joinedAtUtcMs: row.joined_at_utc,
  };
}

/** Stands in no card's number. */
export const CARD_SEPARATOR = '|';

export function cardsOf({ cards }: Pick<MemberRow, 'cards'>): string[] {
  return cards === null ? [] : cards.split(CARD_SEPARATOR);
}

function openingOf(row: MemberRow): MemberOpening | null {
  if (row.opening_points === null) return null;
  return {
    points: row.opening_points,
    pointsExpireOn: row.opening_expire_on === null ? null : dateOfNumber(row.opening_expire_on),
    tier: row.opening_tier,
    spentMinor: row.opening_spent ?? 0,
    visits: row.opening_visits ?? 0,
  };
}

/** A date as eight digits, which take less room than its text. */
export function dayNumber(date: string | null): number | null {
  return date === null ? null : Number(date.replaceAll('-', ''));
}

export function dateOfNumber(day: number): string {
  return String(day).replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');
}

/** What the digest sees of a member, in an order that is part of its format: all that is stored but the counted visits. */
export function memberText(row: StoredMember): string {
  return JSON.stringify([
    row.id.toString('hex'),
    row.number,
    row.salt.toString('hex'),
    row.sealed.toString('base64'),
    row.phone_hash?.toString('hex') ?? null,
    row.namesake_hash?.toString('hex') ?? null,
    row.cards,
    row.consents,
    row.joined_at_utc,
    row.opening_points,
    row.opening_expire_on,
    row.opening_tier,
    row.opening_spent,
    row.opening_visits,
  ]);
}

/** A letter for each kind, in the order of `consentKinds`. */
const CONSENT_LETTERS = 'mwop';

/**
 * Consents as a few characters, because a million members have them: `m+ w-lq3k0000` says that messages were allowed on
 * joining and WeChat was forbidden later, at a moment in base 36. Null for none.
 */
export function consentsText(consents: readonly Consent[], joinedAtUtcMs: number): string | null {
  const words = consents.map(({ kind, isGiven, atUtcMs }) => {
    const letter = CONSENT_LETTERS[consentKinds.indexOf(kind)]!;
    return letter + (isGiven ? '+' : '-') + (atUtcMs === joinedAtUtcMs ? '' : atUtcMs.toString(36));
  });
  return words.length === 0 ? null : words.join(' ');
}

function readConsents(text: string | null, joinedAtUtcMs: number): Consent[] {
  if (text === null) return [];
  return text.split(' ').map((word) => ({
    kind: consentKinds[CONSENT_LETTERS.indexOf(word[0]!)] as ConsentKind,
    isGiven: word[1] === '+',
    atUtcMs: word.length === 2 ? joinedAtUtcMs : Number.parseInt(word.slice(2), 36),
  }));
}
