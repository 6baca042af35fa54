import type { ImportFileError } from '../../domain/import-error.ts';
import type { Result } from '../../domain/result.ts';
import { type ProductColumns, readProductHeader } from './product-columns.ts';
import { openTableFile, type TableFile } from './table-file.ts';

/** A catalogue file whose header has been understood. */
export type ProductFile = TableFile<ProductColumns>;

/** Opens a catalogue in CSV or CSV.gz. */
export function openProductFile(path: string): Promise<Result<ProductFile, ImportFileError>> {
  return openTableFile(path, readProductHeader);
}
