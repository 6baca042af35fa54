import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { startOfDay } from '../../../domain/business-date.ts';
import type { Consent } from '../../../domain/facts/member-facts.ts';
import type { CsvRow } from '../../../domain/import/csv-rows.ts';
import type { MemberRowDraft, MemberRowShop } from '../../../domain/import/member-row.ts';
import type { ImportRowError } from '../../../domain/import-error.ts';
import { emptyProfile, type MemberOpening, type MemberProfile } from '../../../domain/members/member.ts';
import { SALT_BYTES } from '../../../seal/member-seal.ts';
import { randomPiece } from '../../../seal/random-piece.ts';
import { numberFor } from '../project/member-duplicates.ts';
import { bytesOf, lockMembers } from '../project/member-registry.ts';
import { writeOfficeMembers, type WrittenMember } from '../project/office-members.ts';
import { membersNamed, type KnownMember } from './member-search.ts';
import type { Office } from './procedure.ts';

/** What an import knows from block to block. */
export interface MemberRun {
  /** The line on which each number stood that the file has named. */
  readonly lineOfNumber: Map<string, number>;
  readonly shop: MemberRowShop;
  added: number;
  changed: number;
  unchanged: number;
}

export interface ReadMemberRow {
  readonly row: CsvRow;
  readonly draft: MemberRowDraft;
}

export interface RefusedRow {
  readonly row: CsvRow;
  readonly error: ImportRowError;
}

/** A member as the block will have left them. */
interface Person {
  readonly memberId: string;
  readonly number: string;
  readonly profile: MemberProfile;
  readonly salt: Buffer | null;
  readonly cards: readonly string[];
  readonly consents: readonly Consent[];
  readonly joinedAtUtcMs: number;
}

/** Who is who within a block: by number, card and phone. */
interface Book {
  readonly byNumber: Map<string, Person>;
  readonly byCard: Map<string, Person>;
  readonly byPhone: Map<string, Person>;
}

/** Writes a block of rows in the transaction that is under way; returns those that were left out. */
export async function saveMemberBlock(
  office: Office,
  client: PoolClient,
  run: MemberRun,
  rows: readonly ReadMemberRow[],
): Promise<RefusedRow[]> {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  await lockMembers(client, 'change');
  const book = bookOf(await membersNamed(office, client, namesOf(rows)));
  const lines = new Map<string, number>();
  const saved = new Map<string, WrittenMember>();
  const refused: RefusedRow[] = [];
  const now = office.nowUtcMs();
  for (const { row, draft } of rows) {
    const before = findPerson(book, draft);
    const person = before ? fillPerson(draft, before, run.shop) : newPerson(draft, run.shop, now);
    const error = refusePerson(run, lines, book, person, before);
    if (error) {
      refused.push({ row, error });
      continue;
    }
    lines.set(person.number, row.line);
    if (before && isSame(before, person)) {
      counts.unchanged += 1;
      continue;
    }
    counts[before ? 'changed' : 'added'] += 1;
    saved.set(person.memberId, sealPerson(office, person, before ? null : draft.opening));
    keep(book, before, person);
  }
  await writeOfficeMembers(client, office.seal, [...saved.values()], now);
  // Only once nothing can fail any more but the commit: the block may be run again.
  for (const [number, line] of lines) run.lineOfNumber.set(number, line);
  run.added += counts.added;
  run.changed += counts.changed;
  run.unchanged += counts.unchanged;
  return refused;
}

function namesOf(rows: readonly ReadMemberRow[]) {
  return {
    codes: rows.flatMap(({ draft }) => [...(draft.code === null ? [] : [draft.code]), ...draft.cards]),
    phones: rows.flatMap(({ draft }) => draft.profile.phone ?? []),
  };
}

function bookOf(known: readonly KnownMember[]): Book {
  const book: Book = { byNumber: new Map(), byCard: new Map(), byPhone: new Map() };
  for (const member of known) {
    const consents = JSON.parse(member.consents) as Consent[];
    keep(book, null, { ...member, consents, profile: member.profile ?? emptyProfile });
  }
  return book;
}

