import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceOffers } from '../../../../domain/pricing/price-offers.ts';
import { leastByBruteForce, paidFor } from './brute-force.ts';
import { offerInputs } from './sample-offers.ts';

const runs = process.env['GUITAI_LONG'] === '1' ? 100_000 : 1_000;
const seed = Number(process.env['GUITAI_SEED']);

test(
  `the best of small baskets is the least that brute force finds, and is proven (${runs} baskets, GUITAI_SEED=${seed})`,
  { timeout: runs * 60 },
  () => {
    fc.assert(
      fc.property(offerInputs(8, 6), (input) => {
        const result = priceOffers(input);
        const amounts = result.lines.map(({ amountMinor }) => amountMinor);
        expect(result.isProvenBest).toBe(true);
        expect(paidFor(amounts, input.lines)).toBe(leastByBruteForce(input));
      }),
      { numRuns: runs, seed },
    );
  },
);
