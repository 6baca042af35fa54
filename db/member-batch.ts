import type { Database } from 'better-sqlite3';
import type { MemberRecord } from '../domain/facts/member-facts.ts';
import type { MemberDraft, MemberProfile } from '../domain/members/member.ts';
import { nameAndDayOf } from '../domain/members/namesake.ts';
import type { MemberSeal } from '../seal/member-seal.ts';
import { searchWords } from '../seal/member-words.ts';
import { createSetDigest, type SetDigest } from '../seal/set-digest.ts';
import { hashMember, prepareMembers, type PreparedMember } from './member-prepare.ts';
import { cardsOf, memberText, recordOf, type MemberRow, type StoredMember } from './member-row.ts';
import { rowOf, type memberStatements } from './member-statements.ts';
import type { MemberRows } from './member-store.ts';
import type { MemberVault } from './member-vault.ts';
import { createNamesakeFinder } from './namesakes.ts';
import { pulledMembers, wordsOf, type PulledBatch } from './pulled-member.ts';
import { readDigestOf } from './reference-digest.ts';
import { searchRank, type SearchIndex } from './search-index.ts';
import type { WaitingDocuments } from './search-waiting.ts';

/** Changing members in one commit. Every method needs the till's data key, without which it throws. */
export interface MemberBatch extends PulledBatch {
  add(draft: MemberDraft): SavedMember | MemberConflict;
  /** Adds somebody whom `prepareMembers` prepared under this till's key, with others or in another thread. */
  addPrepared(prepared: PreparedMember): SavedMember | MemberConflict;
  /** Null where nothing of the member changes. The search keeps a name only as it is now. */
  change(draft: MemberDraft): SavedMember | MemberConflict | null;
  /** Takes a member out with key and search words. Needs no data key. */
  remove(memberId: string): void;
  /** Writes search words and digest, and returns the digest. */
  finish(): string;
}

export interface SavedMember {
  /** The numbers of others who have the same name and may have the same birthday. */
  readonly namesakes: readonly string[];
  /** What an entry says of the member; made when it is asked for, which an import of a million does not. */
  readonly record: () => MemberRecord;
}

/** Nothing was written: the phone, or this card, is another member's. */
export interface MemberConflict {
  readonly conflict: 'phone' | 'card';
  readonly card: string | null;
  /** The number of whose it is. */
  readonly other: string;
}

/** How many members wait to be indexed together: each takes a hundred bytes, and fewer make the index write more. */
const DOCUMENTS_MAX = 1_000_000;
/** What every batch works with, prepared once. */
export interface BatchTools {
  readonly db: Database;
  readonly index: SearchIndex;
  readonly waiting: WaitingDocuments;
  readonly rows: MemberRows;
  readonly write: ReturnType<typeof memberStatements>;
  readonly vault: MemberVault;
}

