import { describe, expect, it } from 'vitest';
import { orderHits } from '../../../renderer/counter/found-hits.ts';
import type { Article, FoundMember } from '../../../renderer/service/answers.ts';

const article = (code: string) => ({ code }) as Article;
const member = (number: string, isExact = false) => ({ number, isExact }) as FoundMember;
const named = (articles: readonly Article[], members: readonly FoundMember[]) =>
  orderHits(articles, members).map((hit) => (hit.kind === 'article' ? hit.article.code : hit.member.number));

describe('what the one box finds', () => {
  const articles = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].map(article);

  it('is the articles alone where nobody is found, and the members alone where nothing is', () => {
    expect(named(articles, [])).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']);
    expect(named([], [member('m1'), member('m2')])).toEqual(['m1', 'm2']);
  });

  it('shows members after the best articles and before the rest', () => {
    expect(named(articles, [member('m1')])).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'm1', 'a6', 'a7']);
  });

  it('begins with whoever is meant exactly', () => {
    expect(named(articles.slice(0, 2), [member('m1', true), member('m2')])).toEqual(['m1', 'a1', 'a2', 'm2']);
  });
});
