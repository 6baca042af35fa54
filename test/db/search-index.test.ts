import Database from 'better-sqlite3';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createPinyinReadings } from '../../seal/pinyin-readings.ts';
import { createSearchIndex, searchRank, type SearchIndex } from '../../db/search-index.ts';
import { indexTokens, searchTerms } from '../../domain/search-terms.ts';
import { cutPieces, foldText } from '../../domain/search-text.ts';
import { searchTableSql } from './search-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'guitai-search-'));
const db = new Database(join(folder, 'search.db'));
const readings = createPinyinReadings();
let index: SearchIndex;

beforeEach(createIndex);

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function createIndex(): void {
  db.exec(`DROP TABLE IF EXISTS found; ${searchTableSql('found')}`);
  index = createSearchIndex(db, 'found');
}

interface Article {
  readonly name: string;
  readonly code?: string;
  readonly sold?: number;
}

/** Indexes the articles under their places in the list. */
function stock(articles: readonly Article[]): void {
  index.add(
    articles.map(({ name, code, sold = 0 }, number) => ({
      number,
      rank: searchRank(sold),
      tokens: indexTokens({ names: [name], codes: code ? [code] : [] }, readings),
    })),
  );
}

function find(query: string, limit = 20): number[] {
  return index.search(searchTerms(query), limit);
}

describe('a search', () => {
  const shelf: readonly Article[] = [
    { name: '可口可乐 330ml', code: '6928804011142' },
    { name: '百事可乐', code: '6924882406269' },
    { name: 'Dark Chocolate 70%', code: '85123A' },
    { name: 'Café au lait', code: '4011' },
    { name: '单晓明' },
    { name: '重庆小面', code: '2024' },
  ];

  test.each([
    ['可乐', [0, 1]],
    ['乐', [0, 1]],
    ['百', [1]],
    ['kele', [0, 1]],
    ['kkkl', [0]],
    ['kekoukele', [0]],
    ['kekou', [0]],
    ['kl', [0, 1]],
    ['1142', [0]],
    ['804011142', [0]],
    ['6928804011142', [0]],
    ['4011', [3]],
    ['2024', [5]],
    ['chocolate dark', [2]],
    ['choc da', [2]],
    ['cafe', [3]],
    ['85123a', [2]],
    ['8512', [2]],
    ['可乐 330', [0]],
    ['shanxm', []],
    ['sxm', [4]],
    ['danxiaoming', [4]],
    ['shanxiaoming', [4]],
    ['cqxm', [5]],
    ['可口 百事', []],
    ['zzz', []],
    ['', []],
    ['"', []],
    ['NEAR(可乐, dark) OR *', []],
  ])('for %j finds %j', (query, numbers) => {
    stock(shelf);
    expect(find(query).sort((a, b) => a - b)).toEqual(numbers);
  });

  test('puts what was sold more often first', () => {
    stock([{ name: 'green tea' }, { name: 'black tea', sold: 40 }, { name: 'tea', sold: 5_000 }]);
    expect(find('tea')).toEqual([2, 1, 0]);
  });

  test('puts whole words before words that only begin so', () => {
    stock([{ name: 'teapot', sold: 9_000 }, { name: 'tea' }, { name: 'teaspoon', sold: 9_000_000 }]);
    expect(find('tea')).toEqual([1, 2, 0]);
  });

  test('puts names that begin with a single letter by how often they were sold', () => {
    stock([{ name: '李伟' }, { name: '王力', sold: 100 }]);
    expect(find('w')).toEqual([1, 0]);
  });

  test('ends at the limit, and repeats nothing that is found both ways', () => {
    stock(Array.from({ length: 50 }, (_, number) => ({ name: number % 2 ? 'tea' : 'teapot' })));
    expect(find('tea', 20)).toHaveLength(20);
    const all = find('tea', 50);
    expect(new Set(all).size).toBe(50);
    expect(all.slice(0, 25).every((number) => number % 2 === 1)).toBe(true);
  });

  test('no longer finds what was removed, nor under its old rank what was sold since', () => {
    stock([{ name: 'green tea' }, { name: 'black tea' }]);
    index.remove(0, searchRank(0));
    expect(find('tea')).toEqual([1]);
    const tokens = indexTokens({ names: ['green tea'], codes: [] }, readings);
    index.add([{ number: 0, rank: searchRank(100), tokens }]);
    expect(find('tea')).toEqual([0, 1]);
  });

  test('takes the removal of what is not there', () => {
    stock([{ name: 'tea' }]);
    index.remove(7, 63);
    expect(find('tea')).toEqual([0]);
  });
});

