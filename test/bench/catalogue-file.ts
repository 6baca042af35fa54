import { writeFileSync } from 'node:fs';
import { mod10CheckDigit } from '../../domain/barcode/check-digit.ts';
import { createChance } from './chance.ts';
import { createNames } from './names.ts';

/** Coprime with the number of codes, so that every article gets another, in no order. */
const CODE_STEP = 739_391;
const CODES = 10 ** 9;
const ARTICLES_MAX = 1_000_000;

/** Writes a catalogue as a wholesaler sends it: barcodes in no order, prices, names in Chinese and English. */
export function writeCatalogueFile(path: string, articleCount: number): void {
  if (articleCount > ARTICLES_MAX) throw new RangeError(`at most ${ARTICLES_MAX} articles`);
  const chance = createChance(1_964);
  const names = createNames(chance);
  const rows = ['barcode,name,pack_size,price'];
  for (let number = 0; number < articleCount; number += 1) {
    const digits = `690${String((number * CODE_STEP) % CODES).padStart(9, '0')}`;
    const price = `${1 + chance.below(60)}.${chance.pick(['99', '49', '50', '95', '00'])}`;
    rows.push(`${digits}${mod10CheckDigit(digits)},${names.article()},${100 + chance.below(900)} g,${price}`);
  }
  writeFileSync(path, `${rows.join('\n')}\n`);
}
