import type { PreparedMember } from '../../db/member-prepare.ts';
import { cardsOf } from '../../db/member-row.ts';
import type { MemberBatch, MemberConflict, SavedMember } from '../../db/member-batch.ts';
import type { Consent } from '../../domain/facts/member-facts.ts';
import type { ImportRowError } from '../../domain/import-error.ts';
import type { Member, MemberDraft, MemberProfile } from '../../domain/members/member.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  joinedAt,
  newMember,
  numberOf,
  PREPARED_BY_CODE,
  type MemberBlockContext,
} from '../import/member-block.ts';
import { readMemberRow, type MemberRowDraft } from '../../domain/import/member-row.ts';
import type { Register } from '../register.ts';
import { newMemberNumber } from './member-entry.ts';

/** A row that went in, although somebody with another number has the same name and birthday. */
export interface NamesakeRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly number: string;
  /** The numbers of whom it may be. */
  readonly others: readonly string[];
}

/** What an import of members knows from row to row. */
export interface MemberRun {
  readonly register: Register;
  readonly context: MemberBlockContext;
  readonly namesakes: NamesakeRow[];
  /** The line on which each number stood that the file has named. */
  readonly lineOfNumber: Map<string, number>;
}

/** A row as it stands in the file. */
interface WrittenRow {
  readonly line: number;
  readonly cells: () => readonly string[];
}

type Imported = Result<'added' | 'changed' | 'unchanged', ImportRowError>;

/**
 * Adds somebody who was prepared as new, and takes the row as it is written where they turn out to be known. `state` is how
 * they were prepared.
 */
export function importPrepared(
  run: MemberRun,
  batch: MemberBatch,
  prepared: PreparedMember,
  state: number,
  written: WrittenRow,
): Imported {
  const { number } = prepared.row;
  const known =
    state === PREPARED_BY_CODE
      ? findKnown(run, number, [], null)
      : findKnown(run, null, [number, ...cardsOf(prepared.row)], null);
  if (known) {
    const { columns, shop } = run.context;
    return importRow(run, batch, readMemberRow(written.cells(), columns, shop), written);
  }
  const refusal = refuseNumber(run, number, null);
  return refusal ? fail(refusal) : noteSaved(run, number, batch.addPrepared(prepared), written, 'added');
}

/** Adds or changes whom a row means; the error is why it is left out. */
export function importRow(
  run: MemberRun,
  batch: MemberBatch,
  read: Result<MemberRowDraft, ImportRowError>,
  written: WrittenRow,
): Imported {
  if (!read.ok) return read;
  const { code, cards, profile } = read.value;
  const known = findKnown(run, code, cards, profile.phone);
  const number = known?.number ?? numberOf(read.value) ?? newMemberNumber(run.register);
  const refusal = refuseNumber(run, number, known);
  if (refusal) return fail(refusal);
  const saved = known
    ? batch.change(fillDraft(run, read.value, known))
    : batch.add(newMember(read.value, number, run.context));
  return noteSaved(run, number, saved, written, known ? 'changed' : 'added');
}

/** Whom a row means: by its code; without one by a card; without both by the phone. */
function findKnown(
  { register: { store } }: MemberRun,
  code: string | null,
  cards: readonly string[],
  phone: string | null,
): Member | null {
  const { members } = store;
  if (code !== null) return members.byNumber(code);
  for (const card of cards) {
    const member = members.byNumber(card) ?? members.byCard(card);
    if (member) return member;
  }
  return cards.length > 0 || phone === null ? null : members.byPhone(phone);
}

/** Where the file named somebody twice, or a new member's number is another's card. */
function refuseNumber(run: MemberRun, number: string, known: Member | null): ImportRowError | null {
  const firstLine = run.lineOfNumber.get(number);
  if (firstLine !== undefined) return { code: 'row-member-code-twice', value: number, firstLine };
  const holder = known ? null : run.register.store.members.byCard(number);
  return holder && { code: 'row-card-taken', card: number, other: holder.number };
}

function noteSaved(
  run: MemberRun,
  number: string,
  saved: SavedMember | MemberConflict | null,
  { line, cells }: WrittenRow,
  how: 'added' | 'changed',
): Imported {
  if (saved && 'conflict' in saved) {
    const { conflict, card, other } = saved;
    return fail(
      conflict === 'phone'
        ? { code: 'row-phone-taken', other }
        : { code: 'row-card-taken', card: card!, other },
    );
  }
  run.lineOfNumber.set(number, line);
  if (!saved) return ok('unchanged');
  const { namesakes } = saved;
  if (namesakes.length > 0) run.namesakes.push({ line, cells: cells(), number, others: namesakes });
  return ok(how);
}

/** A known member with what the row says of them. */
function fillDraft(run: MemberRun, row: MemberRowDraft, known: Member): MemberDraft {
  const joinedAtUtcMs = joinedAt(row, run.context) ?? known.joinedAtUtcMs;
  const cards = row.cards.filter((card) => card !== known.number);
  const isAccountOpen = run.register.store.members.hasAccount(known.memberId);
  return {
    memberId: known.memberId,
    number: known.number,
    profile: known.profile ? fillProfile(row.profile, known.profile) : row.profile,
    cards: [...new Set([...known.cards, ...cards])].sort(),
    consents: fillConsents(row, known.consents, joinedAtUtcMs),
    joinedAtUtcMs,
    opening: isAccountOpen ? known.opening : (row.opening ?? known.opening),
  };
}

/** What the file does not say, the till keeps. */
function fillProfile(row: MemberProfile, known: MemberProfile): MemberProfile {
  return {
    name: row.name ?? known.name,
    phone: row.phone ?? known.phone,
    birthday: row.birthday ?? known.birthday,
    email: row.email ?? known.email,
    note: row.note ?? known.note,
  };
}

/** A consent that somebody gave or took back is not undone by an older file. */
function fillConsents(row: MemberRowDraft, known: readonly Consent[], atUtcMs: number): Consent[] {
  const isNew = (kind: Consent['kind']) => !known.some((consent) => consent.kind === kind);
  return [...known, ...row.consents.filter(isNew).map((kind) => ({ kind, isGiven: true, atUtcMs }))];
}
