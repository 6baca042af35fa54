import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfDay, dayNumberOf } from '../../domain/insight/day-number.ts';
import { findQuintiles, type Frequency } from '../../domain/insight/quintiles.ts';
import { rfmValues } from '../../domain/insight/rfm.ts';
import { openInsightBooks, type Booked, type BookedLine, type InsightBooks } from './insight-journal.ts';

const START = dayNumberOf('2026-01-01');
const articleCodes = ['apples', 'bread', 'cheese', 'dill', 'eggs', 'flour', 'grapes'];
const memberIds = ['ann', 'bob', 'cid', 'dee', 'eve', 'fay', 'gus'];

const line = fc.record({
  articleCode: fc.option(fc.constantFrom(...articleCodes), { freq: 10 }),
  department: fc.constantFrom('food', 'drink'),
  totalMinor: fc.integer({ min: -300, max: 900 }),
});
const member = fc.constantFrom(...memberIds);
const sale = fc.record({
  kind: fc.constant('sale' as const),
  date: fc.integer({ min: START, max: START + 60 }).map(dateOfDay),
  memberId: fc.option(member),
  lines: fc.array(line, { maxLength: 8 }),
});
const ofMembers = fc.oneof(
  fc.record({ kind: fc.constant('merged' as const), from: member, into: member }),
  fc.record({ kind: fc.constant('erased' as const), memberId: member }),
  fc.constant({ kind: 'other' as const }),
);
const history: fc.Arbitrary<Booked[]> = fc
  .array(fc.oneof({ weight: 8, arbitrary: sale }, { weight: 1, arbitrary: ofMembers }), { maxLength: 40 })
  .map(leaveErasedAlone);

/** Who was erased is not merged any more. */
function leaveErasedAlone(booked: readonly Booked[]): Booked[] {
  const erased = new Set<string>();
  return booked.filter((each) => {
    if (each.kind === 'erased') erased.add(each.memberId);
    return each.kind !== 'merged' || !(erased.has(each.from) || erased.has(each.into));
  });
}

function bookAll(
  booked: readonly Booked[],
  then: (books: InsightBooks, place: number) => void = () => undefined,
) {
  const books = openInsightBooks();
  for (const [place, each] of booked.entries()) {
    books.book(each);
    then(books, place);
  }
  return books;
}

/** The articles that a basket sold, each once. */
function soldIn(booked: Booked): string[] {
  if (booked.kind !== 'sale') return [];
  const codes = booked.lines
    .filter(({ totalMinor }) => totalMinor >= 0)
    .map(({ articleCode }) => articleCode);
  return [...new Set(codes)].filter((code) => code !== null);
}

describe('what is counted from sales', () => {
  test('is the same in steps of any size, sale by sale, and from nothing', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.integer({ min: 0, max: 12 })), (booked, steps) => {
        const random = steps[Symbol.iterator]();
        const books = bookAll(booked, (each) => {
          const stepsMax = random.next().value ?? 0;
          if (stepsMax > 0) each.advance(stepsMax);
        });
        books.advanceToEnd(1);
        const stepByStep = books.dump();
        books.clear();
        books.advanceToEnd(1_000_000);
        expect(books.dump()).toEqual(stepByStep);
        books.db.close();
      }),
    );
  });

  test('is what counting every basket by hand gives', () => {
    fc.assert(
      fc.property(history, (booked) => {
        const books = bookAll(booked);
        books.advanceToEnd(20);
        const baskets = booked.map(soldIn).filter((codes) => codes.length > 0);
        expect(books.insight.basketCount()).toBe(baskets.length);
        const basketsWith = (...codes: string[]) =>
          baskets.filter((basket) => codes.every((code) => basket.includes(code)));
        for (const { number, basketCount, partners } of books.insight.articles.bought(articleCodes)) {
          const code = books.insight.articles.code(number)!;
          expect(basketCount).toBe(basketsWith(code).length);
          const { pairs } = partners;
          const counted = new Map<string, number>();
          for (let place = 0; place < pairs.length; place += 2)
            counted.set(books.insight.articles.code(pairs[place]!)!, pairs[place + 1]!);
          for (const other of articleCodes.filter((each) => each !== code)) {
            expect(counted.get(other) ?? 0).toBe(basketsWith(code, other).length);
          }
        }
        books.db.close();
      }),
    );
  });

  test('compares members as they are, whoever was merged or erased', () => {
    fc.assert(
      fc.property(history, (booked) => {
        const books = bookAll(booked, (each) => void each.advance(1_000));
        const summaries = memberIds
          .map((id) => books.insight.member(id))
          .filter((summary) => summary !== null);
        const values = summaries.map(rfmValues).filter((each) => each !== null);
        const { memberCount, quintiles } = books.insight.comparison();
        expect(memberCount).toBe(values.length);
        expect(quintiles).toEqual(
          values.length < 5
            ? null
            : {
                recency: findQuintiles(histogramOf(values.map(({ recency }) => recency))),
                frequency: findQuintiles(histogramOf(values.map(({ frequency }) => frequency))),
                monetary: findQuintiles(histogramOf(values.map(({ monetary }) => monetary))),
              },
        );
        books.db.close();
      }),
    );
  });
});

