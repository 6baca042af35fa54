import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ImportFileError } from '../../../domain/import-error.ts';
import type { CsvRow } from '../../../domain/import/csv-rows.ts';
import { readCsvRows } from '../../../register/import/csv-rows.ts';
import { createFiles } from './catalogue-files.ts';

const writeFile = createFiles();

async function readAll(path: string): Promise<{ rows: CsvRow[]; error: ImportFileError | null }> {
  const rows: CsvRow[] = [];
  for await (const block of readCsvRows(path)) {
    if (!block.ok) return { rows, error: block.error };
    rows.push(...block.value);
  }
  return { rows, error: null };
}

async function cellsOf(content: string | Uint8Array, name?: string): Promise<(readonly string[])[]> {
  const { rows, error } = await readAll(writeFile(content, name));
  expect(error).toBeNull();
  return rows.map((row) => row.cells);
}

async function errorOf(content: string | Uint8Array, name?: string): Promise<ImportFileError | null> {
  return (await readAll(writeFile(content, name))).error;
}

describe('a CSV file', () => {
  const plain = 'code,name\n1,tea\n2,coffee\n';
  const cells = [
    ['code', 'name'],
    ['1', 'tea'],
    ['2', 'coffee'],
  ];

  test.each([
    ['with a final newline', plain],
    ['without one', plain.trimEnd()],
    ['with a byte-order mark', `\ufeff${plain}`],
    ['with the line ends of Windows', plain.replaceAll('\n', '\r\n')],
    ['with the line ends of old Macs', plain.replaceAll('\n', '\r')],
    ['with semicolons', plain.replaceAll(',', ';')],
    ['with tabs', plain.replaceAll(',', '\t')],
    ['with blank lines', `\n \n${plain.replaceAll('\n', '\n\n')}`],
    ['with cells in quotes', 'code,name\n"1","tea"\n"2" ,"coffee"\n'],
    ['with a separator in quotes in its header', plain.replaceAll(',', ';').replace('name', '"name"')],
  ])('%s is read into its cells', async (_, content) => {
    expect(await cellsOf(content)).toEqual(cells);
  });

  test('is read from gzip whatever it is called', async () => {
    expect(await cellsOf(gzipSync(plain))).toEqual(cells);
    expect(await cellsOf(gzipSync(plain), 'catalogue.csv.gz')).toEqual(cells);
  });

  test('may have separators, doubled quotes and line ends within quotes, and still counts its lines', async () => {
    const { rows } = await readAll(writeFile('a,b\r\n"x, ""y""","1\r\n2"\r\n\r\nlast,row'));
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x, "y"', '1\n2'] },
      { line: 5, cells: ['last', 'row'] },
    ]);
  });

  test('may have an inch mark in a cell without quotes', async () => {
    expect(await cellsOf('a,b\n19" rack,1\n')).toEqual([
      ['a', 'b'],
      ['19" rack', '1'],
    ]);
  });

  test('of no bytes or of blank lines has no rows', async () => {
    expect(await cellsOf('')).toEqual([]);
    expect(await cellsOf('\n\r\n  \n')).toEqual([]);
  });

  test('longer than one read is the same rows, whatever the cut falls on', async () => {
    const cell = fc.oneof(
      fc.constantFrom('"', '""', '\n', 'a\nb', ' ', '', '可乐', '"x" ,'),
      fc.string({ unit: 'grapheme', maxLength: 5 }).map((text) => text.replace(/[\0\r]/g, '').toWellFormed()),
    );
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.nat(60), async (rows, shift) => {
        const quoted = rows
          .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',') + '\n')
          .join('');
        const filler = 'x'.repeat(shift);
        const copies = Math.ceil(600_000 / quoted.length / 8) * 8;
        const read = await cellsOf(`${filler},,\n${quoted.repeat(copies)}`);
        expect(read).toHaveLength(1 + rows.length * copies);
        expect(read.slice(1, 1 + rows.length)).toEqual(rows);
        const wrong = read
          .slice(1)
          .findIndex((row, place) => row.join('\0') !== rows[place % rows.length]!.join('\0'));
        expect(wrong).toBe(-1);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a file whose reads are cut at any place of a row', () => {
  const row = '"a ""b"""  ,可\r\n';

  test.each(Array.from({ length: Buffer.byteLength(row) }, (_, shift) => shift))(
    'by %d bytes is the same',
    async (shift) => {
      const count = 40_000;
      const { rows, error } = await readAll(writeFile(`${'x'.repeat(shift)},\r\n${row.repeat(count)}`));
      expect(error).toBeNull();
      expect(rows).toHaveLength(1 + count);
      expect(rows.at(-1)?.line).toBe(1 + count);
      expect(rows.slice(1).filter(({ cells }) => cells.join('|') !== 'a "b"|可')).toEqual([]);
    },
  );
});