function keep({ byNumber, byCard, byPhone }: Book, before: Person | null, person: Person): void {
  if (before?.profile.phone) byPhone.delete(before.profile.phone);
  byNumber.set(person.number, person);
  for (const card of person.cards) byCard.set(card, person);
  if (person.profile.phone !== null) byPhone.set(person.profile.phone, person);
}

/** Whom a row means: by its code; without one by a card; without both by the phone. */
function findPerson({ byNumber, byCard, byPhone }: Book, draft: MemberRowDraft): Person | null {
  if (draft.code !== null) return byNumber.get(draft.code) ?? null;
  for (const card of draft.cards) {
    const person = byNumber.get(card) ?? byCard.get(card);
    if (person) return person;
  }
  const { phone } = draft.profile;
  return draft.cards.length > 0 || phone === null ? null : (byPhone.get(phone) ?? null);
}

function newPerson(draft: MemberRowDraft, shop: MemberRowShop, nowUtcMs: number): Person {
  const memberId = uuidv7();
  const number = draft.code ?? draft.cards[0] ?? numberFor(memberId, 0);
  const joinedAtUtcMs = joinedAt(draft, shop) ?? nowUtcMs;
  return {
    memberId,
    number,
    profile: draft.profile,
    salt: null,
    cards: draft.cards.filter((card) => card !== number),
    consents: draft.consents.map((kind) => ({ kind, isGiven: true, atUtcMs: joinedAtUtcMs })),
    joinedAtUtcMs,
  };
}

/** A known member with what the row says of them; a consent that was given or taken back is not undone by an older file. */
function fillPerson(draft: MemberRowDraft, before: Person, shop: MemberRowShop): Person {
  const joinedAtUtcMs = joinedAt(draft, shop) ?? before.joinedAtUtcMs;
  const cards = draft.cards.filter((card) => card !== before.number);
  const asked = new Set(before.consents.map(({ kind }) => kind));
  const consents = draft.consents
    .filter((kind) => !asked.has(kind))
    .map((kind) => ({ kind, isGiven: true, atUtcMs: joinedAtUtcMs }));
  return {
    ...before,
    profile: {
      name: draft.profile.name ?? before.profile.name,
      phone: draft.profile.phone ?? before.profile.phone,
      birthday: draft.profile.birthday ?? before.profile.birthday,
      email: draft.profile.email ?? before.profile.email,
      note: draft.profile.note ?? before.profile.note,
    },
    cards: [...new Set([...before.cards, ...cards])].sort(),
    consents: [...before.consents, ...consents],
    joinedAtUtcMs,
  };
}

function joinedAt({ joinedOn }: MemberRowDraft, { home }: MemberRowShop): number | null {
  return joinedOn === null ? null : startOfDay(joinedOn, home.zone);
}

/** Where the file named somebody twice, or a number, card or phone is another's. */
function refusePerson(
  { lineOfNumber }: MemberRun,
  lines: ReadonlyMap<string, number>,
  { byNumber, byCard, byPhone }: Book,
  person: Person,
  before: Person | null,
): ImportRowError | null {
  const { memberId, number, profile, cards } = person;
  const firstLine = lines.get(number) ?? lineOfNumber.get(number);
  if (firstLine !== undefined) return { code: 'row-member-code-twice', value: number, firstLine };
  const holder = before ? undefined : byCard.get(number);
  if (holder) return { code: 'row-card-taken', card: number, other: holder.number };
  const samePhone = profile.phone === null ? undefined : byPhone.get(profile.phone);
  if (samePhone && samePhone.memberId !== memberId)
    return { code: 'row-phone-taken', other: samePhone.number };
  for (const card of cards) {
    const other = byCard.get(card) ?? byNumber.get(card);
    if (other && other.memberId !== memberId) return { code: 'row-card-taken', card, other: other.number };
  }
  return null;
}

function isSame(a: Person, b: Person): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sealPerson({ seal }: Office, person: Person, opening: MemberOpening | null): WrittenMember {
  const { memberId, number, profile, cards, consents, joinedAtUtcMs } = person;
  const salt = person.salt ?? randomPiece(SALT_BYTES);
  const sealed = seal.seal({ id: bytesOf(memberId), salt }, profile, person.salt === null);
  return {
    memberId,
    number,
    sealed: sealed.toString('base64'),
    salt,
    cards,
    consents,
    joinedAtUtcMs,
    opening,
  };
}
