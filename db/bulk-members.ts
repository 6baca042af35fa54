import type { Database } from 'better-sqlite3';
import type { MemberSeal } from '../seal/member-seal.ts';
import { createSetDigest, hashRow } from '../seal/set-digest.ts';
import { cardsOf, memberText } from './member-row.ts';
import type { MemberWords } from './member-words.ts';
import { pulledRow, wordsOf, type PulledMember } from './pulled-member.ts';
import { searchRank, searchRowId } from './search-index.ts';

/** Filling books that have no members with all of a chain's, each of whom is there once. */
export interface MemberLoad {
  add(pulled: PulledMember): void;
  /** Puts the indexes in place and returns the digest. Throws SQLite's own error where two have a phone or a number between them. */
  finish(): string;
}

const COLUMNS = [
  'id',
  'number',
  'salt',
  'sealed',
  'phone_hash',
  'namesake_hash',
  'cards',
  'consents',
  'joined_at_utc',
] as const;

/**
 * Begins a load within a transaction. Nobody is looked up and no index is kept, which takes half of the time that writing them one by
 * one does: the indexes are made at the end, sorted. `words` takes what finds them. `onIndex` is told after each what share of them is there.
 */
export function beginMemberLoad(
  db: Database,
  seal: () => MemberSeal,
  words: MemberWords,
  onIndex: (share: number) => void,
): MemberLoad {
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'member' AND sql IS NOT NULL`,
    )
    .all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  const insert = db.prepare(
    `INSERT INTO member (${COLUMNS.join(', ')}, indexed_rank) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`,
  );
  const insertCard = db.prepare('INSERT INTO member_card (card, member) VALUES (?, ?)');
  const saveDigest = db.prepare(
    `INSERT INTO reference_digest (name, digest) VALUES ('member', ?)
     ON CONFLICT (name) DO UPDATE SET digest = excluded.digest`,
  );
  const digest = createSetDigest();
  const rank = searchRank(0);
  // One list for all, which takes the rank behind a row's own values.
  const values: unknown[] = [...COLUMNS.map(() => null), rank];
  return {
    add(pulled) {
      const row = pulledRow(pulled);
      for (let at = 0; at < COLUMNS.length; at += 1) values[at] = row[COLUMNS[at]!];
      const serial = Number(insert.run(values).lastInsertRowid);
      if (row.cards !== null) for (const card of cardsOf(row)) insertCard.run(card, serial);
      words.add(searchRowId(serial, rank), pulled.words ?? wordsOf(row, seal()));
      digest.addHash(hashRow(memberText(row)));
    },
    finish() {
      for (const [place, { sql }] of indexes.entries()) {
        onIndex(place / (indexes.length + 1));
        db.exec(sql);
      }
      onIndex(indexes.length / (indexes.length + 1));
      words.finish();
      onIndex(1);
      saveDigest.run(digest.hex());
      return digest.hex();
    },
  };
}
