import type { Article, FoundMember } from '../service/answers.ts';

/** What the one box finds: an article that is sold, or a member who takes the sale. */
export type Hit =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'member'; readonly member: FoundMember };

/** So many articles stand before the members, so that neither hides the other. */
const ARTICLES_FIRST = 5;

/**
 * The hits in the order in which arrows go through them: whoever is meant exactly, by a whole phone, number or card, then the
 * best articles, the members, and the other articles.
 */
export function orderHits(articles: readonly Article[], members: readonly FoundMember[]): readonly Hit[] {
  const ofArticles = articles.map((article): Hit => ({ kind: 'article', article }));
  const ofMembers = members.map((member): Hit => ({ kind: 'member', member }));
  const isExact = (hit: Hit) => hit.kind === 'member' && hit.member.isExact;
  return [
    ...ofMembers.filter(isExact),
    ...ofArticles.slice(0, ARTICLES_FIRST),
    ...ofMembers.filter((hit) => !isExact(hit)),
    ...ofArticles.slice(ARTICLES_FIRST),
  ];
}
