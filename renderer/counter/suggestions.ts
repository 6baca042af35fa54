import { useEffect } from 'react';
import { create } from 'zustand';
import type { CounterSnapshot, Suggestion } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { useCounter } from '../state/counter.ts';

/** Nothing is asked while scans follow each other: a suggestion is never in the way of the next one. */
const QUIET_MS = 200;
const none: readonly Suggestion[] = [];

interface SuggestionState {
  /** The articles that these go with, as one text. */
  readonly articles: string;
  readonly list: readonly Suggestion[];
}

const useSuggestions = create<SuggestionState>(() => ({ articles: '', list: none }));

/** Reads what is bought together with the articles of the sale, once they have stayed the same for a moment. */
export function useFreshSuggestions(): readonly Suggestion[] {
  const articles = useCounter((state) => articlesOf(state.snapshot));
  const suggested = useSuggestions();
  useEffect(() => {
    if (articles === '') return undefined;
    const timer = setTimeout(() => void readSuggestions(articles), QUIET_MS);
    return () => clearTimeout(timer);
  }, [articles]);
  return suggested.articles === articles ? suggested.list : none;
}

async function readSuggestions(articles: string): Promise<void> {
  const answer = await ask((service) => service.basket.suggest());
  // A suggestion that cannot be had is nothing that anybody must hear of.
  if (articlesOf(useCounter.getState().snapshot) === articles) {
    useSuggestions.setState({ articles, list: answer.ok ? answer.value : none });
  }
}

/** What is sold, whatever its order and number; empty where nothing is. */
function articlesOf(snapshot: CounterSnapshot | null): string {
  const codes = snapshot?.basket?.lines.flatMap(({ kind, articleCode }) =>
    kind === 'sale' && articleCode !== null ? [articleCode] : [],
  );
  return [...new Set(codes)].toSorted().join(' ');
}
