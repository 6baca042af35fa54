import { describe, expect, test } from 'vitest';
import { describePromotion } from '../../../domain/promotions/describe-promotion.ts';
import type { PromotionNames } from '../../../domain/promotions/describe-target.ts';
import type { Offer, OfferKind, Promotion } from '../../../domain/promotions/promotion.ts';
import { languages, type Language } from '../../../domain/text/language.ts';
import { promotionWords } from '../../../domain/text/promotion-words.ts';

const half = { rateBp: 5_000 };

/** One of each kind, and what it says. */
const offers: { readonly [K in OfferKind]: readonly [Extract<Offer, { kind: K }>, en: string, zh: string] } =
  {
    'special-price': [
      { kind: 'special-price', pricesE4: { cola: 19_900, milk: 30_000 } },
      'Special prices: cola £1.99; milk £3.00.',
      '特价：cola £1.99；milk £3.00。',
    ],
    'nth-item': [
      {
        kind: 'nth-item',
        groupUnits: 2,
        rateBp: 5_000,
        pick: 'cheapest',
        scope: 'per-group',
        maxGroups: null,
      },
      'Snacks: of every 2, the cheapest one is 50% off.',
      'Snacks，每 2 件中最便宜的一件打 5 折。',
    ],
    'group-price': [
      { kind: 'group-price', groupUnits: 3, priceMinor: 500, pick: 'dearest', maxGroups: null },
      'Snacks: any 3 for £5.00.',
      'Snacks，任选 3 件 £5.00。',
    ],
    'quantity-percent': [
      {
        kind: 'quantity-percent',
        steps: [
          { fromUnits: 2, rateBp: 1_000 },
          { fromUnits: 3, rateBp: 2_500 },
        ],
      },
      'Snacks: 10% off from 2; 25% off from 3.',
      'Snacks，2 件起打 9 折；3 件起打 75 折。',
    ],
    'group-off': [
      {
        kind: 'group-off',
        groupUnits: 5,
        off: { amountMinor: 60 },
        per: 'group',
        pick: 'dearest',
        maxGroups: null,
      },
      'Snacks: every 5 together £0.60 off.',
      'Snacks，每 5 件一组减 £0.60。',
    ],
    'buy-get': [
      {
        kind: 'buy-get',
        buyUnits: 2,
        getUnits: 1,
        getTarget: { articles: ['tea'] },
        rateBp: 10_000,
        pick: 'cheapest',
        maxGroups: null,
      },
      'Snacks: buy 2, and 1 of tea are free.',
      'Snacks，买 2 件，tea 1 件免费。',
    ],
    'bundle-price': [
      {
        kind: 'bundle-price',
        parts: [
          { target: { articles: ['milk'] }, units: 1 },
          { target: { articles: ['tea'] }, units: 2 },
        ],
        priceMinor: 549,
        maxGroups: null,
      },
      '1 × milk; 2 × tea together for £5.49.',
      'milk 1 件；tea 2 件，一套 £5.49。',
    ],
    'set-off': [
      { kind: 'set-off', parts: [{ target: 'all', units: 4 }], off: half, pick: 'cheapest', maxGroups: null },
      '4 × All goods together 50% off.',
      '全部商品 4 件，成套打 5 折。',
    ],
    'distinct-set': [
      { kind: 'distinct-set', steps: [{ distinct: 2, rateBp: 250 }] },
      'Snacks, so many different ones together: 2.5% off for 2.',
      'Snacks，凑不同款：2 款打 97.5 折。',
    ],
    'pick-off': [
      { kind: 'pick-off', units: 2, off: half, pick: 'dearest' },
      'Snacks: up to 2 of the dearest article are 50% off.',
      'Snacks，最贵的商品最多 2 件打 5 折。',
    ],
    'add-on-price': [
      { kind: 'add-on-price', priceMinor: 100, maxUnits: 1 },
      'Snacks: at most 1 for £1.00 each.',
      'Snacks，加 £1.00 换购，最多 1 件。',
    ],
    'free-gift': [
      { kind: 'free-gift', buyUnits: 1, getUnits: 2, gifts: null, maxGroups: null },
      'Snacks: with every 1 bought, 2 more as a gift.',
      'Snacks，每买 1 件送 2 件。',
    ],
    'item-percent': [
      { kind: 'item-percent', rateBp: 2_000, minLineUnits: 1, rounding: 'line', roundOn: 'discount' },
      'Snacks: 20% off.',
      'Snacks打 8 折。',
    ],
    'item-amount': [
      { kind: 'item-amount', amountMinor: 75 },
      'Snacks: each £0.75 off.',
      'Snacks，每件减 £0.75。',
    ],
    'target-amount': [
      { kind: 'target-amount', amountMinor: 300 },
      'Snacks: £3.00 off all of them together.',
      'Snacks，合计减 £3.00。',
    ],
    'tier-percent': [
      { kind: 'tier-percent', rates: [{ tier: 'gold', rateBp: 500 }] },
      'Snacks: Gold 5% off.',
      'Snacks，Gold打 95 折。',
    ],
    'order-percent': [
      { kind: 'order-percent', rateBp: 300 },
      'Snacks: 3% off the total.',
      'Snacks，合计打 97 折。',
    ],
    'order-amount': [
      { kind: 'order-amount', amountMinor: 500 },
      'Snacks: £5.00 off the total.',
      'Snacks，合计减 £5.00。',
    ],
    'order-price': [
      { kind: 'order-price', priceMinor: 5_000 },
      'Snacks: all together for £50.00.',
      'Snacks，合计只收 £50.00。',
    ],
    'spend-steps': [
      { kind: 'spend-steps', steps: [{ fromMinor: 10_000, off: { amountMinor: 2_000 } }] },
      'Snacks: £20.00 off from £100.00.',
      'Snacks，满 £100.00 减 £20.00。',
    ],
    'spend-every': [
      { kind: 'spend-every', everyMinor: 10_000, amountMinor: 2_000, maxTimes: 3 },
      'Snacks: £20.00 off for every £100.00 spent.',
      'Snacks，每满 £100.00 减 £20.00。',
    ],
    'points-factor': [{ kind: 'points-factor', factorBp: 15_000 }, 'Points × 1.5.', '积分 × 1.5。'],
    'points-bonus': [{ kind: 'points-bonus', points: 50 }, '50 points on top.', '另送 50 积分。'],
  };

