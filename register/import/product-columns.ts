import type { ImportFileError } from '../../domain/import-error.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** What a column of a catalogue file can hold. */
export type ProductColumn =
  | 'barcode'
  | 'barcodes'
  | 'code'
  | 'name'
  | 'price'
  | 'priceMinor'
  | 'department'
  | 'brand'
  | 'packSize'
  | 'taxCode'
  | 'unit'
  | 'minimumAge'
  | 'depositCode'
  | 'floorPrice';

/** Which cell of a row holds what. */
export interface ProductColumns {
  readonly count: number;
  readonly indexes: Readonly<Partial<Record<ProductColumn, number>>>;
  /** Headers that mean nothing here, as written. */
  readonly ignored: readonly string[];
}

/** The headers of each column; case, blanks, hyphens and underscores do not count. */
export const PRODUCT_HEADERS: Readonly<Record<ProductColumn, readonly string[]>> = {
  barcode: ['barcode', 'ean', 'gtin', 'upc', 'code', '条码', '条形码'],
  barcodes: ['barcodes'],
  code: ['sku', 'stock_code', 'article', 'article_code', 'plu', 'item', '货号', '商品编码'],
  name: ['name', 'description', '名称', '商品名称', '品名'],
  price: ['price', '价格', '售价'],
  priceMinor: ['price_minor', 'modal_price_minor'],
  department: ['department', 'category', 'kind', '分类', '类别'],
  brand: ['brand', '品牌'],
  packSize: ['pack_size', 'size', '规格'],
  taxCode: ['tax', 'tax_code', '税码'],
  unit: ['unit', '单位'],
  minimumAge: ['min_age', 'minimum_age'],
  depositCode: ['deposit', 'deposit_code'],
  floorPrice: ['floor_price', '最低价'],
};

const COLUMNS_MAX = 200;

const COLUMN_BY_HEADER = new Map(
  Object.entries(PRODUCT_HEADERS).flatMap(([column, headers]) =>
    headers.map((header) => [plainHeader(header), column as ProductColumn] as const),
  ),
);

/** Reads the header row. A file needs a column of codes and one of names, and no two that mean the same. */
export function readProductHeader(header: readonly string[]): Result<ProductColumns, ImportFileError> {
  if (header.length > COLUMNS_MAX) {
    return fail({ code: 'file-too-many-columns', found: header.length, max: COLUMNS_MAX });
  }
  const indexes: Partial<Record<ProductColumn, number>> = {};
  const ignored: string[] = [];
  for (const [index, written] of header.entries()) {
    const column = COLUMN_BY_HEADER.get(plainHeader(written));
    if (column === undefined) {
      if (written.trim() !== '') ignored.push(shorten(written.trim()));
      continue;
    }
    const earlier =
      indexes[column] ??
      (column === 'price' ? indexes.priceMinor : undefined) ??
      (column === 'priceMinor' ? indexes.price : undefined);
    if (earlier !== undefined) {
      return fail({ code: 'file-column-twice', first: header[earlier]!.trim(), second: written.trim() });
    }
    indexes[column] = index;
  }
  const found = shorten(header.map((written) => written.trim()).join(', '));
  if (indexes.barcode === undefined && indexes.barcodes === undefined && indexes.code === undefined) {
    return fail({ code: 'file-without-codes', found });
  }
  if (indexes.name === undefined) return fail({ code: 'file-without-names', found });
  return ok({ count: header.length, indexes, ignored });
}

function plainHeader(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
