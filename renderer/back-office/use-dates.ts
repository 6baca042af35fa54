import { useMemo } from 'react';
import { useTill } from '../state/till.ts';
import { useLanguage } from '../text/use-text.ts';

/** Formats business dates (ISO, without a zone) and moments (UTC milliseconds, on the shop's wall clock). */
export interface Dates {
  readonly day: (date: string) => string;
  readonly longDay: (date: string) => string;
  readonly weekday: (date: string) => string;
  readonly month: (date: string) => string;
  readonly seconds: (atUtcMs: number) => string;
  readonly moment: (atUtcMs: number) => string;
}

export function useDates(): Dates {
  const language = useLanguage();
  const zone = useTill((state) => state.status?.settings.shop.zone ?? 'UTC');
  return useMemo(() => datesOf(language === 'en' ? 'en-GB' : language, zone), [language, zone]);
}

function datesOf(locale: string, zone: string): Dates {
  const ofDate = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (date: string) => format.format(Date.parse(`${date}T00:00:00Z`));
  };
  const ofMoment = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' });
    return (atUtcMs: number) => format.format(atUtcMs);
  };
  return {
    day: ofDate({ day: 'numeric', month: 'short' }),
    longDay: ofDate({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    weekday: ofDate({ weekday: locale === 'en-GB' ? 'long' : 'short' }),
    month: ofDate({ month: 'long', year: 'numeric' }),
    seconds: ofMoment({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    moment: ofMoment({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  };
}