/** Begins changing members within the transaction that is under way. */
export function beginBatch({ db, index, waiting, rows, write, vault }: BatchTools): MemberBatch {
  const digest = createSetDigest(readDigestOf(db, 'member'));
  const search = planSearch(index, waiting);
  const conflicts = memberConflicts(rows);
  const namesakesOf = createNamesakeFinder(rows, () => sealOf(vault));

  function take(row: MemberRow): void {
    namesakesOf.forget();
    search.unplan(row);
    write.remove(row);
    digest.remove(memberText(row));
  }

  function addPrepared({ row, rowHash, words, nameAndDay }: PreparedMember): SavedMember | MemberConflict {
    const cardConflict = conflicts.cardConflictOf(row, null);
    if (cardConflict) return cardConflict;
    const namesakes = namesakesOf.find(row, nameAndDay, 0);
    const rank = searchRank(row.opening_visits ?? 0);
    const serial = write.insert(row, rank);
    // The index of phones was asked by inserting: looking first costs a million new members a tenth of their time.
    if (serial === null) return conflicts.phoneConflictOf(row, null)!;
    namesakesOf.noteAdded(row, nameAndDay);
    digest.addHash(rowHash);
    search.plan(serial, rank, words);
    return { namesakes, record: () => recordOf(row) };
  }

  const words = (row: StoredMember) => wordsOf(row, sealOf(vault));
  return {
    ...pulledMembers({ rows, write, digest, search, words, take, forget: () => namesakesOf.forget() }),
    add: (draft) => addPrepared(prepareMembers([draft], sealOf(vault))[0]!),
    addPrepared,
    change(draft) {
      const seal = sealOf(vault);
      const before = rows.byId(draft.memberId);
      if (!before) throw new Error('a member that is not there cannot be changed');
      const known = seal.open(before, before.sealed);
      const isSameProfile = known !== null && isSame(known, draft.profile);
      const sealed = isSameProfile ? before.sealed : seal.seal(before, draft.profile);
      const { id, salt } = before;
      const nameAndDay = nameAndDayOf(draft.profile);
      const row = rowOf(draft, { id, salt, sealed, ...hashMember(draft.profile, nameAndDay, seal) });
      const [textBefore, text] = [memberText(before), memberText(row)];
      if (text === textBefore) return null;
      const conflict =
        conflicts.phoneConflictOf(row, before.serial) ?? conflicts.cardConflictOf(row, before.serial);
      if (conflict) return conflict;
      namesakesOf.forget();
      const namesakes = namesakesOf.find(row, nameAndDay, before.serial);
      const rank = searchRank((draft.opening?.visits ?? 0) + before.visit_count);
      write.update(before, row, rank);
      digest.remove(textBefore);
      digest.add(text);
      if (!isSameProfile || rank !== before.indexed_rank) {
        search.unplan(before);
        search.plan(before.serial, rank, searchWords(draft.profile, seal));
      }
      return { namesakes, record: () => recordOf(row) };
    },
    remove(memberId) {
      const row = rows.byId(memberId);
      if (!row) throw new Error('a member that is not there cannot be removed');
      take(row);
    },
    finish: () => {
      search.flush();
      return saveDigest(db, digest);
    },
  };
}

function sealOf(vault: MemberVault): MemberSeal {
  const seal = vault();
  if (!seal) throw new Error('the till has no key to seal members with');
  return seal;
}

/** Gathers words for the index, which takes many members together far faster than one by one. */
function planSearch(index: SearchIndex, waiting: WaitingDocuments) {
  let planned = 0;
  const flush = () => {
    if (planned > 0) waiting.flush();
    planned = 0;
  };
  return {
    flush,
    plan(serial: number, rank: number, words: string): void {
      waiting.add(serial, rank, words);
      planned += 1;
      if (planned >= DOCUMENTS_MAX) flush();
    },
    /** Takes a member's words out, whether they were written already or not. */
    unplan({ serial, indexed_rank: rank }: MemberRow): void {
      if (!waiting.remove(serial, rank)) index.remove(serial, rank);
    },
  };
}

/** Whose a phone or a card is that a row was to have; null where it is nobody's, or the row's own. */
function memberConflicts(rows: MemberRows) {
  return {
    phoneConflictOf(row: StoredMember, own: number | null): MemberConflict | null {
      const other = row.phone_hash && rows.byPhone.get(row.phone_hash);
      return other && other.serial !== own ? { conflict: 'phone', card: null, other: other.number } : null;
    },
    cardConflictOf(row: StoredMember, own: number | null): MemberConflict | null {
      for (const card of cardsOf(row)) {
        const holder = rows.byCard.get(card) ?? rows.byNumber.get(card);
        if (holder && holder.serial !== own) return { conflict: 'card', card, other: holder.number };
      }
      return null;
    },
  };
}

function isSame(a: MemberProfile, b: MemberProfile): boolean {
  return (
    a.name === b.name &&
    a.phone === b.phone &&
    a.birthday === b.birthday &&
    a.email === b.email &&
    a.note === b.note
  );
}

function saveDigest(db: Database, digest: SetDigest): string {
  db.prepare(
    `INSERT INTO reference_digest (name, digest) VALUES ('member', ?)
     ON CONFLICT (name) DO UPDATE SET digest = excluded.digest`,
  ).run(digest.hex());
  return digest.hex();
}
