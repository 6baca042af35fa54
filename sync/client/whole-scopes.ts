import { chainStateReader } from '../../db/chain-state.ts';
import type { StoreReader } from '../../db/open-store.ts';
import { keyedScopes, readReferenceKeys, type KeyedScope } from '../../db/reference-keys.ts';
import type { Change, Scope } from '../protocol/feed.ts';

/** Watches scopes that come whole, for what does not come: it is not there any more. Known for as long as the till runs. */
export interface WholeScopes {
  /** These come whole from here on. */
  begin(scopes: readonly Scope[]): void;
  see(changes: readonly Change[]): void;
  /** What of them is here and did not come, as changes that take it out; forgets what it watched. */
  missing(store: StoreReader): Change[];
}

export function createWholeScopes(): WholeScopes {
  const seen = new Map<KeyedScope, Set<string>>();
  const isKeyed = (scope: Scope): scope is KeyedScope => (keyedScopes as readonly Scope[]).includes(scope);
  return {
    begin(scopes) {
      seen.clear();
      for (const scope of scopes.filter(isKeyed)) seen.set(scope, new Set());
    },
    see(changes) {
      if (seen.size === 0) return;
      for (const { scope, key, value } of changes) {
        if (value !== null && isKeyed(scope)) seen.get(scope)?.add(key);
      }
    },
    missing(store) {
      const state = chainStateReader(store.db);
      const appliedPosition = state.appliedEntry();
      const gone = [...seen].flatMap(([scope, keys]) =>
        readReferenceKeys(store.db, scope, appliedPosition)
          .filter((key) => !keys.has(key))
          .map((key): Change => ({ scope, key, value: null })),
      );
      seen.clear();
      return gone;
    },
  };
}
