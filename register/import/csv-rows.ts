import { csvRows, type CsvRow } from '../../domain/import/csv-rows.ts';
import type { ImportFileError } from '../../domain/import-error.ts';
import type { Result } from '../../domain/result.ts';
import { fileBytes } from './file-bytes.ts';

/** Reads a CSV file, plain or gzip by its content, as `csvRows` reads its bytes. */
export function readCsvRows(path: string): AsyncGenerator<Result<CsvRow[], ImportFileError>> {
  return csvRows(fileBytes(path));
}
