import { describe, expect, test } from 'vitest';
import { indexTokens, searchTerms, type PinyinReadings } from '../../domain/search-terms.ts';

const spoken: Readonly<Record<string, readonly string[]>> = {
  可: ['ke'],
  口: ['kou'],
  乐: ['le', 'yue'],
  重: ['zhong', 'chong'],
  庆: ['qing'],
  绿: ['lü'],
  行: ['xing', 'hang', 'heng', 'rare'],
};

const readings: PinyinReadings = (character) => spoken[character] ?? [];

function tokensOf(name: string): string[] {
  return indexTokens({ names: [name], codes: [] }, readings).sort();
}

function codeTokensOf(...codes: string[]): string[] {
  return indexTokens({ names: [], codes }, readings).sort();
}

describe('what a name is indexed under', () => {
  test('is each word and number once, and joined words as one too', () => {
    expect(tokensOf("Coca-Cola 330ml cola Kellogg's")).toEqual(
      ['330', 'coca', 'cocacola', 'cola', 'kellogg', 'kelloggs', 'ml', 's'].sort(),
    );
  });

  test('is for Chinese each character with the next, each syllable, and the syllables and initials from it on', () => {
    expect(tokensOf('可口')).toEqual(['k', 'ke', 'kekou', 'kk', 'kou', '口', '可口'].sort());
  });

  test('is every common reading of a character that has several', () => {
    expect(tokensOf('重庆')).toEqual(expect.arrayContaining(['zhongqing', 'chongqing', 'zq', 'cq']));
    expect(tokensOf('可乐')).toEqual(expect.arrayContaining(['kele', 'keyue', 'kl', 'ky']));
    expect(tokensOf('行')).not.toContain('rare');
  });

  test('is ü as keyboards type it, as v and as u', () => {
    expect(tokensOf('绿')).toEqual(['l', 'lu', 'lv', '绿']);
  });

  test('is the pairs alone for an unspaced script that has no pinyin, and pinyin stops there', () => {
    expect(tokensOf('可カラ口')).toEqual(
      expect.arrayContaining(['可カ', 'カラ', 'ラ口', '口', 'ke', 'kou', 'k']),
    );
    expect(tokensOf('可カラ口')).not.toContain('kekou');
  });

  test('stays bounded for a name that never ends and for runs of several readings', () => {
    const tokens = tokensOf('行重乐'.repeat(100_000) + 'x'.repeat(1_000));
    expect(tokens.length).toBeLessThan(512 * 20);
    expect(Math.max(...tokens.map((token) => token.length))).toBeLessThanOrEqual(40);
  });
});

describe('what a code is indexed under', () => {
  test('is its digits from the last to the first', () => {
    expect(codeTokensOf('5449000000996')).toEqual(['#6990000009445']);
  });

  test('is also its words and short numbers from their start', () => {
    expect(codeTokensOf('85123A')).toEqual(['#32158', '85123', 'a']);
    expect(codeTokensOf('POST')).toEqual(['post']);
  });

  test('is not said twice by a shorter form of the same barcode', () => {
    expect(codeTokensOf('5449000000996', '05449000000996')).toEqual(['#69900000094450']);
  });
});

describe('what a query asks for', () => {
  test.each([
    ['Dark  CHOCOLATE', ['dark', 'chocolate']],
    ['可口可乐', ['可口', '口可', '可乐']],
    ['乐', ['乐']],
    ['王xm', ['王', 'xm']],
    ['tea tea', ['tea']],
    ['"; DROP -- * OR', ['drop', 'or']],
    ['', []],
    [' -*" ', []],
  ])('%j is %j', (query, texts) => {
    expect(searchTerms(query).map((term) => term.text)).toEqual(texts);
  });

  test('may be the end of a code from four digits on', () => {
    expect(searchTerms('996')).toEqual([{ text: '996', codeEnd: null }]);
    expect(searchTerms('0996')).toEqual([{ text: '0996', codeEnd: '#6990' }]);
  });

  test('is at most 12 terms of the first 100 characters', () => {
    expect(searchTerms('a b c d e f g h i j k l m n o p')).toHaveLength(12);
    expect(searchTerms(`${' '.repeat(100)}tea`)).toEqual([]);
  });
});
