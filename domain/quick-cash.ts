import { currencyDigits } from './currency.ts';

/** The notes that tills see, in major units, where they differ from the most usual ones. */
const notesByCurrency = new Map<string, readonly number[]>([
  ['CNY', [5, 10, 20, 50, 100]],
  ['GBP', [5, 10, 20, 50]],
  ['EUR', [5, 10, 20, 50, 100]],
  ['CHF', [10, 20, 50, 100, 200]],
  ['JPY', [500, 1_000, 5_000, 10_000]],
  ['KRW', [1_000, 5_000, 10_000, 50_000]],
  ['HKD', [10, 20, 50, 100, 500]],
  ['TWD', [100, 500, 1_000]],
  ['SEK', [20, 50, 100, 200, 500]],
  ['NOK', [50, 100, 200, 500]],
  ['DKK', [50, 100, 200, 500]],
  ['PLN', [10, 20, 50, 100, 200]],
  ['CZK', [100, 200, 500, 1_000]],
  ['HUF', [500, 1_000, 5_000, 10_000]],
  ['INR', [10, 20, 50, 100, 500]],
  ['THB', [20, 50, 100, 500, 1_000]],
  ['IDR', [5_000, 10_000, 20_000, 50_000, 100_000]],
  ['VND', [10_000, 20_000, 50_000, 100_000, 500_000]],
]);
const usualNotes = [5, 10, 20, 50, 100] as const;
/** Nobody rounds up with a note smaller than this part of what is due. */
const SMALLEST_NOTE_SHARE = 20;
const SUGGESTIONS_MAX = 3;

/**
 * What a customer is likely to hand over for `dueMinor` beside the exact amount: what is due rounded up with the currency's
 * notes, smallest first, at most three. Amounts in minor units; nothing is suggested where nothing is to be paid.
 */
export function quickCash(dueMinor: number, currency: string): number[] {
  if (dueMinor <= 0) return [];
  const majorMinor = 10 ** currencyDigits(currency);
  const notes = (notesByCurrency.get(currency) ?? usualNotes).map((note) => note * majorMinor);
  const largest = notes.at(-1)!;
  const handed = notes
    .filter((note) => note === largest || note * SMALLEST_NOTE_SHARE >= dueMinor)
    .map((note) => Math.ceil(dueMinor / note) * note)
    .filter((amountMinor) => amountMinor > dueMinor);
  return [...new Set(handed)].sort((a, b) => a - b).slice(0, SUGGESTIONS_MAX);
}
