import Database from 'better-sqlite3';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import {
  FAILED,
  FINISHED,
  OUTCOME,
  PIECES,
  type WordsFault,
  type WordsPiece,
  type WordsTask,
} from './member-words.ts';

// The program of the thread that `member-words.ts` starts. Nothing of it is kept where it ends before it has finished.

const task = workerData as WordsTask & { readonly errors: MessagePort };
const { path, createSql, settings, state, errors } = task;

orFail(() => {
  const db = new Database(path);
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.exec(createSql);
  const set = db.prepare('INSERT INTO member_search (member_search, rank) VALUES (?, ?)');
  // A number alone would be bound as a fraction, which is no setting.
  for (const [name, value] of settings) set.run(name, BigInt(value));
  const insert = db.prepare('INSERT INTO member_search (rowid, tokens) VALUES (?, ?)');
  db.exec('BEGIN');
  parentPort!.on('message', (piece: WordsPiece | null) => {
    orFail(() => {
      if (piece) takeIn(piece, insert);
      else finish(db);
    });
  });
});

function takeIn(piece: WordsPiece, insert: Database.Statement): void {
  for (const [rowId, words] of piece) insert.run(rowId, words);
  Atomics.add(state, PIECES, 1);
  Atomics.notify(state, PIECES);
}

function finish(db: Database.Database): void {
  db.exec('COMMIT');
  db.close();
  end(FINISHED);
}

/** Whoever waits for the thread hears what it met with from their own call. */
function orFail(work: () => void): void {
  try {
    work();
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : null;
    errors.postMessage({ message: String(error), code } satisfies WordsFault);
    end(FAILED);
  }
}

function end(outcome: number): void {
  Atomics.store(state, OUTCOME, outcome);
  Atomics.notify(state, OUTCOME);
  Atomics.notify(state, PIECES);
  parentPort!.close();
}