describe('a broken file', () => {
  test('that is not there, or is a folder, is said so', async () => {
    expect((await readAll('/nowhere/at-all.csv')).error).toEqual({ code: 'file-unopened', detail: 'ENOENT' });
    expect((await readAll('/nowhere/at-all.csv.gz')).error).toEqual({
      code: 'file-unopened',
      detail: 'ENOENT',
    });
    expect((await readAll(import.meta.dirname)).error).toEqual({ code: 'file-unopened', detail: 'EISDIR' });
  });

  test('is named by the line where a quote is never closed', async () => {
    expect(await errorOf('a,b\n1,2\n3,"four\n5,6\n')).toEqual({ code: 'file-quotes-unbalanced', line: 3 });
  });

  test('is named by the line where a quote ends in the middle of a cell', async () => {
    expect(await errorOf('a,b\n"1\n2",3\n"4"5,6\n7,8\n')).toEqual({
      code: 'file-quotes-unbalanced',
      line: 4,
    });
  });

  test('with a quote that is never closed is not read to its end', async () => {
    const content = `a,b\n1,"2\n${'3,4\n'.repeat(1_000_000)}`;
    expect(await errorOf(content)).toEqual({ code: 'file-row-too-long', line: 2, max: 65_536 });
  });

  test.each([70_000, 3_000_000])('with a line of %d characters is refused', async (length) => {
    const error = { code: 'file-row-too-long', line: 2, max: 65_536 };
    expect(await errorOf(`a,b\n1,${'x'.repeat(length)}\n`)).toEqual(error);
    expect(await errorOf(`a,b\n1,${'x'.repeat(length)}`)).toEqual(error);
  });

  test.each([
    ['UTF-16 with a mark', Buffer.from('\ufeffcode,name\n1,tea\n', 'utf16le'), 1],
    ['UTF-16 without', Buffer.from('code,name\n1,tea\n', 'utf16le'), 1],
    ['GB 18030', Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xbf, 0xc9, 0xc0, 0xd6, 0x0a]), 1],
    ['a workbook', Buffer.from('PK\u0003\u0004\u0014\0\u0006\0', 'latin1'), 1],
    ['a NUL among text', Buffer.from('a,b\n1,te\0a\n'), 1],
    ['half a character at the end', Buffer.from('a,b\n1,tea\n2,可').subarray(0, -1), 3],
  ])('of %s is no text', async (_, content, line) => {
    expect(await errorOf(content)).toEqual({ code: 'file-not-text', line });
  });

  test.each([
    ['cut short', gzipSync('a,b\n1,2\n').subarray(0, -9)],
    ['damaged', Buffer.concat([gzipSync('a').subarray(0, 10), Buffer.from('not deflate')])],
    ['no gzip at all', 'a,b\n1,2\n'],
    ['empty', ''],
  ])('named .gz that is %s is said so', async (_, content) => {
    expect(await errorOf(content, 'catalogue.csv.gz')).toEqual({ code: 'file-bad-gzip' });
  });
});
