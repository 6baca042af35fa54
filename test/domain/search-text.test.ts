import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutPieces, foldText, nameKey } from '../../domain/search-text.ts';

describe('folding text for search', () => {
  test.each([
    ['Crème Brûlée', 'creme brulee'],
    ['ＣＯＣＡ　１２３', 'coca 123'],
    ['Straße', 'strasse'],
    ['İstanbul ısı', 'istanbul isi'],
    ['Smørrebrød æbler', 'smorrebrod aebler'],
    ['ΟΔΟΣ Ελλάς', 'οδοσ ελλασ'],
    ['йогурт Ёлка', 'иогурт елка'],
    ['ガラス', 'ガラス'],
    ['라면', '라면'],
    ['ﬁlet', 'filet'],
  ])('makes %s into %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  test('gives the same whether a letter and its mark are one character or two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
      }),
    );
  });
});

describe('cutting text into pieces', () => {
  test('parts letters, digits and unspaced scripts', () => {
    expect(cutPieces('可口可乐 330ml (น้ำ) 신라면').map((piece) => [piece.kind, piece.text])).toEqual([
      ['unspaced', '可口可乐'],
      ['number', '330'],
      ['word', 'ml'],
      ['unspaced', 'น้ำ'],
      ['unspaced', '신라면'],
    ]);
  });

  test('keeps characters that are younger than most tables', () => {
    expect(cutPieces('𬭎𮧵').map((piece) => piece.text)).toEqual(['𬭎𮧵']);
  });

  test('tells which pieces a hyphen, a point or an apostrophe joins', () => {
    const attached = cutPieces("coca-cola kellogg's l’eau a - b").filter((piece) => piece.isAttached);
    expect(attached.map((piece) => piece.text)).toEqual(['cola', 's', 'eau']);
  });

  test('yields nothing but letters, marks and digits, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const piece of cutPieces(foldText(text))) expect(piece.text).toMatch(/^[\p{L}\p{M}\p{N}]+$/u);
      }),
    );
  });
});

describe('the key of a name', () => {
  test('is equal for names that differ in case, marks, blanks and punctuation', () => {
    expect(nameKey('  Coca-Cola®  Zéro')).toBe('coca cola zero');
    expect(nameKey('COCA COLA zero!')).toBe('coca cola zero');
  });

  test('is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
      }),
    );
  });
});
