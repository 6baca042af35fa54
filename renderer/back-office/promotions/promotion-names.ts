import { useMemo } from 'react';
import type { PromotionNames } from '../../../domain/promotions/describe-target.ts';
import { shopNames } from '../../../domain/promotions/shop-names.ts';
import { useTill } from '../../state/till.ts';
import { useLanguage } from '../../text/use-text.ts';

/** What rules are said with here: the screen's language, and the names of articles as the service gave them. Null without a till. */
export function usePromotionNames(articleNames: Readonly<Record<string, string>>): PromotionNames | null {
  const language = useLanguage();
  const settings = useTill((state) => state.status?.settings);
  return useMemo(
    () => (settings ? shopNames(settings, language, (code) => articleNames[code]) : null),
    [language, settings, articleNames],
  );
}
