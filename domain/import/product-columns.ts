import type { ImportFileError } from '../import-error.ts';
import { fail, type Result } from '../result.ts';
import { readColumns, type TableColumns, type TableHeaders } from './table-columns.ts';

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
export type ProductColumns = TableColumns<ProductColumn>;

/** The headers of each column; case, blanks, hyphens and underscores do not count. */
export const PRODUCT_HEADERS: TableHeaders<ProductColumn> = {
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

/** Reads the header row. A file needs a column of codes and one of names, and no two that mean the same. */
export function readProductHeader(header: readonly string[]): Result<ProductColumns, ImportFileError> {
  const columns = readColumns<ProductColumn>(header, PRODUCT_HEADERS, [['price', 'priceMinor']]);
  if (!columns.ok) return columns;
  const { indexes, found } = columns.value;
  if (indexes.barcode === undefined && indexes.barcodes === undefined && indexes.code === undefined) {
    return fail({ code: 'file-without-codes', found });
  }
  return indexes.name === undefined ? fail({ code: 'file-without-names', found }) : columns;
}
