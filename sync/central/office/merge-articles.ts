import type { Article } from '../../../domain/article.ts';
import type { CsvRow } from '../../../domain/import/csv-rows.ts';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import type { RejectedRow } from './import-answer.ts';

interface AcceptedRow {
  readonly row: CsvRow;
  readonly article: Article;
}

interface MergedArticles {
  /** What is new or other than before. */
  readonly saved: readonly Article[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows whose barcode another article has. */
  readonly rejected: readonly RejectedRow[];
}

/**
 * Puts the articles of a file beside those that are there. A barcode belongs to one article; a row that wants another's waits
 * for the row, wherever it is in the file, that takes it from there.
 */
export function mergeArticles(known: readonly Article[], rows: readonly AcceptedRow[]): MergedArticles {
  const byCode = new Map(known.map((article) => [article.code, article]));
  const ownerOf = new Map(
    known.flatMap(({ code, barcodes }) => barcodes.map((each) => [each, code] as const)),
  );
  const waiting = new Map<string, AcceptedRow[]>();
  const saved = new Map<string, Article>();
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const queue = [...rows];
  for (const entry of queue) {
    const { article } = entry;
    const taken = article.barcodes.map((barcode) => ownerOf.get(barcode));
    const other = taken.find((owner) => owner !== undefined && owner !== article.code);
    if (other !== undefined) {
      waiting.set(other, [...(waiting.get(other) ?? []), entry]);
      continue;
    }
    const before = byCode.get(article.code);
    if (before && canonicalJson(before) === canonicalJson(article)) counts.unchanged += 1;
    else {
      counts[before ? 'changed' : 'added'] += 1;
      saved.set(article.code, article);
      byCode.set(article.code, article);
      for (const barcode of before?.barcodes ?? []) ownerOf.delete(barcode);
      for (const barcode of article.barcodes) ownerOf.set(barcode, article.code);
    }
    queue.push(...(waiting.get(article.code) ?? []));
    waiting.delete(article.code);
  }
  const rejected = [...waiting].flatMap(([other, entries]) =>
    entries.map(({ row }) => ({ ...row, error: { code: 'row-barcode-taken' as const, other } })),
  );
  return { saved: [...saved.values()], ...counts, rejected };
}
