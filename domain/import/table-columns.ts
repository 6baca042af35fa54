import type { ImportFileError } from '../import-error.ts';
import { fail, ok, type Result } from '../result.ts';

/** Which cell of a row holds what. */
export interface TableColumns<Column extends string> {
  readonly count: number;
  readonly indexes: Readonly<Partial<Record<Column, number>>>;
  /** Headers that mean nothing here, as written. */
  readonly ignored: readonly string[];
  /** All headers, as far as a sentence can name them. */
  readonly found: string;
}

/** What each column may be headed; case, blanks, hyphens and underscores do not count. */
export type TableHeaders<Column extends string> = Readonly<Record<Column, readonly string[]>>;

const COLUMNS_MAX = 200;
const SHOWN_MAX_LENGTH = 100;

/** Reads a header row. No two columns may mean the same, nor may two of `twins`, which are two ways of writing one thing. */
export function readColumns<Column extends string>(
  header: readonly string[],
  headers: TableHeaders<Column>,
  twins: readonly (readonly [Column, Column])[] = [],
): Result<TableColumns<Column>, ImportFileError> {
  if (header.length > COLUMNS_MAX) {
    return fail({ code: 'file-too-many-columns', found: header.length, max: COLUMNS_MAX });
  }
  const columnByHeader = new Map(
    Object.entries<readonly string[]>(headers).flatMap(([column, names]) =>
      names.map((name) => [plainHeader(name), column as Column] as const),
    ),
  );
  const indexes: Partial<Record<Column, number>> = {};
  const ignored: string[] = [];
  for (const [index, written] of header.entries()) {
    const column = columnByHeader.get(plainHeader(written));
    if (column === undefined) {
      if (written.trim() !== '') ignored.push(shortenHeader(written.trim()));
      continue;
    }
    const twin = twins.find((pair) => pair.includes(column))?.find((each) => each !== column);
    const earlier = indexes[column] ?? (twin === undefined ? undefined : indexes[twin]);
    if (earlier !== undefined) {
      return fail({ code: 'file-column-twice', first: header[earlier]!.trim(), second: written.trim() });
    }
    indexes[column] = index;
  }
  const found = shortenHeader(header.map((written) => written.trim()).join(', '));
  return ok({ count: header.length, indexes, ignored, found });
}

function plainHeader(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function shortenHeader(text: string): string {
  return text.length > SHOWN_MAX_LENGTH ? `${text.slice(0, SHOWN_MAX_LENGTH - 1)}…` : text;
}
