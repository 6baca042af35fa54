import { normalizeOwnCode } from '../barcode/own-code.ts';
import { parseBarcode } from '../barcode/retail-code.ts';
import { decimalToScaled } from '../currency.ts';
import { UNIT_PRICE_MAX_E4 } from '../line-amount.ts';
import type { ImportRowError } from '../import-error.ts';
import { fail, ok, type Result } from '../result.ts';
import { cleanCell, shortenCell } from './cell-text.ts';
import { PRODUCT_HEADERS, type ProductColumn, type ProductColumns } from './product-columns.ts';

/** One article as a catalogue file gives it. */
export interface ProductRow {
  /** The shop's own code, or where it has none the first barcode as written. */
  readonly code: string;
  readonly name: string;
  /** Retail barcodes as 14 digits, others as own codes. */
  readonly barcodes: readonly string[];
  /** In 1/10,000 of the major unit; null asks at the counter. */
  readonly priceE4: number | null;
  readonly department: string;
  readonly brand: string;
  readonly packSize: string;
  readonly taxCode: string | null;
  readonly unit: 'each' | 'kg';
  readonly minimumAge: number | null;
  readonly depositCode: string | null;
  readonly floorPriceE4: number | null;
}

const NAME_MAX_LENGTH = 250;
const TEXT_MAX_LENGTH = 100;
const CODE_MAX_LENGTH = 40;
const BARCODES_MAX = 50;
const AGE_MAX = 99;

const UNITS = new Map<string, 'each' | 'kg'>([
  ['', 'each'],
  ['each', 'each'],
  ['ea', 'each'],
  ['pc', 'each'],
  ['pcs', 'each'],
  ['piece', 'each'],
  ['件', 'each'],
  ['个', 'each'],
  ['kg', 'kg'],
  ['公斤', 'kg'],
  ['千克', 'kg'],
]);

type TextColumn = 'name' | 'department' | 'brand' | 'packSize';

const TEXT_LIMITS: readonly (readonly [TextColumn | 'taxCode' | 'depositCode', number])[] = [
  ['name', NAME_MAX_LENGTH],
  ['department', TEXT_MAX_LENGTH],
  ['brand', TEXT_MAX_LENGTH],
  ['packSize', TEXT_MAX_LENGTH],
  ['taxCode', CODE_MAX_LENGTH],
  ['depositCode', CODE_MAX_LENGTH],
];

type Cell = (column: ProductColumn) => string;

/**
 * Reads one row under the header's columns. `currencyDigits` is how many decimals the shop's currency has, for columns in
 * minor UNITS. The error is the first thing that keeps the row out.
 */
export function readProductRow(
  cells: readonly string[],
  columns: ProductColumns,
  currencyDigits: number,
): Result<ProductRow, ImportRowError> {
  const isTooShort = cells.length < columns.count;
  if (isTooShort || cells.slice(columns.count).some((extra) => extra.trim() !== '')) {
    return fail({ code: 'row-cell-count', found: cells.length, expected: columns.count });
  }
  const cell: Cell = (column) => cleanCell(cells[columns.indexes[column] ?? -1] ?? '');
  const codes = readCodes(cell);
  if (!codes.ok) return codes;
  const texts = readTexts(cell);
  if (!texts.ok) return texts;
  const price = readPrice(cell, currencyDigits);
  if (!price.ok) return price;
  const floorPrice = readAmount('floor_price', cell('floorPrice'), 4, 1);
  if (!floorPrice.ok) return floorPrice;
  const unit = UNITS.get(cell('unit').toLowerCase());
  if (unit === undefined) return fail({ code: 'row-unit-unknown', value: shortenCell(cell('unit')) });
  const minimumAge = readAge(cell('minimumAge'));
  if (!minimumAge.ok) return minimumAge;
  return ok({
    ...codes.value,
    ...texts.value,
    priceE4: price.value,
    unit,
    minimumAge: minimumAge.value,
    floorPriceE4: floorPrice.value,
  });
}

function readCodes(cell: Cell): Result<Pick<ProductRow, 'code' | 'barcodes'>, ImportRowError> {
  const main = cell('barcode');
  const others = cell('barcodes')
    .split(/[| ]/)
    .filter((other) => other !== '');
  if (others.length > BARCODES_MAX) {
    return fail({ code: 'row-too-many-barcodes', found: others.length, max: BARCODES_MAX });
  }
  const barcodes = new Set<string>();
  if (main !== '') {
    const parsed = parseBarcode(main);
    if (!parsed.ok) return parsed;
    barcodes.add(parsed.value.gtin14);
  }
  for (const other of others) {
    const read = readOtherBarcode(other);
    if (!read.ok) return read;
    barcodes.add(read.value);
  }
  const written = cell('code') || main || others[0];
  if (written === undefined) return fail({ code: 'row-code-missing' });
  const code = readOwnCode(written);
  return code.ok ? ok({ code: code.value, barcodes: [...barcodes] }) : code;
}

/** Digits as long as a retail barcode must be one; anything else is a label of the shop's own. */
function readOtherBarcode(written: string): Result<string, ImportRowError> {
  if (!/^\d{7,}$/.test(written)) return readOwnCode(written);
  const parsed = parseBarcode(written);
  return parsed.ok ? ok(parsed.value.gtin14) : parsed;
}

function readOwnCode(written: string): Result<string, ImportRowError> {
  const code = normalizeOwnCode(written);
  return code === null ? fail({ code: 'row-code-invalid', value: shortenCell(written) }) : ok(code);
}

function readTexts(
  cell: Cell,
): Result<Pick<ProductRow, TextColumn | 'taxCode' | 'depositCode'>, ImportRowError> {
  if (cell('name') === '') return fail({ code: 'row-name-missing' });
  for (const [column, max] of TEXT_LIMITS) {
    const { length } = cell(column);
    if (length > max) {
      return fail({ code: 'row-text-too-long', column: PRODUCT_HEADERS[column][0]!, length, max });
    }
  }
  return ok({
    name: cell('name'),
    department: cell('department'),
    brand: cell('brand'),
    packSize: cell('packSize'),
    taxCode: cell('taxCode') || null,
    depositCode: cell('depositCode') || null,
  });
}

function readPrice(cell: Cell, currencyDigits: number): Result<number | null, ImportRowError> {
  const minor = cell('priceMinor');
  if (minor === '') return readAmount('price', cell('price'), 4, 1);
  return readAmount('price_minor', minor, 0, 10 ** (4 - currencyDigits));
}

/** A price in 1/10,000, `unitE4` for each of the written number's last decimal place; null where it is empty or zero. */
function readAmount(
  column: string,
  written: string,
  decimals: number,
  unitE4: number,
): Result<number | null, ImportRowError> {
  if (written === '') return ok(null);
  const amount = decimalToScaled(written, decimals);
  if (amount === null || amount < 0 || amount * unitE4 > UNIT_PRICE_MAX_E4) {
    return fail({ code: 'row-price-invalid', column, value: shortenCell(written) });
  }
  return ok(amount * unitE4 || null);
}

function readAge(written: string): Result<number | null, ImportRowError> {
  if (written === '') return ok(null);
  const age = decimalToScaled(written, 0);
  if (age === null || age < 0 || age > AGE_MAX) {
    return fail({ code: 'row-age-invalid', value: shortenCell(written), max: AGE_MAX });
  }
  return ok(age || null);
}
