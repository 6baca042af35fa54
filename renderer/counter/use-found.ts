import { useEffect, useRef, useState } from 'react';

/** Keys that follow each other faster than this are searched for once. */
const DEBOUNCE_MS = 20;

/**
 * What is found for what is typed, as it is typed. An answer that comes after a newer question is not shown, the one before
 * it stays meanwhile. `find` answers null where nothing could be asked, and is the same function in every call.
 */
export function useFound<Found>(query: string, find: (query: string) => Promise<Found | null>): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  const newest = useRef('');
  useEffect(() => {
    newest.current = query;
    if (query === '') return undefined;
    const ask = async () => {
      const answer = await find(query);
      if (answer && newest.current === query) setFound(answer);
    };
    const timer = setTimeout(() => void ask(), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [query, find]);
  return query === '' ? null : found;
}