describe('an erased document', () => {
  test('leaves none of its words in the table once it was optimized', () => {
    stock([{ name: '王晓明', code: '4321' }, { name: 'tea' }]);
    index.remove(0, searchRank(0));
    index.optimize();
    db.exec(`CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, found, 'row')`);
    const left = db.prepare('SELECT term FROM temp.words').pluck().all();
    db.exec('DROP TABLE temp.words');
    expect(left).toEqual(['tea']);
  });
});

describe('the rank', () => {
  test('is lower the more was sold, a step for each doubling, and never leaves its range', () => {
    expect([0, 1, 2, 3, 7, 1_000].map(searchRank)).toEqual([63, 62, 62, 61, 60, 54]);
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
        expect(searchRank(Math.max(a, b))).toBeLessThanOrEqual(searchRank(Math.min(a, b)));
        expect(searchRank(a)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test.each([-1, 64, 1.5, Number.NaN])('%s is refused as a bug', (rank) => {
    expect(() => index.remove(1, rank)).toThrow(RangeError);
  });

  test.each([-1, 2 ** 32, 0.5])('so is the document number %s', (number) => {
    expect(() => index.remove(number, 0)).toThrow(RangeError);
  });

  test('so is a table that is no name', () => {
    expect(() => createSearchIndex(db, 'found; DROP')).toThrow('not the name');
  });
});

describe('laws', () => {
  const word = fc.stringMatching(/^[a-zàéö]{1,9}$/);
  const chinese = fc.string({
    unit: fc.constantFrom(...'王李伟明晓重庆乐行长单绿可口'),
    minLength: 1,
    maxLength: 5,
  });
  const number = fc.stringMatching(/^\d{1,5}$/);
  const name = fc.array(fc.oneof(word, chinese, number), { minLength: 1, maxLength: 5 });
  const code = fc.stringMatching(/^\d{4,14}$/);
  const article = fc.record({ name, code, sold: fc.nat(100_000) });
  const articles = fc.array(article, { minLength: 1, maxLength: 8 });

  /** Every way in which somebody may ask for this article by one part of it. */
  function questions(parts: readonly string[], articleCode: string): string[] {
    const pieces = cutPieces(foldText(parts.join(' ')));
    const runs = pieces.filter((piece) => piece.kind === 'unspaced').map((piece) => [...piece.text]);
    const syllables = runs.map((run) => run.map((character) => readings(character)[0]!.replace('ü', 'v')));
    return [
      ...pieces.map((piece) => piece.text),
      ...runs.flatMap((run) => run.map((_, place) => run.slice(place, place + 2).join(''))),
      ...syllables.flat(),
      ...syllables.map((run) => run.join('')),
      ...syllables.map((run) => run.map((syllable) => syllable[0]).join('')),
      ...Array.from({ length: articleCode.length - 3 }, (_, place) => articleCode.slice(place)),
    ];
  }

  function stockAnew(stocked: readonly { name: readonly string[]; code: string; sold: number }[]): void {
    createIndex();
    db.transaction(() => stock(stocked.map((one) => ({ ...one, name: one.name.join(' ') }))))();
  }

  test('every article is found by each of its words, pairs, syllables, initials and last digits', () => {
    fc.assert(
      fc.property(articles, (stocked) => {
        stockAnew(stocked);
        for (const [place, one] of stocked.entries()) {
          for (const question of questions(one.name, one.code)) expect(find(question)).toContain(place);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('every article is found by any of its words in any order, each cut anywhere', () => {
    fc.assert(
      fc.property(articles, fc.infiniteStream(fc.nat(1_000)), (stocked, chances) => {
        stockAnew(stocked);
        const chance = (below: number): number => chances.next().value! % below;
        for (const [place, one] of stocked.entries()) {
          const words = cutPieces(foldText(one.name.join(' '))).map((piece) => [...piece.text]);
          const asked = words
            .map((characters) => ({
              text: characters.slice(0, 1 + chance(characters.length)).join(''),
              at: chance(99),
            }))
            .sort((a, b) => a.at - b.at)
            .map((part) => part.text);
          expect(find(asked.join(' '))).toContain(place);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('what is found stands by rank within whole words, then within beginnings', () => {
    fc.assert(
      fc.property(articles, word, (stocked, asked) => {
        stockAnew(stocked.map((one) => ({ ...one, name: [...one.name, asked, `${asked}x`] })));
        const ranks = find(asked).map((place) => searchRank(stocked[place]!.sold));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(ranks).toHaveLength(stocked.length);
      }),
      { numRuns: 30 },
    );
  });
});
