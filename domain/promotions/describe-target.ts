import { formatUnitPrice } from '../money-format.ts';
import { promotionWords } from '../text/promotion-words.ts';
import { fillTemplate, type Language } from '../text/language.ts';
import type { Target } from './promotion.ts';

/** What a rule is said with: the reader's language and the shop's own names. */
export interface PromotionNames {
  readonly language: Language;
  readonly currency: string;
  readonly article: (code: string) => string;
  readonly department: (code: string) => string;
  readonly tier: (code: string) => string;
  readonly segment: (code: string) => string;
}

/** More names in a row are not read. */
const NAMES_MAX = 4;
const SHORT_MAX_LENGTH = 40;

/** Which goods a target means, in words. Lists narrow each other down, so that two of them never read as either. */
export function describeTarget(target: Target, names: PromotionNames): string {
  const words = promotionWords[names.language];
  if (target === 'all') return words.all;
  const goods = goodsOf(target, names).join(names.language === 'en' ? ', ' : '，');
  if (!target.except) return goods || words.all;
  const except = goodsOf(target.except, names).join(words.comma);
  return fillTemplate(words[goods ? 'except' : 'all-except'], { goods, except });
}

/** The same where it is short enough to begin a sentence with; else only that there are such goods. */
export function beginWithTarget(target: Target, names: PromotionNames): string {
  const said = describeTarget(target, names);
  const length = names.language === 'en' ? said.length : said.length * 2;
  return length <= SHORT_MAX_LENGTH ? said : promotionWords[names.language]['its-goods'];
}

/** Names with “or” between them, the first of many. */
export function listNames(
  items: readonly string[],
  language: Language,
  type: 'conjunction' | 'disjunction' = 'disjunction',
): string {
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type }).format(items);
}

function goodsOf(target: Exclude<Target, 'all'>, names: PromotionNames): string[] {
  const { articles, departments, tags, priceRangeE4: range } = target;
  const words = promotionWords[names.language];
  const listed = articles && articleList(articles, names);
  const within = departments && listNames(departments.map(names.department), names.language);
  const goods =
    listed && within
      ? fillTemplate(words.within, { articles: listed, departments: within })
      : (listed ?? within);
  const price = (e4: number) => formatUnitPrice(e4, names.currency, names.language);
  return [
    ...(goods ? [goods] : []),
    ...(tags ? [fillTemplate(words.tagged, { tags: listNames(tags, names.language) })] : []),
    ...(range ? [fillTemplate(words[rangeForm(range)], rangeTexts(range, price))] : []),
  ];
}

function articleList(codes: readonly string[], names: PromotionNames): string {
  const shown = codes.length > NAMES_MAX ? codes.slice(0, NAMES_MAX - 1) : codes;
  const rest = codes.length - shown.length;
  const words = promotionWords[names.language];
  const more = rest > 0 ? [fillTemplate(words['more-articles'], { number: rest })] : [];
  return listNames([...shown.map(names.article), ...more], names.language);
}

type Range = NonNullable<Exclude<Target, 'all'>['priceRangeE4']>;

function rangeForm({ from, to }: Range): 'priced' | 'priced-from' | 'priced-to' {
  if (from === undefined) return 'priced-to';
  return to === undefined ? 'priced-from' : 'priced';
}

function rangeTexts({ from, to }: Range, price: (e4: number) => string): Record<string, string> {
  return { from: from === undefined ? '' : price(from), to: to === undefined ? '' : price(to) };
}
