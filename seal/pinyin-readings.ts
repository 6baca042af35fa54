import { createRequire } from 'node:module';
import type { PinyinReadings } from '../domain/search-terms.ts';

const requireModule = createRequire(import.meta.url);

/** How many characters' readings are remembered; the 8,105 of the national standard fit. */
const REMEMBERED_MAX = 16_384;

/**
 * Readings from pinyin-pro's dictionary, character by character. It is loaded on the first Chinese character (30 ms,
 * 16 MB), and never reads whole phrases: its phrase dictionary would cost another 90 MB, and the index
 * holds every common reading anyway.
 */
export function createPinyinReadings(): PinyinReadings {
  const remembered = new Map<string, readonly string[]>();
  let pinyin: typeof import('pinyin-pro').pinyin | undefined;
  return (character) => {
    const known = remembered.get(character);
    if (known) return known;
    if (!/^\p{Script=Han}$/u.test(character)) return [];
    pinyin ??= (requireModule('pinyin-pro') as typeof import('pinyin-pro')).pinyin;
    const listed = pinyin(character, { toneType: 'none', type: 'array', multiple: true });
    // A character that the dictionary lacks comes back as itself.
    const readings = [...new Set(listed)].filter((reading) => /^[a-zü]+$/.test(reading));
    if (remembered.size < REMEMBERED_MAX) remembered.set(character, readings);
    return readings;
  };
}
