import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ImportFileError, ImportRowError } from '../../../domain/import-error.ts';
import { describeImportError } from '../../../domain/text/import-text.ts';
import { openProductFile } from '../../../register/import/product-file.ts';
import { readProductRow, type ProductRow } from '../../../domain/import/product-row.ts';
import { describeIf } from '../../skip.ts';
import { createFiles } from './catalogue-files.ts';

const writeFile = createFiles();

interface Outcome {
  readonly articles: readonly ProductRow[];
  readonly refused: readonly { readonly line: number; readonly error: ImportRowError }[];
  readonly ignored: readonly string[];
  readonly error: ImportFileError | null;
}

async function readCatalogue(path: string, currencyDigits = 2): Promise<Outcome> {
  const articles: ProductRow[] = [];
  const refused: { line: number; error: ImportRowError }[] = [];
  const file = await openProductFile(path);
  if (!file.ok) return { articles, refused, ignored: [], error: file.error };
  const { columns, blocks } = file.value;
  for await (const block of blocks) {
    if (!block.ok) return { articles, refused, ignored: columns.ignored, error: block.error };
    for (const { line, cells } of block.value) {
      const row = readProductRow(cells, columns, currencyDigits);
      if (row.ok) articles.push(row.value);
      else refused.push({ line, error: row.error });
    }
  }
  return { articles, refused, ignored: columns.ignored, error: null };
}

async function fileErrorOf(content: string): Promise<ImportFileError | null> {
  return (await readCatalogue(writeFile(content))).error;
}

describe('a catalogue', () => {
  test('with every column is read in whole units', async () => {
    const content = [
      'SKU;EAN;Barcodes;Name;Price;Floor Price;Department;Brand;Pack-Size;Tax;Unit;Min_Age;Deposit;Shelf',
      'w-1;4006381333931;96385074|shelf 7;"  Rotwein\ttrocken ";12.3456;9.5;Wein;Mosel;0,75 l;A;each;18;D25;7',
    ].join('\n');
    const { articles, refused, ignored } = await readCatalogue(writeFile(content));
    expect(refused).toEqual([]);
    expect(ignored).toEqual(['Shelf']);
    expect(articles).toEqual([
      {
        code: 'W-1',
        name: 'Rotwein trocken',
        barcodes: ['04006381333931', '00000096385074', 'SHELF', '7'],
        priceE4: 123_456,
        floorPriceE4: 95_000,
        department: 'Wein',
        brand: 'Mosel',
        packSize: '0,75 l',
        taxCode: 'A',
        unit: 'each',
        minimumAge: 18,
        depositCode: 'D25',
      },
    ]);
  });

  test('with barcode and name alone asks for every price, under the barcode as it is written', async () => {
    const { articles } = await readCatalogue(writeFile(gzipSync('barcode,name\n036000291452,Tissues\n')));
    expect(articles).toEqual([
      {
        code: '036000291452',
        name: 'Tissues',
        barcodes: ['00036000291452'],
        priceE4: null,
        floorPriceE4: null,
        department: '',
        brand: '',
        packSize: '',
        taxCode: null,
        unit: 'each',
        minimumAge: null,
        depositCode: null,
      },
    ]);
  });

  test('may have Chinese headers', async () => {
    const content = '条码,名称,售价,单位\n6928804011142,可口可乐,3.5,件\n';
    const { articles } = await readCatalogue(writeFile(content));
    expect(articles).toMatchObject([{ name: '可口可乐', priceE4: 35_000, unit: 'each' }]);
  });

  test.each([
    [0, 20_000_000],
    [2, 200_000],
    [3, 20_000],
    [4, 2_000],
  ])('with prices in minor units counts %d decimals for the currency', async (digits, priceE4) => {
    const path = writeFile('stock_code,description,modal_price_minor\n10002,GLOBE,2000\n');
    expect((await readCatalogue(path, digits)).articles).toMatchObject([{ code: '10002', priceE4 }]);
  });
});

describe('a catalogue is refused as a whole', () => {
  test.each([
    ['', { code: 'file-empty' }],
    ['name,price\ntea,1\n', { code: 'file-without-codes', found: 'name, price' }],
    ['barcode,price\n', { code: 'file-without-names', found: 'barcode, price' }],
    ['ean,upc,name\n', { code: 'file-column-twice', first: 'ean', second: 'upc' }],
    ['sku,price,price_minor,name\n', { code: 'file-column-twice', first: 'price', second: 'price_minor' }],
    ['4006381333931,tea\n', { code: 'file-without-codes', found: '4006381333931, tea' }],
    [`${'x,'.repeat(200)}y\n`, { code: 'file-too-many-columns', found: 201, max: 200 }],
    ['sku,name\n1,tea\n2,"tea\n', { code: 'file-quotes-unbalanced', line: 3 }],
  ])('when it is %j', async (content, error) => {
    expect(await fileErrorOf(content)).toEqual(error);
  });
});

