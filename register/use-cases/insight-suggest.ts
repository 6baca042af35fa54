import type { Article } from '../../domain/article.ts';
import { confidenceBp } from '../../domain/insight/association-rules.ts';
import { findCandidates, rankCandidates, type PartnerRule } from '../../domain/insight/suggestions.ts';
import type { TillView } from '../register.ts';

/** An article that is often bought with one in the basket. */
export interface Suggestion {
  readonly article: Article;
  /** The article in the basket that says so. */
  readonly becauseOf: string;
  /** Baskets that had both. */
  readonly basketCount: number;
  /** Of those who bought the one, who bought this too. */
  readonly confidenceBp: number;
  /** How many times as often as it is bought at all, in millionths. */
  readonly liftE6: number;
}

/** The latest articles of a larger basket are what the customer is at. */
const BASKET_ARTICLES_MAX = 20;
/** How many rules are looked at for articles that may be suggested. */
const RULES_MAX = 60;
const SUGGESTIONS_MAX = 20;

/**
 * What was often bought together with what is in the basket, by lift, as this shop's own sales say: articles that can be sold to
 * anybody, and are not in the basket nor a deposit of something else.
 */
export function suggestFor(view: TillView, articleCodes: readonly string[], limit: number): Suggestion[] {
  const { insight } = view.store;
  const latest = [...new Set(articleCodes)].slice(-BASKET_ARTICLES_MAX);
  const bought = insight.articles.bought(latest);
  if (bought.length === 0) return [];
  const basketCount = insight.basketCount();
  const candidates = findCandidates(bought, basketCount);
  const counts = insight.articles.basketCounts([...new Set(candidates.map(({ suggested }) => suggested))]);
  const rules = rankCandidates(candidates, basketCount, (number) => counts.get(number)!);
  const isTaken = suggestionFilter(view, articleCodes);
  const suggestions: Suggestion[] = [];
  for (const rule of rules.slice(0, RULES_MAX)) {
    if (suggestions.length === Math.min(limit, SUGGESTIONS_MAX)) break;
    const article = findArticle(view, rule.suggested);
    if (article && !isTaken(article)) suggestions.push(suggestionOf(view, rule, article));
  }
  return suggestions;
}

function findArticle({ store }: TillView, number: number): Article | null {
  const code = store.insight.articles.code(number);
  return code === null ? null : store.catalogue.byCode(code);
}

/** Whether an article must not be suggested. */
function suggestionFilter(view: TillView, articleCodes: readonly string[]): (article: Article) => boolean {
  const inBasket = new Set(articleCodes);
  const forAdults = new Set(
    view.settings.departments.flatMap(({ code, minimumAge }) => (minimumAge === null ? [] : [code])),
  );
  return ({ code, isActive, minimumAge, department }) =>
    !isActive ||
    inBasket.has(code) ||
    minimumAge !== null ||
    forAdults.has(department) ||
    view.store.catalogue.isDeposit(code);
}

function suggestionOf(
  view: TillView,
  { because, counts, liftE6 }: PartnerRule,
  article: Article,
): Suggestion {
  return {
    article,
    becauseOf: view.store.insight.articles.code(because)!,
    basketCount: counts.both,
    confidenceBp: confidenceBp(counts),
    liftE6,
  };
}
