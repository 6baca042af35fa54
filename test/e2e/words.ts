import { fillTemplate, type Language } from '../../domain/text/language.ts';
import type { Texts } from '../../renderer/text/texts.ts';

/** A screen's own texts in a language, so that what a test looks for is what the screen says: `t('held', { number: 2 })`. */
export function wordsOf<Key extends string>(texts: Texts<Key>, language: Language) {
  return (key: Key, values: Readonly<Record<string, unknown>> = {}): string =>
    fillTemplate(texts[language][key], values);
}
