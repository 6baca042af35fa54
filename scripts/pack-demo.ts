import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { counterArticles } from './demo/counter-articles.ts';
import type { DemoRow, SourceRow } from './demo/demo-row.ts';
import { giftArticles } from './demo/gift-articles.ts';
import { giftBaskets, writeBaskets } from './demo/gift-baskets.ts';
import { groceryArticles } from './demo/grocery-articles.ts';

// Packs the demo shop's catalogue and what was bought of it out of the real data beside the project:
// node scripts/pack-demo.ts

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The columns of the packed file, by names that a catalogue import knows. */
const COLUMNS: readonly (readonly [string, keyof DemoRow])[] = [
  ['department', 'department'],
  ['name', 'name'],
  ['brand', 'brand'],
  ['pack_size', 'packSize'],
  ['price_minor', 'priceMinor'],
  ['stock_code', 'code'],
  ['barcode', 'barcode'],
  ['unit', 'unit'],
  ['min_age', 'minimumAge'],
  ['deposit', 'deposit'],
];

/** The catalogue as CSV, out of the folder that has the real data. The same data always gives the same text. */
export function packCatalogue(dataFolder: string): string {
  const gifts = giftArticles(readRows(join(dataFolder, 'online_retail', 'products.csv.gz')));
  const groceries = groceryArticles(readRows(join(dataFolder, 'products_barcodes.csv.gz')));
  const rows = [...counterArticles(), ...groceries, ...gifts];
  // Like beside like packs smaller; by code units, because a locale's order differs from machine to machine.
  rows.sort((a, b) => compare(a.department, b.department) || compare(keyOf(a), keyOf(b)));
  const cells = rows.map((row) => COLUMNS.map(([, key]) => row[key]));
  return `${Papa.unparse([COLUMNS.map(([header]) => header), ...cells], { newline: '\n' })}\n`;
}

/** What was really bought together of the gift articles, as `writeBaskets` writes it. */
export function packBaskets(dataFolder: string): string {
  const folder = join(dataFolder, 'online_retail');
  const gifts = giftArticles(readRows(join(folder, 'products.csv.gz')));
  const priceMinorOf = new Map(gifts.map(({ code, priceMinor }) => [code, priceMinor]));
  return writeBaskets(giftBaskets(readRows(join(folder, 'lines_2009_2010.csv.gz')), priceMinorOf));
}

function keyOf({ code, barcode }: DemoRow): string {
  return code || barcode;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readRows(path: string): SourceRow[] {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return Papa.parse<SourceRow>(text, { header: true, skipEmptyLines: true }).data;
}

/** Writes a packed file beside the program that reads it. */
function pack(name: string, text: string): void {
  const target = join(root, 'register', 'demo', name);
  const packed = gzipSync(text, { level: 9 });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, packed);
  process.stdout.write(`${target}: ${packed.length} bytes\n`);
}

if (import.meta.main) {
  const dataFolder = join(root, '..', 'shared', 'data');
  pack('demo-articles.csv.gz', packCatalogue(dataFolder));
  pack('demo-baskets.txt.gz', packBaskets(dataFolder));
}
