import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { csvRows, type CsvRow } from '../../../domain/import/csv-rows.ts';
import { openTable } from '../../../domain/import/table-file.ts';
import type { ImportFileError } from '../../../domain/import-error.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';

const PIECE_BYTES = 256 * 1024;

/** A table that was read whole, before anything of it is written: a fault at its end must take back nothing. */
export interface FileRows<Columns> {
  readonly columns: Columns;
  readonly rows: readonly CsvRow[];
}

/** Reads a CSV file that a page handed over, plain or gzip by its content, at most `rowsMax` rows after the header. */
export async function readFileRows<Columns>(
  bytes: Buffer,
  readHeader: (cells: readonly string[]) => Result<Columns, ImportFileError>,
  rowsMax: number,
): Promise<Result<FileRows<Columns>, ImportFileError>> {
  const table = await openTable(csvRows(piecesOf(bytes)), readHeader);
  if (!table.ok) return table;
  const rows: CsvRow[] = [];
  for await (const block of table.value.blocks) {
    if (!block.ok) return block;
    for (const row of block.value) rows.push(row);
    if (rows.length > rowsMax) return fail({ code: 'file-too-many-rows', max: rowsMax });
  }
  return ok({ columns: table.value.columns, rows });
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  const pieces = Readable.from(slicesOf(bytes));
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  // The reader of what is unzipped sees any failure: the pipeline ends it with that error.
  const read = isGzip ? pipeline(pieces, createGunzip({ chunkSize: PIECE_BYTES }), () => undefined) : pieces;
  for await (const piece of read) yield piece as Buffer;
}

function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
}
