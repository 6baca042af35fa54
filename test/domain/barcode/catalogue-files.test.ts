import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { isRestrictedGtin, parseBarcode } from '../../../domain/barcode/retail-code.ts';
import { describeIf } from '../../skip.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/data');
const files = { good: 'products_barcodes.csv.gz', bad: 'barcodes_rejected.csv.gz' };
const areThere = Object.values(files).every((file) => existsSync(resolve(folder, file)));

type Row = Readonly<Record<string, string>>;

function readRows(file: string): readonly Row[] {
  const text = gunzipSync(readFileSync(resolve(folder, file))).toString('utf8');
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
}

describeIf(areThere, 'no ../shared/data beside the project')('real barcodes', () => {
  test('with right check digits are all accepted, as what they are', () => {
    const rows = readRows(files.good);
    expect(rows).toHaveLength(150_000);
    const differing = rows.filter(({ barcode = '', symbology, gtin14 }) => {
      const result = parseBarcode(barcode);
      return !result.ok || result.value.symbology !== symbology || result.value.gtin14 !== gtin14;
    });
    expect(differing).toEqual([]);
  });

  test('that are wrong are all refused, for the reason that they are wrong', () => {
    const rows = readRows(files.bad);
    expect(rows).toHaveLength(10_679);
    const differing = rows.flatMap(({ code = '', reason, recoverable_gtin14: recoverable }) => {
      const found = explain(code);
      return found.reason === reason && found.recoverable === recoverable ? [] : [{ code, reason, found }];
    });
    expect(differing).toEqual([]);
  });

  test('of the restricted ranges are known as such', () => {
    const differing = readRows(files.good).filter(({ scope, gtin14 = '' }) => {
      const isRestricted = scope === 'restricted' || scope === 'gtin8_internal';
      // A GTIN of so many zeros is in the range of GTIN-8 whatever it was printed as.
      return !(gtin14.startsWith('000000') && scope === 'us_ca') && isRestrictedGtin(gtin14) !== isRestricted;
    });
    expect(differing).toEqual([]);
  });
});

function explain(code: string): { readonly reason: string; readonly recoverable: string } {
  const result = parseBarcode(code);
  if (result.ok) return { reason: 'accepted', recoverable: '' };
  const { error } = result;
  switch (error.code) {
    case 'barcode-check-digit':
      return { reason: `bad_check_digit:${error.symbology}`, recoverable: '' };
    case 'barcode-length':
      return { reason: `bad_length:${error.length}`, recoverable: '' };
    case 'barcode-upce-for-ean8':
      return { reason: 'upc_e_not_ean8', recoverable: `00${error.recovered}` };
    case 'barcode-leading-zero-lost':
      return { reason: 'upc_a_lost_leading_zero', recoverable: `00${error.recovered}` };
    default:
      return { reason: error.code, recoverable: '' };
  }
}
