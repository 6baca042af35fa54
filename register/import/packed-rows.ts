import type { ImportFileError } from '../../domain/import-error.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CsvRow } from './csv-rows.ts';
import { openTableFile } from './table-file.ts';

const ROWS_MAX = 5_000_000;

/** A file that was read whole. */
export interface PackedRows<Columns> {
  readonly columns: Columns;
  readonly rowCount: number;
  /** The rows as JSON in UTF-8, block by block: a million of them take a tenth of the room that they take as objects. */
  readonly packed: Buffer[];
}

/** Reads a whole table before anything is written, because a fault at its end must take back nothing. */
export async function packRows<Columns>(
  path: string,
  readHeader: (cells: readonly string[]) => Result<Columns, ImportFileError>,
  onProgress: (rowCount: number) => void,
): Promise<Result<PackedRows<Columns>, ImportFileError>> {
  const file = await openTableFile(path, readHeader);
  if (!file.ok) return file;
  const { columns, blocks } = file.value;
  const packed: Buffer[] = [];
  let rowCount = 0;
  for await (const block of blocks) {
    if (!block.ok) return block;
    rowCount += block.value.length;
    packed.push(Buffer.from(JSON.stringify(block.value)));
    if (rowCount > ROWS_MAX) return fail({ code: 'file-too-many-rows', max: ROWS_MAX });
    onProgress(rowCount);
  }
  return ok({ columns, rowCount, packed });
}

/** The rows, whose blocks are let go of one by one. */
export function* unpackRows(packed: Buffer[]): Generator<CsvRow, undefined> {
  for (let block = packed.shift(); block; block = packed.shift()) {
    yield* JSON.parse(block.toString()) as CsvRow[];
  }
}

/** The next rows, at most so many. */
export function takeRows(rows: Generator<CsvRow, undefined>, count: number): CsvRow[] {
  const taken: CsvRow[] = [];
  while (taken.length < count) {
    const { value: row } = rows.next();
    if (!row) break;
    taken.push(row);
  }
  return taken;
}
