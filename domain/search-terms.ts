import { cutPieces, foldText, type TextPiece } from './search-text.ts';

/**
 * The readings of one Chinese character in pinyin without tones, the commonest first (`行` gives `xing`, `hang`);
 * none for any other character. A parameter, because the dictionary costs time and memory that a shop
 * without Chinese names should not pay.
 */
export type PinyinReadings = (character: string) => readonly string[];

/** What is searchable about one article or member. */
export interface SearchableText {
  readonly names: readonly string[];
  /** Barcodes, article codes, the end of a phone number: found by their last digits. */
  readonly codes: readonly string[];
}

/** One thing that every document found must have. */
export interface SearchTerm {
  /** The word, number or pair of characters. */
  readonly text: string;
  /** The start of a reversed code, where the term may be the last digits of one. */
  readonly codeEnd: string | null;
}

/** Leads a token that holds a code's digits reversed, so that its last digits are the token's prefix. */
const CODE_MARK = '#';

const NAME_MAX_LENGTH = 512;
const QUERY_MAX_LENGTH = 100;
const TOKEN_MAX_LENGTH = 40;
const TERMS_MAX = 12;
/** Fewer last digits than this would find half the shop. */
const CODE_END_MIN_DIGITS = 4;
/** Digits this long are a barcode or a phone number, searched from their end and not from their start. */
const NUMBER_WORD_MAX_DIGITS = 7;
/** How many syllables can be typed without a space. */
const SYLLABLE_RUN_MAX = 6;
const READINGS_MAX = 3;
/** How many ways of reading a run of several-reading characters are indexed. */
const COMBINATIONS_MAX = 8;

/**
 * The tokens under which a document is found, each once. For words: the word, and words joined by a hyphen or the like
 * also as one. For Chinese and other unspaced scripts: each character with the one after it; for Chinese also
 * each syllable, and from each character on the syllables and their initials in one (`可乐`: `ke`, `le`,
 * `kele`, `kl`, `l`), in every common reading. For codes: their digits reversed.
 */
export function indexTokens(document: SearchableText, readings: PinyinReadings): string[] {
  const tokens = new Set<string>();
  for (const name of document.names) {
    const pieces = cutPieces(foldText(name.slice(0, NAME_MAX_LENGTH)));
    for (const piece of pieces) {
      if (piece.kind === 'unspaced') addUnspaced(tokens, piece.text, readings);
      else tokens.add(cutToken(piece.text));
    }
    addCompounds(tokens, pieces);
  }
  addCodes(tokens, document.codes);
  return [...tokens];
}

/**
 * What a query asks for, in any order: each word and number, each pair of neighbouring characters of an unspaced script.
 * Only the first 100 characters and 12 terms count, which finds more rather than less.
 */
export function searchTerms(query: string): SearchTerm[] {
  const terms = new Map<string, SearchTerm>();
  for (const { kind, text } of cutPieces(foldText(query.slice(0, QUERY_MAX_LENGTH)))) {
    if (kind === 'unspaced') {
      for (const pair of characterPairs(text)) terms.set(pair, { text: pair, codeEnd: null });
    } else {
      const mayBeCode = kind === 'number' && text.length >= CODE_END_MIN_DIGITS;
      const token = cutToken(text);
      terms.set(token, { text: token, codeEnd: mayBeCode ? codeEndToken(text) : null });
    }
  }
  return [...terms.values()].slice(0, TERMS_MAX);
}

/** Each character with the next; a single character is its own pair. */
function characterPairs(text: string): string[] {
  const characters = [...text];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => characters[index]! + character);
}

function addUnspaced(tokens: Set<string>, text: string, readings: PinyinReadings): void {
  const characters = [...text];
  let syllables: (readonly string[])[] = [];
  for (const [index, character] of characters.entries()) {
    tokens.add(character + (characters[index + 1] ?? ''));
    const spoken = typedReadings(readings(character));
    if (spoken.length > 0) {
      syllables.push(spoken);
    } else {
      addSyllables(tokens, syllables);
      syllables = [];
    }
  }
  addSyllables(tokens, syllables);
}

function addSyllables(tokens: Set<string>, syllables: readonly (readonly string[])[]): void {
  const letters = syllables.map(initialLetters);
  for (const [index, spoken] of syllables.entries()) {
    for (const syllable of spoken) tokens.add(syllable);
    const end = index + SYLLABLE_RUN_MAX;
    for (const joined of combine(syllables.slice(index, end))) tokens.add(joined);
    for (const initials of combine(letters.slice(index, end))) tokens.add(initials);
  }
}

function initialLetters(spoken: readonly string[]): string[] {
  if (spoken.length === 1) return [spoken[0]![0]!];
  return [...new Set(spoken.map((syllable) => syllable[0]!))];
}

/** The commonest readings as keyboards type them: there is no ü on them, some type v for it and some u. */
function typedReadings(spoken: readonly string[]): readonly string[] {
  if (spoken.length <= 1 && !spoken[0]?.includes('ü')) return spoken;
  const typed = new Set<string>();
  for (const reading of spoken.slice(0, READINGS_MAX)) {
    typed.add(reading.replaceAll('ü', 'v'));
    typed.add(reading.replaceAll('ü', 'u'));
  }
  return [...typed];
}

/** Every choice of one option a place, joined; past the limit, later places keep to their commonest. */
function combine(places: readonly (readonly string[])[]): string[] {
  let joined = [''];
  for (const options of places) {
    const fitting = joined.length * options.length <= COMBINATIONS_MAX ? options.length : 1;
    const longer: string[] = [];
    for (const start of joined) {
      for (let option = 0; option < fitting; option += 1) longer.push(start + options[option]!);
    }
    joined = longer;
  }
  return joined;
}

function addCodes(tokens: Set<string>, codes: readonly string[]): void {
  const ends: string[] = [];
  for (const code of codes) {
    for (const { kind, text } of cutPieces(foldText(code.slice(0, NAME_MAX_LENGTH)))) {
      if (kind !== 'number' || text.length <= NUMBER_WORD_MAX_DIGITS) tokens.add(cutToken(text));
      if (kind === 'number' && text.length >= CODE_END_MIN_DIGITS) ends.push(codeEndToken(text));
    }
  }
  for (const end of ends) {
    // A 13-digit barcode is the end of its 14-digit form, which finds it.
    if (!ends.some((other) => other.length > end.length && other.startsWith(end))) tokens.add(end);
  }
}

function addCompounds(tokens: Set<string>, pieces: readonly TextPiece[]): void {
  let compound = '';
  let parts = 0;
  for (const { kind, text, isAttached } of pieces) {
    const continues = kind === 'word' && isAttached && parts > 0;
    if (!continues && parts > 1) tokens.add(cutToken(compound));
    compound = continues ? compound + text : text;
    parts = kind !== 'word' ? 0 : continues ? parts + 1 : 1;
  }
  if (parts > 1) tokens.add(cutToken(compound));
}

/** The token under which the end of a code is found: a mark and its digits, the last first. */
function codeEndToken(digits: string): string {
  return cutToken(CODE_MARK + [...digits].reverse().join(''));
}

function cutToken(token: string): string {
  return token.length > TOKEN_MAX_LENGTH ? token.slice(0, TOKEN_MAX_LENGTH) : token;
}
