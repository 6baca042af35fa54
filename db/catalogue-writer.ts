import type { Database } from 'better-sqlite3';
import type { Article } from '../domain/article.ts';
import { foldText } from '../domain/search-text.ts';
import { indexTokens } from '../domain/search-terms.ts';
import { ARTICLE_COLUMNS, articleOf, readDigest, rowText, type ArticleRow } from './article-row.ts';
import { createPinyinReadings } from '../seal/pinyin-readings.ts';
import { createSetDigest, EMPTY_DIGEST, type SetDigest } from '../seal/set-digest.ts';
import { createSearchIndex, searchRank, type IndexedDocument } from './search-index.ts';

/** Saving several articles: what became of each, by place, and then the digest. */
export interface ArticleBatch {
  save(article: Article): 'added' | 'changed' | 'unchanged' | { readonly conflict: string };
  /** Takes an article out, with its barcodes and search words; false where it is not there. */
  remove(code: string): boolean;
  finish(): string;
}

export interface CatalogueWriter {
  /** Begins saving articles in this commit, about so many (1); `finish` writes their search entries and returns the digest. */
  begin(expectedCount?: number): ArticleBatch;
  /** Takes every article out, with what it is found by. */
  clear(): void;
  /** Counts units sold and moves what became more popular up in the search. */
  countSold(soldByCode: ReadonlyMap<string, number>): void;
}

/** How many articles wait to be indexed together: more take memory, fewer make the index write more. */
const DOCUMENTS_MAX = 10_000;
/** From how many articles on it pays to build indexes at the end. */
const BULK_MIN = 5_000;

const readings = createPinyinReadings();

export function catalogueWriter(db: Database): CatalogueWriter {
  const index = createSearchIndex(db, 'article_search');
  const saveDigest = db.prepare(
    `INSERT INTO reference_digest (name, digest) VALUES ('article', ?)
     ON CONFLICT (name) DO UPDATE SET digest = excluded.digest`,
  );
  const indexedRank = db
    .prepare<[number], number>('SELECT indexed_rank FROM article_popularity WHERE article = ?')
    .pluck();
  const rankOf = (number: number) => indexedRank.get(number) ?? searchRank(0);
  const saveRow = articleSaver(db);
  const removeRow = articleRemover(db);
  return {
    begin(expectedCount = 1) {
      const rebuildIndexes = expectedCount >= BULK_MIN ? dropIndexesOfEmpty(db) : null;
      const digest = createSetDigest(readDigest(db));
      const documents = new Map<number, IndexedDocument>();
      const indexDocuments = () => {
        index.add([...documents.values()]);
        documents.clear();
      };
      return {
        save(article) {
          const saved = saveRow(article, digest);
          if (typeof saved === 'string' || 'conflict' in saved) return saved;
          const rank = saved.wasThere ? rankOf(saved.number) : searchRank(0);
          if (saved.wasThere) index.remove(saved.number, rank);
          if (article.isActive) documents.set(saved.number, documentOf(article, saved.number, rank));
          else documents.delete(saved.number);
          if (documents.size === DOCUMENTS_MAX) indexDocuments();
          return saved.wasThere ? 'changed' : 'added';
        },
        remove(code) {
          const removed = removeRow(code, digest);
          if (!removed) return false;
          if (!documents.delete(removed.number)) index.remove(removed.number, removed.rank ?? searchRank(0));
          return true;
        },
        finish() {
          indexDocuments();
          rebuildIndexes?.();
          saveDigest.run(digest.hex());
          return digest.hex();
        },
      };
    },
    clear() {
      for (const table of ['article', 'article_barcode', 'article_popularity'])
        db.exec(`DELETE FROM ${table}`);
      db.exec(`INSERT INTO article_search (article_search) VALUES ('delete-all')`);
      saveDigest.run(EMPTY_DIGEST);
    },
    countSold: popularityCounter(db, index),
  };
}

/**
 * The first import fills empty tables, where sorting an index once at the end takes a fifth of keeping it sorted row by
 * row. Returns what puts the indexes back, in the same commit; null where there are articles that must be found meanwhile.
 */