function ruleOf(offer: Offer, terms: Partial<Promotion> = {}): Promotion {
  return {
    id: 'rule',
    version: 1,
    name: { en: 'Rule', 'zh-CN': '规则' },
    offer,
    target: { departments: ['snacks'] },
    conditions: {},
    limits: {},
    maxDiscountMinor: null,
    respectsPriceFloor: false,
    appliesToSaleItems: true,
    group: null,
    isExclusive: false,
    priority: 0,
    lane: 'default',
    validFrom: null,
    validTo: null,
    coupon: null,
    ...terms,
  };
}

function namesIn(language: Language): PromotionNames {
  return {
    language,
    currency: 'GBP',
    article: (code) => code,
    department: (code) => (code === 'snacks' ? 'Snacks' : code),
    tier: (code) => (code === 'gold' ? 'Gold' : code),
    segment: (code) => code,
  };
}

function sentenceOf(promotion: Promotion, language: Language): string {
  return describePromotion(promotion, namesIn(language))
    .sentence.map(({ text }) => text)
    .join('');
}

function detailsOf(promotion: Promotion, language: Language = 'en'): Record<string, string> {
  const { details } = describePromotion(promotion, namesIn(language));
  return Object.fromEntries(details.map(({ label, text }) => [label, text]));
}

