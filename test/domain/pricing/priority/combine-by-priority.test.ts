import { describe, expect, it } from 'vitest';
import { explainRule } from '../../../../domain/pricing/explain-offers.ts';
import type { OfferInput, OfferLine } from '../../../../domain/pricing/offer-input.ts';
import type { RuleOutcome } from '../../../../domain/pricing/offer-outcome.ts';
import { combineByPriority } from '../../../../domain/pricing/priority/combine-by-priority.ts';
import type { CouponTerms, Promotion } from '../../../../domain/promotions/promotion.ts';
import { byHand, offerInput, offerLine, rule } from './sample-offers.ts';

function price(
  lines: readonly OfferLine[],
  promotions: readonly Promotion[],
  more: Partial<OfferInput> = {},
) {
  const result = combineByPriority(offerInput(lines, promotions, more));
  const outcome = (id: string): RuleOutcome => explainRule(result, id)!;
  return { ...result, outcome, amounts: result.lines.map(({ amountMinor }) => amountMinor) };
}

const half = { kind: 'order-percent', rateBp: 5_000 } as const;
const tenOff = { kind: 'order-amount', amountMinor: 1_000 } as const;
const bogo = {
  kind: 'buy-get',
  buyUnits: 1,
  getUnits: 1,
  getTarget: null,
  rateBp: 10_000,
  pick: 'cheapest',
  maxGroups: null,
} as const;
const bearer: CouponTerms = { holder: 'bearer', uses: 1, isStackable: false, sharedCode: null };

describe('rules in the order of their priority', () => {
  it('each take their part of what the ones before left', () => {
    const line = [offerLine('a', 1, 10_000)];
    expect(price(line, [rule('half', half, { priority: 2 }), rule('ten', tenOff)]).amountMinor).toBe(4_000);
    expect(price(line, [rule('half', half), rule('ten', tenOff, { priority: 2 })]).amountMinor).toBe(4_500);
  });

  it('of a later lane run after all of the first, whatever their priority', () => {
    const rules = [rule('half', half, { priority: 9, lane: 'post' }), rule('ten', tenOff)];
    expect(price([offerLine('a', 1, 10_000)], rules).amountMinor).toBe(4_500);
  });

  it('are judged on the running amount', () => {
    const spend = { conditions: { spend: { atLeastMinor: 8_000 } } };
    const rules = [rule('half', half, { priority: 1 }), rule('ten', tenOff, spend)];
    const { outcome, amountMinor } = price([offerLine('a', 1, 10_000)], rules);
    expect(amountMinor).toBe(5_000);
    expect(outcome('ten')).toEqual({
      ruleId: 'ten',
      kind: 'not-met',
      missing: [{ kind: 'spend', hasMinor: 5_000, needMinor: 8_000 }],
      wouldSaveMinor: 1_000,
    });
  });

  it('start from what was given by hand', () => {
    const manualDiscount = { kind: 'percent', rateBp: 1_000, authorization: byHand } as const;
    const lines = [offerLine('a', 1, 10_000, { manualDiscount })];
    const basketDiscount = { kind: 'amount', amountMinor: 1_000, authorization: byHand } as const;
    const { lines: priced, amountMinor } = price(lines, [rule('half', half)], { basketDiscount });
    expect(amountMinor).toBe(4_000);
    expect(priced[0]).toMatchObject({ lineDiscountMinor: 1_000, orderDiscountMinor: 5_000 });
  });

  it('lose to one that stands alone, and say so', () => {
    const rules = [rule('ten', tenOff, { priority: 5 }), rule('half', half, { isExclusive: true })];
    const { outcome, amountMinor } = price([offerLine('a', 1, 10_000)], rules);
    expect(amountMinor).toBe(5_000);
    expect(outcome('ten')).toEqual({
      ruleId: 'ten',
      kind: 'lost',
      wouldSaveMinor: 1_000,
      to: { ruleIds: ['half'], because: 'exclusive' },
    });
  });

  it('are all there where the one that stands alone is not met', () => {
    const conditions = { spend: { atLeastMinor: 20_000 } };
    const rules = [rule('ten', tenOff), rule('half', half, { isExclusive: true, conditions })];
    expect(price([offerLine('a', 1, 10_000)], rules).amountMinor).toBe(9_000);
  });

  it('of a group give way to the one that takes the most', () => {
    const rules = [rule('ten', tenOff, { group: 'g', priority: 1 }), rule('half', half, { group: 'g' })];
    const { outcome, amountMinor } = price([offerLine('a', 1, 10_000)], rules);
    expect(amountMinor).toBe(5_000);
    expect(outcome('ten')).toMatchObject({ kind: 'lost', to: { ruleIds: ['half'], because: 'group' } });
  });

  it('take nothing where their budget does not cover it all', () => {
    const limited = rule('ten', tenOff, { limits: { budgetMinor: 5_000 } });
    const uses = (spentMinor: number) =>
      new Map([['ten', { byMember: 0, byMemberToday: 0, today: 0, inAll: 0, spentMinor }]]);
    const line = [offerLine('a', 1, 10_000)];
    expect(price(line, [limited], { uses: uses(4_000) }).amountMinor).toBe(9_000);
    const { outcome } = price(line, [limited], { uses: uses(4_001) });
    expect(outcome('ten')).toMatchObject({ kind: 'not-met', missing: [{ kind: 'budget' }] });
  });
});

