import { useCallback, useMemo } from 'react';
import { formatMoney, formatUnitPrice } from '../../../../domain/money-format.ts';
import { fillTemplate, type Language } from '../../../../domain/text/language.ts';
import { usePreferences } from '../../../../renderer/state/preferences.ts';
import type { Texts } from '../../../../renderer/text/texts.ts';

export type { Texts } from '../../../../renderer/text/texts.ts';

type Values = Readonly<Record<string, unknown>>;

/** What somebody chose on this machine, else the browser's. */
export function useLanguage(): Language {
  const chosen = usePreferences((state) => state.language);
  return chosen ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
}

/** A page's texts in its language: `t('found', { number: 2 })`. */
export function useText<Key extends string>(texts: Texts<Key>): (key: Key, values?: Values) => string {
  const language = useLanguage();
  return useCallback(
    (key, values) => (values ? fillTemplate(texts[language][key], values) : texts[language][key]),
    [texts, language],
  );
}

/** Amounts, numbers and times as people of the page's language write them. Times are of the reader's own zone. */
export function useFormats() {
  const language = useLanguage();
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : language;
    const number = new Intl.NumberFormat(locale);
    const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
    return {
      money: (minor: number, currency: string) => formatMoney(minor, currency, language),
      price: (e4: number, currency: string) => formatUnitPrice(e4, currency, language),
      count: (value: number) => number.format(value),
      time: (utcMs: number) => time.format(utcMs),
      /** A calendar day, `YYYY-MM-DD`. */
      day: (date: string) => day.format(Date.parse(`${date}T00:00:00Z`)),
      ago: (utcMs: number, nowUtcMs: number) => ago.format(...sinceThen(utcMs - nowUtcMs)),
      length: (ms: number) => lengthOf(ms, locale),
    };
  }, [language]);
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const units = [
  [DAY_MS, 'day'],
  [HOUR_MS, 'hour'],
  [MINUTE_MS, 'minute'],
  [SECOND_MS, 'second'],
] as const;

/** The largest unit of which there are two, so that nothing is rounded away by half. */
function unitOf(ms: number) {
  return units.find(([unitMs]) => Math.abs(ms) >= 2 * unitMs) ?? units[3];
}

function sinceThen(ms: number): [number, Intl.RelativeTimeFormatUnit] {
  const [unitMs, unit] = unitOf(ms);
  return [Math.trunc(ms / unitMs), unit];
}

function lengthOf(ms: number, locale: string): string {
  const [unitMs, unit] = unitOf(ms);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.trunc(ms / unitMs),
  );
}
