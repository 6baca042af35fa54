/** The mark by which spreadsheet programs know that a file is UTF-8 (Unicode 17, 23.8). */
export const CSV_BOM = '\uFEFF';

/**
 * One line of CSV as RFC 4180 has it. A text that a spreadsheet would run as a formula gets an apostrophe before it,
 * because names and reasons are typed by anybody (OWASP, CSV injection); numbers are written as they are.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || /^-?\d+(\.\d+)?$/.test(cell)) return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
