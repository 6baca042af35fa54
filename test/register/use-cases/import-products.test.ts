import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { defaultShop, openTill } from '../../../register/open-till.ts';
import { importProducts } from '../../../register/use-cases/import-products.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openTestTill,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openTestTill();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function file(text: string | Buffer, name = 'articles.csv'): string {
  const path = join(till.folder, name);
  writeFileSync(path, text);
  return path;
}

function importText(text: string | Buffer, name?: string) {
  return importProducts(till.register, file(text, name), 'en');
}

async function counts(text: string) {
  const { rows, added, changed, unchanged, rejected } = okOf(await importText(text));
  return {
    rows,
    added,
    changed,
    unchanged,
    rejected: rejected.map(({ line, error }) => `${line} ${error.code}`),
  };
}

function withCheckDigit(digits: string): string {
  return digits + String(mod10CheckDigit(digits));
}

const ean = ['400000000001', '400000000002', '400000000003', '400000000004'].map(withCheckDigit);

describe('importing articles', () => {
  test('adds the good rows in one entry, and returns the others as they stood with their reasons', async () => {
    const text = `sku,name,price,unit\nA1,Tea,1.99,each\nA2,,2.00,each\nA3,Rice,-1,kg\nA4,Oats,0.0001,stone\nA5,Nuts,12.5,kg\n`;
    const summary = okOf(await importText(text));
    expect(summary).toMatchObject({ rows: 5, added: 2, changed: 0, unchanged: 0, ignoredColumns: [] });
    expect(summary.rejected).toMatchObject([
      { line: 3, cells: ['A2', '', '2.00', 'each'], error: { code: 'row-name-missing' } },
      { line: 4, cells: ['A3', 'Rice', '-1', 'kg'], error: { code: 'row-price-invalid' } },
      { line: 5, cells: ['A4', 'Oats', '0.0001', 'stone'], error: { code: 'row-unit-unknown' } },
    ]);
    expect(till.register.store.catalogue.byCode('A5')).toMatchObject({
      name: 'Nuts',
      priceE4: 125_000,
      unit: 'kg',
    });
    expect(factsOf(till.register, 'catalogue.imported').at(-1)).toMatchObject({
      fileName: 'articles.csv',
      addedCount: 2,
      rejectedCount: 3,
      digest: till.register.store.catalogue.computeDigest(),
    });
  });

  test('a second time changes nothing, not even the journal', async () => {
    const text = `sku,name,barcodes\nA1,Tea,${ean[0]}\nA2,Rice,${ean[0]}\nA1,Tea again,\n`;
    const first = {
      rows: 3,
      added: 1,
      changed: 0,
      unchanged: 0,
      rejected: ['4 row-code-twice', '3 row-barcode-taken'],
    };
    expect(await counts(text)).toEqual(first);
    const head = till.register.store.journal.head()!.position;
    expect(await counts(text)).toEqual({ ...first, added: 0, unchanged: 1 });
    expect(till.register.store.journal.head()!.position).toBe(head);
  });

  test('lets barcodes move from article to article within a file, in any order of its rows', async () => {
    await counts(`sku,name,barcodes\nA1,a,${ean[0]}\nA2,b,${ean[1]}\nA3,c,${ean[2]}\n`);
    const moved = `sku,name,barcodes\nA1,a,${ean[1]}\nA2,b,${ean[2]}\nA3,c,${ean[3]}\n`;
    expect(await counts(moved)).toEqual({ rows: 3, added: 0, changed: 3, unchanged: 0, rejected: [] });
    expect(await counts(moved)).toMatchObject({ changed: 0, unchanged: 3 });
    const swapped = `sku,name,barcodes\nA1,a,${ean[2]}\nA2,b,${ean[1]}\n`;
    expect(await counts(swapped)).toMatchObject({
      changed: 0,
      rejected: ['2 row-barcode-taken', '3 row-barcode-taken'],
    });
  });

  test('refuses barcodes that the shop’s own labels have, but takes their item with nothing in it', async () => {
    const [ham, empty] = ['210012300735', '210012300000'].map(withCheckDigit);
    const text = `sku,name,barcodes\nL1,Ham,${ham}\nL2,Ham,${empty}\n`;
    expect(await counts(text)).toMatchObject({ added: 1, rejected: ['2 row-barcode-is-label'] });
  });

  test('reads gzip, semicolons, a byte order mark and Chinese headers', async () => {
    expect(okOf(await importText(gzipSync('sku;name\nA1;Tea\n'), 'a.csv.gz'))).toMatchObject({ added: 1 });
    expect(await counts('\uFEFF货号,名称,售价,其他\nB1,可口可乐,3.50,x\n')).toMatchObject({ added: 1 });
    expect(till.register.store.catalogue.byCode('B1')).toMatchObject({ name: '可口可乐', priceE4: 35_000 });
  });

  test.each([
    ['broken quotes', 'sku,name\nA1,"Tea\nA2,Rice\n'],
    ['nothing in it', ''],
    ['no column of codes', 'name,price\nTea,1\n'],
    [
      'bytes that are no text',
      Buffer.from([0x73, 0x6b, 0x75, 0x2c, 0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0xfe, 0x00, 0x41]),
    ],
  ])('changes nothing where the file has %s', async (_, text) => {
    const head = till.register.store.journal.head()!.position;
    const digest = till.register.store.catalogue.storedDigest();
    expect(codeOf(await importText(text))).toBe('import-file-invalid');
    expect(till.register.store.journal.head()!.position).toBe(head);
    expect(till.register.store.catalogue.storedDigest()).toBe(digest);
  });

  test('changes nothing where the file breaks after thousands of good rows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `N${row},Article ${row}`);
    expect(codeOf(await importText(`sku,name\n${rows.join('\n')}\nX,"broken\n`))).toBe('import-file-invalid');
    expect(till.register.store.catalogue.byCode('N0')).toBeNull();
  });

  test('refuses a file that is not there, and one for whoever may not', async () => {
    expect(codeOf(await importProducts(till.register, join(till.folder, 'none.csv'), 'en'))).toBe(
      'import-file-invalid',
    );
    okOf(signIn(till.register, cashier.code, cashier.pin));
    const path = file('sku,name\nA1,Tea\n');
    expect(codeOf(await importProducts(till.register, path, 'en'))).toBe('approval-needed');
    const approval = { staffCode: manager.code, pin: manager.pin };
    okOf(await importProducts(till.register, path, 'en', undefined, approval));
  });
});

test.each([
  ['JPY', '150', 1_500_000],
  ['GBP', '150', 15_000],
  ['KWD', '150', 1_500],
])('a price in minor units of %s is read with that currency’s decimals', async (currency, price, priceE4) => {
  till.register.store.close();
  const register = okOf(
    openTill(join(till.folder, currency), { shop: { ...defaultShop, currency } }, till.clock),
  );
  till.register = register;
  okOf(await importText(`sku,name,price_minor\nA1,Tea,${price}\n`));
  expect(register.store.catalogue.byCode('A1')?.priceE4).toBe(priceE4);
});
