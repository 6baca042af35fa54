import { addDays } from '../../../domain/business-date.ts';

/** A piece of a rule's time: gone, today's, or to come. */
export interface DayPiece {
  readonly key: string;
  readonly is: 'gone' | 'today' | 'to-come';
}

const DAY_MS = 86_400_000;
/** More pieces cannot be told apart; then each is several days. */
const PIECES_MAX = 31;

/** The days from one date to a later one, both ISO. */
export function dayCount(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The days of a rule in order, several in a piece where there are many. */
export function daysOf(from: string, to: string, today: string): DayPiece[] {
  const days = dayCount(from, to) + 1;
  const span = Math.ceil(days / PIECES_MAX);
  return Array.from({ length: Math.ceil(days / span) }, (_, index) => {
    const first = addDays(from, index * span);
    const last = addDays(first, span - 1);
    if (last < today) return { key: first, is: 'gone' };
    return { key: first, is: first <= today ? 'today' : 'to-come' };
  });
}
