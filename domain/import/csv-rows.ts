import Papa from 'papaparse';
import type { ImportFileError } from '../import-error.ts';
import { fail, ok, type Result } from '../result.ts';
import { describeReadFailure, textPieces } from './text-pieces.ts';

/** One row of cells and the line of the file that it starts on, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows after the header. */
const ROWS_MAX = 5_000_000;
/** In characters, as are those of the whole file, unzipped. */
const ROW_MAX_LENGTH = 65_536;
const MILLION_CHARACTERS_MAX = 4000;

/**
 * Reads the bytes of a CSV file (RFC 4180, UTF-8; commas, semicolons or tabs, whichever the first line has most of) and
 * yields its rows block by block, blank lines left out, the header first. The first error is the last thing yielded, also
 * what whoever reads the bytes throws of a file or of gzip.
 */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Result<CsvRow[], ImportFileError>> {
  const parser = createBlockParser();
  let length = 0;
  try {
    for await (const piece of textPieces(chunks)) {
      length += piece.length;
      if (length > MILLION_CHARACTERS_MAX * 1_000_000) {
        yield fail({ code: 'file-too-large', maxMillions: MILLION_CHARACTERS_MAX });
        return;
      }
      const block = parser.parse(piece, false);
      yield block;
      if (!block.ok) return;
    }
    yield parser.parse('', true);
  } catch (failure) {
    yield fail(describeReadFailure(failure, parser.line()));
  }
}

interface BlockParser {
  /** The whole rows that end in what has come so far; `isLast` when nothing more comes. */
  parse(text: string, isLast: boolean): Result<CsvRow[], ImportFileError>;
  /** The line that the next row starts on. */
  line(): number;
}

interface ParsedBlock {
  readonly data: string[][];
  readonly errors: readonly { readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

function createBlockParser(): BlockParser {
  let unfinished = '';
  let delimiter: string | null = null;
  let line = 1;
  let rowCount = 0;

  function parse(text: string, isLast: boolean): Result<CsvRow[], ImportFileError> {
    if (text.includes('\0')) return fail({ code: 'file-not-text', line });
    const block = unfinished + text;
    delimiter ??= detectDelimiter(block, isLast);
    if (delimiter === null) return keepUnfinished(block, []);
    const parser = new Papa.Parser({ delimiter, newline: '\n' });
    const { data, errors, meta } = parser.parse(block, 0, !isLast) as ParsedBlock;
    // An error of the unfinished row, which `data` does not have, may be none once the rest of it is here.
    const firstBadRow = errors[0]?.row;
    const rows: CsvRow[] = [];
    for (const [index, cells] of data.entries()) {
      if (index === firstBadRow) return fail({ code: 'file-quotes-unbalanced', line });
      if (lengthOf(cells) > ROW_MAX_LENGTH)
        return fail({ code: 'file-row-too-long', line, max: ROW_MAX_LENGTH });
      if (cells.length > 1 || cells[0]!.trim() !== '') rows.push({ line, cells });
      line += 1 + newlinesWithin(cells);
    }
    rowCount += rows.length;
    // The header is a row as well.
    if (rowCount > ROWS_MAX + 1) return fail({ code: 'file-too-many-rows', max: ROWS_MAX });
    return keepUnfinished(isLast ? '' : block.slice(meta.cursor), rows);
  }

  /** Holds back the row that has not ended. One that a quotation mark never closed would swallow the whole file. */
  function keepUnfinished(text: string, rows: CsvRow[]): Result<CsvRow[], ImportFileError> {
    unfinished = text;
    return text.length > ROW_MAX_LENGTH
      ? fail({ code: 'file-row-too-long', line, max: ROW_MAX_LENGTH })
      : ok(rows);
  }

  return { parse, line: () => line };
}

/** The separator that the first line with anything on it has most of, outside quotes; null until that line has ended. */
function detectDelimiter(text: string, isLast: boolean): string | null {
  const start = text.search(/\S/);
  const end = start < 0 ? -1 : text.indexOf('\n', start);
  if (end < 0 && !isLast) return null;
  const header = text.slice(Math.max(0, start), end < 0 ? undefined : end).replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  counted.sort((a, b) => b.count - a.count);
  return counted[0]!.mark;
}

function lengthOf(cells: readonly string[]): number {
  let length = 0;
  for (const cell of cells) length += cell.length;
  return length;
}

function newlinesWithin(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell.includes('\n')) count += cell.split('\n').length - 1;
  return count;
}