function dropIndexesOfEmpty(db: Database): (() => void) | null {
  const isEmpty = db.prepare('SELECT 1 FROM article LIMIT 1').get() === undefined;
  if (!isEmpty) return null;
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema
       WHERE type = 'index' AND tbl_name IN ('article', 'article_barcode') AND sql IS NOT NULL`,
    )
    .all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  return () => {
    for (const { sql } of indexes) db.exec(sql);
  };
}

function documentOf(article: Article, number: number, rank: number): IndexedDocument {
  const names = [article.name, article.brand, article.packSize];
  return {
    number,
    rank,
    tokens: indexTokens({ names, codes: [article.code, ...article.barcodes] }, readings),
  };
}

type SavedRow =
  'unchanged' | { readonly conflict: string } | { readonly number: number; readonly wasThere: boolean };

/** Writes one article with its barcodes. A barcode that another article has is a conflict, and nothing is written. */
function articleSaver(db: Database): (article: Article, digest: SetDigest) => SavedRow {
  const byCode = db.prepare<[string], ArticleRow>(`SELECT ${ARTICLE_COLUMNS} FROM article WHERE code = ?`);
  const owner = db.prepare<[string], number>('SELECT article FROM article_barcode WHERE barcode = ?').pluck();
  const codeOf = db.prepare<[number], string>('SELECT code FROM article WHERE number = ?').pluck();
  const insert = db.prepare(
    `INSERT INTO article (name, name_key, price_e4, floor_price_e4, department, tax_code, unit, brand, pack_size,
       minimum_age, deposit_code, is_active, code)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE article SET name = ?, name_key = ?, price_e4 = ?, floor_price_e4 = ?, department = ?, tax_code = ?, unit = ?,
       brand = ?, pack_size = ?, minimum_age = ?, deposit_code = ?, is_active = ?
     WHERE code = ?`,
  );
  const removeBarcodes = db.prepare('DELETE FROM article_barcode WHERE article = ?');
  const insertBarcode = db.prepare('INSERT INTO article_barcode (barcode, article) VALUES (?, ?)');
  return (article, digest) => {
    const before = byCode.get(article.code);
    const text = rowText(article);
    const textBefore = before ? rowText(articleOf(before)) : null;
    if (textBefore === text) return 'unchanged';
    for (const barcode of article.barcodes) {
      const other = owner.get(barcode);
      if (other !== undefined && other !== before?.number) return { conflict: codeOf.get(other)! };
    }
    const written = (before ? update : insert).run(...columnsOf(article));
    const number = before?.number ?? Number(written.lastInsertRowid);
    if (before) removeBarcodes.run(number);
    for (const barcode of article.barcodes) insertBarcode.run(barcode, number);
    if (textBefore !== null) digest.remove(textBefore);
    digest.add(text);
    return { number, wasThere: before !== undefined };
  };
}

/** Takes one article out; returns what the search knows it by, null where it is not there. */
function articleRemover(
  db: Database,
): (code: string, digest: SetDigest) => { readonly number: number; readonly rank: number | null } | null {
  const byCode = db.prepare<[string], ArticleRow>(`SELECT ${ARTICLE_COLUMNS} FROM article WHERE code = ?`);
  const removeBarcodes = db.prepare('DELETE FROM article_barcode WHERE article = ?');
  const removePopularity = db
    .prepare<[number], number>('DELETE FROM article_popularity WHERE article = ? RETURNING indexed_rank')
    .pluck();
  const remove = db.prepare('DELETE FROM article WHERE number = ?');
  return (code, digest) => {
    const row = byCode.get(code);
    if (!row) return null;
    removeBarcodes.run(row.number);
    const rank = removePopularity.get(row.number) ?? null;
    remove.run(row.number);
    digest.remove(rowText(articleOf(row)));
    return { number: row.number, rank };
  };
}

/** In the order of the statements that insert and update an article: its code last. */
function columnsOf(article: Article): unknown[] {
  return [
    article.name,
    foldText(article.name).trim(),
    article.priceE4,
    article.floorPriceE4,
    article.department,
    article.taxCode,
    article.unit,
    article.brand,
    article.packSize,
    article.minimumAge,
    article.depositCode,
    article.isActive ? 1 : 0,
    article.code,
  ];
}

/** The index holds an article under its rank, so it is only touched when the count has doubled. */
function popularityCounter(
  db: Database,
  index: ReturnType<typeof createSearchIndex>,
): CatalogueWriter['countSold'] {
  const byCode = db.prepare<[string], ArticleRow>(`SELECT ${ARTICLE_COLUMNS} FROM article WHERE code = ?`);
  const count = db.prepare<[number, number, number], { sold_count: number; indexed_rank: number }>(
    `INSERT INTO article_popularity (article, sold_count, indexed_rank) VALUES (?, ?, ?)
     ON CONFLICT (article) DO UPDATE SET sold_count = sold_count + excluded.sold_count
     RETURNING sold_count, indexed_rank`,
  );
  const saveRank = db.prepare('UPDATE article_popularity SET indexed_rank = ? WHERE article = ?');
  return (soldByCode) => {
    const moved: IndexedDocument[] = [];
    for (const [code, sold] of soldByCode) {
      const row = byCode.get(code);
      if (!row) continue;
      const counted = count.get(row.number, sold, searchRank(0))!;
      const rank = searchRank(counted.sold_count);
      if (rank === counted.indexed_rank) continue;
      index.remove(row.number, counted.indexed_rank);
      if (row.is_active === 1) moved.push(documentOf(articleOf(row), row.number, rank));
      saveRank.run(rank, row.number);
    }
    index.add(moved);
  };
}
