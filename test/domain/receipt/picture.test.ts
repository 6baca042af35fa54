import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ditherPicture,
  fitPicture,
  isReceiptPicture,
  PICTURE_HEIGHT_MAX_DOTS,
  PICTURE_WIDTH_MAX_DOTS,
  picturePath,
} from '../../../domain/receipt/picture.ts';

const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 }));

describe('a picture of greys', () => {
  test('is a picture that a receipt takes, whatever its size', () => {
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.nat(255)), ([width, height], stream) => {
        const greys = [...stream.take(width * height)];
        expect(isReceiptPicture(ditherPicture(greys, width, height))).toBe(true);
      }),
    );
  });

  test('stays black, white, and half as dark where it is grey', () => {
    const dark = (grey: number) => {
      const { rows } = ditherPicture(Array<number>(64 * 64).fill(grey), 64, 64);
      return [...rows].reduce(
        (sum, digit) => sum + Number.parseInt(digit, 16).toString(2).replaceAll('0', '').length,
        0,
      );
    };
    expect(dark(0)).toBe(64 * 64);
    expect(dark(255)).toBe(0);
    expect(dark(128) / (64 * 64)).toBeCloseTo(0.5, 1);
  });
});

test('a large picture is fitted within the paper and keeps its proportions, a small one stays', () => {
  expect(fitPicture(1_152, 400, PICTURE_WIDTH_MAX_DOTS)).toEqual({ widthDots: 576, heightDots: 200 });
  expect(fitPicture(500, 6_400, 384)).toEqual({ widthDots: 25, heightDots: PICTURE_HEIGHT_MAX_DOTS });
  expect(fitPicture(100, 50, 384)).toEqual({ widthDots: 100, heightDots: 50 });
  expect(fitPicture(100_000, 1, 384)).toEqual({ widthDots: 384, heightDots: 1 });
});

test('a path has a rectangle for each run of black dots', () => {
  expect(picturePath({ widthDots: 10, heightDots: 2, rows: '8180ff00' })).toBe(
    'M0 0h1v1H0zM7 0h2v1H7zM0 1h8v1H0z',
  );
});

test.each([
  ['rows that are too short', { widthDots: 16, heightDots: 2, rows: 'ffff' }],
  ['rows that are no hex', { widthDots: 8, heightDots: 1, rows: 'zz' }],
  ['no width', { widthDots: 0, heightDots: 1, rows: '' }],
  ['more dots than paper has', { widthDots: 577, heightDots: 1, rows: '00'.repeat(73) }],
])('%s make no picture', (_, picture) => {
  expect(isReceiptPicture(picture)).toBe(false);
});
