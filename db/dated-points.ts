import type { DatedPoints } from '../domain/chain/central-account.ts';

const MINUTE_MS = 60_000;

/**
 * Dated points as a few bytes, because a million members have them: of each its points and its moment, as numbers of seven bits
 * a byte. Points end and begin at midnights, so a whole minute takes fewer bytes: its number doubled, and any other
 * millisecond's doubled plus one. Null for none.
 */
export function packDatedPoints(dated: readonly DatedPoints[]): Buffer | null {
  if (dated.length === 0) return null;
  const bytes: number[] = [];
  for (const { points, atUtcMs } of dated) {
    pushNumber(bytes, points);
    pushNumber(bytes, atUtcMs % MINUTE_MS === 0 ? (atUtcMs / MINUTE_MS) * 2 : atUtcMs * 2 + 1);
  }
  return Buffer.from(bytes);
}

export function unpackDatedPoints(packed: Buffer | null): DatedPoints[] {
  const dated: DatedPoints[] = [];
  if (!packed) return dated;
  let at = 0;
  const next = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = packed[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  };
  while (at < packed.length) {
    const [points, moment] = [next(), next()];
    dated.push({ points, atUtcMs: moment % 2 === 0 ? (moment / 2) * MINUTE_MS : (moment - 1) / 2 });
  }
  return dated;
}

function pushNumber(bytes: number[], value: number): void {
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) | 0x80);
    left = Math.floor(left / 0x80);
  }
  bytes.push(left);
}
