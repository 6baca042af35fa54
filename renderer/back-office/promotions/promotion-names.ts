import { useMemo } from 'react';
import type { PromotionNames } from '../../../domain/promotions/describe-target.ts';
import { segments, type Segment } from '../../../domain/insight/segments.ts';
import { nameSegment } from '../../../domain/text/insight-text.ts';
import { useTill } from '../../state/till.ts';
import { useLanguage } from '../../text/use-text.ts';

/** What rules are said with: the screen's language, the shop's own names, and those of articles as the service gave them. */
export function usePromotionNames(articleNames: Readonly<Record<string, string>>): PromotionNames {
  const language = useLanguage();
  const settings = useTill((state) => state.status?.settings);
  return useMemo(
    () => ({
      language,
      currency: settings?.shop.currency ?? 'CNY',
      article: (code) => articleNames[code] ?? code,
      department: (code) => settings?.departments.find((each) => each.code === code)?.name ?? code,
      tier: (code) => settings?.loyalty.tiers.list.find((each) => each.code === code)?.name[language] ?? code,
      segment: (code) => (isSegment(code) ? nameSegment(code, language) : code),
    }),
    [language, settings, articleNames],
  );
}

function isSegment(code: string): code is Segment {
  return (segments as readonly string[]).includes(code);
}
