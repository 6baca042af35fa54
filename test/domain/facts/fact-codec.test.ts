import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACT_SCHEMA, type Fact } from '../../../domain/facts/fact.ts';
import { decodePayload, encodePayload } from '../../../domain/facts/fact-codec.ts';
import { decodeLine, encodeLine } from '../../../domain/facts/line-codec.ts';
import type { LineFact } from '../../../domain/facts/sale-facts.ts';
import { lawRuns } from '../exact.ts';
import { byCashier, fullSale } from '../receipt/sample-sales.ts';

const integers = fc.oneof(fc.constant(0), fc.integer({ min: -(10 ** 12), max: 10 ** 12 }));
const texts = fc.oneof(fc.constant(''), fc.string({ maxLength: 12 }), fc.constant('可乐 330 ml'));
const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values);
const authorizations = fc.record({ by: texts, approvedBy: texts, reason: nullable(texts) });

/** Any line at all: each field by itself, at what the format leaves out and at everything else. */
const anyLine: fc.Arbitrary<LineFact> = fc.record({
  lineNo: integers,
  kind: fc.constantFrom('sale' as const, 'return' as const),
  articleCode: nullable(texts),
  barcode: nullable(texts),
  name: texts,
  department: texts,
  unit: fc.constantFrom('each' as const, 'kg' as const),
  quantityThousandths: integers,
  tareGrams: integers,
  listPriceE4: integers,
  unitPriceE4: integers,
  grossMinor: integers,
  priceSavingMinor: integers,
  lineDiscountMinor: integers,
  basketDiscountMinor: integers,
  pointsDiscountMinor: integers,
  savings: fc.array(fc.record({ ruleId: texts, amountMinor: integers }), { maxLength: 3 }),
  earnedPoints: integers,
  redeemedPoints: integers,
  countedMinor: integers,
  taxCode: texts,
  taxRateBp: integers,
  isTaxIncluded: fc.boolean(),
  netMinor: integers,
  taxMinor: integers,
  totalMinor: integers,
  shares: fc.array(fc.tuple(integers, integers), { maxLength: 3 }),
  residualE7: integers,
  manualPrice: nullable(fc.record({ unitPriceE4: integers, authorization: authorizations })),
  discount: nullable(
    fc.oneof(
      fc.record({ kind: fc.constant('percent' as const), rateBp: integers, authorization: authorizations }),
      fc.record({
        kind: fc.constant('amount' as const),
        amountMinor: integers,
        authorization: authorizations,
      }),
    ),
  ),
  linkedToLineNo: nullable(integers),
  confirmedAge: nullable(integers),
  note: nullable(texts),
  isGift: fc.boolean(),
  returnOf: nullable(fc.record({ saleId: texts, lineNo: integers, fromThousandths: integers })),
  returnAuthorization: nullable(authorizations),
});

const plainLine: LineFact = {
  lineNo: 1,
  kind: 'sale',
  articleCode: '10001',
  barcode: null,
  name: '可乐',
  department: 'general',
  unit: 'each',
  quantityThousandths: 1_000,
  tareGrams: 0,
  listPriceE4: 35_000,
  unitPriceE4: 35_000,
  grossMinor: 350,
  priceSavingMinor: 0,
  lineDiscountMinor: 0,
  basketDiscountMinor: 0,
  pointsDiscountMinor: 0,
  savings: [],
  earnedPoints: 0,
  redeemedPoints: 0,
  countedMinor: 0,
  taxCode: 'none',
  taxRateBp: 0,
  isTaxIncluded: true,
  netMinor: 350,
  taxMinor: 0,
  totalMinor: 350,
  shares: [[1, 350]],
  residualE7: 0,
  manualPrice: null,
  discount: null,
  linkedToLineNo: null,
  confirmedAge: null,
  note: null,
  isGift: false,
  returnOf: null,
  returnAuthorization: null,
};

describe('a stored line', () => {
  test('says only what the format does not', () => {
    expect(encodeLine(plainLine)).toEqual({
      lineNo: 1,
      articleCode: '10001',
      name: '可乐',
      department: 'general',
      quantityThousandths: 1_000,
      listPriceE4: 35_000,
      grossMinor: 350,
      taxCode: 'none',
      netMinor: 350,
      totalMinor: 350,
      shares: [[1, 350]],
    });
    expect(decodeLine(encodeLine(plainLine))).toEqual(plainLine);
  });

  test('says a price that is not the list price, a zero too', () => {
    expect(encodeLine({ ...plainLine, unitPriceE4: 0 })).toMatchObject({ unitPriceE4: 0 });
  });

  test('is read back with every field as it was, whatever the line', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const stored: unknown = JSON.parse(JSON.stringify(encodeLine(line)));
        expect(decodeLine(stored as ReturnType<typeof encodeLine>)).toEqual(line);
      }),
      lawRuns,
    );
  });
});

describe('a payload', () => {
  test('of a sale is read back as it was, and stored in the same bytes again', () => {
    const fact: Fact = { type: 'sale.completed', payload: fullSale };
    const payload = encodePayload(fact);
    const read = decodePayload('sale.completed', FACT_SCHEMA, payload);
    expect(read).toEqual(fact);
    expect(encodePayload(read)).toBe(payload);
  });

  test('of every other kind is its canonical JSON', () => {
    const fact: Fact = { type: 'drawer.opened', payload: { authorization: byCashier } };
    const payload = encodePayload(fact);
    expect(payload).toBe('{"authorization":{"approvedBy":"cashier","by":"cashier","reason":null}}');
    expect(decodePayload('drawer.opened', FACT_SCHEMA, payload)).toEqual(fact);
  });

  test('of any lines is read back as it was', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 5 }), (lines) => {
        const fact: Fact = { type: 'sale.completed', payload: { ...fullSale, lines } };
        expect(decodePayload('sale.completed', FACT_SCHEMA, encodePayload(fact))).toEqual(fact);
      }),
      lawRuns,
    );
  });

  test('of a newer program is not guessed at', () => {
    expect(() => decodePayload('drawer.opened', FACT_SCHEMA + 1, '{}')).toThrow('this program knows');
  });
});
