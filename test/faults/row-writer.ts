/**
 * The smallest program that makes a promise: inserts rows one transaction each and acknowledges every one after its
 * commit. Arguments: data folder, acknowledgement file, number of rows, `FULL` or `NORMAL` synchronisation.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** More than a page, so that a row spans several sectors and several frames of the write-ahead log. */
const ROW_BYTES = 5_000;
const CHECKPOINT_PAGES = 60;

const [folder = '', acknowledgements = '', count = '', synchronous = ''] = process.argv.slice(2);
if (synchronous !== 'FULL' && synchronous !== 'NORMAL') {
  throw new Error('usage: row-writer FOLDER ACKNOWLEDGEMENTS COUNT FULL|NORMAL');
}
const database = new Database(join(folder, 'rows.db'));
database.pragma('journal_mode = WAL');
database.pragma(`synchronous = ${synchronous}`);
database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
database.exec('CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, content BLOB NOT NULL)');
const insert = database.prepare('INSERT INTO row (content) VALUES (zeroblob(?))');
for (let written = 0; written < Number(count); written++) {
  const { lastInsertRowid } = insert.run(ROW_BYTES);
  appendFileSync(acknowledgements, `${lastInsertRowid}\n`);
}
database.close();
