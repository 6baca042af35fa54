import type { Article } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';
import { useFound } from './use-found.ts';

const RESULTS_MAX = 20;

export interface FoundArticles {
  readonly query: string;
  readonly articles: readonly Article[];
}

/** What the catalogue finds for what is typed. */
export function useFoundArticles(query: string): FoundArticles | null {
  return useFound(query, readFound);
}

/** The articles that a query finds, best first; null where the service could not be asked, which is then said. */
export async function findArticles(query: string): Promise<readonly Article[] | null> {
  const answer = await ask((service) => service.catalogue.search({ text: query, limit: RESULTS_MAX }));
  if (answer.ok) return answer.value;
  await refuse(answer.error);
  return null;
}

async function readFound(query: string): Promise<FoundArticles | null> {
  const articles = await findArticles(query);
  return articles && { query, articles };
}
