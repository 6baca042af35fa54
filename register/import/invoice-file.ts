import { decimalToScaled } from '../../domain/currency.ts';
import { QUANTITY_MAX_THOUSANDTHS, QUANTITY_SCALE, UNIT_PRICE_MAX_E4 } from '../../domain/line-amount.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import { invoiceFaultText } from '../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import type { CsvRow } from '../../domain/import/csv-rows.ts';
import { readCsvRows } from './csv-rows.ts';

/** One line of a historical invoice. Quantities and prices keep their sign: the file's dirt is part of it. */
export interface InvoiceLine {
  readonly stockCode: string;
  readonly description: string;
  readonly quantityThousandths: number;
  readonly unitPriceE4: number;
}

/** An invoice with all its lines, wherever in the file they stood. */
export interface Invoice {
  readonly number: string;
  /** The shop's wall clock at its first line, `2009-12-01T07:45:00`. */
  readonly at: string;
  readonly lines: InvoiceLine[];
}

const REQUIRED = ['invoice', 'stock_code', 'description', 'quantity', 'invoiced_at', 'unit_price'] as const;
type Column = (typeof REQUIRED)[number];

const TEXT_MAX_LENGTH = 200;
/** Ten thousand million of the major unit a line, in 1/10^7. */
const AMOUNT_MAX_E7 = 10_000_000_000 * 10_000_000;
const CODE_MAX_LENGTH = 40;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/**
 * Reads a whole file of invoice lines before anything is rung, so that one that cannot be read changes nothing. Invoices come
 * back in order of their first time, then of their first line.
 */
export async function readInvoiceFile(path: string, language: Language): Promise<Result<Invoice[]>> {
  const invoices = new Map<string, Invoice>();
  let columns: Record<Column, number> | null = null;
  for await (const block of readCsvRows(path)) {
    if (!block.ok)
      return fail({ code: 'import-file-invalid', detail: describeImportError(block.error, language) });
    for (const row of block.value) {
      if (!columns) {
        const header = readHeader(row, language);
        if (!header.ok) return header;
        columns = header.value;
        continue;
      }
      const fault = addRow(invoices, row, columns);
      if (fault) {
        const detail = fillTemplate(invoiceFaultText[language][fault.kind], { ...fault });
        return fail({ code: 'replay-row-invalid', line: row.line, detail });
      }
    }
  }
  // Sorting is stable, so invoices of the same minute stay in the order of the file.
  return ok([...invoices.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)));
}

function readHeader(row: CsvRow, language: Language): Result<Record<Column, number>> {
  const names = row.cells.map((cell) => cell.trim().toLowerCase());
  const missing = REQUIRED.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const detail = fillTemplate(invoiceFaultText[language].columns, { value: missing.join(', ') });
    return fail({ code: 'replay-row-invalid', line: row.line, detail });
  }
  return ok(
    Object.fromEntries(REQUIRED.map((column) => [column, names.indexOf(column)])) as Record<Column, number>,
  );
}

/** What of a row cannot be read: its text in `cli-text.ts` names the value and the limit. */
interface RowFault {
  readonly kind: Exclude<keyof typeof invoiceFaultText.en, 'columns'>;
  readonly value: string;
  readonly max?: number;
}

/** Adds a row to its invoice; returns what is wrong with it, or null. */
function addRow(
  invoices: Map<string, Invoice>,
  row: CsvRow,
  columns: Record<Column, number>,
): RowFault | null {
  const cell = (column: Column) => (row.cells[columns[column]] ?? '').trim();
  const fault = (kind: RowFault['kind'], column: Column, max?: number): RowFault => ({
    kind,
    value: cell(column).slice(0, CODE_MAX_LENGTH),
    ...(max === undefined ? {} : { max }),
  });
  const number = cell('invoice');
  const stockCode = cell('stock_code');
  const at = cell('invoiced_at');
  if (!number || number.length > CODE_MAX_LENGTH) return fault('invoice', 'invoice', CODE_MAX_LENGTH);
  if (!stockCode || stockCode.length > CODE_MAX_LENGTH)
    return fault('stockCode', 'stock_code', CODE_MAX_LENGTH);
  if (!LOCAL_TIME.test(at) || Number.isNaN(Date.parse(`${at}Z`))) return fault('time', 'invoiced_at');
  const quantityThousandths = decimalToScaled(cell('quantity'), 3);
  if (quantityThousandths === null || Math.abs(quantityThousandths) > QUANTITY_MAX_THOUSANDTHS) {
    return fault('quantity', 'quantity', QUANTITY_MAX_THOUSANDTHS / QUANTITY_SCALE);
  }
  const unitPriceE4 = decimalToScaled(cell('unit_price'), 4);
  if (unitPriceE4 === null || Math.abs(unitPriceE4) > UNIT_PRICE_MAX_E4) {
    return fault('price', 'unit_price', UNIT_PRICE_MAX_E4 / 10_000);
  }
  // Estimated, which is enough to keep every product far from where integers end.
  if (Math.abs(unitPriceE4) * Math.abs(quantityThousandths) > AMOUNT_MAX_E7) {
    return fault('price', 'unit_price', UNIT_PRICE_MAX_E4 / 10_000);
  }
  const description = cell('description').slice(0, TEXT_MAX_LENGTH) || stockCode;
  const line = { stockCode, description, quantityThousandths, unitPriceE4 };
  const invoice = invoices.get(number);
  if (invoice) invoice.lines.push(line);
  else invoices.set(number, { number, at, lines: [line] });
  return null;
}
