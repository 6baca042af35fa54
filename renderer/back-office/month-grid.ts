import { addDays } from '../../domain/business-date.ts';

const DAYS_A_WEEK = 7;

/** The weeks that show a month, from Monday to Sunday; days of other months are null. `date` is any ISO date of it. */
export function monthGrid(date: string): readonly (readonly (string | null)[])[] {
  const first = firstOfMonth(date);
  const next = moveMonth(first, 1);
  const weekdayOfFirst = (new Date(`${first}T00:00:00Z`).getUTCDay() + DAYS_A_WEEK - 1) % DAYS_A_WEEK;
  const weeks: (string | null)[][] = [];
  for (let monday = addDays(first, -weekdayOfFirst); monday < next; monday = addDays(monday, DAYS_A_WEEK)) {
    const days = Array.from({ length: DAYS_A_WEEK }, (_, index) => addDays(monday, index));
    weeks.push(days.map((day) => (day >= first && day < next ? day : null)));
  }
  return weeks;
}

/** The first day of the month that is so many months after that of `date`. */
export function moveMonth(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

function firstOfMonth(date: string): string {
  return `${date.slice(0, 7)}-01`;
}
