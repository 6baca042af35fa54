import { useState } from 'react';

interface Turned<Place> {
  /** What the page before ended with. */
  readonly after: Place;
  /** How many rows stand before this page. */
  readonly before: number;
}

/** Where somebody is in a long list, and the way they came. */
export interface Pages<Place> {
  /** What central is asked for; null for the first page. */
  readonly after: Place | null;
  readonly rowsBefore: number;
  /** To the page after so many rows, the last of which is at a place. */
  turn(next: Place, rows: number): void;
  /** To the page before this one. */
  back(): void;
}

/** Pages of what is asked for; another question begins at the first again. */
export function usePages<Place>(question: string): Pages<Place> {
  const [state, setState] = useState<{ question: string; turned: readonly Turned<Place>[] }>({
    question,
    turned: [],
  });
  const turned = state.question === question ? state.turned : [];
  const last = turned.at(-1);
  const go = (next: readonly Turned<Place>[]) => {
    setState({ question, turned: next });
    document.querySelector('.office-main')?.scrollTo(0, 0);
  };
  return {
    after: last?.after ?? null,
    rowsBefore: last?.before ?? 0,
    turn: (next, rows) => go([...turned, { after: next, before: (last?.before ?? 0) + rows }]),
    back: () => go(turned.slice(0, -1)),
  };
}
