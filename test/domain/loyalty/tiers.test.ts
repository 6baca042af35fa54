import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths } from '../../../domain/business-date.ts';
import {
  demoteByRefund,
  nextTier,
  promote,
  review,
  standingAfter,
  tierFor,
  tierInSale,
  windowStart,
  type TierStanding,
} from '../../../domain/loyalty/tiers.ts';
import { lawRuns } from '../exact.ts';
import { shop } from './random-sale.ts';

const TODAY = '2026-11-02';
const tier = (code: string, from: number) => ({ ...shop.tiers.list[0]!, code, from });
const rules = {
  ...shop.tiers,
  list: [tier('basic', 0), tier('silver', 100), tier('gold', 500), tier('platinum', 2_000)],
};

function at(code: string | null, measured: number, more: Partial<TierStanding> = {}): TierStanding {
  return { tier: code, reviewOn: null, isInGrace: false, measured, ...more };
}

describe('a tier', () => {
  test('is the highest that is reached, several steps at once', () => {
    expect(promote(rules, at('basic', 700), TODAY)).toEqual({
      from: 'basic',
      to: 'gold',
      reason: 'reached',
      reviewOn: '2027-11-02',
      isInGrace: false,
    });
    expect(promote(rules, at('gold', 700), TODAY)).toBeNull();
    expect(promote(rules, at('gold', 120), TODAY)).toBeNull();
    expect(promote(rules, at(null, 0), TODAY)).toMatchObject({ to: 'basic', reviewOn: null });
    expect(promote(rules, at('bronze, which is not any more', 120), TODAY)).toMatchObject({ to: 'silver' });
  });

  test('has its prices in the sale that reaches it where the shop says so', () => {
    const inSale = (currentSaleCounts: boolean) =>
      tierInSale({ ...rules, currentSaleCounts }, at('basic', 80), 30)?.code;
    expect(inSale(true)).toBe('silver');
    expect(inSale(false)).toBe('basic');
    expect(tierInSale({ ...rules, currentSaleCounts: true }, at('gold', 0), 30)?.code).toBe('gold');
  });

  test('says what is missing to the next', () => {
    expect(nextTier(rules, at('silver', 320))).toMatchObject({ tier: { code: 'gold' }, missing: 180 });
    expect(nextTier(rules, at(null, 0))).toMatchObject({ tier: { code: 'basic' }, missing: 0 });
    expect(nextTier(rules, at('platinum', 0))).toBeNull();
  });
});

describe('a review', () => {
  test('keeps what is still reached, and sets the day of the next', () => {
    const standing = at('gold', 500, { reviewOn: TODAY, isInGrace: true });
    expect(review(rules, standing, TODAY)).toEqual({
      from: 'gold',
      to: 'gold',
      reason: 'review',
      reviewOn: '2027-11-02',
      isInGrace: false,
    });
  });

  test('gives a grace before it takes away, and then what is reached', () => {
    const failed = review(rules, at('gold', 150), TODAY);
    expect(failed).toMatchObject({ to: 'gold', reviewOn: '2026-12-02', isInGrace: true });
    const after = standingAfter(at('gold', 150), failed);
    expect(review(rules, after, '2026-12-02')).toMatchObject({
      from: 'gold',
      to: 'silver',
      isInGrace: false,
    });
    expect(review(rules, { ...after, measured: 20 }, '2026-12-02')).toMatchObject({
      to: 'basic',
      reviewOn: null,
    });
  });

  test('takes away at once where the shop gives no grace', () => {
    expect(review({ ...rules, graceDays: 0 }, at('gold', 150), TODAY)).toMatchObject({ to: 'silver' });
  });

  test('ends: repeated on its days it comes to the tier that is reached', () => {
    fc.assert(
      fc.property(fc.constantFrom('basic', 'silver', 'gold', 'platinum'), fc.nat(3_000), (code, measured) => {
        let standing = at(code, measured, { reviewOn: TODAY });
        for (let times = 0; standing.reviewOn !== null && times < 2; times += 1)
          standing = standingAfter(standing, review(rules, standing, standing.reviewOn));
        expect(standing.tier).toBe(tierFor(rules, measured)!.code);
      }),
      lawRuns,
    );
  });
});

describe('a refund', () => {
  test('takes a tier away that was reached and is not any more', () => {
    expect(demoteByRefund(rules, at('gold', 600), 90, null, TODAY)).toMatchObject({
      from: 'gold',
      to: 'basic',
      reason: 'refund',
    });
    expect(demoteByRefund(rules, at('gold', 600), 500, null, TODAY)).toBeNull();
  });

  test('leaves one that was kept or given without being reached', () => {
    expect(demoteByRefund(rules, at('gold', 300), 90, null, TODAY)).toBeNull();
  });

  test('goes no lower than the tier before the sale', () => {
    expect(demoteByRefund(rules, at('gold', 600), 90, 'silver', TODAY)).toMatchObject({ to: 'silver' });
    expect(demoteByRefund(rules, at('gold', 600), 90, 'gold', TODAY)).toBeNull();
  });

  test('in parts comes to the same tier as in one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('basic', 'silver', 'gold', 'platinum'),
        fc.constantFrom(null, 'basic', 'silver', 'gold'),
        fc.nat(3_000),
        fc.array(fc.nat(900), { minLength: 1, maxLength: 5 }),
        (code, before, measured, parts) => {
          let standing = at(code, measured);
          for (const part of parts) {
            const left = Math.max(0, standing.measured - part);
            const change = demoteByRefund(rules, standing, left, before, TODAY);
            standing = { ...standingAfter(standing, change), measured: left };
          }
          const atOnce = demoteByRefund(rules, at(code, measured), standing.measured, before, TODAY);
          expect(standing.tier).toBe(atOnce ? atOnce.to : code);
        },
      ),
      lawRuns,
    );
  });
});

describe('the time over which tiers are measured', () => {
  test('is ever, the months up to today, or the year that the shop counts', () => {
    expect(windowStart({ kind: 'ever' }, TODAY)).toBeNull();
    expect(windowStart({ kind: 'rolling', months: 12 }, TODAY)).toBe('2025-11-03');
    expect(windowStart({ kind: 'rolling', months: 1 }, '2026-03-31')).toBe('2026-03-01');
    expect(windowStart({ kind: 'calendar-year', startMonth: 1 }, TODAY)).toBe('2026-01-01');
    expect(windowStart({ kind: 'calendar-year', startMonth: 11 }, TODAY)).toBe('2026-11-01');
    expect(windowStart({ kind: 'calendar-year', startMonth: 12 }, TODAY)).toBe('2025-12-01');
  });

  test('moves by months that keep the last day of one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2026-03-15', -3)).toBe('2025-12-15');
  });
});
