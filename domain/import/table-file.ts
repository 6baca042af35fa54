import type { ImportFileError } from '../import-error.ts';
import { fail, ok, type Result } from '../result.ts';
import type { CsvRow } from './csv-rows.ts';

/** A file whose header has been understood. */
export interface TableFile<Columns> {
  readonly columns: Columns;
  /** The rows after the header, block by block; an error of the whole file is the last thing yielded. */
  readonly blocks: AsyncGenerator<Result<CsvRow[], ImportFileError>>;
}

/**
 * Reads the header of a table, `blocks` being all of it. The rows are read as `blocks` is, so a file of any length takes little memory; a fault
 * further down shows only then, so what came before it must be taken back.
 */
export async function openTable<Columns>(
  blocks: AsyncGenerator<Result<CsvRow[], ImportFileError>>,
  readHeader: (cells: readonly string[]) => Result<Columns, ImportFileError>,
): Promise<Result<TableFile<Columns>, ImportFileError>> {
  for (let next = await blocks.next(); !next.done; next = await blocks.next()) {
    if (!next.value.ok) return next.value;
    const [header, ...rows] = next.value.value;
    if (!header) continue;
    const columns = readHeader(header.cells);
    if (!columns.ok) {
      await blocks.return(undefined);
      return columns;
    }
    return ok({ columns: columns.value, blocks: continueBlocks(rows, blocks) });
  }
  return fail({ code: 'file-empty' });
}

async function* continueBlocks(
  first: CsvRow[],
  rest: AsyncGenerator<Result<CsvRow[], ImportFileError>>,
): AsyncGenerator<Result<CsvRow[], ImportFileError>> {
  yield ok(first);
  yield* rest;
}