describe('a rule in words', () => {
  test.each(Object.values(offers))('says what %o gives, in both languages', (offer, en, zh) => {
    expect(sentenceOf(ruleOf(offer), 'en')).toBe(en);
    expect(sentenceOf(ruleOf(offer), 'zh-CN')).toBe(zh);
  });

  test('marks its figures, so that a reader finds them', () => {
    const { sentence } = describePromotion(ruleOf(offers['spend-every'][0]), namesIn('en'));
    expect(sentence.filter(({ isFigure }) => isFigure).map(({ text }) => text)).toEqual([
      '£20.00',
      '£100.00',
    ]);
  });

  test('says the most that it takes off a sale', () => {
    const capped = ruleOf(offers['spend-every'][0], { maxDiscountMinor: 6_000 });
    expect(sentenceOf(capped, 'zh-CN')).toBe('Snacks，每满 £100.00 减 £20.00，一单最多减 £60.00。');
  });

  test('names many goods below the sentence, the first of them', () => {
    const articles = ['tea', 'milk', 'bread', 'eggs', 'flour', 'sugar'];
    const rule = ruleOf(offers['item-percent'][0], { target: { articles, except: { tags: ['own'] } } });
    expect(sentenceOf(rule, 'en')).toBe('The goods below: 20% off.');
    expect(detailsOf(rule)['Goods']).toBe('tea, milk, bread or 3 more articles, except marked own');
  });

  test('never lets two lists read as either of them', () => {
    const except = { articles: ['tea', 'milk'], departments: ['snacks'] };
    const rule = ruleOf(offers['item-percent'][0], { target: { departments: ['snacks', 'drinks'], except } });
    expect(detailsOf(rule)['Goods']).toBe('Snacks or drinks, except tea or milk within Snacks');
  });

  test('says for whom, when and from how much on it holds', () => {
    const rule = ruleOf(offers['order-percent'][0], {
      conditions: {
        tiers: ['gold'],
        birthday: 'week',
        weekdays: [1, 7],
        hours: [{ fromMinute: 17 * 60, toMinute: 21 * 60 + 30 }],
        dates: [{ from: '2026-11-01', to: '2026-11-30' }],
        spend: { atLeastMinor: 2_500, of: { departments: ['snacks'] }, isExclusive: true },
        distinctArticles: { atLeast: 3 },
      },
    });
    expect(detailsOf(rule)).toMatchObject({
      For: 'members of Gold; in the week of the birthday',
      When: '1 Nov 2026 to 30 Nov 2026; on Monday or Sunday; 17:00 to 21:30',
      Needs: 'more than £25.00 spent of: Snacks; 3 or more different articles',
    });
  });

  test('says how it goes with other rules, and what its coupon asks for', () => {
    const coupon = { holder: 'owner', uses: 3, isStackable: false, sharedCode: null, lifeDays: 21 } as const;
    const rule = ruleOf(offers['order-amount'][0], { group: 'spring', respectsPriceFloor: true, coupon });
    expect(detailsOf(rule)).toMatchObject({
      'With others': 'only one of the group “spring” counts; never below the floor price',
      Coupon:
        'for the member whom it was given to; each may be used 3 times; lives 21 days; not with other coupons',
    });
  });

  test('leaves no placeholder open', () => {
    const everything = ruleOf(offers['item-percent'][0], {
      conditions: {
        isMember: true,
        segments: ['loyal'],
        memberPoints: { atLeast: 100 },
        nthPurchase: 3,
        monthDays: [8, 18],
        units: { atLeast: 2, of: 'all' },
        contains: [{ priceRangeE4: { from: 10_000, to: 20_000 } }],
      },
      limits: { perSale: 2 },
      isExclusive: true,
      appliesToSaleItems: false,
      coupon: { holder: 'bearer', uses: 1, isStackable: true, sharedCode: 'WELCOME', costPoints: 50 },
    });
    for (const language of languages) {
      expect(Object.values(detailsOf(everything, language)).join()).not.toMatch(/[{}]|undefined/);
    }
  });

  test('has every word in both languages, with the same placeholders', () => {
    const [en, zh] = [promotionWords.en, promotionWords['zh-CN']];
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    // A share off is said by what is taken in one language, and by what is left in the other.
    const { 'off-share': _, ...words } = en;
    for (const [word, text] of Object.entries(words))
      expect(holes(zh[word as keyof typeof words]), word).toEqual(holes(text));
  });
});
