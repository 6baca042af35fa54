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
  /** With its year. */
  readonly date: (date: string) => string;
  readonly monthYear: (date: string) => string;
  readonly shortMonth: (date: string) => string;
  /** The day of a moment, with its year; and its month. */
  readonly dayOf: (atUtcMs: number) => string;
  readonly monthOf: (atUtcMs: number) => string;
  /** `MM-DD`, or with the year. */
  readonly birthday: (birthday: string) => string;
  /** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
  readonly isDate: (text: string) => boolean;
  /** Basis points as a percentage, a whole one where nothing else is asked for. */
  readonly percent: (bp: number, fractionDigitsMax?: number) => string;
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
    date: ofDate({ day: 'numeric', month: 'short', year: 'numeric' }),
    monthYear: ofDate({ month: 'short', year: 'numeric' }),
    // A letter or a number: bars stand close together.
    shortMonth: locale === 'en-GB' ? ofDate({ month: 'narrow' }) : (date) => String(Number(date.slice(5, 7))),
    dayOf: ofMoment({ day: 'numeric', month: 'short', year: 'numeric' }),
    monthOf: ofMoment({ month: 'short', year: 'numeric' }),
    birthday: birthdayFormat(locale),
    isDate,
    percent: (bp, fractionDigitsMax = 0) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: fractionDigitsMax }).format(
        bp / 10_000,
      ),
  };
}

/** A year that has the 29th of February stands in for one that is not known. */
function birthdayFormat(locale: string): (birthday: string) => string {
  const format = (options: Intl.DateTimeFormatOptions, date: string) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC', ...options }).format(
      Date.parse(`${date}T00:00:00Z`),
    );
  return (birthday) =>
    birthday.length > 5 ? format({ year: 'numeric' }, birthday) : format({}, `2024-${birthday}`);
}

function isDate(text: string): boolean {
  const utcMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(utcMs) && new Date(utcMs).toISOString().slice(0, 10) === text;
}
