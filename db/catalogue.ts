import type { Database } from 'better-sqlite3';
import type { Article } from '../domain/article.ts';
import { foldText } from '../domain/search-text.ts';
import { searchTerms } from '../domain/search-terms.ts';
import { ARTICLE_COLUMNS, articleOf, readDigest, rowText, type ArticleRow } from './article-row.ts';
import { createSetDigest } from '../seal/set-digest.ts';
import { createSearchIndex } from './search-index.ts';

export interface CatalogueReader {
  byCode(code: string): Article | null;
  /** By GTIN-14 or another barcode as printed. */
  byBarcode(barcode: string): Article | null;
  /** An exact code, barcode or name first; then what has all the words, most sold first. */
  search(text: string, limit: number): Article[];
  /** Whether an article is sold along with another. */
  isDeposit(code: string): boolean;
  count(): number;
  /** The digest that is kept row by row, over all articles. */
  storedDigest(): string;
  /** The same, computed afresh from every row. */
  computeDigest(): string;
}

export function catalogueReader(db: Database): CatalogueReader {
  const byCode = db.prepare<[string], ArticleRow>(`SELECT ${ARTICLE_COLUMNS} FROM article WHERE code = ?`);
  const byBarcode = db.prepare<[string], ArticleRow>(
    `SELECT ${ARTICLE_COLUMNS} FROM article WHERE number = (SELECT article FROM article_barcode WHERE barcode = ?)`,
  );
  const byName = db.prepare<[string, number], ArticleRow>(
    `SELECT ${ARTICLE_COLUMNS} FROM article WHERE name_key = ? AND is_active = 1 ORDER BY number LIMIT ?`,
  );
  const byNumber = db.prepare<[number], ArticleRow>(
    `SELECT ${ARTICLE_COLUMNS} FROM article WHERE number = ?`,
  );
  const all = db.prepare<[], ArticleRow>(`SELECT ${ARTICLE_COLUMNS} FROM article`);
  const deposit = db
    .prepare<[string], number>('SELECT 1 FROM article WHERE deposit_code = ? LIMIT 1')
    .pluck();
  const count = db.prepare<[], number>('SELECT COUNT(*) FROM article').pluck();
  const index = createSearchIndex(db, 'article_search');
  const find = (row: ArticleRow | undefined) => (row ? articleOf(row) : null);
  return {
    byCode: (code) => find(byCode.get(code)),
    byBarcode: (barcode) => find(byBarcode.get(barcode)),
    search(text, limit) {
      const found = new Map<number, ArticleRow>();
      const add = (row: ArticleRow | undefined) => {
        if (row && row.is_active === 1 && found.size < limit) found.set(row.number, row);
      };
      add(byCode.get(text.trim()));
      add(byBarcode.get(text.trim()));
      byName.all(foldText(text).trim(), limit).forEach(add);
      for (const number of index.search(searchTerms(text), limit)) add(byNumber.get(number));
      return [...found.values()].map(articleOf);
    },
    isDeposit: (code) => deposit.get(code) !== undefined,
    count: () => count.get() ?? 0,
    storedDigest: () => readDigest(db),
    computeDigest() {
      const digest = createSetDigest();
      for (const row of all.iterate()) digest.add(rowText(articleOf(row)));
      return digest.hex();
    },
  };
}
