import type { FactType, JournalEntry } from '../../domain/facts/fact.ts';

/** An entry of one type. */
export type EntryOf<T extends FactType> = Extract<JournalEntry, { type: T }>;

/** What some types of entries do to their tables. */
export type Projection<T extends FactType> = { readonly [K in T]: (entry: EntryOf<K>) => void };
