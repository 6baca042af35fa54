/** More of them with `GUITAI_LONG=1`. */
export function runsOf(short: number): { readonly numRuns: number } {
  return { numRuns: process.env['GUITAI_LONG'] === '1' ? short * 20 : short };
}
