import { ask } from '../service/connection.ts';
import { orderHits, type Hit } from './found-hits.ts';
import { findArticles } from './use-found-articles.ts';
import { useFound } from './use-found.ts';

/** Beside articles; F3 finds more. */
const MEMBERS_MAX = 4;

export interface FoundHits {
  readonly query: string;
  readonly hits: readonly Hit[];
}

/** What the catalogue and the members hold for what is typed. */
export function useFoundHits(query: string): FoundHits | null {
  return useFound(query, findHits);
}

/** Articles and members together. A shop whose members cannot be read finds its articles. */
export async function findHits(query: string): Promise<FoundHits | null> {
  const [articles, members] = await Promise.all([
    findArticles(query),
    ask((service) => service.member.find({ text: query, limit: MEMBERS_MAX })),
  ]);
  return articles && { query, hits: orderHits(articles, members.ok ? members.value : []) };
}
