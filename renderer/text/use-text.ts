import { useCallback } from 'react';
import { describeError } from '../../domain/text/error-text.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import type { ScreenError } from '../service/connection.ts';
import { usePreferences } from '../state/preferences.ts';
import { useTill } from '../state/till.ts';
import { serviceText } from './service-text.ts';
import type { Texts } from './texts.ts';

export type { Texts } from './texts.ts';

type Values = Readonly<Record<string, unknown>>;

/** The language of the screen: what somebody chose on it, else the shop's. */
export function useLanguage(): Language {
  const chosen = usePreferences((state) => state.language);
  const ofShop = useTill((state) => state.status?.settings.shop.language);
  return chosen ?? ofShop ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
}

/** A screen's texts in its language: `t('held', { number: 2 })`. */
export function useText<Key extends string>(texts: Texts<Key>): (key: Key, values?: Values) => string {
  const language = useLanguage();
  return useCallback(
    (key, values) => (values ? fillTemplate(texts[language][key], values) : texts[language][key]),
    [texts, language],
  );
}

/** The sentence for an error, with what to do next. */
export function useErrorText(): (error: ScreenError) => string {
  const language = useLanguage();
  return useCallback(
    (error) =>
      error.code === 'service-away' || error.code === 'service-failed'
        ? fillTemplate(serviceText[language][error.code], { ...error })
        : describeError(error, language),
    [language],
  );
}
