import { keptFor } from '../kept.ts';
import type { OfferLine } from '../pricing/offer-input.ts';
import type { Promotion, Target } from './promotion.ts';

/** A target whose lists may be looked up: they hold up to ten thousand codes, and every line of a basket is asked for. */
interface PreparedTarget {
  readonly articles: ReadonlySet<string> | null;
  readonly departments: ReadonlySet<string> | null;
  readonly tags: ReadonlySet<string> | null;
  readonly fromE4: number;
  readonly toE4: number;
  readonly except: PreparedTarget | null;
}

/**
 * Whether a target means a line: each of its lists names it, its unit price lies in the range, and `except` does not take
 * it out again. The price asked for is the one set by hand, else the list price. What takes no promotion is never meant.
 */
export function meansLine(target: Target, line: OfferLine): boolean {
  if (line.isExcluded) return false;
  return target === 'all' || means(prepare(target), line);
}

/** Whether a rule may take something off a line: its target means it, and it is not on sale where the rule leaves that. */
export function mayDiscount(promotion: Promotion, line: OfferLine, hasSpecialPrice: boolean): boolean {
  return isOpenTo(promotion, line, hasSpecialPrice) && meansLine(promotion.target, line);
}

/** Whether a rule may touch a line that one of its parts means: not what is on sale, where the rule leaves that alone. */
export function isOpenTo(promotion: Promotion, line: OfferLine, hasSpecialPrice: boolean): boolean {
  return !line.isExcluded && (promotion.appliesToSaleItems || !(line.isOnSale || hasSpecialPrice));
}

function means(target: PreparedTarget, line: OfferLine): boolean {
  const priceE4 = line.manualPriceE4 ?? line.listPriceE4;
  return (
    priceE4 >= target.fromE4 &&
    priceE4 <= target.toE4 &&
    (target.articles === null || (line.articleCode !== null && target.articles.has(line.articleCode))) &&
    (target.departments === null || target.departments.has(line.department)) &&
    (target.tags === null || line.tags.some((tag) => target.tags!.has(tag))) &&
    !(target.except !== null && means(target.except, line))
  );
}

const prepare: (target: Exclude<Target, 'all'>) => PreparedTarget = keptFor(
  (target: Exclude<Target, 'all'>) => ({
    articles: target.articles ? new Set(target.articles) : null,
    departments: target.departments ? new Set(target.departments) : null,
    tags: target.tags ? new Set(target.tags) : null,
    fromE4: target.priceRangeE4?.from ?? -Infinity,
    toE4: target.priceRangeE4?.to ?? Infinity,
    except: target.except ? prepare(target.except) : null,
  }),
);
