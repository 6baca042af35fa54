import { line, type MadeUp } from './made-up-case.ts';

const member = { points: 0 };

/** Points, refunds, tenders and time. Figures are worked out by hand. */
export const pointsCases: Readonly<Record<string, MadeUp>> = {
  'points by blocks and a bonus': {
    lines: [line('a', 1, 10_500)],
    member,
    promotions: [
      { id: 'E', kind: 'earn_per_block', blockMinor: 2_000, points: 3 },
      { id: 'B', kind: 'earn_bonus', points: 50, conditions: { minSubtotalMinor: 10_000 } },
      { id: 'N', kind: 'earn_bonus', points: 70, conditions: { minSubtotalMinor: 20_000 } },
    ],
    expected: { pointsEarned: 65, pointsBalance: 65 },
  },
  'points on some goods only': {
    lines: [line('a', 1, 5_050), line('b', 1, 2_000)],
    member,
    promotions: [{ id: 'E', kind: 'earn_per_money', pointsPerMajorUnit: 1, earnTarget: { skus: ['a'] } }],
    expected: { pointsEarned: 50 },
  },
  'points that a limit holds back': {
    lines: [line('a', 1, 5_000)],
    member: { points: 900 },
    spendPoints: 900,
    promotions: [
      { id: 'R', kind: 'redeem_points', minorPerPoint: 10, blockPoints: 100, maxDiscountMinor: 3_500 },
    ],
    expected: { pointsSpent: 300, totalMinor: 2_000, pointsBalance: 600 },
  },
  'fewer points than may be redeemed': {
    lines: [line('a', 1, 5_000)],
    member: { points: 900 },
    spendPoints: 50,
    promotions: [{ id: 'R', kind: 'redeem_points', minorPerPoint: 1, minPoints: 100 }],
    expected: { rejected: true, pointsSpent: 0 },
  },
  'more points than there are': {
    lines: [line('a', 1, 50_000)],
    member: { points: 10 },
    spendPoints: 50,
    promotions: [{ id: 'R', kind: 'redeem_points', minorPerPoint: 100 }],
    expected: { rejected: true },
  },
  'a reward that the points do not reach': {
    lines: [line('a', 1, 5_000)],
    member: { points: 10 },
    promotions: [{ id: 'R', kind: 'redeem_reward', costPoints: 50, percent: 10 }],
    expected: { rejected: true, totalMinor: 5_000, pointsBalance: 10 },
  },
  'points that are owed after a refund': {
    lines: [line('a', 1, 10_000)],
    member: { points: 0 },
    promotions: [
      { id: 'E', kind: 'earn_per_money', pointsPerMajorUnit: 1 },
      { id: 'R', kind: 'redeem_reward', costPoints: 100 },
    ],
    refund: { full: true },
    expected: { pointsBalanceAfterSale: 0, refundPointsReversed: 100, refundMinor: 10_000 },
  },
  'a refund of what was paid for a part': {
    lines: [line('a', 3, 2_000), line('b', 1, 4_000)],
    promotions: [{ id: 'O', kind: 'order_percent_off', percent: 10 }],
    refund: { lines: [{ sku: 'a', qty: 2 }] },
    expected: { totalMinor: 9_000, refundMinor: 3_600 },
  },
  'stored value as a tender': {
    lines: [line('a', 1, 10_000)],
    promotions: [],
    tenders: [
      { kind: 'gift_card', amountMinor: 4_000 },
      { kind: 'wallet', amountMinor: 7_000 },
    ],
    expected: { totalMinor: 10_000, amountDueMinor: 0 },
  },
  'points that end with the year, and after days': {
    promotions: [{ id: 'X', kind: 'points_expiry', mode: 'end_of_year' }],
    earnedAt: '2023-02-10',
    expected: { expiresAt: '2024-01-01T00:00' },
  },
  'steps with another sale before the end': {
    lines: [line('a', 1, 10_000), line('b', 1, 5_000)],
    promotions: [{ id: 'E', kind: 'earn_per_money', pointsPerMajorUnit: 1, expireAfterDays: 90 }],
    steps: ['order 1: line a', '60 days later, order 2: line b', '31 days later: expiry job'],
    expected: { lotsAvailableAfterOrder2: [100, 50], balanceAfterExpiryDay91: 50 },
  },
  'hours of the day on which a rule ends': {
    lines: [line('a', 1, 1_000)],
    now: '2021-12-30T18:00:00',
    promotions: [
      {
        id: 'P',
        kind: 'item_percent_off',
        percent: 30,
        conditions: { validFrom: '2021-12-20', validTo: '2021-12-30T17:00' },
        appliesHere: false,
      },
    ],
    expected: { totalMinor: 1_000 },
  },
};
