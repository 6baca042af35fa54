import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ArticleBatch } from '../../db/catalogue.ts';
import type { Article } from '../../domain/article.ts';
import { findInStoreRule, type InStoreRule } from '../../domain/barcode/in-store-rule.ts';
import { readInStoreCode } from '../../domain/barcode/in-store-code.ts';
import { currencyDigits } from '../../domain/currency.ts';
import type { ImportRowError } from '../../domain/import-error.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import type { Language } from '../../domain/text/language.ts';
import type { CsvRow } from '../import/csv-rows.ts';
import { openProductFile } from '../import/product-file.ts';
import { readProductRow, type ProductRow } from '../import/product-row.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';

/** A row that was left out, as it stood in the file, and why. */
export interface RejectedRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly error: ImportRowError;
}

export interface ImportSummary {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedRow[];
  readonly ignoredColumns: readonly string[];
}

/** How many articles one import may hold in memory before it is written in one commit. */
const ROWS_MAX = 1_000_000;

interface AcceptedRow {
  readonly row: CsvRow;
  readonly article: Article;
}

/**
 * Imports a catalogue file: the good rows go in, all in one commit with one entry, the bad ones are returned with their
 * reasons. A file that is broken as a whole changes nothing; importing the same file again changes nothing.
 */
export async function importProducts(
  register: Register,
  path: string,
  language: Language,
  onProgress: (step: 'read' | 'write', done: number, total: number) => void = () => undefined,
  approval: Approval = {},
): Promise<Result<ImportSummary>> {
  const authorized = authorize(register, 'catalogue-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const file = await openProductFile(path);
  if (!file.ok)
    return fail({ code: 'import-file-invalid', detail: describeImportError(file.error, language) });
  const { columns, blocks } = file.value;
  const digits = currencyDigits(register.settings.shop.currency);
  const firstLines = new Map<string, number>();
  const accepted: AcceptedRow[] = [];
  const rejected: RejectedRow[] = [];
  for await (const block of blocks) {
    if (!block.ok)
      return fail({ code: 'import-file-invalid', detail: describeImportError(block.error, language) });
    for (const row of block.value) {
      const read = readRow(
        row,
        firstLines,
        () => readProductRow(row.cells, columns, digits),
        register.settings.inStoreRules,
      );
      if (read.ok) accepted.push({ row, article: read.value });
      else rejected.push({ line: row.line, cells: row.cells, error: read.error });
    }
    const rows = accepted.length + rejected.length;
    if (accepted.length > ROWS_MAX)
      return fail({
        code: 'import-file-invalid',
        detail: describeImportError({ code: 'file-too-many-rows', max: ROWS_MAX }, language),
      });
    onProgress('read', rows, rows);
  }
  const rows = accepted.length + rejected.length;
  const fileSha256 = await sha256Of(path);
  const counts = writeAll(register, accepted, rejected, { fileName: basename(path), fileSha256 }, onProgress);
  return ok({
    rows,
    ...counts,
    rejected,
    ignoredColumns: columns.ignored,
  });
}

function readRow(
  row: CsvRow,
  firstLines: Map<string, number>,
  read: () => Result<ProductRow, ImportRowError>,
  rules: readonly InStoreRule[],
): Result<Article, ImportRowError> {
  const product = read();
  if (!product.ok) return product;
  const { code, barcodes, priceE4 } = product.value;
  const firstLine = firstLines.get(code);
  if (firstLine !== undefined) return fail({ code: 'row-code-twice', value: code, firstLine });
  firstLines.set(code, row.line);
  for (const barcode of barcodes) {
    const ruleId = labelRuleOf(barcode, rules);
    if (ruleId !== null) return fail({ code: 'row-barcode-is-label', barcode, ruleId });
  }
  return ok({ ...product.value, barcodes: [...barcodes].sort(), priceE4: priceE4 ?? 0, isActive: true });
}

/** A label with a weight or price in it is not an article's barcode, but its form with the value zeroed is. */
function labelRuleOf(gtin14: string, rules: readonly InStoreRule[]): string | null {
  for (const length of [13, 8]) {
    const digits = gtin14.slice(14 - length);
    if (gtin14.length !== 14 || !/^0*$/.test(gtin14.slice(0, 14 - length))) continue;
    const rule = findInStoreRule(rules, digits);
    if (!rule) continue;
    const reading = readInStoreCode(rule, digits);
    const isBase = reading.ok && reading.value.kind === 'in-store' && reading.value.baseGtin14 === gtin14;
    return isBase ? null : rule.id;
  }
  return null;
}

function writeAll(
  register: Register,
  accepted: readonly AcceptedRow[],
  rejected: RejectedRow[],
  file: { readonly fileName: string; readonly fileSha256: string },
  onProgress: (step: 'write', done: number, total: number) => void,
): { added: number; changed: number; unchanged: number } {
  return register.store.commit((writer) => {
    const batch = writer.catalogue.begin();
    const counts = saveRows(batch, accepted, rejected, onProgress);
    const digest = batch.finish();
    if (counts.added + counts.changed > 0) {
      const payload = {
        ...file,
        addedCount: counts.added,
        changedCount: counts.changed,
        unchangedCount: counts.unchanged,
        rejectedCount: rejected.length,
        digest,
      };
      writer.record({ type: 'catalogue.imported', payload }, entryContext(register));
    }
    return counts;
  });
}

const PROGRESS_EVERY = 5_000;

function saveRows(
  batch: ArticleBatch,
  accepted: readonly AcceptedRow[],
  rejected: RejectedRow[],
  onProgress: (step: 'write', done: number, total: number) => void,
): { added: number; changed: number; unchanged: number } {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  // A barcode may be taken only until the row comes that takes it from its article: what is refused waits for that row.
  const waiting = new Map<string, AcceptedRow[]>();
  const queue = [...accepted];
  for (const [index, entry] of queue.entries()) {
    const saved = batch.save(entry.article);
    if (typeof saved === 'string') {
      counts[saved] += 1;
      queue.push(...(waiting.get(entry.article.code) ?? []));
      waiting.delete(entry.article.code);
    } else {
      const others = waiting.get(saved.conflict);
      if (others) others.push(entry);
      else waiting.set(saved.conflict, [entry]);
    }
    if (index % PROGRESS_EVERY === 0) onProgress('write', Math.min(index, accepted.length), accepted.length);
  }
  for (const [other, refused] of waiting) {
    for (const { row } of refused) {
      rejected.push({ line: row.line, cells: row.cells, error: { code: 'row-barcode-taken', other } });
    }
  }
  onProgress('write', accepted.length, accepted.length);
  return counts;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