describe('coupons in the order of their priority', () => {
  const coupon = (promotionId: string) => ({
    couponId: `c-${promotionId}`,
    promotionId,
    code: promotionId,
    expiresOn: null,
    isPresented: true,
  });
  const line = [offerLine('a', 1, 10_000)];

  it('are used where they are presented and save something', () => {
    const rules = [rule('half', half, { coupon: bearer })];
    expect(price(line, rules).outcome('half')).toMatchObject({
      missing: [{ kind: 'coupon' }],
      wouldSaveMinor: 5_000,
    });
    const used = price(line, rules, { coupons: [coupon('half')] });
    expect(used.coupons).toEqual([{ couponId: 'c-half', ruleId: 'half', savesMinor: 5_000, costPoints: 0 }]);
    const free = [rule('all', { kind: 'order-percent', rateBp: 10_000 }, { priority: 1 }), ...rules];
    expect(price(line, free, { coupons: [coupon('half')] }).coupons).toEqual([]);
  });

  it('are the one that ends first, and none that has ended', () => {
    const rules = [rule('half', half, { coupon: bearer })];
    const coupons = [
      { ...coupon('half'), couponId: 'late', expiresOn: '2026-12-31' },
      { ...coupon('half'), couponId: 'soon', expiresOn: '2026-11-30' },
      { ...coupon('half'), couponId: 'gone', expiresOn: '2026-11-21' },
    ];
    expect(price(line, rules, { coupons }).coupons).toMatchObject([{ couponId: 'soon' }]);
  });

  it('stand beside others only where both may', () => {
    const rules = (isStackable: boolean) => [
      rule('half', half, { priority: 1, coupon: { ...bearer, isStackable: true } }),
      rule('ten', tenOff, { coupon: { ...bearer, isStackable } }),
    ];
    const coupons = [coupon('half'), coupon('ten')];
    expect(price(line, rules(true), { coupons }).amountMinor).toBe(4_000);
    const alone = price(line, rules(false), { coupons });
    expect(alone.amountMinor).toBe(5_000);
    expect(alone.outcome('ten')).toMatchObject({ to: { ruleIds: ['half'], because: 'coupon' } });
  });

  it('cost no more points than there are', () => {
    const terms = { ...bearer, isStackable: true, costPoints: 60 };
    const rules = [
      rule('half', half, { priority: 1, coupon: terms }),
      rule('ten', tenOff, { coupon: terms }),
    ];
    const member = { id: 'm', tier: null, segments: [], birthday: null, points: 100, purchaseCount: 0 };
    const { outcome, coupons } = price(line, rules, { member, coupons: [coupon('half'), coupon('ten')] });
    expect(coupons).toMatchObject([{ ruleId: 'half', costPoints: 60 }]);
    expect(outcome('ten')).toMatchObject({ missing: [{ kind: 'points', has: 40, need: 60 }] });
  });
});

