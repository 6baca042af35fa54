import type { Database } from 'better-sqlite3';
import type { MemberDraft, MemberOpening } from '../domain/members/member.ts';
import {
  CARD_SEPARATOR,
  cardsOf,
  consentsText,
  dayNumber,
  type MemberRow,
  type StoredMember,
} from './member-row.ts';

const COLUMNS = [
  'number',
  'salt',
  'sealed',
  'phone_hash',
  'namesake_hash',
  'cards',
  'consents',
  'joined_at_utc',
  'opening_points',
  'opening_expire_on',
  'opening_tier',
  'opening_spent',
  'opening_visits',
] as const satisfies readonly (keyof StoredMember)[];

/** Writes the rows of one member. Each change is the caller's to tell the digest and the search. */
export function memberStatements(db: Database) {
  const places = COLUMNS.map(() => '?').join(', ');
  const insert = db.prepare(
    `INSERT INTO member (${COLUMNS.join(', ')}, indexed_rank, id) VALUES (${places}, ?, ?)
     ON CONFLICT (phone_hash) WHERE phone_hash IS NOT NULL DO NOTHING`,
  );
  const changes = COLUMNS.map((column) => `${column} = ?`).join(', ');
  const update = db.prepare(`UPDATE member SET ${changes}, indexed_rank = ? WHERE id = ?`);
  const insertCard = db.prepare('INSERT INTO member_card (card, member) VALUES (?, ?)');
  const removeCard = db.prepare('DELETE FROM member_card WHERE card = ?');
  const remove = db.prepare('DELETE FROM member WHERE serial = ?');
  const sweepLater = db.prepare(`INSERT OR IGNORE INTO sweep_pending (index_name) VALUES ('member_search')`);
  const values = (row: StoredMember, rank: number) => [...COLUMNS.map((column) => row[column]), rank, row.id];
  return {
    /** The new row's serial; null where the phone is another member's. */
    insert(row: StoredMember, rank: number): number | null {
      const written = insert.run(values(row, rank));
      if (written.changes === 0) return null;
      const serial = Number(written.lastInsertRowid);
      for (const card of cardsOf(row)) insertCard.run(card, serial);
      return serial;
    },
    update(before: MemberRow, row: StoredMember, rank: number): void {
      update.run(values(row, rank));
      if (row.cards === before.cards) return;
      for (const card of cardsOf(before)) removeCard.run(card);
      for (const card of cardsOf(row)) insertCard.run(card, before.serial);
    },
    remove(row: MemberRow): void {
      for (const card of cardsOf(row)) removeCard.run(card);
      remove.run(row.serial);
      sweepLater.run();
    },
  };
}

/** What of a row is sealed or hashed. */
export type SealedColumns = Pick<StoredMember, 'id' | 'salt' | 'sealed' | 'phone_hash' | 'namesake_hash'>;

/** A member as they are to be stored. */
export function rowOf(draft: MemberDraft, columns: SealedColumns): StoredMember {
  return { ...columns, ...memberColumns(draft) };
}

/** What of a row is neither sealed nor hashed. */
function memberColumns(
  draft: Omit<MemberDraft, 'memberId' | 'profile'>,
): Omit<StoredMember, keyof SealedColumns> {
  const { opening, joinedAtUtcMs } = draft;
  return {
    number: draft.number,
    cards: draft.cards.length === 0 ? null : draft.cards.join(CARD_SEPARATOR),
    consents: consentsText(draft.consents, joinedAtUtcMs),
    joined_at_utc: joinedAtUtcMs,
    ...openingColumns(opening),
  };
}

function openingColumns(opening: MemberOpening | null) {
  return {
    opening_points: opening?.points ?? null,
    opening_expire_on: dayNumber(opening?.pointsExpireOn ?? null),
    opening_tier: opening?.tier ?? null,
    opening_spent: opening?.spentMinor ?? null,
    opening_visits: opening?.visits ?? null,
  };
}
