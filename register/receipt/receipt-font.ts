import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import slices from '@fontsource-variable/noto-sans-sc/unicode.json' with { type: 'json' };

/** A piece of Noto Sans SC that holds the characters asked of it, at one weight; TrueType bytes. */
export interface FontPart {
  readonly name: string;
  readonly characters: ReadonlySet<string>;
  readonly bytes: Buffer;
}

/** The slice that draws what no slice has: its empty box says that something stood there. */
const FALLBACK_SLICE = 'latin';

const sliceByCodePoint = indexSlices();

/**
 * The font for a set of characters, embedded in the file so that any viewer shows Chinese. Noto Sans SC (SIL Open
 * Font License) comes in about a hundred WOFF2 slices of all weights; of each that is needed, only what is used.
 */
export async function loadFontParts(characters: ReadonlySet<string>, weight: number): Promise<FontPart[]> {
  const bySlice = new Map<string, Set<string>>();
  for (const character of [...characters].sort()) {
    const slice = sliceByCodePoint.get(character.codePointAt(0)!) ?? FALLBACK_SLICE;
    const group = bySlice.get(slice) ?? new Set();
    bySlice.set(slice, group.add(character));
  }
  return Promise.all(
    [...bySlice].map(async ([slice, group]) => ({
      name: `${slice}-${weight}`,
      characters: group,
      bytes: await subsetFont(await readFile(sliceFile(slice)), [...group].join(''), {
        targetFormat: 'truetype',
        variationAxes: { wght: weight },
      }),
    })),
  );
}

function sliceFile(slice: string): string {
  const name = `@fontsource-variable/noto-sans-sc/files/noto-sans-sc-${slice}-wght-normal.woff2`;
  return fileURLToPath(import.meta.resolve(name));
}

/** Latin first: digits and letters are in several slices, and one text should take them from one. */
function indexSlices(): Map<number, string> {
  const index = new Map<number, string>();
  const ordered = Object.entries(slices).sort(([a], [b]) => Number(isNumbered(a)) - Number(isNumbered(b)));
  const latinFirst = [...ordered.filter(([name]) => name === 'latin'), ...ordered];
  for (const [name, ranges] of latinFirst) {
    for (const range of ranges.split(',')) {
      const [first, last] = range
        .slice(2)
        .split('-')
        .map((hex) => Number.parseInt(hex, 16));
      for (let codePoint = first!; codePoint <= (last ?? first!); codePoint++) {
        if (!index.has(codePoint)) index.set(codePoint, name.replace(/[[\]]/g, ''));
      }
    }
  }
  return index;
}

function isNumbered(slice: string): boolean {
  return slice.startsWith('[');
}
