import { useCallback } from 'react';
import { memberText } from '../text/member-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';

/** Returns a function that says how many points: `1,240 pts`. */
export function usePoints(): (points: number) => string {
  const t = useText(memberText);
  const number = useNumber();
  return useCallback(
    (points) => (points === 1 ? t('onePoint') : t('points', { number: number(points) })),
    [t, number],
  );
}

/** Returns a function that writes a count as people of the screen's language group its digits. */
export function useNumber(): (value: number) => string {
  const language = useLanguage();
  return useCallback(
    (value) => new Intl.NumberFormat(language === 'en' ? 'en-GB' : language).format(value),
    [language],
  );
}
