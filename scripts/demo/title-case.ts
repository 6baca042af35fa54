const SMALL_WORDS = new Set('a an and at by de du for from in la of on or the to w with'.split(' '));
const CAPITALS = new Set('3D BBQ DIY DVD EU IPA IQ LED MP3 UK USA USB TV UHT'.split(' '));
const MEASURE = /^\d[\d.,]*(?:x\d[\d.]*)*(?:mm|cm|m|g|kg|ml|l)?(?:x\d[\d.]*(?:cm|mm)?)*$/i;
const WORD_START = /(^|[/(.,"“&+-])(\p{Ll})/gu;

/**
 * A name as a shelf label writes it. The gift data is in capitals, much of the grocery data in small letters; words that
 * mix both are left, as somebody meant them so.
 */
export function titleCase(name: string): string {
  const words = name.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim().split(' ');
  return words.map((word, place) => titleWord(word, place)).join(' ');
}

function titleWord(word: string, place: number): string {
  if (CAPITALS.has(word.toUpperCase())) return word.toUpperCase();
  const lower = word.toLowerCase();
  if (MEASURE.test(word)) return lower;
  if (word !== lower && word !== word.toUpperCase()) return word;
  if (place > 0 && SMALL_WORDS.has(lower)) return lower;
  return lower.replace(WORD_START, (_, before: string, letter: string) => before + letter.toUpperCase());
}
