import type { Language } from '../../domain/text/language.ts';

/** One screen's texts, complete in every language. */
export type Texts<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;
