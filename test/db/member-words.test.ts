import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { indexWords, indexWordsBeside, type MemberWords } from '../../db/member-words.ts';
import { migrate, readMigrations } from '../../db/migrate.ts';

/** More than one piece for the thread. */
const MEMBERS = 5_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-words-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function openBooks(name: string): Database.Database {
  const db = new Database(join(folder, name));
  migrate(db, readMigrations(), () => undefined);
  return db;
}

/** What is found, by those who open the books after the words are in them. */
async function foundAfter(name: string, begin: (db: Database.Database) => MemberWords): Promise<unknown[]> {
  const db = openBooks(name);
  db.exec('BEGIN');
  const words = begin(db);
  for (let row = 1; row <= MEMBERS; row += 1)
    words.add(row, `lin${row % 7} ${row % 2 ? '刘超' : 'ann'} u${row}`);
  words.finish();
  db.exec('COMMIT');
  await words.stop();
  db.close();
  const again = new Database(join(folder, name));
  const match = again
    .prepare('SELECT rowid FROM member_search WHERE member_search MATCH ? ORDER BY rowid')
    .pluck();
  const found = ['lin3', 'lin*', '"刘超"', 'u4999', 'u49*', 'ann AND lin6', 'nobody'].map((text) =>
    match.all(text),
  );
  again.exec(`INSERT INTO member_search (member_search) VALUES ('integrity-check')`);
  const settings = again.prepare('SELECT * FROM member_search_config').all();
  again.prepare('INSERT INTO member_search (rowid, tokens) VALUES (?, ?)').run(MEMBERS + 1, 'lin3 late');
  const late = match.all('late');
  again.close();
  return [...found, settings, late];
}

test('words that a thread indexes are found as those that are indexed at once, also with others after them', async () => {
  const beside = await foundAfter('beside.db', (db) => indexWordsBeside(db, join(folder, 'words.db')));
  expect(beside).toEqual(await foundAfter('plain.db', indexWords));
  expect(beside.at(-1)).toEqual([MEMBERS + 1]);
  expect(beside[1]).toHaveLength(MEMBERS);
});

test('a thread that cannot write says what for', async () => {
  const db = openBooks('books.db');
  const words = indexWordsBeside(db, join(folder, 'nowhere', 'words.db'));
  words.add(1, 'ann');
  let thrown: unknown;
  try {
    words.finish();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ message: expect.stringContaining('directory') as string });
  await words.stop();
  db.close();
});
