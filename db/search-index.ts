import type { Database } from 'better-sqlite3';
import type { SearchTerm } from '../domain/search-terms.ts';

/** A document as the index keeps it. */
export interface IndexedDocument {
  /** The document's own number, from 0 to 2^32 - 1. */
  readonly number: number;
  /** How many times it was sold or seen, as `searchRank` folds it. */
  readonly rank: number;
  /** From `indexTokens`. */
  readonly tokens: readonly string[];
}

/** Full-text search over one FTS5 table; every method runs in the caller's transaction. */
export interface SearchIndex {
  /** Adds documents that are not in the index. Far faster together than one by one. */
  add(documents: readonly IndexedDocument[]): void;
  /** Takes out a document, under the rank it was added with; nothing happens when it is not there. */
  remove(number: number, rank: number): void;
  /** The numbers of the first `limit` documents that have every term: whole words first, each by rank. */
  search(terms: readonly SearchTerm[], limit: number): number[];
  /** Rewrites the index without what was removed: after a bulk import. */
  optimize(): void;
  /**
   * The same in pieces of about so many pages, so that somebody who waits is served in between; after an erasure nothing of
   * what was removed is left once this has answered true.
   */
  sweep(pages: number): boolean;
}

const DOCUMENTS_PER_RANK = 2 ** 32;
const WORST_RANK = 63;
/** The longest of the prefix lists of articles. */
const PREFIX_LENGTH = 6;

/** The order that search streams in: 63 for what was never sold, one less for each doubling of its count. */
export function searchRank(soldCount: number): number {
  return WORST_RANK - Math.floor(Math.log2(1 + Math.max(0, soldCount)));
}

/**
 * Opens the index in `table`, which must have been created as
 *
 *     CREATE VIRTUAL TABLE name USING fts5 (
 *       tokens, content = '', contentless_delete = 1, detail = none,
 *       tokenize = "ascii tokenchars '#'", prefix = '1 2 3 4 5 6'
 *     );
 *
 * The row id is the rank followed by the document's number: FTS5 yields rows in the order of their ids, so the first
 * twenty are the twenty most sold and nothing is ever sorted. The `ascii` tokenizer keeps every character beyond
 * ASCII, where `unicode61` drops those younger than its tables (rare characters of names among them).
 * The prefix lists make a partly typed word one list to walk; without them FTS5 merges all words that begin with it.
 * `prefixLength` is the longest of them; shorter ones take less room, where words that begin alike that far are few.
 */
export function createSearchIndex(db: Database, table: string, prefixLength = PREFIX_LENGTH): SearchIndex {
  if (!/^[a-z_]+$/.test(table)) throw new Error(`${table} is not the name of a search table`);
  const insert = db.prepare<[number, string]>(`INSERT INTO ${table} (rowid, tokens) VALUES (?, ?)`);
  const remove = db.prepare<[number]>(`DELETE FROM ${table} WHERE rowid = ?`);
  const optimize = db.prepare(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
  const merge = db.prepare<[number]>(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`);
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const match = db
    .prepare<[string, number], number>(
      `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid LIMIT ?`,
    )
    .pluck();

  return {
    add(documents) {
      // FTS5 writes out what it holds in memory whenever a row id goes back.
      const rows = documents.map(({ number, rank, tokens }) => ({ id: searchRowId(number, rank), tokens }));
      rows.sort((a, b) => a.id - b.id);
      for (const { id, tokens } of rows) insert.run(id, tokens.join(' '));
    },
    remove(number, rank) {
      remove.run(searchRowId(number, rank));
    },
    search(terms, limit) {
      const found = new Set<number>();
      // One term that nothing begins with settles it; FTS5 would gather the documents of the others first.
      if (
        !terms.every((term) => match.get(matchTerm(shortenTerm(term, prefixLength), true), 1) !== undefined)
      )
        return [];
      for (const expression of matchExpressions(terms)) {
        // As many as the limit, as those found already may come again ahead of new ones.
        for (const id of match.all(expression, limit)) {
          if (found.size < limit) found.add(id % DOCUMENTS_PER_RANK);
        }
        if (found.size === limit) break;
      }
      return [...found];
    },
    optimize() {
      optimize.run();
    },
    sweep(pages) {
      // FTS5's manual: a negative number of pages also merges what is one segment already; no work is less than 2 changes.
      const before = changes.get()!;
      merge.run(-pages);
      return changes.get()! - before < 2;
    },
  };
}

/** Where the index has a document: its rank, then its number. */
export function searchRowId(number: number, rank: number): number {
  if (!Number.isInteger(number) || number < 0 || number >= DOCUMENTS_PER_RANK) {
    throw new RangeError(`${number} is not a document number`);
  }
  if (!Number.isInteger(rank) || rank < 0 || rank > WORST_RANK) throw new RangeError(`${rank} is not a rank`);
  return rank * DOCUMENTS_PER_RANK + number;
}

/** What to ask, in turn: every term as a whole token, then as the start of one. None for no terms. */
function matchExpressions(terms: readonly SearchTerm[]): string[] {
  if (terms.length === 0) return [];
  const whole = terms.map((term) => matchTerm(term, false)).join(' AND ');
  const started = terms.map((term) => matchTerm(term, true)).join(' AND ');
  return whole === started ? [started] : [whole, started];
}

/**
 * Terms hold only letters, digits and marks, so quoting cannot be broken out of. A single letter is always the start of
 * something: as a whole token it would put names that end in that syllable above those that begin with it. So are
 * digits that may end a code.
 */
function matchTerm({ text, codeEnd }: SearchTerm, asPrefix: boolean): string {
  if (codeEnd !== null) return `("${text}"* OR "${codeEnd}"*)`;
  const isStart = asPrefix || [...text].length === 1;
  return `"${text}"${isStart ? '*' : ''}`;
}

/** The term as far as the prefix lists reach, so that it is looked up and not gathered. */
function shortenTerm({ text, codeEnd }: SearchTerm, length: number): SearchTerm {
  return {
    text: [...text].slice(0, length).join(''),
    codeEnd: codeEnd && codeEnd.slice(0, length),
  };
}
