/** A source of repeatable choices: the same seed gives the same numbers on every machine. */
export type Random = {
  /** A whole number from 0 up to, not including, `limit` (1 to 2^32). */
  readonly below: (limit: number) => number;
};

const UINT32_RANGE = 2 ** 32;

/** Makes a random source from a seed of any 32 bits (mulberry32, public domain, by Tommy Ettinger). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function nextUint32(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  return { below: (limit) => Math.floor((nextUint32() / UINT32_RANGE) * limit) };
}

/** The seed of the run, which the configuration of the tests decides; the same one repeats a failure. */
export function seedOfRun(): number {
  const named = process.env['GUITAI_SEED'];
  const seed = Number(named);
  if (named === undefined || !Number.isSafeInteger(seed))
    throw new Error(`GUITAI_SEED must be a whole number, not "${named}"`);
  return seed >>> 0;
}
