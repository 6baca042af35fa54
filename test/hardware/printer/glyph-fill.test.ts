import { describe, expect, test } from 'vitest';
import type { PathCommand } from 'fontkit';
import { isDark, type Bitmap } from '../../../hardware/printer/bitmap.ts';
import { fillOutline } from '../../../hardware/printer/glyph-fill.ts';

const asItIs = { scaleX: 1, scaleY: 1, originX: 0, baselineY: 20 };

/** A closed polygon; the direction of its points is that of its winding. */
function polygon(...points: readonly (readonly [x: number, y: number])[]): PathCommand[] {
  return [
    ...points.map(([x, y], index): PathCommand => ({
      command: index === 0 ? 'moveTo' : 'lineTo',
      args: [x, y],
    })),
    { command: 'closePath', args: [] },
  ];
}

function dark(bitmap: Bitmap): number {
  let count = 0;
  for (let y = 0; y < bitmap.heightDots; y++) {
    for (let x = 0; x < bitmap.widthDots; x++) count += Number(isDark(bitmap, x, y));
  }
  return count;
}

describe('an outline', () => {
  const square = polygon([2, 4], [10, 4], [10, 12], [2, 12]);

  test('fills exactly the dots that it covers, with its y upwards from the baseline', () => {
    const bitmap = fillOutline(square, asItIs, 20, 20);
    expect(dark(bitmap)).toBe(64);
    expect([isDark(bitmap, 2, 8), isDark(bitmap, 9, 15)]).toEqual([true, true]);
    expect([isDark(bitmap, 1, 8), isDark(bitmap, 10, 15), isDark(bitmap, 2, 16)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('has a hole where a contour runs the other way, and none where it runs the same', () => {
    const other = polygon([4, 6], [4, 10], [8, 10], [8, 6]);
    const same = polygon([4, 6], [8, 6], [8, 10], [4, 10]);
    expect(dark(fillOutline([...square, ...other], asItIs, 20, 20))).toBe(48);
    expect(dark(fillOutline([...square, ...same], asItIs, 20, 20))).toBe(64);
  });

  test('of curves covers its area, give or take its edge', () => {
    const round: PathCommand[] = [
      { command: 'moveTo', args: [0, 8] },
      { command: 'quadraticCurveTo', args: [0, 16, 8, 16] },
      { command: 'bezierCurveTo', args: [12.4, 16, 16, 12.4, 16, 8] },
      { command: 'bezierCurveTo', args: [16, 3.6, 12.4, 0, 8, 0] },
      { command: 'quadraticCurveTo', args: [0, 0, 0, 8] },
      { command: 'closePath', args: [] },
    ];
    // Two quarters of a circle, and two of a parabola: 5/6 of its square.
    const area = 64 * (Math.PI / 2) + 128 * (5 / 6);
    const placement = { ...asItIs, scaleX: 2, scaleY: 2, baselineY: 32 };
    expect(Math.abs(dark(fillOutline(round, placement, 32, 32)) - 4 * area)).toBeLessThan(24);
  });

  test('that reaches over the edge is cut off there', () => {
    expect(dark(fillOutline(polygon([-5, -5], [50, -5], [50, 50], [-5, 50]), asItIs, 12, 20))).toBe(240);
  });
});
