import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyTender,
  dueAfter,
  roundCash,
  TENDERED_MAX_MINOR,
  tenderKinds,
  type CashRounding,
  type Tender,
} from '../../domain/tender.ts';
import { lawRuns, roundedQuotient, total } from './exact.ts';

const steps = [1, 5, 10, 50, 100] as const;
const roundings = fc.record({
  toMinor: fc.constantFrom(...steps),
  mode: fc.constantFrom('nearest' as const, 'down' as const),
});
const kinds = fc.constantFrom(...tenderKinds);
const exact: CashRounding = { toMinor: 1, mode: 'nearest' };
const toFive: CashRounding = { toMinor: 5, mode: 'nearest' };
const toTenDown: CashRounding = { toMinor: 10, mode: 'down' };

function given(amountMinor: number, tenderedMinor: number, changeMinor: number, roundingMinor: number) {
  return { ok: true, value: { amountMinor, tenderedMinor, changeMinor, roundingMinor } };
}

describe('rounding cash', () => {
  test('goes to the nearest coin, halves away from zero', () => {
    expect([12, 13, -12, -13].map((amount) => roundCash(amount, toFive))).toEqual([10, 15, -10, -15]);
    const nearest = steps.map((toMinor) => roundCash(12_345, { toMinor, mode: 'nearest' }));
    expect(nearest).toEqual([12_345, 12_345, 12_350, 12_350, 12_300]);
    expect(roundCash(25, { toMinor: 50, mode: 'nearest' })).toBe(50);
    expect(roundCash(-25, { toMinor: 50, mode: 'nearest' })).toBe(-50);
  });

  test('goes down to the coin below, towards zero on refunds too', () => {
    const down = steps.map((toMinor) => roundCash(12_399, { toMinor, mode: 'down' }));
    expect(down).toEqual([12_399, 12_395, 12_390, 12_350, 12_300]);
    expect(roundCash(-19, toTenDown)).toBe(-10);
    expect(Object.is(roundCash(-9, toTenDown), 0)).toBe(true);
  });

  test('is exact for every amount, and a refund is rounded as its sale', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), roundings, (amount, rounding) => {
        const step = BigInt(rounding.toMinor);
        const coins =
          rounding.mode === 'nearest' ? roundedQuotient(BigInt(amount), step) : BigInt(amount) / step;
        expect(BigInt(roundCash(amount, rounding))).toBe(coins * step);
        expect(roundCash(-amount, rounding)).toBe(0 - roundCash(amount, rounding));
        expect(roundCash(roundCash(amount, rounding), rounding)).toBe(roundCash(amount, rounding));
      }),
      lawRuns,
    );
  });
});

describe('a tender of cash', () => {
  test('gives change', () => {
    expect(applyTender('cash', 5_000, 3_455, exact)).toEqual(given(3_455, 5_000, 1_545, 0));
  });

  test('settles at the rounded due and books the rounding apart', () => {
    expect(applyTender('cash', 1_000, 998, toFive)).toEqual(given(998, 1_000, 0, 2));
    expect(applyTender('cash', 1_000, 998, toTenDown)).toEqual(given(998, 1_000, 10, -8));
  });

  test('is not rounded where it pays a part only', () => {
    expect(applyTender('cash', 500, 998, toFive)).toEqual(given(500, 500, 0, 0));
  });

  test('of the exact due in small coins settles it without rounding up', () => {
    expect(applyTender('cash', 998, 998, toFive)).toEqual(given(998, 998, 0, 0));
    expect(applyTender('cash', 999, 998, toFive)).toEqual(given(998, 999, 1, 0));
    expect(applyTender('cash', 997, 998, toFive)).toEqual(given(997, 997, 0, 0));
  });

  test('of nothing settles only a due that rounding makes nothing', () => {
    expect(applyTender('cash', 0, 2, toFive)).toEqual(given(2, 0, 0, -2));
    expect(applyTender('cash', 0, -9, toTenDown)).toEqual(given(-9, 0, 0, 9));
    expect(applyTender('cash', 0, 3, toFive)).toMatchObject({ error: { code: 'tender-amount-invalid' } });
    expect(applyTender('card', 0, 2, toFive)).toMatchObject({ error: { code: 'tender-amount-invalid' } });
  });
});

describe('a tender of any other kind', () => {
  test('pays the exact due or a part of it', () => {
    for (const kind of ['card', 'payment-code', 'other'] as const) {
      expect(applyTender(kind, 998, 998, toFive)).toEqual(given(998, 998, 0, 0));
      expect(applyTender(kind, 500, 998, toFive)).toEqual(given(500, 500, 0, 0));
    }
  });

  test('never exceeds the due', () => {
    expect(applyTender('card', 1_000, 998, toFive)).toEqual({
      ok: false,
      error: { code: 'tender-exceeds-due', amountMinor: 1_000, dueMinor: 998 },
    });
  });
});

