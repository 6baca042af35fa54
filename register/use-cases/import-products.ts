import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ArticleBatch } from '../../db/catalogue-writer.ts';
import type { Article } from '../../domain/article.ts';
import { currencyDigits } from '../../domain/currency.ts';
import type { ImportFileError, ImportRowError } from '../../domain/import-error.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import type { Language } from '../../domain/text/language.ts';
import { readArticleRow } from '../../domain/import/article-row.ts';
import type { CsvRow } from '../../domain/import/csv-rows.ts';
import { openProductFile } from '../import/product-file.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';

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

/** How an import goes: by default all at once, which is fastest and one entry. */
export interface ImportPace {
  /** Rows a commit; a till that is selling takes small ones, because a scan waits for as long as a commit takes. */
  readonly sliceRows: number;
  readonly onProgress: (step: 'read' | 'write', done: number, total: number) => void;
}

interface AcceptedRow {
  readonly row: CsvRow;
  readonly article: Article;
}

/**
 * Imports a catalogue file: the good rows go in, the bad ones are returned with their
 * reasons. A file that is broken as a whole changes nothing; importing the same file again changes nothing.
 */
export async function importProducts(
  register: Register,
  path: string,
  language: Language,
  pace: Partial<ImportPace> = {},
  approval: Approval = {},
): Promise<Result<ImportSummary>> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const { sliceRows = ROWS_MAX, onProgress = () => undefined } = pace;
  const authorized = authorize(register, 'catalogue-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const read = await readFile(register, path, onProgress);
  if (!read.ok)
    return fail({ code: 'import-file-invalid', detail: describeImportError(read.error, language) });
  const { accepted, rejected, ignoredColumns } = read.value;
  const rows = accepted.length + rejected.length;
  const source = { fileName: basename(path), fileSha256: await sha256Of(path) };
  const counts = await writeAll(register, accepted, rejected, source, { sliceRows, onProgress });
  return ok({ rows, ...counts, rejected, ignoredColumns });
}

interface FileRows {
  readonly accepted: AcceptedRow[];
  readonly rejected: RejectedRow[];
  readonly ignoredColumns: readonly string[];
}

/** The whole file is read before anything is written: a fault at its end must take back nothing. */
async function readFile(
  register: Register,
  path: string,
  onProgress: ImportPace['onProgress'],
): Promise<Result<FileRows, ImportFileError>> {
  const file = await openProductFile(path);
  if (!file.ok) return file;
  const { columns, blocks } = file.value;
  const { shop, inStoreRules } = register.settings;
  const digits = currencyDigits(shop.currency);
  const firstLines = new Map<string, number>();
  const accepted: AcceptedRow[] = [];
  const rejected: RejectedRow[] = [];
  for await (const block of blocks) {
    if (!block.ok) return block;
    for (const row of block.value) {
      const read = readArticleRow(row, columns, digits, firstLines, inStoreRules);
      if (read.ok) accepted.push({ row, article: read.value });
      else rejected.push({ line: row.line, cells: row.cells, error: read.error });
    }
    if (accepted.length > ROWS_MAX) return fail({ code: 'file-too-many-rows', max: ROWS_MAX });
    const rows = accepted.length + rejected.length;
    onProgress('read', rows, rows);
  }
  return ok({ accepted, rejected, ignoredColumns: columns.ignored });
}

interface Counts {
  added: number;
  changed: number;
  unchanged: number;
}

/**
 * Writes the rows in slices, each a commit with its own entry, and lets whoever waits at the till go first in between.
 * With one slice the whole file is one commit and one entry. A slice that changed nothing leaves no entry.
 */
async function writeAll(
  register: Register,
  accepted: readonly AcceptedRow[],
  rejected: RejectedRow[],
  file: { readonly fileName: string; readonly fileSha256: string },
  { sliceRows, onProgress }: ImportPace,
): Promise<Counts> {
  const counts: Counts = { added: 0, changed: 0, unchanged: 0 };
  const waiting: Waiting = new Map();
  const refusedInFile = rejected.length;
  for (let from = 0; from < accepted.length; from += sliceRows) {
    const slice = accepted.slice(from, from + sliceRows);
    const isLast = from + sliceRows >= accepted.length;
    register.store.commit((writer) => {
      const batch = writer.catalogue.begin(slice.length);
      const written = saveRows(batch, slice, waiting, (done) =>
        onProgress('write', from + done, accepted.length),
      );
      const digest = batch.finish();
      if (isLast) rejectWaiting(waiting, rejected);
      if (written.added + written.changed > 0) {
        const payload = {
          ...file,
          addedCount: written.added,
          changedCount: written.changed,
          unchangedCount: written.unchanged,
          rejectedCount: isLast ? rejected.length : refusedInFile,
          digest,
        };
        writer.record({ type: 'catalogue.imported', payload }, entryContext(register));
      }
      counts.added += written.added;
      counts.changed += written.changed;
      counts.unchanged += written.unchanged;
    });
    if (!isLast) await new Promise((resolve) => setImmediate(resolve));
  }
  onProgress('write', accepted.length, accepted.length);
  return counts;
}

const PROGRESS_EVERY = 5_000;

/** Rows that wait for another row to give up a barcode, by the code of the article that has it. */
type Waiting = Map<string, AcceptedRow[]>;

function saveRows(
  batch: ArticleBatch,
  slice: readonly AcceptedRow[],
  waiting: Waiting,
  onProgress: (done: number) => void,
): Counts {
  const counts: Counts = { added: 0, changed: 0, unchanged: 0 };
  // A barcode may be taken only until the row comes that takes it from its article: what is refused waits for that row.
  const queue = [...slice];
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
    if (index % PROGRESS_EVERY === 0) onProgress(Math.min(index, slice.length));
  }
  return counts;
}

function rejectWaiting(waiting: Waiting, rejected: RejectedRow[]): void {
  for (const [other, refused] of waiting) {
    for (const { row } of refused) {
      rejected.push({ line: row.line, cells: row.cells, error: { code: 'row-barcode-taken', other } });
    }
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
