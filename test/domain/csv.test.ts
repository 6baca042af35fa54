import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../domain/csv.ts';

describe('a line of CSV', () => {
  test('quotes what would break it, and leaves numbers alone', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', 5, '-12.50', null])).toBe(
      'a,"b,c","say ""hi""","two\nlines",5,-12.50,\r\n',
    );
  });

  test.each(['=1+1', '+A1', '@SUM(A1)', '-A1', '\tx'])('runs no formula that somebody typed: %j', (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`);
  });

  test('is read back by another reader as it was, formulas aside', () => {
    const cell = fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const { data } = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' });
        expect(data[0]).toEqual(cells);
      }),
    );
  });
});
