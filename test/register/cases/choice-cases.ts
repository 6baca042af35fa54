import { line, type MadeUp } from './made-up-case.ts';

const four = ['a', 'b', 'c', 'd'];

/** Bundles, free units, limits, conditions and choosing. Figures are worked out by hand. */
export const choiceCases: Readonly<Record<string, MadeUp>> = {
  'a bundle at a price, twice': {
    lines: [line('burger', 2, 2_000), line('cola', 3, 800)],
    promotions: [
      {
        id: 'B',
        kind: 'bundle_price',
        bundle: [
          { sku: 'burger', qty: 1 },
          { sku: 'cola', qty: 1 },
        ],
        priceMinor: 2_500,
      },
    ],
    expected: { totalMinor: 5_800 },
  },
  'other goods for what is bought': {
    lines: [line('shirt', 2, 3_000), line('sock', 2, 500)],
    promotions: [
      {
        id: 'B',
        kind: 'buy_x_get_y_free',
        buyQty: 2,
        getQty: 1,
        target: { skus: ['shirt'] },
        getTarget: { skus: ['sock'] },
        repeat: true,
        buyUnitsNotReusable: true,
      },
    ],
    expected: { lineDiscountsMinor: [0, 500], freeQty: 1, totalMinor: 6_500 },
  },
  'free units held to so many': {
    lines: [line('a', 9, 1_000)],
    promotions: [{ id: 'B', kind: 'buy_x_get_y_free', buyQty: 2, getQty: 1, repeat: true, maxQty: 2 }],
    expected: { freeQty: 2, totalMinor: 7_000 },
  },
  'a gift from a sum on': {
    lines: [line('a', 1, 10_000), line('mug', 1, 900, { gift: true })],
    promotions: [
      { id: 'G', kind: 'auto_gift', gift: { skus: ['mug'] }, conditions: { minSubtotalMinor: 5_000 } },
    ],
    expected: { freeQty: 1, totalMinor: 10_000 },
  },
  'no gift below it': {
    lines: [line('a', 1, 4_000)],
    promotions: [
      { id: 'G', kind: 'auto_gift', gift: { skus: ['mug'] }, conditions: { minSubtotalMinor: 5_000 } },
    ],
    expected: { freeQty: 0, totalMinor: 4_000 },
  },
  'only so many units of each line, and the next rule on others': {
    lines: [line('tshirt', 3, 5_000), line('sweater', 1, 15_000)],
    promotions: [
      { id: 'P1', kind: 'item_percent_off', percent: 30, maxQty: 2 },
      { id: 'P2', kind: 'item_percent_off', percent: 10, maxQty: 1 },
    ],
    expected: { promotionAmountsMinor: { P1: 7_500, P2: 1_550 }, lineDiscountsMinor: [3_500, 5_550] },
  },
  'a free unit twice': {
    lines: [line('tshirt', 4, 5_000)],
    promotions: ['P1', 'P2'].map((id) => ({ id, kind: 'item_percent_off', percent: 100, maxQty: 1 })),
    expected: { promotionAmountsMinor: { P1: 5_000, P2: 5_000 }, totalMinor: 10_000 },
  },
  'an amount once a line': {
    lines: [line('a', 4, 1_000), line('b', 1, 3_000)],
    promotions: [{ id: 'L', kind: 'item_fixed_off', amountMinor: 1_500, per: 'line' }],
    expected: { lineDiscountsMinor: [1_500, 1_500] },
  },
  'more than a sum, not the sum': {
    lines: [line('a', 1, 5_000)],
    promotions: [
      {
        id: 'M',
        kind: 'order_fixed_off',
        amountMinor: 500,
        conditions: { minSubtotalExclusiveMinor: 5_000 },
        appliesHere: false,
      },
    ],
    expected: { totalMinor: 5_000, appliedPromotionIds: [] },
  },
  'members of a group only': {
    lines: [line('a', 1, 5_000)],
    member: { tier: 'wholesale' },
    promotions: [
      { id: 'W', kind: 'order_percent_off', percent: 20, conditions: { memberGroup: 'wholesale' } },
      {
        id: 'R',
        kind: 'order_percent_off',
        percent: 50,
        conditions: { memberGroup: 'retail' },
        appliesHere: false,
      },
    ],
    expected: { totalMinor: 4_000, appliedPromotionIds: ['W'] },
  },
  'a use in an order that was cancelled, given back': {
    lines: [line('a', 1, 5_000)],
    promotions: [
      {
        id: 'C',
        kind: 'order_fixed_off',
        amountMinor: 500,
        conditions: {
          couponCode: 'C',
          usageLimit: 1,
          used: 1,
          usedInCancelledOrders: 1,
          reusableAfterCancel: true,
        },
      },
    ],
    expected: { couponAccepted: true, totalMinor: 4_500 },
  },
  'a use in an order that was cancelled, lost': {
    lines: [line('a', 1, 5_000)],
    promotions: [
      {
        id: 'C',
        kind: 'order_fixed_off',
        amountMinor: 500,
        conditions: {
          couponCode: 'C',
          usageLimit: 1,
          used: 1,
          usedInCancelledOrders: 1,
          reusableAfterCancel: false,
        },
      },
    ],
    expected: { couponAccepted: false, totalMinor: 5_000 },
  },
  'a coupon that has expired': {
    lines: [line('a', 1, 5_000)],
    promotions: [
      { id: 'C', kind: 'order_fixed_off', amountMinor: 500, conditions: { couponCode: 'C', expired: true } },
    ],
    expected: { couponAccepted: false, totalMinor: 5_000 },
  },
  'a budget of money that does not cover it': {
    lines: [line('a', 5, 100_000)],
    promotions: [
      {
        id: 'P',
        kind: 'item_fixed_off',
        amountMinor: 50_000,
        budget: { type: 'spend', limit: 100_000, used: 0 },
      },
    ],
    expected: { budgetExceeded: true, totalMinor: 500_000 },
  },
  'a budget of money that covers it': {
    lines: [line('a', 5, 100_000)],
    promotions: [
      {
        id: 'P',
        kind: 'item_fixed_off',
        amountMinor: 10_000,
        budget: { type: 'spend', limit: 100_000, used: 50_000 },
      },
    ],
    expected: { budgetExceeded: false, totalMinor: 450_000 },
  },
  'a limit that includes the tax': {
    lines: [line('p', 1, 10_000, { taxRatePercent: 20, taxIncluded: false })],
    promotions: [
      { id: 'P', kind: 'order_percent_off', percent: 50, maxDiscountMinor: 3_000, capIncludesTax: true },
    ],
    expected: { totalMinor: 9_000, netMinor: 7_500 },
  },
  'a share of what it cost at first': {
    lines: [line('a', 2, 1_000), line('b', 1, 3_000)],
    promotions: [
      { id: 'P1', kind: 'order_percent_off', percent: 10 },
      { id: 'P2', kind: 'item_percent_off', percent: 10, target: { skus: ['b'] }, base: 'original' },
    ],
    expected: { promotionAmountsMinor: { P1: 500, P2: 300 }, totalMinor: 4_200 },
  },
  'goods of a range of prices': {
    lines: four.map((sku, index) => line(sku, 1, (index + 1) * 1_000)),
    promotions: [
      {
        id: 'R',
        kind: 'item_percent_off',
        percent: 50,
        target: { priceRangeMinor: { from: 2_000, to: 3_000 } },
      },
    ],
    expected: { lineDiscountsMinor: [0, 1_000, 1_500, 0] },
  },
  'the highest of the exclusive ones': {
    lines: [line('a', 1, 10_000)],
    promotions: [
      { id: 'P3', kind: 'item_percent_off', percent: 70, priority: 1_000, exclusive: true },
      { id: 'P2', kind: 'item_percent_off', percent: 30, priority: 500, exclusive: true, appliesHere: false },
      { id: 'P1', kind: 'item_percent_off', percent: 50, priority: 100, appliesHere: false },
    ],
    expected: { totalMinor: 3_000, appliedPromotionIds: ['P3'] },
  },
  'the best for the customer': {
    lines: [line('a', 2, 1_000)],
    selection: 'best-for-customer',
    promotions: [
      { id: 'B', kind: 'buy_x_get_y_free', buyQty: 1, getQty: 1, repeat: true },
      { id: 'O', kind: 'order_fixed_off', amountMinor: 1_500, conditions: { minSubtotalMinor: 2_000 } },
    ],
    expected: { totalMinor: 500, appliedPromotionIds: ['O'] },
  },
};
