import type { ImportFileError } from '../../domain/import-error.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CsvRow } from '../../domain/import/csv-rows.ts';
import { openTableFile } from './table-file.ts';

const ROWS_MAX = 5_000_000;

/** A file that was read whole. */
export interface PackedRows<Columns> {
  readonly columns: Columns;
  readonly rowCount: number;
  /** Blocks of rows. */
  readonly packed: PackedBlock[];
}

/** Rows as JSON in UTF-8: a million of them take a tenth of the room that they take as objects. */
export type PackedBlock = Uint8Array<ArrayBuffer>;

/** Reads a whole table before anything is written, because a fault at its end must take back nothing. */
export async function packRows<Columns>(
  path: string,
  readHeader: (cells: readonly string[]) => Result<Columns, ImportFileError>,
  blockRows: number,
  onProgress: (rowCount: number) => void,
): Promise<Result<PackedRows<Columns>, ImportFileError>> {
  const file = await openTableFile(path, readHeader);
  if (!file.ok) return file;
  const { columns, blocks } = file.value;
  const packed: PackedBlock[] = [];
  let rowCount = 0;
  let waiting: CsvRow[] = [];
  for await (const block of blocks) {
    if (!block.ok) return block;
    rowCount += block.value.length;
    if (rowCount > ROWS_MAX) return fail({ code: 'file-too-many-rows', max: ROWS_MAX });
    waiting.push(...block.value);
    const wholeRows = waiting.length - (waiting.length % blockRows);
    for (let from = 0; from < wholeRows; from += blockRows)
      packed.push(packBlock(waiting.slice(from, from + blockRows)));
    waiting = waiting.slice(wholeRows);
    onProgress(rowCount);
  }
  if (waiting.length > 0) packed.push(packBlock(waiting));
  return ok({ columns, rowCount, packed });
}

function packBlock(rows: readonly CsvRow[]): PackedBlock {
  return new TextEncoder().encode(JSON.stringify(rows));
}

export function unpackBlock(block: PackedBlock): CsvRow[] {
  return JSON.parse(new TextDecoder().decode(block)) as CsvRow[];
}
