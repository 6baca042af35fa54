import { expect, test } from 'vitest';
import { articlesNamedIn } from '../../../domain/promotions/named-articles.ts';
import { promotionState } from '../../../domain/promotions/promotion-state.ts';
import type { Promotion } from '../../../domain/promotions/promotion.ts';

const rule: Promotion = {
  id: 'rule',
  version: 1,
  name: { en: 'Rule', 'zh-CN': '规则' },
  offer: { kind: 'order-percent', rateBp: 1_000 },
  target: 'all',
  conditions: {},
  limits: { inAll: 10, perDay: 2, budgetMinor: 1_000 },
  maxDiscountMinor: null,
  respectsPriceFloor: false,
  appliesToSaleItems: true,
  group: null,
  isExclusive: false,
  priority: 0,
  lane: 'default',
  validFrom: '2026-11-02',
  validTo: '2026-11-30',
  coupon: null,
};
const unused = { byMember: 0, byMemberToday: 0, today: 0, inAll: 0, spentMinor: 0 };

test.each([
  ['on', true, unused, '2026-11-02'],
  ['on', true, null, '2026-11-30'],
  ['off', false, unused, '2026-11-02'],
  ['not-yet', true, unused, '2026-11-01'],
  ['ended', true, unused, '2026-12-01'],
  ['used-up', true, { ...unused, inAll: 10 }, '2026-11-10'],
  ['used-up-today', true, { ...unused, inAll: 9, today: 2 }, '2026-11-10'],
  ['budget-spent', true, { ...unused, spentMinor: 1_000 }, '2026-11-10'],
] as const)('a rule is %s', (state, isOn, use, today) => {
  expect(promotionState(rule, isOn, use, today)).toBe(state);
});

test('the articles that a rule names are found in its target, its parts and its conditions, each once', () => {
  const named: Promotion = {
    ...rule,
    offer: {
      kind: 'bundle-price',
      parts: [{ target: { articles: ['tea', 'milk'] }, units: 1 }],
      priceMinor: 1,
      maxGroups: null,
    },
    target: { departments: ['food'], except: { articles: ['gin'] } },
    conditions: { contains: [{ articles: ['bread', 'tea'] }] },
  };
  expect(articlesNamedIn(named)).toEqual(['gin', 'tea', 'milk', 'bread']);
});
