import { isDigits, mod10CheckDigit } from '../../domain/barcode/check-digit.ts';
import { GROUP_SEPARATOR } from '../../domain/barcode/raw-scan.ts';
import type { Department, ShopSettings, TileGroup } from '../../domain/shop-settings.ts';
import type { Article, TileArticle } from '../service/answers.ts';
import { printLabel, type LabelValue } from './in-store-label.ts';

/** What a code is there to show. */
export type SampleKind =
  | 'article'
  | 'age'
  | 'deposit'
  | 'weighed'
  | 'weightLabel'
  | 'priceLabel'
  | 'gs1'
  | 'link'
  | 'receipt'
  | 'payment'
  | 'unknown'
  | 'misread';

export interface SampleCode {
  readonly kind: SampleKind;
  readonly code: string;
  /** The article that it names, or null. */
  readonly name: string | null;
}

/** Of each group of tiles so many are worth trying. */
const GOODS_PER_GROUP = 2;
const GROUPS_MAX = 6;
/** What the labels of the list say. */
const LABEL_VALUE: LabelValue = { weightGrams: 735, priceMinor: 499 };
/** Right in itself, and beginning as GS1 has given to nobody (prefixes 140–199), so that no shop has it. */
const UNKNOWN_CODE = '1990000000003';
/** As WeChat Pay's codes look: 18 digits from 10 to 15. Nobody's. */
const PAYMENT_CODE = '134567890123456789';

/** Codes of the tiles' articles that show the most: some of each group, one by weight, one of each that asks something. */
export function chooseArticles(
  groups: readonly TileGroup[],
  byCode: ReadonlyMap<string, TileArticle>,
  departments: readonly Department[],
): readonly string[] {
  const ofGroups = groups
    .slice(0, GROUPS_MAX)
    .map(({ tiles }) => tiles.flatMap(({ articleCode }) => byCode.get(articleCode) ?? []));
  const all = ofGroups.flat();
  const restricted = new Set(departments.filter(({ minimumAge }) => minimumAge).map(({ code }) => code));
  const isRestricted = ({ department }: TileArticle) => restricted.has(department);
  const isPlain = (article: TileArticle) =>
    article.unit === 'each' && article.priceE4 > 0 && !isRestricted(article);
  const goods = ofGroups.flatMap((articles) => articles.filter(isPlain).slice(0, GOODS_PER_GROUP));
  const asking = [
    all.find(isRestricted),
    all.find(({ unit }) => unit === 'kg'),
    all.find(({ unit, priceE4 }) => unit === 'each' && priceE4 === 0),
  ];
  return [...new Set([...goods, ...asking].flatMap((article) => article?.code ?? []))];
}

/**
 * Codes worth scanning in this shop: its articles by their barcodes, labels under its own rules with right check digits, and
 * one of each other kind that a scanner can read.
 */
export function sampleCodes(
  articles: readonly Article[],
  { departments, inStoreRules }: Pick<ShopSettings, 'departments' | 'inStoreRules'>,
  lastReceipt: string | null,
): readonly SampleCode[] {
  const isPriced = ({ unit, priceE4 }: Article) => unit === 'kg' || priceE4 > 0;
  const goods = articles.filter(isPriced).map((article): SampleCode => ({
    kind: kindOf(article, departments),
    code: barcodeOf(article),
    name: article.name,
  }));
  const labels = inStoreRules.flatMap((rule) => {
    const isWeight = rule.pattern.includes('W');
    const candidates = articles.filter(({ unit, priceE4 }) => (isWeight ? unit === 'kg' : priceE4 === 0));
    return labelled(isWeight ? 'weightLabel' : 'priceLabel', candidates, (item) =>
      printLabel(rule, item, LABEL_VALUE),
    );
  });
  return [
    ...goods,
    ...labels,
    ...variants(articles),
    ...(lastReceipt === null ? [] : [{ kind: 'receipt', code: lastReceipt, name: null } as const]),
    { kind: 'payment', code: PAYMENT_CODE, name: null },
    { kind: 'unknown', code: UNKNOWN_CODE, name: null },
  ];
}

function kindOf(
  { unit, minimumAge, department, depositCode }: Article,
  departments: readonly Department[],
): SampleKind {
  const age = minimumAge ?? departments.find(({ code }) => code === department)?.minimumAge ?? null;
  if (age !== null) return 'age';
  if (depositCode !== null) return 'deposit';
  return unit === 'kg' ? 'weighed' : 'article';
}

/** The first of the articles for which there is a code. */
function labelled(
  kind: SampleKind,
  articles: readonly Article[],
  print: (item: string) => string | null,
): readonly SampleCode[] {
  for (const { code: item, name } of articles) {
    const code = print(item);
    if (code !== null) return [{ kind, code, name }];
  }
  return [];
}

/** The barcode of an article as other symbols carry it, and as a scanner gets it wrong. */
function variants(articles: readonly Article[]): readonly SampleCode[] {
  for (const { name, barcodes } of articles) {
    const gtin14 = barcodes.find((barcode) => barcode.length === 14 && isDigits(barcode));
    if (gtin14 === undefined) continue;
    const body = asPrinted(gtin14).slice(0, -1);
    const wrongDigit = (mod10CheckDigit(body) + 1) % 10;
    return [
      { kind: 'gs1', code: `]d201${gtin14}10A1B2${GROUP_SEPARATOR}21777`, name },
      { kind: 'link', code: `https://id.gs1.org/01/${gtin14}`, name },
      { kind: 'misread', code: `${body}${wrongDigit}`, name },
    ];
  }
  return [];
}

function barcodeOf({ code, barcodes: [first] }: Article): string {
  return first === undefined ? code : asPrinted(first);
}

/** A GTIN-14 without the zeros that its symbol does not have: 8 digits, 13, or all of them. */
function asPrinted(barcode: string): string {
  if (barcode.length !== 14 || !isDigits(barcode)) return barcode;
  return barcode.replace(/^0{6}(?=\d{8}$)|^0/, '');
}

/** A code as a screen can show it: the separator of GS1, which has no sign, by its name. */
export function visibleCode(code: string): string {
  return code.replaceAll(GROUP_SEPARATOR, '‹GS›');
}
