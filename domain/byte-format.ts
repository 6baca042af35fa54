import type { Language } from './text/language.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in the largest unit of 1,024 that leaves at least one: `2.4 GB`. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
    style: 'unit',
    unit: UNITS[power]!,
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1024 ** power);
}
