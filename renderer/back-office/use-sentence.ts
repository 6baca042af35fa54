import { useCallback } from 'react';
import { describeSummary, type EntrySummary } from '../../domain/journal-summary.ts';
import { useTill } from '../state/till.ts';
import { useLanguage } from '../text/use-text.ts';

/** What an entry says in one sentence, in the screen's language and the shop's own names. */
export function useSentence(): (summary: EntrySummary) => string {
  const language = useLanguage();
  const settings = useTill((state) => state.status?.settings);
  return useCallback(
    (summary) =>
      describeSummary(summary, {
        language,
        currency: settings?.shop.currency ?? 'CNY',
        tenderName: (tenderCode) =>
          settings?.tenders.find(({ code }) => code === tenderCode)?.name ?? tenderCode,
      }),
    [language, settings],
  );
}
