import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../db/open-store.ts';
import { EMPTY_DIGEST } from '../../seal/set-digest.ts';
import type { Article } from '../../domain/article.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-catalogue-'));
const store = openStore(scratch);

beforeEach(() => empty(store));
afterAll(() => {
  store.close();
  rmSync(scratch, { recursive: true });
});

const FIELDS: Omit<Article, 'code' | 'name'> = {
  priceE4: 12_000,
  floorPriceE4: null,
  department: 'food',
  taxCode: null,
  unit: 'each',
  brand: '',
  packSize: '',
  minimumAge: null,
  depositCode: null,
  isActive: true,
  barcodes: [],
};

function article(code: string, name: string, fields: Partial<Article> = {}): Article {
  return { ...FIELDS, code, name, ...fields };
}

function empty({ db }: Store): void {
  const tables = ['article', 'article_barcode', 'article_popularity', 'reference_digest', 'article_search'];
  db.exec(tables.map((table) => `DELETE FROM ${table};`).join(''));
}

/** Saves the articles in one commit, and says what became of each. */
function save(...articles: readonly Article[]) {
  return store.commit((writer) => {
    const batch = writer.catalogue.begin();
    const outcomes = articles.map((each) => batch.save(each));
    const digest = batch.finish();
    expect(store.catalogue.storedDigest()).toBe(digest);
    expect(store.catalogue.computeDigest()).toBe(digest);
    return outcomes;
  });
}

function codes(text: string, limit = 20): string[] {
  return store.catalogue.search(text, limit).map(({ code }) => code);
}

function sell(code: string, count: number): void {
  store.commit((writer) => writer.catalogue.countSold(new Map([[code, count]])));
}

describe('saving an article', () => {
  test('adds it, leaves it where nothing changed, and changes it where anything did', () => {
    const tea = article('T', '绿茶', { barcodes: ['06901028075022'] });
    expect(save(tea)).toEqual(['added']);
    expect(save({ ...tea })).toEqual(['unchanged']);
    const changes: Partial<Article>[] = [
      { name: '红茶' },
      { priceE4: 1 },
      { floorPriceE4: 1 },
      { department: 'drinks' },
      { taxCode: 'zero' },
      { unit: 'kg' },
      { brand: 'B' },
      { packSize: '6 × 330ml' },
      { minimumAge: 18 },
      { depositCode: 'D' },
      { isActive: false },
      { barcodes: ['06901028075022', '4011'] },
    ];
    expect(Object.keys({ ...tea }).length).toBe(changes.length + 1);
    for (const change of changes) {
      expect(save({ ...tea, ...change })).toEqual(['changed']);
      expect(store.catalogue.byCode('T')).toEqual({ ...tea, ...change });
      expect(save(tea)).toEqual(['changed']);
    }
    expect(store.catalogue.count()).toBe(1);
  });

  test('is found by its code and by each of its barcodes', () => {
    save(article('A', 'tea', { barcodes: ['0001', '0002'] }));
    expect(store.catalogue.byCode('A')?.name).toBe('tea');
    expect(store.catalogue.byBarcode('0001')?.code).toBe('A');
    expect(store.catalogue.byBarcode('0002')?.code).toBe('A');
    expect(store.catalogue.byBarcode('A')).toBeNull();
    expect(store.catalogue.byCode('0001')).toBeNull();
  });

  test('with a barcode that another article has is a conflict with that one, and changes nothing', () => {
    save(article('A', 'tea', { barcodes: ['0001'] }), article('B', 'coffee', { barcodes: ['0002'] }));
    const before = store.catalogue.storedDigest();
    expect(save(article('B', 'coffee beans', { barcodes: ['0001', '0003'] }))).toEqual([{ conflict: 'A' }]);
    expect(save(article('C', 'milk', { barcodes: ['0002'] }))).toEqual([{ conflict: 'B' }]);
    expect(store.catalogue.byCode('B')).toMatchObject({ name: 'coffee', barcodes: ['0002'] });
    expect(store.catalogue.byCode('C')).toBeNull();
    expect(store.catalogue.byBarcode('0003')).toBeNull();
    expect(store.catalogue.storedDigest()).toBe(before);
  });

  test('without a barcode that it had frees that one for another, in the same batch too', () => {
    save(article('A', 'tea', { barcodes: ['0001', '0002'] }));
    const outcomes = save(
      article('A', 'tea', { barcodes: ['0002'] }),
      article('B', 'coffee', { barcodes: ['0001'] }),
    );
    expect(outcomes).toEqual(['changed', 'added']);
    expect(store.catalogue.byBarcode('0001')?.code).toBe('B');
    expect(codes('0001')).toEqual(['B']);
  });

  test('twice in one batch leaves the second, found by its words alone', () => {
    expect(save(article('A', 'green tea'), article('A', 'black coffee'))).toEqual(['added', 'changed']);
    expect(codes('coffee')).toEqual(['A']);
    expect(codes('green')).toEqual([]);
  });

  test('in a commit that fails leaves catalogue, digest and search as they were', () => {
    save(article('A', 'tea'));
    const before = store.catalogue.storedDigest();
    const work = () =>
      store.commit((writer) => {
        const batch = writer.catalogue.begin();
        batch.save(article('A', 'coffee'));
        batch.save(article('B', 'milk'));
        batch.finish();
        throw new Error('cut short');
      });
    expect(work).toThrow('cut short');
    expect([store.catalogue.storedDigest(), codes('tea'), codes('milk'), codes('coffee')]).toEqual([
      before,
      ['A'],
      [],
      [],
    ]);
  });
});

