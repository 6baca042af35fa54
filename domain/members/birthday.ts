/** `MM-DD`, or `YYYY-MM-DD` where the year is known too. */
export type Birthday = string;

const WITH_YEAR = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const WITHOUT_YEAR = /^(?:--)?(\d{1,2})[-/.月](\d{1,2})日?$/;
const DIGITS = /^(\d{4})?(\d{2})(\d{2})$/;
const YEAR_MIN = 1900;
/** A year with a 29 February, for birthdays without one. */
const LEAP_YEAR = 2000;

/**
 * Reads a birthday, month before day, with or without a year: `5-12`, `05-12`, `1990-05-12`, `1990/5/12`, `19900512`,
 * `5月12日`. Null for what is no day of the calendar, before 1900 or after `today` (`YYYY-MM-DD`).
 */
export function readBirthday(text: string, today: string): Birthday | null {
  const written = text.normalize('NFKC').replace(/\s+/g, '');
  const [, year, month, day] = WITH_YEAR.exec(written) ?? DIGITS.exec(written) ?? withoutYear(written) ?? [];
  if (month === undefined || day === undefined) return null;
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(Number(year ?? LEAP_YEAR), Number(month), Number(day))) return null;
  if (year === undefined) return monthDay;
  const date = `${year}-${monthDay}`;
  return Number(year) < YEAR_MIN || date > today ? null : date;
}

/** `MM-DD`. */
export function monthDayOf(birthday: Birthday): string {
  return birthday.slice(-5);
}

/** Whether two may be the same person's: a year that only one of them has is no difference. */
export function isSameBirthday(a: Birthday, b: Birthday): boolean {
  return a.length === b.length ? a === b : monthDayOf(a) === monthDayOf(b);
}

function withoutYear(written: string): (string | undefined)[] | null {
  const match = WITHOUT_YEAR.exec(written);
  return match && [match[0], undefined, match[1], match[2]];
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
