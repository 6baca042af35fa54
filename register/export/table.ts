import { exportText, type ExportTextKey } from '../../domain/text/export-text.ts';
import type { Language } from '../../domain/text/language.ts';
import type { WriteRow } from './export-file.ts';

/** Called now and then with how far it is. */
export type OnRows = (done: number, total: number) => void;

type Cell = string | number | null;
/** A table's columns in order: what each is called, and what a row has in it. */
export type Columns<Row> = readonly (readonly [title: ExportTextKey, cell: (row: Row) => Cell])[];

const PROGRESS_EVERY = 2_048;

/** Writes the head and a line for each row; `total` is at most how many there are to look at. */
export function writeTable<Row>(
  columns: Columns<Row>,
  rows: Iterable<Row>,
  total: number,
  language: Language,
  write: WriteRow,
  onRows: OnRows,
): void {
  write(columns.map(([title]) => exportText[language][title]));
  let done = 0;
  for (const row of rows) {
    write(columns.map(([, cell]) => cell(row)));
    done += 1;
    if (done % PROGRESS_EVERY === 0) onRows(done, total);
  }
}