describe('the digest', () => {
  const names = fc.constantFrom('tea', '可乐', 'Café', 'milk');
  const shelf = fc.uniqueArray(
    fc.record({ code: fc.stringMatching(/^[A-Z]\d$/), name: names, priceE4: fc.nat(99) }),
    { selector: ({ code }) => code, minLength: 1, maxLength: 8 },
  );

  test('of an empty catalogue is zero', () => {
    expect([store.catalogue.storedDigest(), store.catalogue.computeDigest()]).toEqual([
      EMPTY_DIGEST,
      EMPTY_DIGEST,
    ]);
  });

  test('depends on what is in the catalogue, not on the order or the steps in which it came', () => {
    fc.assert(
      fc.property(shelf, shelf, (wanted, earlier) => {
        const articles = wanted.map((each) => ({ ...FIELDS, ...each }));
        empty(store);
        save(...articles);
        const once = store.catalogue.storedDigest();
        empty(store);
        const known = new Set(wanted.map(({ code }) => code));
        for (const each of earlier) if (known.has(each.code)) save({ ...FIELDS, ...each });
        for (const each of articles.toReversed()) save(each);
        expect(store.catalogue.storedDigest()).toBe(once);
      }),
      { numRuns: 15 },
    );
  });

  test('is another one whatever is changed', () => {
    save(article('A', 'tea'), article('B', 'tea'));
    const before = store.catalogue.storedDigest();
    save(article('B', 'tea', { priceE4: 12_001 }));
    expect(store.catalogue.storedDigest()).not.toBe(before);
  });
});

describe('searching', () => {
  test('puts an exact code, barcode or name before everything, however much is sold of the others', () => {
    save(
      article('tea', 'kettle'),
      article('B', 'tea'),
      article('C', 'tea pot', { barcodes: ['0002'] }),
      article('0002', 'cup'),
    );
    sell('C', 1_000);
    expect(codes('tea')).toEqual(['tea', 'B', 'C']);
    expect(codes(' Tea ')).toEqual(['B', 'C', 'tea']);
    expect(codes('0002')).toEqual(['0002', 'C']);
  });

  test('puts what was sold more first, once it was counted', () => {
    save(article('A', 'green tea'), article('B', 'black tea'), article('C', 'white tea'));
    expect(codes('tea')).toEqual(['A', 'B', 'C']);
    sell('C', 50);
    sell('B', 3);
    expect(codes('tea')).toEqual(['C', 'B', 'A']);
    sell('B', 200);
    expect(codes('tea')).toEqual(['B', 'C', 'A']);
  });

  test('keeps an article’s place when it is changed, and forgets its old words', () => {
    save(article('A', 'green tea'), article('B', 'black tea'));
    sell('B', 10);
    save(article('B', 'strong tea'));
    expect(codes('tea')).toEqual(['B', 'A']);
    expect(codes('black')).toEqual([]);
    sell('B', 100);
    expect(codes('strong')).toEqual(['B']);
  });

  test('finds by brand, size, two characters, pinyin, initials and last digits', () => {
    save(article('X9', '可口可乐', { brand: 'Coca', packSize: '330ml', barcodes: ['06928804011142'] }));
    for (const text of ['coca', '330', '可乐', 'kele', 'kkkl', '1142', 'kele coca'])
      expect([text, codes(text)]).toEqual([text, ['X9']]);
  });

  test('leaves out what is no longer sold, and stops at the limit', () => {
    save(...Array.from({ length: 30 }, (_, at) => article(`T${at}`, 'tea', { isActive: at > 0 })));
    expect(codes('tea', 100)).toHaveLength(29);
    expect(codes('tea', 7)).toHaveLength(7);
    expect(codes('T0')).not.toContain('T0');
  });

  test('counts nothing for an article that is not there', () => {
    sell('gone', 5);
    expect(store.db.prepare('SELECT COUNT(*) FROM article_popularity').pluck().get()).toBe(0);
  });
});
