import { expect } from 'vitest';
import { feedAnswer, type Change, type FeedAnswer, type WholePart } from '../../../sync/protocol/feed.ts';
import type { WireTill } from './wire-till.ts';

/** A register's end of the feed: what it knows, by scope and key, and its cursor. */
export interface FeedReader {
  /** `SCOPE KEY` → the value. */
  readonly known: Map<string, unknown>;
  readonly pages: FeedAnswer[];
  cursor: string | null;
  /** Reads one page. */
  next(): Promise<FeedAnswer>;
  /** Reads until there is no more. */
  catchUp(): Promise<void>;
}

export function createFeedReader(till: WireTill, limit?: number): FeedReader {
  const reader: FeedReader = {
    known: new Map(),
    pages: [],
    cursor: null,
    async next() {
      const query = new URLSearchParams({
        ...(reader.cursor === null ? {} : { cursor: reader.cursor }),
        ...(limit === undefined ? {} : { limit: String(limit) }),
      });
      const answer = await till.ask('GET', `/v1/feed?${query.toString()}`);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      const page = feedAnswer.strict().parse(answer.body);
      reader.pages.push(page);
      reader.cursor = page.cursor;
      for (const change of page.changes) apply(reader.known, change);
      if (page.whole) takeOut(reader.known, page.whole, page.changes);
      return page;
    },
    async catchUp() {
      let page = await reader.next();
      while (page.isMore) page = await reader.next();
    },
  };
  return reader;
}

function apply(known: Map<string, unknown>, { scope, key, value }: Change): void {
  if (value === null) known.delete(`${scope} ${key}`);
  else known.set(`${scope} ${key}`, value);
}

/** What is of the part and did not come is gone. */
function takeOut(
  known: Map<string, unknown>,
  { scope, after, upTo }: WholePart,
  changes: readonly Change[],
): void {
  const came = new Set(changes.filter((change) => change.scope === scope).map(({ key }) => key));
  for (const name of known.keys()) {
    const key = name.slice(scope.length + 1);
    const isOfPart =
      name.startsWith(`${scope} `) && isBefore(after, key) && (upTo === null || !isBefore(upTo, key));
    if (isOfPart && !came.has(key)) known.delete(name);
  }
}

/** In the order of their bytes. */
function isBefore(a: string | null, b: string): boolean {
  return a === null || Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}
