import type { Database } from 'better-sqlite3';
import type { Article } from '../domain/article.ts';
import { EMPTY_DIGEST } from '../seal/set-digest.ts';

/** An article as it is stored. */
export interface ArticleRow {
  readonly number: number;
  readonly code: string;
  readonly name: string;
  readonly price_e4: number;
  readonly floor_price_e4: number | null;
  readonly department: string;
  readonly tax_code: string | null;
  readonly unit: 'each' | 'kg';
  readonly brand: string;
  readonly pack_size: string;
  readonly minimum_age: number | null;
  readonly deposit_code: string | null;
  readonly is_active: number;
  /** JSON array, ascending. */
  readonly barcodes: string;
}

export const ARTICLE_COLUMNS = `article.*, (SELECT COALESCE(json_group_array(barcode ORDER BY barcode), '[]')
  FROM article_barcode WHERE article = article.number) AS barcodes`;

export function articleOf(row: ArticleRow): Article {
  return {
    code: row.code,
    name: row.name,
    priceE4: row.price_e4,
    floorPriceE4: row.floor_price_e4,
    department: row.department,
    taxCode: row.tax_code,
    unit: row.unit,
    brand: row.brand,
    packSize: row.pack_size,
    minimumAge: row.minimum_age,
    depositCode: row.deposit_code,
    isActive: row.is_active === 1,
    barcodes: JSON.parse(row.barcodes) as string[],
  };
}

/** The digest that is kept row by row, over all articles. */
export function readDigest(db: Database): string {
  const digest = db.prepare<[], string>(`SELECT digest FROM reference_digest WHERE name = 'article'`).pluck();
  return digest.get() ?? EMPTY_DIGEST;
}

/** What the digest sees of an article, in an order that is part of its format. */
export function rowText(article: Article): string {
  return JSON.stringify([
    article.code,
    article.name,
    article.priceE4,
    article.floorPriceE4,
    article.department,
    article.taxCode,
    article.unit,
    article.brand,
    article.packSize,
    article.minimumAge,
    article.depositCode,
    article.isActive,
    article.barcodes,
  ]);
}
