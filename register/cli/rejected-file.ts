import { accessSync, constants, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Papa from 'papaparse';
import { cliText } from '../../domain/text/cli-text.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import type { Language } from '../../domain/text/language.ts';
import type { RejectedRow } from '../use-cases/import-products.ts';

/** Writes the rows that an import left out, with their lines and reasons; null where there are none. */
export function writeRejected(
  path: string,
  folder: string,
  rejected: readonly RejectedRow[],
  language: Language,
): string | null {
  if (rejected.length === 0) return null;
  const rows = rejected
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, cells, error }) => [String(line), describeImportError(error, language), ...cells]);
  const head = [cliText[language].line, cliText[language].rejectedReason];
  return writeBeside(path, folder, 'rejected', [head, ...rows]);
}

/**
 * Writes a table about a file as CSV: beside it, where a person looks for it, or in the data folder where that place cannot
 * be written to. Only its owner may read it: it holds what the file holds.
 */
export function writeBeside(path: string, folder: string, kind: string, rows: readonly string[][]): string {
  const target = isWritable(dirname(path))
    ? `${path}.${kind}.csv`
    : join(folder, `${basename(path)}.${kind}.csv`);
  // The byte order mark is what makes a spreadsheet read it as UTF-8.
  writeFileSync(target, `\uFEFF${Papa.unparse([...rows], { newline: '\n' })}\n`, { mode: 0o600 });
  return target;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
