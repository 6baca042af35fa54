/** More of them with `GUITAI_LONG=1`. A failure prints its seed, which `GUITAI_SEED` runs again. */
export function runsOf(short: number): { readonly numRuns: number; readonly seed?: number } {
  const numRuns = process.env['GUITAI_LONG'] === '1' ? short * 20 : short;
  const seed = process.env['GUITAI_SEED'];
  return seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) };
}
