import { useMemo } from 'react';
import { useTill } from '../state/till.ts';
import type { MissingWords } from '../text/missing-text.ts';
import { useLanguage } from '../text/use-text.ts';

/** What saying what is missing takes, from the shop's settings and the screen's language. */
export function useMissingWords(): MissingWords {
  const language = useLanguage();
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const tiers = useTill((state) => state.status?.settings.loyalty.tiers.list);
  return useMemo(
    () => ({
      language,
      currency,
      tierName: (code) => tiers?.find((tier) => tier.code === code)?.name[language] ?? code,
    }),
    [language, currency, tiers],
  );
}
