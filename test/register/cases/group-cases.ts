import { line, type MadeUp } from './made-up-case.ts';

const tees = [500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000, 4_500].map((minor, index) =>
  line(`t${index}`, 1, minor),
);
const tens = [line('ten', 10, 1_000, { tags: ['e'] }), line('twenty', 10, 2_000, { tags: ['e'] })];
const nth = { kind: 'nth_item_percent_off', percent: 10, target: { tags: ['e'] } };

/** Shares, groups, the nth item and steps. Figures are worked out by hand, or those of tests of other engines. */
export const groupCases: Readonly<Record<string, MadeUp>> = {
  'a share off a fee, and nothing off the goods': {
    lines: [line('a', 1, 10_000)],
    fees: [{ id: 'shipping', amountMinor: 1_000 }],
    promotions: [
      { id: 'F', kind: 'fee_percent_off', percent: 100 },
      { id: 'O', kind: 'order_percent_off', percent: 10 },
    ],
    expected: {
      totalMinor: 9_000,
      promotionAmountsMinor: { F: 1_000, O: 1_000 },
      lineDiscountsMinor: [1_000],
    },
  },
  'a share off the two cheapest': {
    lines: [line('p1', 2, 6_500, { taxRatePercent: 19 }), line('p2', 1, 3_000, { taxRatePercent: 7 })].map(
      (each) => ({ ...each, taxIncluded: true }),
    ),
    promotions: [
      { id: 'G', kind: 'group_percent_off', groupQty: 2, sort: 'cheapest_first', maxGroups: 1, percent: 100 },
    ],
    expected: { totalMinor: 6_500, netMinor: 5_462, taxMinor: 1_038 },
  },
  'an amount off the two cheapest together': {
    lines: [line('p1', 2, 6_000), line('p2', 1, 3_000)],
    promotions: [
      {
        id: 'G',
        kind: 'group_fixed_off',
        groupQty: 2,
        sort: 'cheapest_first',
        maxGroups: 1,
        amountMinor: 5_000,
      },
    ],
    expected: { totalMinor: 10_000 },
  },
  'a price for each of the two cheapest': {
    lines: [line('p1', 2, 6_000), line('p2', 1, 3_000)],
    promotions: [
      {
        id: 'G',
        kind: 'group_fixed_price',
        groupQty: 2,
        per: 'unit',
        sort: 'cheapest_first',
        maxGroups: 1,
        priceMinor: 2_000,
      },
    ],
    expected: { totalMinor: 10_000 },
  },
  'groups that larger lines fill first, whatever they cost': {
    lines: [line('a', 3, 1_000), line('b', 1, 2_000)],
    promotions: [{ id: 'G', kind: 'group_percent_off', groupQty: 3, percent: 10 }],
    expected: { lineDiscountsMinor: [300, 0] },
  },
  'a share off a group of goods': {
    lines: [line('a', 1, 1_000), line('b', 1, 2_000)],
    promotions: [{ id: 'G', kind: 'group_percent_off', percent: 10, target: { skus: ['b'] } }],
    expected: { lineDiscountsMinor: [0, 200], totalMinor: 2_800 },
  },
  'the first of three free, in each group': {
    lines: tees,
    promotions: [
      {
        id: 'N',
        kind: 'nth_item_percent_off',
        groupQty: 3,
        percent: 100,
        pick: 'cheapest',
        pickScope: 'per_group',
        repeat: true,
      },
    ],
    expected: { orderDiscountMinor: 6_000 },
  },
  'the first of three free, across groups': {
    lines: tees,
    promotions: [
      {
        id: 'N',
        kind: 'nth_item_percent_off',
        groupQty: 3,
        percent: 100,
        pick: 'cheapest',
        pickScope: 'across_groups',
        repeat: true,
      },
    ],
    expected: { orderDiscountMinor: 3_000 },
  },
  'the dearest in each group, groups filled cheapest first': {
    lines: tens,
    promotions: [
      { ...nth, id: 'N', groupQty: 4, pick: 'most_expensive', pickScope: 'per_group', repeat: true },
    ],
    expected: { orderDiscountMinor: 800 },
  },
  'the dearest across groups, once': {
    lines: tens,
    promotions: [
      { ...nth, id: 'N', groupQty: 5, pick: 'most_expensive', pickScope: 'across_groups', maxGroups: 1 },
    ],
    expected: { orderDiscountMinor: 200 },
  },
  'the cheapest in a group, groups filled dearest first, once': {
    lines: tens,
    promotions: [
      {
        ...nth,
        id: 'N',
        groupQty: 5,
        sort: 'most_expensive_first',
        pick: 'cheapest',
        pickScope: 'per_group',
        maxGroups: 1,
      },
    ],
    expected: { orderDiscountMinor: 200 },
  },
  'an amount off the cheapest': {
    lines: [line('a', 2, 1_000), line('b', 3, 800)],
    promotions: [{ id: 'C', kind: 'cheapest_item_fixed_off', amountMinor: 500, units: 2 }],
    expected: { lineDiscountsMinor: [0, 1_000], totalMinor: 3_400 },
  },
  'amounts by what is spent, with one below the first step': {
    lines: [line('a', 1, 15_000)],
    promotions: [
      {
        id: 'T',
        kind: 'tiered_fixed',
        baseMinor: 500,
        tiers: [
          { fromMinor: 10_000, amountMinor: 1_000 },
          { fromMinor: 20_000, amountMinor: 3_000 },
        ],
      },
    ],
    expected: { orderDiscountMinor: 1_000 },
  },
  'shares by the number of pieces': {
    lines: [line('a', 3, 1_000)],
    promotions: [
      {
        id: 'T',
        kind: 'tiered_percent',
        tiers: [
          { fromQty: 2, percent: 10 },
          { fromQty: 3, percent: 20 },
        ],
      },
    ],
    expected: { orderDiscountMinor: 600 },
  },
};
