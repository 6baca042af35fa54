import { useEffect, useRef, useState } from 'react';
import type { Article } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';

/** Keys that follow each other faster than this are searched for once. */
const DEBOUNCE_MS = 20;
const RESULTS_MAX = 20;

export interface Found {
  readonly query: string;
  readonly articles: readonly Article[];
}

/** What the catalogue finds for what is typed. An answer that comes after a newer question is not shown. */
export function useFoundArticles(query: string): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  const newest = useRef('');
  useEffect(() => {
    newest.current = query;
    if (query === '') return;
    const find = async () => {
      const articles = await findArticles(query);
      if (articles && newest.current === query) setFound({ query, articles });
    };
    const timer = setTimeout(() => void find(), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  return query === '' ? null : found;
}

/** The articles that a query finds, best first; null where the service could not be asked, which is then said. */
export async function findArticles(query: string): Promise<readonly Article[] | null> {
  const answer = await ask((service) => service.catalogue.search({ text: query, limit: RESULTS_MAX }));
  if (answer.ok) return answer.value;
  await refuse(answer.error);
  return null;
}
