/**
 * Numbers that belong to nobody: Ofcom keeps these thousands for radio and television drama. One of them is of mobile
 * phones, so the others are of cities. Source: Ofcom, Telephone numbers for drama use (TV, radio).
 */
const DRAMA_NUMBERS: readonly (readonly [beginning: string, from: number])[] = [
  ['07700 ', 900_000],
  ['020 7946 ', 0],
  ['0161 496 ', 0],
  ['0121 496 ', 0],
  ['0117 496 ', 0],
];

const IN_EACH = 1_000;

/** The phone number of the demo's nth member; each number is given once. */
export function demoPhone(place: number): string {
  const [beginning, from] = DRAMA_NUMBERS[place % DRAMA_NUMBERS.length]!;
  const number = from + Math.floor(place / DRAMA_NUMBERS.length);
  if (number >= from + IN_EACH) throw new RangeError('the numbers kept for drama are used up');
  return beginning + String(number).padStart(4, '0');
}
