import type { Database } from 'better-sqlite3';
import { createBasketCounter, NO_PARTNERS, type PartnerCounts } from '../domain/insight/partner-counts.ts';
import type { BoughtArticle } from '../domain/insight/suggestions.ts';

/** A basket of more different articles is a stock order: it says little of what goes together, and takes long to count. */
const BASKET_ARTICLES_MAX = 100;
/** Articles that come after so many others are not counted. */
const ARTICLES_MAX = 100_000;

export interface InsightArticleReader {
  /** What is known of articles, by code; those that were never sold are left out. */
  bought(articleCodes: readonly string[]): BoughtArticle[];
  /** In how many baskets articles were, by number. */
  basketCounts(numbers: readonly number[]): ReadonlyMap<number, number>;
  code(number: number): string | null;
}

export function insightArticleReader(db: Database): InsightArticleReader {
  const article = db.prepare<[string], { number: number; basket_count: number } & PartnerRow>(
    `SELECT number, basket_count, short_by, counts
     FROM insight_article LEFT JOIN insight_partner ON article = number WHERE code = ?`,
  );
  const counts = db.prepare<[string], { number: number; basket_count: number }>(
    `SELECT number, basket_count FROM insight_article WHERE number IN (SELECT value FROM json_each(?))`,
  );
  const code = db.prepare<[number], string>('SELECT code FROM insight_article WHERE number = ?').pluck();
  return {
    bought(articleCodes) {
      const found = articleCodes.map((articleCode) => article.get(articleCode));
      return found.flatMap((row) =>
        row ? [{ number: row.number, basketCount: row.basket_count, partners: partnersOf(row) }] : [],
      );
    },
    basketCounts(numbers) {
      const rows = counts.all(JSON.stringify(numbers));
      return new Map(rows.map((row) => [row.number, row.basket_count]));
    },
    code: (number) => code.get(number) ?? null,
  };
}

interface PartnerRow {
  readonly short_by: number | null;
  readonly counts: Buffer | null;
}

/** Integers are stored as this machine has them, least byte first on every one that the program runs on. */
function partnersOf(row: PartnerRow | undefined): PartnerCounts {
  if (!row?.counts) return NO_PARTNERS;
  const { buffer, byteOffset, byteLength } = row.counts;
  const isAligned = byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0;
  const pairs = isAligned
    ? new Uint32Array(buffer, byteOffset, byteLength / Uint32Array.BYTES_PER_ELEMENT)
    : new Uint32Array(new Uint8Array(row.counts).buffer);
  return { pairs, shortBy: row.short_by ?? 0 };
}

export interface InsightArticleWriter {
  /** Counts the basket of a sale; false for one that is none, or too large. */
  count(articleCodes: readonly string[]): boolean;
  clear(): void;
}

export function insightArticleWriter(db: Database): InsightArticleWriter {
  const numberOf = db.prepare<[string], number>('SELECT number FROM insight_article WHERE code = ?').pluck();
  const last = db.prepare<[], number | null>('SELECT MAX(number) FROM insight_article').pluck();
  const add = db.prepare('INSERT INTO insight_article (number, code, basket_count) VALUES (?, ?, 1)');
  const countUp = db.prepare('UPDATE insight_article SET basket_count = basket_count + 1 WHERE number = ?');
  const read = db.prepare<[number], PartnerRow>(
    'SELECT short_by, counts FROM insight_partner WHERE article = ?',
  );
  const write = db.prepare(
    'INSERT OR REPLACE INTO insight_partner (article, short_by, counts) VALUES (?, ?, ?)',
  );
  const countBasket = createBasketCounter(BASKET_ARTICLES_MAX);

  /** Its number after counting it, or null where there are too many articles. */
  function countArticle(code: string): number | null {
    const known = numberOf.get(code);
    if (known !== undefined) {
      countUp.run(known);
      return known;
    }
    const number = (last.get() ?? 0) + 1;
    if (number > ARTICLES_MAX) return null;
    add.run(number, code);
    return number;
  }

  return {
    count(articleCodes) {
      if (articleCodes.length === 0 || articleCodes.length > BASKET_ARTICLES_MAX) return false;
      const counted = articleCodes.map(countArticle).filter((number) => number !== null);
      const numbers = counted.sort((a, b) => a - b);
      if (numbers.length === 1) return true;
      for (const number of numbers) {
        const { pairs, shortBy } = countBasket(partnersOf(read.get(number)), numbers, number);
        write.run(number, shortBy, Buffer.from(pairs.buffer, pairs.byteOffset, pairs.byteLength));
      }
      return true;
    },
    clear: () => void db.exec('DELETE FROM insight_partner; DELETE FROM insight_article'),
  };
}
