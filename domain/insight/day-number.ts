const DAY_MS = 86_400_000;

/** The days from 1970-01-01 to an ISO date, so that dates can be subtracted. */
export function dayNumberOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
