/**
 * The latest date of birth of somebody who is `age` today, as `YYYY-MM-DD` in the shop's zone. Who was born on 29 February
 * comes of age on 1 March in other years, so that day is never the answer in a year that lacks it.
 */
export function latestBirthDate(nowUtcMs: number, zone: string, age: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(nowUtcMs);
  const part = (type: 'year' | 'month' | 'day') => Number(parts.find((found) => found.type === type)?.value);
  const year = part('year') - age;
  const date = new Date(Date.UTC(year, part('month') - 1, part('day')));
  // 29 February has become 1 March: the last day before it is the latest that suffices.
  if (date.getUTCMonth() !== part('month') - 1) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
}
