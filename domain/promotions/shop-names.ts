import { segments, type Segment } from '../insight/segments.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { nameSegment } from '../text/insight-text.ts';
import type { Language } from '../text/language.ts';
import type { PromotionNames } from './describe-target.ts';

/** What a shop's rules are said with: its own names, and those of articles as the caller knows them; codes for the rest. */
export function shopNames(
  { shop, departments, loyalty }: Pick<ShopSettings, 'shop' | 'departments' | 'loyalty'>,
  language: Language,
  articleName: (code: string) => string | undefined,
): PromotionNames {
  return {
    language,
    currency: shop.currency,
    article: (code) => articleName(code) ?? code,
    department: (code) => departments.find((each) => each.code === code)?.name ?? code,
    tier: (code) => loyalty.tiers.list.find((each) => each.code === code)?.name[language] ?? code,
    segment: (code) => (isSegment(code) ? nameSegment(code, language) : code),
  };
}

function isSegment(code: string): code is Segment {
  return (segments as readonly string[]).includes(code);
}
