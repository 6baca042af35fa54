const DAY_MS = 86_400_000;

/**
 * Whether a date (`YYYY-MM-DD`) is a member's birthday (`MM-DD`), in its week from Monday to Sunday, or in its month. Who
 * was born on 29 February keeps the 28th in years that have none.
 */
export function isBirthday(birthday: string, when: 'day' | 'week' | 'month', date: string): boolean {
  if (when === 'month') return birthday.slice(0, 2) === date.slice(5, 7);
  const year = Number(date.slice(0, 4));
  if (when === 'day') return birthdayIn(year, birthday) === date;
  // The week of New Year reaches into the year before and the year after.
  const monday = mondayOf(date);
  return [year - 1, year, year + 1].some((each) => mondayOf(birthdayIn(each, birthday)) === monday);
}

function birthdayIn(year: number, birthday: string): string {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const day = birthday === '02-29' && !isLeap ? '02-28' : birthday;
  return `${String(year).padStart(4, '0')}-${day}`;
}

/** The Monday of a date's week, in days since 1970. */
function mondayOf(date: string): number {
  const days = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  // 1 January 1970 was a Thursday.
  return days - ((((days + 3) % 7) + 7) % 7);
}