describe('a row', () => {
  async function refusalOf(row: string): Promise<ImportRowError | undefined> {
    const header = 'barcode,barcodes,sku,name,price,unit,min_age,brand';
    const { articles, refused } = await readCatalogue(writeFile(`${header}\n${row}\n`));
    expect(articles.length + refused.length).toBe(1);
    return refused[0]?.error;
  }

  test.each([
    [',,1,tea,1', { code: 'row-cell-count', found: 5, expected: 8 }],
    [',,1,tea,1,,,,more', { code: 'row-cell-count', found: 9, expected: 8 }],
    [',,,tea,1,,,', { code: 'row-code-missing' }],
    [',,~,tea,1,,,', { code: 'row-code-invalid', value: '~' }],
    [`,,${'1'.repeat(41)},tea,1,,,`, { code: 'row-code-invalid', value: `${'1'.repeat(39)}…` }],
    [',,1, ,1,,,', { code: 'row-name-missing' }],
    [`,,1,${'x'.repeat(251)},1,,,`, { code: 'row-text-too-long', column: 'name', length: 251, max: 250 }],
    [`,,1,tea,1,,,${'x'.repeat(101)}`, { code: 'row-text-too-long', column: 'brand', length: 101, max: 100 }],
    [',,1,tea,-1,,,', { code: 'row-price-invalid', column: 'price', value: '-1' }],
    [',,1,tea,0.00001,,,', { code: 'row-price-invalid', column: 'price', value: '0.00001' }],
    [',,1,tea,1000000000.01,,,', { code: 'row-price-invalid', column: 'price', value: '1000000000.01' }],
    [',,1,tea,"1,99",,,', { code: 'row-price-invalid', column: 'price', value: '1,99' }],
    [',,1,tea,free,,,', { code: 'row-price-invalid', column: 'price', value: 'free' }],
    [',,1,tea,1e3,,,', { code: 'row-price-invalid', column: 'price', value: '1e3' }],
    [',,1,tea,1,box,,', { code: 'row-unit-unknown', value: 'box' }],
    [',,1,tea,1,,-1,', { code: 'row-age-invalid', value: '-1', max: 99 }],
    [',,1,tea,1,,100,', { code: 'row-age-invalid', value: '100', max: 99 }],
    [`,${'7 '.repeat(51)},1,tea,1,,,`, { code: 'row-too-many-barcodes', found: 51, max: 50 }],
  ])('%s is refused', async (row, error) => {
    expect(await refusalOf(row)).toEqual(error);
  });

  test.each([
    ['4006381333932,,,tea,1,,,', 'barcode-check-digit'],
    ['hello,,,tea,1,,,', 'barcode-not-digits'],
    [',4006381333932,1,tea,1,,,', 'barcode-check-digit'],
    [',1234567,1,tea,1,,,', 'barcode-length'],
  ])('%s is refused for its barcode', async (row, code) => {
    expect((await refusalOf(row))?.code).toBe(code);
  });

  test.each([',,1,tea,1,,,', ',,1,tea,1,,,,', ',,1,tea,1000000,KG,18,', ',,1,tea,0.0001,,0,', ',,1,tea,,,,'])(
    '%s is taken',
    async (row) => {
      expect(await refusalOf(row)).toBeUndefined();
    },
  );

  test('of price 0 asks at the counter', async () => {
    const { articles } = await readCatalogue(writeFile('sku,name,price\n1,tea,0.00\n'));
    expect(articles).toMatchObject([{ priceE4: null }]);
  });

  test('loses control characters and marks that turn the writing direction, but no script needs any of them', async () => {
    const { articles } = await readCatalogue(writeFile('sku,name\n1,"te\u0007a\u202e  \u200bmix\nน้ำ"\n'));
    expect(articles).toMatchObject([{ name: 'tea mix น้ำ' }]);
  });
});

describe('the sentence for an error', () => {
  test('names the line and what was found', () => {
    expect(describeImportError({ code: 'file-quotes-unbalanced', line: 3 }, 'en')).toContain('at line 3');
    expect(describeImportError({ code: 'row-unit-unknown', value: 'box' }, 'zh-CN')).toContain('box');
    expect(describeImportError({ code: 'barcode-length', length: 7 }, 'en')).toContain('7');
  });
});

const data = resolve(import.meta.dirname, '../../../../shared/data');

describeIf(existsSync(data), 'no catalogue data at ../shared/data')('the real catalogues', () => {
  test('of 150,000 barcodes is taken whole', async () => {
    const { articles, refused, error } = await readCatalogue(join(data, 'products_barcodes.csv.gz'));
    expect(error).toBeNull();
    expect(refused).toEqual([]);
    expect(articles).toHaveLength(150_000);
    expect(articles.every((article) => article.barcodes.length === 1 && article.priceE4 === null)).toBe(true);
  });

  test('of wrong barcodes is refused row by row', async () => {
    const { articles, refused } = await readCatalogue(join(data, 'barcodes_rejected.csv.gz'));
    expect(articles).toEqual([]);
    expect(refused).toHaveLength(10_679);
    expect(refused.every(({ error }) => error.code.startsWith('barcode-'))).toBe(true);
  });

  test('of the gift shop has its prices, without the articles that nobody named', async () => {
    const { articles, refused } = await readCatalogue(join(data, 'online_retail/products.csv.gz'));
    expect(articles).toHaveLength(4_950);
    expect(articles[0]).toMatchObject({ code: '10002', name: 'INFLATABLE POLITICAL GLOBE', priceE4: 8_500 });
    expect(new Set(refused.map(({ error }) => error.code))).toEqual(new Set(['row-name-missing']));
    expect(refused).toHaveLength(355);
  });
});
