import { cleanText, displayWidth, graphemesOf } from '../../domain/receipt/display-width.ts';

export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A longer cell is cut: one odd name must not push the amounts of all rows off the screen. */
const CELL_MAX_COLUMNS = 40;
const GAP = '  ';

/**
 * Rows of cells under their titles, aligned by what characters take on a terminal (Chinese ones two columns); the
 * totals, where there are any, under a line.
 */
export function layoutTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  totals: readonly string[] | null = null,
): string {
  const titles = columns.map(({ title }) => title);
  const lines = [titles, ...rows, ...(totals ? [totals] : [])].map((cells) => cells.map(cutCell));
  const widths = columns.map((_, place) =>
    lines.reduce((widest, cells) => Math.max(widest, displayWidth(cells[place] ?? '')), 0),
  );
  const texts = lines.map((cells) =>
    columns
      .map(({ align }, place) => padCell(cells[place] ?? '', widths[place]!, align))
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  texts.splice(1, 0, rule);
  if (totals) texts.splice(-1, 0, rule);
  return texts.join('\n');
}

function padCell(text: string, width: number, align: TableColumn['align']): string {
  const padding = ' '.repeat(width - displayWidth(text));
  return align === 'left' ? text + padding : padding + text;
}

function cutCell(cell: string): string {
  const text = cleanText(cell);
  if (displayWidth(text) <= CELL_MAX_COLUMNS) return text;
  let cut = '';
  for (const grapheme of graphemesOf(text)) {
    if (displayWidth(cut + grapheme) > CELL_MAX_COLUMNS - 1) break;
    cut += grapheme;
  }
  return `${cut}…`;
}
