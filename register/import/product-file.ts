import type { ImportFileError } from '../../domain/import-error.ts';
import type { TableFile } from '../../domain/import/table-file.ts';
import type { Result } from '../../domain/result.ts';
import { type ProductColumns, readProductHeader } from '../../domain/import/product-columns.ts';
import { openTableFile } from './table-file.ts';

/** A catalogue file whose header has been understood. */
export type ProductFile = TableFile<ProductColumns>;

/** Opens a catalogue in CSV or CSV.gz. */
export function openProductFile(path: string): Promise<Result<ProductFile, ImportFileError>> {
  return openTableFile(path, readProductHeader);
}
