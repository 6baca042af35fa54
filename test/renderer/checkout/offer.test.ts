import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TenderType } from '../../../domain/shop-settings.ts';
import type { TenderKind } from '../../../domain/tender.ts';
import { cleanAmount, offerOf, orderTenders, wholeDue, type Due } from '../../../renderer/checkout/offer.ts';

const cash: TenderType = { code: 'cash', kind: 'cash', name: 'Cash', needsReference: false };
const card: TenderType = { code: 'card', kind: 'card', name: 'Card', needsReference: false };

function dueOf(dueMinor: number, refundable: readonly (readonly [TenderKind, number])[] = []): Due {
  return {
    dueMinor,
    currency: 'GBP',
    rounding: { toMinor: 5, mode: 'nearest' },
    refundable: new Map(refundable),
  };
}

describe('what Pay offers', () => {
  test('is all that is due where nothing is typed, rounded where it is cash', () => {
    expect(offerOf(cash, '', dueOf(53_48))).toMatchObject({
      offeredMinor: 53_50,
      applied: { ok: true, value: { amountMinor: 53_48, roundingMinor: 2, changeMinor: 0 } },
    });
    expect(offerOf(card, '', dueOf(53_48))).toMatchObject({ offeredMinor: 53_48 });
  });

  test('is what is typed, with its change', () => {
    expect(offerOf(cash, '100', dueOf(53_50))).toMatchObject({
      offeredMinor: 100_00,
      applied: { ok: true, value: { changeMinor: 46_50 } },
    });
    expect(offerOf(cash, '.5', dueOf(53_50))?.offeredMinor).toBe(50);
    expect(offerOf(cash, '20.', dueOf(53_50))?.offeredMinor).toBe(20_00);
  });

  test('is refused by the same rule as at the till, before it is sent', () => {
    expect(offerOf(card, '100', dueOf(53_50))?.applied).toMatchObject({
      error: { code: 'tender-exceeds-due' },
    });
    expect(offerOf(card, '0', dueOf(53_50))?.applied).toMatchObject({
      error: { code: 'tender-amount-invalid' },
    });
    expect(offerOf(card, '.', dueOf(53_50))).toBeNull();
  });

  test('gives back what the customer paid that way and leaves the rest to the next', () => {
    const due = dueOf(-10_86, [
      ['card', 5_00],
      ['cash', 16_05],
    ]);
    expect(offerOf(card, '', due)).toMatchObject({ offeredMinor: -5_00 });
    expect(offerOf(cash, '', due)).toMatchObject({ offeredMinor: -10_85 });
    expect(offerOf(card, '3', due)).toMatchObject({ offeredMinor: -3_00 });
  });

  test('begins a refund with the tender that paid', () => {
    const due = dueOf(-5_00, [['card', 5_00]]);
    expect(orderTenders([cash, card], due).map(({ code }) => code)).toEqual(['card', 'cash']);
    expect(orderTenders([cash, card], dueOf(5_00)).map(({ code }) => code)).toEqual(['cash', 'card']);
  });

  test('settles when nothing is typed, whatever is due', () => {
    const settles = fc.property(
      fc.integer({ min: -100_000_000, max: 100_000_000 }).filter((dueMinor) => dueMinor !== 0),
      fc.constantFrom(cash, card),
      (dueMinor, tender) => {
        const offer = offerOf(tender, '', dueOf(dueMinor))!;
        expect(offer.applied).toMatchObject({ ok: true, value: { amountMinor: dueMinor } });
        expect(offer.offeredMinor).toBe(wholeDue(tender.kind, dueOf(dueMinor)));
      },
    );
    fc.assert(settles);
  });
});

describe('the amount as it is typed', () => {
  test('keeps digits, one point and no more decimals than the currency has', () => {
    expect(cleanAmount('12,345', 'GBP')).toBe('12.34');
    expect(cleanAmount('1.2.3', 'GBP')).toBe('1.23');
    expect(cleanAmount('a1b2', 'GBP')).toBe('12');
    expect(cleanAmount('12.5', 'JPY')).toBe('12');
  });

  test('is an amount of the currency or the beginning of one, whatever is typed', () => {
    const isAmount = fc.property(fc.string(), (text) => {
      expect(cleanAmount(text, 'GBP')).toMatch(/^\d{0,9}(\.\d{0,2})?$/);
    });
    fc.assert(isAmount);
  });
});
