import type { StoreReader } from '../../db/open-store.ts';
import { keyedScopes, readReferenceKeys, type KeyedScope } from '../../db/reference-keys.ts';
import type { Change, FeedAnswer, Scope, WholePart } from '../protocol/feed.ts';
import { isId } from './stored-change.ts';

/** A page with a part of a scope that is whole in it, and how much of that part was looked through. */
export interface WholePage {
  readonly page: FeedAnswer;
  /** What is left of it. */
  readonly part: WholePart;
  readonly came: ReadonlySet<string>;
  /** In how many steps, and what was taken out in them. */
  readonly steps: number;
  readonly removedCount: number;
}

export function wholePage(page: FeedAnswer, part: WholePart): WholePage {
  const came = page.changes.filter(({ scope, value }) => scope === part.scope && value !== null);
  return { page, part, came: new Set(came.map(({ key }) => key)), steps: 0, removedCount: 0 };
}

/**
 * What of a part is here and did not come, as changes that take it out: among the first so many that are here, because a till may have
 * any number of things that are central's no more. `next` is where to look on; null at the end.
 */
export function findMissing(
  { db }: StoreReader,
  { part: { scope, ...range }, came }: WholePage,
  atOnce: number,
): { readonly changes: Change[]; readonly next: string | null } {
  const ends = [range.after, range.upTo];
  const mayBeHere = !OF_MEMBERS.has(scope) || ends.every((end) => end === null || isId(end));
  if (!isKeyed(scope) || !mayBeHere) return { changes: [], next: null };
  const found = readReferenceKeys(db, scope, range, atOnce + 1);
  const keys = found.slice(0, atOnce);
  const changes = keys.filter((key) => !came.has(key)).map((key): Change => ({ scope, key, value: null }));
  return { changes, next: found.length > atOnce ? (keys.at(-1) ?? null) : null };
}

/** What is kept by ids, beside which no other key has a place. */
const OF_MEMBERS: ReadonlySet<Scope> = new Set(['member', 'account']);

function isKeyed(scope: Scope): scope is KeyedScope {
  return (keyedScopes as readonly Scope[]).includes(scope);
}
