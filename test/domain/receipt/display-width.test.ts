import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, displayWidth, graphemesOf } from '../../../domain/receipt/display-width.ts';

describe('the columns of a text', () => {
  test.each([
    ['Milk 250 ml', 11],
    ['纯牛奶', 6],
    ['￥１２', 6],
    ['¥12 × 3', 7],
    ['カップ麺', 8],
    ['한국', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['𠮷', 2],
    ['😀', 2],
    ['❤\ufe0f', 2],
    ['👨‍👩‍👧', 2],
    ['🇨🇳', 2],
    ['\u200b', 0],
    ['', 0],
  ])('%j takes %i', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  test('are the sum over its characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const characters = graphemesOf(text);
        expect(characters.join('')).toBe(text);
        expect(displayWidth(text)).toBe(
          characters.reduce((sum, character) => sum + displayWidth(character), 0),
        );
      }),
    );
  });
});

test('a text on paper has no line breaks and nothing that reorders or hides what follows', () => {
  expect(cleanText('Soap\r\n\tblue\u2028x')).toBe('Soap blue x');
  expect(cleanText('a\u202e00.1¥\u202c\ud800b')).toBe('a00.1¥b');
});
