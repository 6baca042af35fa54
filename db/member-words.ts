import Sqlite, { type Database } from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** What finds many new members, on its way into the search index of books that have none. */
export interface MemberWords {
  add(rowId: number, words: string): void;
  /** Has all of them in the index; until then nothing is found. Throws what the thread met with. */
  finish(): void;
  /** Ends the thread, whatever it was at, so that its file is nobody's any more. */
  stop(): Promise<void>;
}

/** What the thread is started with. */
export interface WordsTask {
  /** Where it makes books of its own. */
  readonly path: string;
  /** The index's own statement. */
  readonly createSql: string;
  /** Its settings, by name. */
  readonly settings: readonly (readonly [name: string, value: number])[];
  /** How many pieces it has taken in, then `FINISHED` or `FAILED`. */
  readonly state: Int32Array<SharedArrayBuffer>;
}

/** What went wrong in the thread; `code` is SQLite's. */
export interface WordsFault {
  readonly message: string;
  readonly code: string | null;
}

export type WordsPiece = readonly (readonly [rowId: number, words: string])[];

export const PIECES = 0;
export const OUTCOME = 1;
export const FINISHED = 1;
export const FAILED = 2;

const PROGRAM = fileURLToPath(new URL(`./member-words-thread${extname(import.meta.url)}`, import.meta.url));
const PIECE_ROWS = 2_000;
/** So many pieces wait for the thread at most: some twenty megabytes. */
const PIECES_AHEAD_MAX = 50;
/** How long a piece, or the end, may take on a slow disk. */
const SILENCE_MAX_MS = 120_000;
const TABLES = ['data', 'idx', 'docsize'];

/** Indexes words as they come, in the caller's thread. */
export function indexWords(db: Database): MemberWords {
  // In order of its row ids, because they are new and have one rank: it need not be sorted.
  const insert = db.prepare('INSERT INTO member_search (rowid, tokens) VALUES (?, ?)');
  return {
    add: (rowId, words) => void insert.run(rowId, words),
    finish: () => undefined,
    stop: () => Promise.resolve(),
  };
}

/**
 * Indexes words in another thread, beside whoever writes the members: it is a quarter of the work of filling books. The thread
 * makes books of its own at `path`, whose tables are copied at the end. `db` must be closed before it searches.
 */
export function indexWordsBeside(db: Database, path: string): MemberWords {
  rmSync(path, { force: true });
  const state = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const task: WordsTask = { path, createSql: createSqlOf(db), settings: settingsOf(db), state };
  const { port1: port, port2: errors } = new MessageChannel();
  const thread = new Worker(PROGRAM, { workerData: { ...task, errors }, transferList: [errors] });
  thread.unref();
  port.unref();
  let piece: [number, string][] = [];
  let sent = 0;

  function waitFor(place: number, known: number): void {
    const waited = Atomics.wait(state, place, known, SILENCE_MAX_MS);
    if (waited === 'timed-out') throw new Error('the thread that indexes words says nothing any more');
  }

  function send(): void {
    thread.postMessage(piece satisfies WordsPiece);
    piece = [];
    sent += 1;
    for (;;) {
      const taken = Atomics.load(state, PIECES);
      if (sent - taken <= PIECES_AHEAD_MAX || Atomics.load(state, OUTCOME) === FAILED) return;
      waitFor(PIECES, taken);
    }
  }

  return {
    add(rowId, words) {
      piece.push([rowId, words]);
      if (piece.length === PIECE_ROWS) send();
    },
    finish() {
      if (piece.length > 0) send();
      thread.postMessage(null);
      while (Atomics.load(state, OUTCOME) === 0) {
        const taken = Atomics.load(state, PIECES);
        if (taken === sent) waitFor(OUTCOME, 0);
        else waitFor(PIECES, taken);
      }
      if (Atomics.load(state, OUTCOME) === FAILED) throw faultOf(port);
      takeTables(db, path);
    },
    async stop() {
      await thread.terminate();
    },
  };
}

function faultOf(port: MessagePort): Error {
  const { message, code } = (receiveMessageOnPort(port) as { readonly message: WordsFault }).message;
  return code === null ? new Error(message) : new Sqlite.SqliteError(message, code);
}

function createSqlOf(db: Database): string {
  return db.prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE name = 'member_search'`).pluck().get()!;
}

function settingsOf(db: Database): [string, number][] {
  return db
    .prepare<[], [string, number]>(`SELECT k, v FROM member_search_config WHERE k <> 'version'`)
    .raw()
    .all();
}

/** The index's own tables, which SQLite lets nobody write unless it is told that they know what they do. */
function takeTables(db: Database, path: string): void {
  db.prepare('ATTACH ? AS words').run(path);
  db.unsafeMode(true);
  try {
    for (const table of TABLES) {
      db.exec(`DELETE FROM main.member_search_${table}`);
      db.exec(`INSERT INTO main.member_search_${table} SELECT * FROM words.member_search_${table}`);
    }
  } finally {
    db.unsafeMode(false);
  }
}
