import type { Database } from 'better-sqlite3';

/** The tax codes that articles name, whether the shop has them or not. Reads every article: for settings, not for sales. */
export function readArticleTaxCodes(db: Database): Set<string> {
  const codes = db
    .prepare<[], string>('SELECT DISTINCT tax_code FROM article WHERE tax_code IS NOT NULL')
    .pluck();
  return new Set(codes.all());
}
