import { writeFileSync } from 'node:fs';
import { mod10CheckDigit } from '../../domain/barcode/check-digit.ts';
import { createChance } from './chance.ts';
import { createNames } from './names.ts';

/** Coprime with the number of codes, so that every article gets another, in no order. */
const CODE_STEP = 739_391;
const CODES = 10 ** 9;
const ARTICLES_MAX = 1_000_000;

/** What promotions may mean articles by, beside their codes. */
export const DEPARTMENTS = Array.from({ length: 24 }, (_, index) => `d${String(index + 1).padStart(2, '0')}`);
export const BRANDS = Array.from({ length: 40 }, (_, index) => `Brand${index + 1}`);

/** Writes a catalogue as a wholesaler sends it: barcodes in no order, prices, names in Chinese and English. */
export function writeCatalogueFile(path: string, articleCount: number): void {
  if (articleCount > ARTICLES_MAX) throw new RangeError(`at most ${ARTICLES_MAX} articles`);
  const chance = createChance(1_964);
  const names = createNames(chance);
  const rows = ['barcode,name,pack_size,price,floor_price,department,brand'];
  for (let number = 0; number < articleCount; number += 1) {
    const digits = `690${String((number * CODE_STEP) % CODES).padStart(9, '0')}`;
    const priceMinor = (1 + chance.below(60)) * 100 + chance.pick([99, 49, 50, 95, 0]);
    const floorPrice = number % 10 === 0 ? (priceMinor * 0.007).toFixed(2) : '';
    rows.push(
      [
        `${digits}${mod10CheckDigit(digits)}`,
        names.article(),
        `${100 + chance.below(900)} g`,
        (priceMinor / 100).toFixed(2),
        floorPrice,
        DEPARTMENTS[number % DEPARTMENTS.length],
        BRANDS[(number * 7) % BRANDS.length],
      ].join(','),
    );
  }
  writeFileSync(path, `${rows.join('\n')}\n`);
}
