import { currencyDigits } from './currency.ts';

/** A note or a coin. */
export interface Denomination {
  readonly faceMinor: number;
  readonly kind: 'note' | 'coin';
}

/** Notes and coins that come to tills, largest first, in major units. */
const facesByCurrency = new Map<
  string,
  { readonly notes: readonly number[]; readonly coins: readonly number[] }
>([
  ['AUD', { notes: [100, 50, 20, 10, 5], coins: [2, 1, 0.5, 0.2, 0.1, 0.05] }],
  ['CAD', { notes: [100, 50, 20, 10, 5], coins: [2, 1, 0.25, 0.1, 0.05] }],
  ['CHF', { notes: [1000, 200, 100, 50, 20, 10], coins: [5, 2, 1, 0.5, 0.2, 0.1, 0.05] }],
  ['CNY', { notes: [100, 50, 20, 10, 5, 1], coins: [1, 0.5, 0.1] }],
  ['CZK', { notes: [5000, 2000, 1000, 500, 200, 100], coins: [50, 20, 10, 5, 2, 1] }],
  ['DKK', { notes: [500, 200, 100, 50], coins: [20, 10, 5, 2, 1, 0.5] }],
  ['EUR', { notes: [200, 100, 50, 20, 10, 5], coins: [2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01] }],
  ['GBP', { notes: [50, 20, 10, 5], coins: [2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01] }],
  ['HKD', { notes: [1000, 500, 100, 50, 20, 10], coins: [10, 5, 2, 1, 0.5, 0.2, 0.1] }],
  ['IDR', { notes: [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000], coins: [1000, 500, 200, 100] }],
  ['INR', { notes: [500, 200, 100, 50, 20, 10], coins: [20, 10, 5, 2, 1] }],
  ['JPY', { notes: [10_000, 5000, 2000, 1000], coins: [500, 100, 50, 10, 5, 1] }],
  ['KRW', { notes: [50_000, 10_000, 5000, 1000], coins: [500, 100, 50, 10] }],
  ['MYR', { notes: [100, 50, 20, 10, 5, 1], coins: [0.5, 0.2, 0.1, 0.05] }],
  ['NOK', { notes: [1000, 500, 200, 100, 50], coins: [20, 10, 5, 1] }],
  ['NZD', { notes: [100, 50, 20, 10, 5], coins: [2, 1, 0.5, 0.2, 0.1] }],
  ['PLN', { notes: [500, 200, 100, 50, 20, 10], coins: [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01] }],
  ['SEK', { notes: [1000, 500, 200, 100, 50, 20], coins: [10, 5, 2, 1] }],
  ['SGD', { notes: [100, 50, 10, 5, 2], coins: [1, 0.5, 0.2, 0.1, 0.05] }],
  ['THB', { notes: [1000, 500, 100, 50, 20], coins: [10, 5, 2, 1, 0.5, 0.25] }],
  ['TWD', { notes: [2000, 1000, 500, 200, 100], coins: [50, 20, 10, 5, 1] }],
  ['USD', { notes: [100, 50, 20, 10, 5, 2, 1], coins: [1, 0.5, 0.25, 0.1, 0.05, 0.01] }],
  [
    'VND',
    {
      notes: [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000],
      coins: [5000, 2000, 1000],
    },
  ],
]);

/** Where a currency's money is not known here: the series 1, 2, 5 that most currencies follow. */
const USUAL_LARGEST_MINOR = 100_000;
const USUAL_SMALLEST_NOTE_MINOR = 500;

/** What a drawer of `currency` may hold: notes first, each kind from the largest down, faces in minor units. */
export function denominationsOf(currency: string): readonly Denomination[] {
  const faces = facesByCurrency.get(currency);
  if (!faces) return usualDenominations();
  const majorMinor = 10 ** currencyDigits(currency);
  const take = (kind: Denomination['kind']) => (face: number) => ({
    faceMinor: Math.round(face * majorMinor),
    kind,
  });
  return [...faces.notes.map(take('note')), ...faces.coins.map(take('coin'))];
}

function usualDenominations(): readonly Denomination[] {
  const faces: Denomination[] = [];
  for (let decade = USUAL_LARGEST_MINOR; decade >= 1; decade /= 10) {
    for (const faceMinor of [decade, decade / 2, decade / 5]) {
      if (!Number.isInteger(faceMinor)) continue;
      faces.push({ faceMinor, kind: faceMinor >= USUAL_SMALLEST_NOTE_MINOR ? 'note' : 'coin' });
    }
  }
  return faces;
}