describe('units in the order of priority', () => {
  it('serve one offer, and the next says which one has them', () => {
    const lines = [offerLine('a', 2, 1_000)];
    const rules = [rule('bogo', bogo, { priority: 1 }), rule('again', bogo)];
    const { outcome, amountMinor } = price(lines, rules);
    expect(amountMinor).toBe(1_000);
    expect(outcome('again')).toMatchObject({ kind: 'lost', to: { ruleIds: ['bogo'], because: 'units' } });
  });

  it('share what they save, so that the paid half of a pair leaves no free one', () => {
    const lines = [offerLine('a', 1, 3_000), offerLine('b', 1, 1_000)];
    const { amounts, lines: priced, outcome } = price(lines, [rule('bogo', bogo)]);
    expect(amounts).toEqual([2_250, 750]);
    expect(priced.map(({ unitAmounts }) => unitAmounts)).toEqual([[[1, 2_250]], [[1, 750]]]);
    expect(outcome('bogo')).toMatchObject({ lines: [{ lineId: 'b', amountMinor: 1_000 }] });
  });

  it('are missing by so many', () => {
    const { outcome } = price([offerLine('a', 1, 1_000)], [rule('bogo', bogo)]);
    expect(outcome('bogo')).toMatchObject({ kind: 'not-met', missing: [{ kind: 'units', has: 1, need: 2 }] });
  });

  it('that are gifts cost nothing where a rule gives them, and their price where none does', () => {
    const gifts = { tags: ['pen'] };
    const give = {
      kind: 'free-gift',
      buyUnits: 3,
      getUnits: 1,
      gifts,
      maxGroups: null,
    } as const;
    const pens = offerLine('pen', 3, 100, { tags: ['pen'], isGift: true });
    const given = price([offerLine('board', 6, 1_000), pens], [rule('pen', give)]);
    expect(given.amountMinor).toBe(6_100);
    expect(given.outcome('pen')).toMatchObject({ savesMinor: 200, uses: 2 });
    expect(given.giftsOpen).toEqual([]);
    expect(price([offerLine('board', 2, 1_000), pens], [rule('pen', give)]).amountMinor).toBe(2_300);
    const open = price([offerLine('board', 6, 1_000)], [rule('pen', give)]);
    expect(open.giftsOpen).toEqual([{ ruleId: 'pen', units: 2 }]);
    expect(open.outcome('pen')).toMatchObject({ kind: 'not-met', missing: [{ kind: 'gift', units: 2 }] });
  });

  it('of a line of a million are grouped without being counted one by one', () => {
    const lines = [offerLine('a', 1_000_000, 100)];
    const { amountMinor } = price(lines, [rule('bogo', bogo)]);
    expect(amountMinor).toBe(50_000_000);
  });
});

describe('amounts off groups of goods', () => {
  const off = (amountMinor: number, tags: string[]) =>
    ({ offer: { kind: 'target-amount', amountMinor }, target: { tags } }) as const;

  it('do not crowd each other out', () => {
    const lines = [
      offerLine('a', 1, 600, { tags: ['a', 'ab'] }),
      offerLine('b', 1, 400, { tags: ['ab'] }),
      offerLine('c', 1, 1_000),
    ];
    const [first, second] = [off(500, ['ab']), off(1_000, ['a'])];
    const rules = [
      rule('ab', first.offer, { target: first.target, priority: 2 }),
      rule('a', second.offer, { target: second.target, priority: 1 }),
    ];
    const { amounts, lines: priced } = price(lines, rules);
    expect(amounts).toEqual([0, 0, 1_000]);
    expect(priced.map(({ savings }) => savings)).toEqual([
      [
        { ruleId: 'ab', amountMinor: 100 },
        { ruleId: 'a', amountMinor: 500 },
      ],
      [{ ruleId: 'ab', amountMinor: 400 }],
      [],
    ]);
  });
});

describe('the price of a line', () => {
  it('is the least of its list and special prices, unless one was set by hand', () => {
    const lines = [offerLine('a', 2, 1_000), offerLine('b', 1, 1_000, { manualPriceE4: 95_000 })];
    const special = rule('special', { kind: 'special-price', pricesE4: { a: 80_000, b: 80_000 } });
    const dearer = rule('dearer', { kind: 'special-price', pricesE4: { a: 90_000 } });
    const { amounts, lines: priced, outcome } = price(lines, [special, dearer]);
    expect(amounts).toEqual([1_600, 950]);
    expect(priced[0]).toMatchObject({ unitPriceE4: 80_000, priceSavingMinor: 400, lineDiscountMinor: 0 });
    expect(outcome('special')).toMatchObject({ kind: 'applied', savesMinor: 400 });
    expect(outcome('dearer')).toMatchObject({ to: { ruleIds: ['special'], because: 'better-total' } });
  });

  it('keeps rules away that leave alone what is on sale', () => {
    const lines = [offerLine('a', 1, 1_000), offerLine('b', 1, 1_000, { isOnSale: true })];
    const special = rule('special', { kind: 'special-price', pricesE4: { a: 90_000 } });
    const { amounts } = price(
      [...lines, offerLine('c', 1, 1_000)],
      [special, rule('half', half, { appliesToSaleItems: false })],
    );
    expect(amounts).toEqual([900, 1_000, 500]);
  });
});

describe('points campaigns', () => {
  it('multiply, add, and need a member', () => {
    const rules = [
      rule('double', { kind: 'points-factor', factorBp: 20_000 }),
      rule('half-more', { kind: 'points-factor', factorBp: 15_000 }),
      rule('bonus', { kind: 'points-bonus', points: 50 }, { conditions: { spend: { atLeastMinor: 1_000 } } }),
    ];
    const member = { id: 'm', tier: null, segments: [], birthday: null, points: 0, purchaseCount: 0 };
    const line = [offerLine('a', 1, 1_000)];
    expect(price(line, rules, { member })).toMatchObject({ pointsFactorBp: 30_000, pointsBonus: 50 });
    expect(price(line, rules)).toMatchObject({ pointsFactorBp: 10_000, pointsBonus: 0 });
  });
});
