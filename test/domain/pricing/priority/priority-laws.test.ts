import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAmountMinor } from '../../../../domain/line-amount.ts';
import { explainOffers } from '../../../../domain/pricing/explain-offers.ts';
import type { OfferInput, OfferLine } from '../../../../domain/pricing/offer-input.ts';
import { priceOffers } from '../../../../domain/pricing/price-offers.ts';
import { combineByPriority } from '../../../../domain/pricing/priority/combine-by-priority.ts';
import { anyInput } from './sample-offers.ts';

const numRuns = process.env['GUITAI_LONG'] === '1' ? 100_000 : 1_000;
const seed = Number(process.env['GUITAI_SEED']);
const options = { numRuns, seed };

function check(law: (input: OfferInput) => void): void {
  fc.assert(fc.property(anyInput, law), options);
}

describe(`whatever is rung and whatever the rules (${numRuns} baskets each, GUITAI_SEED=${seed}),`, () => {
  it('a line costs its price less what was taken off it, never below zero, and its units sum to it', () => {
    check((input) => {
      const result = combineByPriority(input);
      result.lines.forEach((line, index) => {
        const { grossMinor, units } = input.lines[index]!;
        const off = line.priceSavingMinor + line.lineDiscountMinor + line.orderDiscountMinor;
        expect(grossMinor - off).toBe(line.amountMinor);
        expect(line.amountMinor).toBeGreaterThanOrEqual(0);
        expect(line.unitAmounts.reduce((sum, [count, minor]) => sum + count * minor, 0)).toBe(
          line.amountMinor,
        );
        expect(line.unitAmounts.reduce((sum, [count]) => sum + count, 0)).toBe(units);
        expect(line.unitAmounts.every(([, minor]) => minor >= 0)).toBe(true);
      });
      expect(result.lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(result.amountMinor);
    });
  });

  it('what each rule saved is what it took off the lines, and it is shown in full', () => {
    check((input) => {
      const result = combineByPriority(input);
      for (const outcome of explainOffers(result)) {
        if (outcome.kind !== 'applied') continue;
        const taken = result.lines.flatMap(({ savings }) =>
          savings.filter(({ ruleId }) => ruleId === outcome.ruleId),
        );
        expect(taken.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(outcome.savesMinor);
        expect(outcome.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(outcome.savesMinor);
        expect(outcome.savesMinor).toBeGreaterThan(0);
        expect(outcome.uses).toBeGreaterThan(0);
      }
      expect(
        explainOffers(result)
          .map(({ ruleId }) => ruleId)
          .sort(),
      ).toEqual(input.promotions.map(({ id }) => id).sort());
    });
  });

  it('the order of lines and rules decides nothing', () => {
    fc.assert(
      fc.property(anyInput, fc.infiniteStream(fc.nat()), (input, keys) => {
        const result = priceOffers(input);
        const lines = shuffle(input.lines, keys);
        const shuffled = priceOffers({ ...input, lines, promotions: shuffle(input.promotions, keys) });
        expect(shuffled.amountMinor).toBe(result.amountMinor);
        const lineOf = (id: string) => shuffled.lines.find(({ lineId }) => lineId === id);
        expect(result.lines).toEqual(input.lines.map(({ id }) => lineOf(id)));
      }),
      options,
    );
  });

  it('limits hold: of uses, of money, of budgets, of groups, and of rules that stand alone', () => {
    check((input) => {
      const rules = new Map(input.promotions.map((promotion) => [promotion.id, promotion]));
      const applied = combineByPriority(input).applied;
      const groups = applied.flatMap(({ ruleId }) => rules.get(ruleId)!.group ?? []);
      expect(new Set(groups).size).toBe(groups.length);
      const alone = applied.filter(({ ruleId }) => rules.get(ruleId)!.isExclusive);
      expect(alone.length > 0 ? applied.length : 1).toBe(1);
      for (const { ruleId, savesMinor, uses } of applied) {
        const { maxDiscountMinor, limits } = rules.get(ruleId)!;
        expect(savesMinor).toBeLessThanOrEqual(maxDiscountMinor ?? Infinity);
        expect(savesMinor).toBeLessThanOrEqual(limits.budgetMinor ?? Infinity);
        expect(uses).toBeLessThanOrEqual(limits.perSale ?? Infinity);
      }
    });
  });

  it('a line that takes no promotion has none, and rules with the flag leave a line its floor', () => {
    check((input) => {
      const rules = new Map(input.promotions.map((promotion) => [promotion.id, promotion]));
      const { lines } = combineByPriority(input);
      input.lines.forEach((line, index) => {
        const { savings } = lines[index]!;
        const isBound =
          savings.length > 0 && savings.every(({ ruleId }) => rules.get(ruleId)!.respectsPriceFloor);
        // A discount off the whole sale by hand goes below a floor, so what rules left counts, not the amount.
        const leftByRulesMinor = savings.reduce((left, saving) => left - saving.amountMinor, line.grossMinor);
        expect(leftByRulesMinor).toBeGreaterThanOrEqual(isBound ? floorOf(line) : 0);
        expect(line.isExcluded ? savings : []).toEqual([]);
      });
    });
  });

  it('pricing again changes nothing', () => {
    check((input) => {
      expect(combineByPriority(structuredClone(input))).toEqual(combineByPriority(input));
    });
  });
});

/** The floor of the line, or what a discount by hand left of it where that is less. */
function floorOf(line: OfferLine): number {
  const floorMinor =
    line.floorPriceE4 === null ? 0 : lineAmountMinor(line.floorPriceE4, line.quantityThousandths, 'USD');
  return line.manualDiscount ? 0 : Math.min(floorMinor, line.grossMinor);
}

function shuffle<T>(list: readonly T[], keys: fc.Stream<number>): T[] {
  const sortKeys = [...keys.take(list.length)];
  return list
    .map((each, index) => [sortKeys[index]!, each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}
