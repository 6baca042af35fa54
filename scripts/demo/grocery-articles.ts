import { createHash } from 'node:crypto';
import { type DemoRow, plainRow, type SourceRow } from './demo-row.ts';
import { AGE_RESTRICTED, groceryDepartment } from './grocery-departments.ts';
import { titleCase } from './title-case.ts';

/** At most so many of a department, so that none crowds out the others. */
const DEPARTMENT_MAX = 190;
const NAME_MIN_LENGTH = 4;
const NAME_MAX_LENGTH = 44;

/** Numbers that GS1 gave somebody; not those that shops print themselves. */
const REAL_SCOPES = new Set(['other', 'us_ca', 'cn', 'gtin8']);
/** Great Britain, Ireland, Australia, New Zealand: the names there are mostly English. */
const ENGLISH_PREFIX = /^(50|539|93|94)/;
const HAN = /\p{Script=Han}/u;
const KANA = /[\u3040-\u30ff\uff66-\uff9f]/;
const PLAIN_ENGLISH = /^[A-Za-z0-9 ,.'&%()/+-]+$/;
const OTHER_LANGUAGE =
  /\b(a la|au|aux|avec|bio|blanc|chocolat|con|de|des|di|du|e|eau|en|et|fruits rouges|gout|la|lait|le|les|mit|noir|pour|sans|saveur|sel|sin|und|y|z)\b/i;
/** Not in a shop for trying things out: medicines, supplements, what nobody would want on a screen. */
const UNWANTED =
  /protein|whey|bcaa|creatine|capsule|tablet|vitamin|supplement|gainer|myprotein|isolate|vaginal|penis|soap|micellar|doggie|semen|cigar|tobacco|impact|deal\b|pack of|胶囊|膠囊|眼药|感冒|万金油|鈣片|解漆|彩漂|护衣|风扇|吃的|卵磷脂|人蔘|\?/i;
const BOTTLED = /\b(lager|ale|beer|cola|lemonade)\b/i;
const SIZE_AT_END = /[ ,(]+(\d+(?:[.,]\d+)?) ?(kg|g|ml|cl|l)\)?\.?$/i;
const METRIC = /(\d+(?:\.\d+)?) ?(kg|g|ml|cl|l)\b/i;

interface Candidate {
  readonly row: DemoRow;
  readonly gtin14: string;
  /** The lower comes first. */
  readonly rank: number;
  readonly chance: number;
}

/**
 * Some 3,000 groceries with genuine barcodes, taken so that every department has its share. Which ones, and what they cost,
 * follows from a hash of the barcode: the same file always gives the same shop. The prices are invented.
 */
export function groceryArticles(products: readonly SourceRow[]): DemoRow[] {
  const byDepartment = new Map<string, Candidate[]>();
  const [gtins, names] = [new Set<string>(), new Set<string>()];
  const candidates = products.flatMap((product) => candidateOf(product) ?? []);
  candidates.sort((a, b) => a.rank - b.rank || a.chance - b.chance);
  for (const candidate of candidates) {
    const shelf = byDepartment.get(candidate.row.department) ?? [];
    const name = `${candidate.row.name} ${candidate.row.brand}`.toLowerCase();
    if (shelf.length === DEPARTMENT_MAX || gtins.has(candidate.gtin14) || names.has(name)) continue;
    gtins.add(candidate.gtin14);
    names.add(name);
    byDepartment.set(candidate.row.department, [...shelf, candidate]);
  }
  return [...byDepartment.values()].flat().map(({ row }) => row);
}

function candidateOf(product: SourceRow): Candidate | null {
  const { barcode = '', gtin14 = '', scope = '', category = '' } = product;
  if (!REAL_SCOPES.has(scope) || UNWANTED.test(product['name']!)) return null;
  const { name, packSize, brand } = describe(product);
  const isChinese = HAN.test(name) && !KANA.test(name) && name.length >= 3;
  if (!isChinese && !isEnglish(name, product)) return null;
  const isUsable = name.length <= NAME_MAX_LENGTH && (isChinese || name.length >= NAME_MIN_LENGTH);
  const department = isUsable ? groceryDepartment(name, isChinese ? '' : category) : null;
  if (!department) return null;
  const row: DemoRow = {
    ...plainRow,
    barcode,
    name,
    brand,
    packSize,
    department: department.code,
    priceMinor: inventPrice(department.fromMinor, department.toMinor, chanceOf(`${barcode} price`)),
    minimumAge: AGE_RESTRICTED.has(department.code) ? '18' : '',
    deposit: BOTTLED.test(name) && /^(beer|drinks)$/.test(department.code) ? 'DEPOSIT' : '',
  };
  const rank = isChinese ? 0 : rankOf(barcode, [brand, category, packSize]);
  return { row, gtin14, rank, chance: chanceOf(barcode) };
}

/** First what the source tells all about, then what shops near London sell, then the rest. */
function rankOf(barcode: string, details: readonly string[]): number {
  if (details.every((detail) => detail !== '')) return 0;
  return ENGLISH_PREFIX.test(barcode) ? 1 : 2;
}

function isEnglish(name: string, { barcode = '', brand_source: brandSource, source }: SourceRow): boolean {
  if (!PLAIN_ENGLISH.test(name) || OTHER_LANGUAGE.test(name)) return false;
  // What comes from the agency alone is catering stock, its names cut down to abbreviations.
  return source !== 'usda' && (brandSource === 'usda' || ENGLISH_PREFIX.test(barcode));
}

/** Name, brand and size apart, whichever field of the source has them. */
function describe({ name: given = '', brand: givenBrand = '', pack_size: givenSize = '' }: SourceRow) {
  const brand = titleCase(givenBrand.replace(/,? (inc|llc|ltd|co|lc)\.?$/i, '')).slice(0, 40);
  const written = given.replace(/\s+/g, ' ').trim();
  const sized = SIZE_AT_END.exec(written);
  const plain = sized ? written.slice(0, sized.index) : written;
  const parts = plain.split(', ').filter((part, place, all) => {
    const isBrand = place === 0 && all.length > 1 && part.toLowerCase() === brand.toLowerCase();
    return !isBrand && all.findIndex((other) => other.toLowerCase() === part.toLowerCase()) === place;
  });
  const size = sized ?? METRIC.exec(givenSize);
  const name = parts.join(', ').replace(/[ ,-]+$/, '');
  return {
    name: HAN.test(name) ? name : titleCase(name),
    brand,
    packSize: size ? `${size[1]} ${size[2]!.toLowerCase()}` : '',
  };
}

/** Between 0 and 1, by the text alone. */
function chanceOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** Within the range, more often low than high, and ending as prices in shops end. */
function inventPrice(fromMinor: number, toMinor: number, chance: number): number {
  const plain = fromMinor + (toMinor - fromMinor) * chance ** 1.5;
  return Math.round(plain / 10) * 10 + (plain > 100 ? 5 : 0) - (plain > 300 ? 6 : 0);
}