describe('a refund', () => {
  test('goes back rounded in cash and exact otherwise, in parts too', () => {
    expect(applyTender('cash', -1_000, -998, toFive)).toEqual(given(-998, -1_000, 0, -2));
    expect(applyTender('card', -998, -998, toFive)).toEqual(given(-998, -998, 0, 0));
    expect(applyTender('card', -500, -998, toFive)).toEqual(given(-500, -500, 0, 0));
  });

  test('is never more than is due', () => {
    const tooMuch = [
      applyTender('cash', -1_001, -998, toFive),
      applyTender('cash', -999, -998, toFive),
      applyTender('cash', -998, -998, toTenDown),
      applyTender('card', -999, -998, toFive),
    ];
    for (const refused of tooMuch) expect(refused).toMatchObject({ error: { code: 'tender-exceeds-due' } });
  });
});

describe('a tender is refused', () => {
  test('where nothing is due', () => {
    for (const offered of [100, 0, -100]) {
      expect(applyTender('cash', offered, 0, exact)).toEqual({
        ok: false,
        error: { code: 'tender-not-due' },
      });
    }
  });

  test('where it goes the wrong way, is no amount, or is above every limit', () => {
    const bad = [-100, 0, 0.5, NaN, Infinity, -Infinity, 2 ** 53, TENDERED_MAX_MINOR + 1];
    for (const offered of bad) {
      expect(applyTender('cash', offered, 998, exact)).toEqual({
        ok: false,
        error: { code: 'tender-amount-invalid', amountMinor: offered },
      });
    }
    expect(applyTender('cash', 100, -998, exact)).toMatchObject({ error: { code: 'tender-amount-invalid' } });
  });
});

describe('the money of tenders', () => {
  const dues = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((due) => due !== 0);
  const offers = fc.integer({ min: -1_100_000, max: 1_100_000 });

  test('is conserved: tendered less change is the amount with its rounding', () => {
    fc.assert(
      fc.property(
        kinds,
        dues,
        fc.integer({ min: -20, max: 120 }),
        offers,
        roundings,
        (kind, due, near, any, rounding) => {
          for (const offered of [due + near, any]) {
            const applied = applyTender(kind, offered, due, rounding);
            if (!applied.ok) continue;
            const { amountMinor, tenderedMinor, changeMinor, roundingMinor } = applied.value;
            expect(tenderedMinor - changeMinor).toBe(amountMinor + roundingMinor);
            expect(tenderedMinor).toBe(offered);
            expect(changeMinor).toBeGreaterThanOrEqual(0);
            expect(Math.abs(amountMinor)).toBeLessThanOrEqual(Math.abs(due));
            expect(kind === 'cash' || (roundingMinor === 0 && changeMinor === 0)).toBe(true);
            expect(amountMinor === due || roundingMinor === 0).toBe(true);
            expect(Math.abs(roundingMinor)).toBeLessThan(rounding.toMinor);
          }
        },
      ),
      lawRuns,
    );
  });

  test('settles exactly over any sequence of tenders', () => {
    const attempts = fc.array(fc.tuple(kinds, fc.integer({ min: -50, max: 1_200 })), { maxLength: 12 });
    fc.assert(
      fc.property(dues, attempts, kinds, roundings, (totalMinor, tries, lastKind, rounding) => {
        const taken: Tender[] = [];
        const take = (kind: Tender['kind'], offeredMinor: number) => {
          const applied = applyTender(kind, offeredMinor, dueAfter(totalMinor, taken), rounding);
          if (applied.ok)
            taken.push({ id: `${taken.length}`, kind, reference: null, takenAtUtcMs: 0, ...applied.value });
          return applied.ok;
        };
        for (const [kind, thousandths] of tries) {
          take(kind, Math.trunc((dueAfter(totalMinor, taken) * thousandths) / 1_000));
        }
        const dueMinor = dueAfter(totalMinor, taken);
        expect(Math.sign(dueMinor) === Math.sign(totalMinor) || dueMinor === 0).toBe(true);
        const payable = lastKind === 'cash' ? roundCash(dueMinor, rounding) : dueMinor;
        expect(take(lastKind, payable)).toBe(dueMinor !== 0);
        expect(dueAfter(totalMinor, taken)).toBe(0);
        const received = total(taken.map(({ tenderedMinor, changeMinor }) => tenderedMinor - changeMinor));
        expect(received).toBe(totalMinor + total(taken.map(({ roundingMinor }) => roundingMinor)));
        expect(taken.filter(({ roundingMinor }) => roundingMinor !== 0).length).toBeLessThanOrEqual(1);
      }),
      lawRuns,
    );
  });
});
