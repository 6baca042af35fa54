import type { ImportFileError } from '../../domain/import-error.ts';
import { openTable, type TableFile } from '../../domain/import/table-file.ts';
import type { Result } from '../../domain/result.ts';
import { readCsvRows } from './csv-rows.ts';

/** Opens a table in CSV or CSV.gz, to be read as `openTable` says. */
export function openTableFile<Columns>(
  path: string,
  readHeader: (cells: readonly string[]) => Result<Columns, ImportFileError>,
): Promise<Result<TableFile<Columns>, ImportFileError>> {
  return openTable(readCsvRows(path), readHeader);
}
