import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CSV_BOM, csvLine } from '../../domain/csv.ts';

/** What an export wrote, and where. */
export interface ExportSummary {
  readonly path: string;
  readonly bytes: number;
  /** Without the head. */
  readonly rows: number;
}

/** Takes the rows of a table one by one, its head first. */
export type WriteRow = (cells: readonly (string | number | null)[]) => void;

const EXPORTS_FOLDER = 'exports';
/** The folder is a desk, not an archive: the oldest files make room. */
const EXPORTS_MAX = 100;
const PIECE_LENGTH = 65_536;

/** Where a new file of the till goes: `exports/day-2026-11-21-20261122T101500Z.csv` under its data folder. */
export function newExportPath(folder: string, name: string, extension: string, atUtcMs: number): string {
  const moment = new Date(atUtcMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return join(folder, EXPORTS_FOLDER, `${name}-${moment}.${extension}`);
}

/** Makes room for one more file in its folder, which is made where it is missing; unfinished ones go too. */
export function prepareExport(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).sort(byMoment);
  const unfinished = names.filter((name) => name.endsWith('.part'));
  const whole = names.filter((name) => !name.endsWith('.part'));
  const oldest = whole.slice(0, Math.max(0, whole.length - EXPORTS_MAX + 1));
  for (const name of [...unfinished, ...oldest]) rmSync(join(folder, name), { force: true });
}

/** The moment stands last in a name, before its extension. */
function byMoment(a: string, b: string): number {
  const momentOf = (name: string) => /(\d{8}T\d{6}Z)\.\w+$/.exec(name)?.[1] ?? '';
  return momentOf(a) < momentOf(b) ? -1 : 1;
}

/**
 * Writes a table as CSV: UTF-8 with its mark, under its name only when it is whole. `fill` is given what takes a row, the
 * head included. What the disk refuses is thrown.
 */
export function writeCsv(path: string, fill: (write: WriteRow) => void): ExportSummary {
  prepareExport(path);
  const part = `${path}.part`;
  const file = openSync(part, 'w', 0o600);
  let [piece, bytes, rows] = [CSV_BOM, 0, -1];
  const flush = (): void => {
    bytes += writeSync(file, piece);
    piece = '';
  };
  try {
    fill((cells) => {
      piece += csvLine(cells);
      rows += 1;
      if (piece.length >= PIECE_LENGTH) flush();
    });
    flush();
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
  return { path, bytes, rows };
}
