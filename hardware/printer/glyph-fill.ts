import type { PathCommand } from 'fontkit';
import { blacken, blankBitmap, type Bitmap } from './bitmap.ts';

/** How an outline in a font's units comes to lie on dots. The font's `y` goes up from the baseline. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly originX: number;
  readonly baselineY: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

type Edge = readonly [from: Point, to: Point];

/** Steps that a curve is drawn in: at the size of a receipt's letters more are not seen. */
const CURVE_STEPS = 8;
/** A dot is looked at in so many places across and down. */
const SAMPLES = 4;
/** Of its sixteen places so many have to be inside for a dot to be black: fewer than half, or thin strokes break. */
const DARK_FROM = 6;

/** Fills an outline by the nonzero rule (what TrueType means by inside), each dot black or white. */
export function fillOutline(
  commands: readonly PathCommand[],
  placement: Placement,
  widthDots: number,
  heightDots: number,
): Bitmap {
  const edges = edgesOf(commands, placement);
  const bitmap = blankBitmap(widthDots, heightDots);
  for (let y = 0; y < heightDots; y++) {
    const inside = new Uint8Array(widthDots);
    for (let sample = 0; sample < SAMPLES; sample++) {
      countInside(inside, crossingsAt(y + (sample + 0.5) / SAMPLES, edges));
    }
    inside.forEach((count, x) => {
      if (count >= DARK_FROM) blacken(bitmap, x, y, 1, 1);
    });
  }
  return bitmap;
}

function edgesOf(commands: readonly PathCommand[], placement: Placement): Edge[] {
  const edges: Edge[] = [];
  let start: Point = { x: 0, y: 0 };
  let at = start;
  const lineTo = (to: Point) => {
    edges.push([at, to]);
    at = to;
  };
  for (const { command, args } of commands) {
    const points = pointsOf(args, placement);
    if (command === 'closePath') lineTo(start);
    else if (command === 'moveTo') start = at = points[0]!;
    else for (const point of curve([at, ...points])) lineTo(point);
  }
  return edges;
}

function pointsOf(args: readonly number[], placement: Placement): Point[] {
  const { scaleX, scaleY, originX, baselineY } = placement;
  const points: Point[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    points.push({ x: originX + args[index]! * scaleX, y: baselineY - args[index + 1]! * scaleY });
  }
  return points;
}

/** The points of a Bézier curve after its first; of two points, the line's end. */
function curve(controls: readonly Point[]): Point[] {
  if (controls.length === 2) return [controls[1]!];
  return Array.from({ length: CURVE_STEPS }, (_, step) => pointOn(controls, (step + 1) / CURVE_STEPS));
}

/** De Casteljau: midpoints of midpoints, until one is left. */
function pointOn(controls: readonly Point[], t: number): Point {
  if (controls.length === 1) return controls[0]!;
  const between = controls.slice(1).map((to, index) => ({
    x: controls[index]!.x + (to.x - controls[index]!.x) * t,
    y: controls[index]!.y + (to.y - controls[index]!.y) * t,
  }));
  return pointOn(between, t);
}

/** Where a horizontal line crosses the outline, from the left, and whether that goes down or up. */
function crossingsAt(y: number, edges: readonly Edge[]): { readonly x: number; readonly turn: number }[] {
  return edges
    .filter(([from, to]) => from.y <= y !== to.y <= y)
    .map(([from, to]) => ({
      x: from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x),
      turn: from.y < to.y ? 1 : -1,
    }))
    .sort((a, b) => a.x - b.x);
}

function countInside(inside: Uint8Array, crossings: ReturnType<typeof crossingsAt>): void {
  let winding = 0;
  crossings.forEach(({ x, turn }, index) => {
    winding += turn;
    const next = crossings[index + 1];
    if (winding === 0 || !next) return;
    const first = Math.max(0, Math.ceil(x * SAMPLES - 0.5));
    const end = Math.min(inside.length * SAMPLES, Math.ceil(next.x * SAMPLES - 0.5));
    for (let place = first; place < end; place++) inside[Math.floor(place / SAMPLES)]!++;
  });
}
