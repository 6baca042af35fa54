import { useSyncExternalStore } from 'react';

/** Where in the page somebody is: `#/members/ID`. The browser's own way back works. */
export interface Place {
  readonly page: string;
  readonly detail: string | null;
}

function readPlace(): string {
  return location.hash.replace(/^#\/?/, '');
}

function follow(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

export function usePlace(): Place {
  const [page = '', detail = ''] = useSyncExternalStore(follow, readPlace).split('/');
  return { page, detail: detail === '' ? null : decodeURIComponent(detail) };
}

export function goTo(page: string, detail?: string): void {
  location.hash = detail === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(detail)}`;
}