function histogramOf(values: readonly number[]): Frequency[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

function saleOf(codes: readonly string[], memberId: string | null = null): Booked {
  const lines: BookedLine[] = codes.map((articleCode) => ({
    articleCode,
    department: 'food',
    totalMinor: 100,
  }));
  return { kind: 'sale', date: '2026-01-01', memberId, lines };
}

describe('counting', () => {
  const wide = Array.from({ length: 100 }, (_, place) => `a${place}`);

  test('takes one sale whole and no more where its articles are all the steps that it may take', () => {
    const books = bookAll([saleOf(wide), saleOf(wide), saleOf(wide)]);
    expect([books.advance(50), books.advance(50), books.advance(50), books.advance(50)]).toEqual([
      2, 1, 0, 0,
    ]);
  });

  test('leaves out a basket of so many articles that it is a stock order', () => {
    const books = bookAll([saleOf([...wide, 'one more']), saleOf(['bread'])]);
    books.advanceToEnd(10);
    expect(books.insight.basketCount()).toBe(1);
    expect(books.insight.articles.bought(wide)).toEqual([]);
  });

  test('that failed leaves nothing behind', () => {
    const books = bookAll([saleOf(['bread', 'cheese'], 'ann'), saleOf(['bread', 'cheese'], 'bob')]);
    books.advance(1);
    const before = books.dump();
    const fail = books.db.transaction(() => {
      books.advance(100);
      throw new Error('the disk is full');
    });
    expect(() => fail()).toThrow('the disk is full');
    expect(books.dump()).toEqual(before);
    books.advanceToEnd(1);
    const [bread] = books.insight.articles.bought(['bread']);
    expect([bread!.basketCount, [...bread!.partners.pairs]]).toEqual([2, [2, 2]]);
  });

  test('begins again from nothing where another program counted in another way', () => {
    const books = bookAll([saleOf(['bread', 'cheese'], 'ann')]);
    books.advanceToEnd(10);
    const counted = books.dump();
    books.db.exec('UPDATE insight_progress SET format = 99');
    books.book({ kind: 'other' });
    books.advanceToEnd(10);
    expect({ ...books.dump(), progress: [] }).toEqual({ ...counted, progress: [] });
  });

  test('takes what came back off what was spent, and keeps who only brought something back out of the comparison', () => {
    const back: Booked = {
      kind: 'sale',
      date: '2026-01-02',
      memberId: 'ann',
      lines: [{ articleCode: 'bread', department: 'food', totalMinor: -100 }],
    };
    const books = bookAll([back]);
    books.advanceToEnd(10);
    expect(books.insight.member('ann')).toMatchObject({ spendMinor: -100, purchaseCount: 0, visitDays: [] });
    expect(books.insight.comparison().memberCount).toBe(0);
    expect(books.insight.basketCount()).toBe(0);
  });
});
