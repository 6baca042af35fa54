import type { Language } from '../../domain/text/language.ts';

/** A moment as this machine's people write it. */
export function formatMoment(utcMs: number, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(utcMs);
}
