import { describe, expect, it } from 'vitest';
import type { OfferMember, RuleUse, WallClock } from '../../../domain/pricing/offer-input.ts';
import { missingOf } from '../../../domain/promotions/conditions.ts';
import type { Promotion } from '../../../domain/promotions/promotion.ts';
import { meansLine } from '../../../domain/promotions/target.ts';
import { offerInput, offerLine, rule } from '../pricing/priority/sample-offers.ts';

const offer = { kind: 'order-percent', rateBp: 1_000 } as const;
const lines = [
  offerLine('a', 2, 1_000, { tags: ['tea'] }),
  offerLine('b', 1, 500, { tags: ['tea', 'green'] }),
  offerLine('gift', 1, 9_000, { isGift: true }),
];

function missing(
  more: Partial<Promotion>,
  at: { clock?: WallClock; member?: OfferMember; use?: Partial<RuleUse> } = {},
): string[] {
  const unused = { byMember: 0, byMemberToday: 0, today: 0, inAll: 0, spentMinor: 0 };
  const facts = offerInput(lines, [], {
    ...(at.clock && { clock: at.clock }),
    member: at.member ?? null,
    uses: new Map([['r', { ...unused, ...at.use }]]),
  });
  const amounts = lines.map(({ grossMinor }) => grossMinor);
  return missingOf(rule('r', offer, more), facts, amounts).map(({ kind }) => kind);
}

function on(date: string, minuteOfDay = 720): { clock: WallClock } {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return { clock: { date, weekday, minuteOfDay } };
}

function served(more: Partial<OfferMember> = {}): { member: OfferMember } {
  return {
    member: {
      id: 'm',
      tier: 'gold',
      segments: ['new'],
      birthday: '02-29',
      points: 50,
      purchaseCount: 0,
      ...more,
    },
  };
}

describe('a rule holds', () => {
  it('from its first day to its last', () => {
    const valid = { validFrom: '2026-11-01', validTo: '2026-11-30' };
    expect(missing(valid, on('2026-11-01'))).toEqual([]);
    expect(missing(valid, on('2026-11-30'))).toEqual([]);
    expect(missing(valid, on('2026-10-31'))).toEqual(['dates']);
    expect(missing(valid, on('2026-12-01'))).toEqual(['dates']);
  });

  it('on days of every year, over New Year too', () => {
    const dates = { conditions: { dates: [{ from: '12-24', to: '01-06' }] } };
    expect(missing(dates, on('2026-12-31'))).toEqual([]);
    expect(missing(dates, on('2027-01-06'))).toEqual([]);
    expect(missing(dates, on('2027-01-07'))).toEqual(['dates']);
  });

  it('on weekdays and days of the month', () => {
    expect(missing({ conditions: { weekdays: [7] } }, on('2026-11-22'))).toEqual([]);
    expect(missing({ conditions: { weekdays: [1, 2] } }, on('2026-11-22'))).toEqual(['weekdays']);
    expect(missing({ conditions: { monthDays: [8, 18] } }, on('2026-11-18'))).toEqual([]);
    expect(missing({ conditions: { monthDays: [8, 18] } }, on('2026-11-22'))).toEqual(['month-days']);
  });

  it('at hours that may pass midnight, the last minute not included', () => {
    const hours = (fromMinute: number, toMinute: number) => ({
      conditions: { hours: [{ fromMinute, toMinute }] },
    });
    expect(missing(hours(600, 720), on('2026-11-22', 600))).toEqual([]);
    expect(missing(hours(600, 720), on('2026-11-22', 720))).toEqual(['hours']);
    expect(missing(hours(1_320, 120), on('2026-11-22', 60))).toEqual([]);
    expect(missing(hours(1_320, 120), on('2026-11-22', 1_319))).toEqual(['hours']);
  });

  it('for the members that it is for', () => {
    expect(missing({ conditions: { isMember: true } })).toEqual(['member']);
    expect(missing({ limits: { perMember: 1 } })).toEqual(['member']);
    expect(missing({ conditions: { tiers: ['gold'], segments: ['new'] } }, served())).toEqual([]);
    expect(missing({ conditions: { tiers: ['silver'] } }, served())).toEqual(['tier']);
    expect(missing({ conditions: { tiers: ['silver'] } }, served({ tier: null }))).toEqual(['tier']);
    expect(missing({ conditions: { segments: ['old'] } }, served())).toEqual(['segment']);
    expect(missing({ conditions: { memberPoints: { atLeast: 51 } } }, served())).toEqual(['points']);
    expect(missing({ conditions: { nthPurchase: 1 } }, served())).toEqual([]);
    expect(missing({ conditions: { nthPurchase: 1 } }, served({ purchaseCount: 1 }))).toEqual([
      'nth-purchase',
    ]);
  });

  it('on a birthday, in its week and in its month', () => {
    const birthday = (when: 'day' | 'week' | 'month', date: string, day: string) =>
      missing({ conditions: { birthday: when } }, { ...on(date), ...served({ birthday: day }) });
    expect(birthday('day', '2024-02-29', '02-29')).toEqual([]);
    expect(birthday('day', '2026-02-28', '02-29')).toEqual([]);
    expect(birthday('day', '2026-03-01', '02-29')).toEqual(['birthday']);
    // The week from Monday 28 December 2026 to Sunday 3 January 2027.
    expect(birthday('week', '2026-12-28', '01-02')).toEqual([]);
    expect(birthday('week', '2027-01-03', '12-30')).toEqual([]);
    expect(birthday('week', '2027-01-04', '01-03')).toEqual(['birthday']);
    expect(birthday('month', '2026-05-01', '05-31')).toEqual([]);
    expect(birthday('month', '2026-06-01', '05-31')).toEqual(['birthday']);
  });

  it('as often as its limits allow', () => {
    const limits = { perMember: 3, perMemberPerDay: 1, perDay: 5, inAll: 9 };
    expect(missing({ limits }, { ...served(), use: { byMember: 2, today: 4, inAll: 8 } })).toEqual([]);
    const used = { byMember: 3, byMemberToday: 1, today: 5, inAll: 9 };
    expect(missing({ limits }, { ...served(), use: used })).toEqual(['limit', 'limit', 'limit', 'limit']);
    expect(missing({ limits: { budgetMinor: 500 } }, { use: { spentMinor: 500 } })).toEqual(['budget']);
  });

  it('for a basket that holds what it asks for, gifts apart', () => {
    expect(missing({ conditions: { units: { atLeast: 3 } } })).toEqual([]);
    expect(missing({ conditions: { units: { atLeast: 4 } } })).toEqual(['units']);
    expect(missing({ conditions: { units: { atLeast: 2, of: { tags: ['green'] } } } })).toEqual(['units']);
    expect(missing({ conditions: { distinctArticles: { atLeast: 3 } } })).toEqual(['distinct']);
    expect(missing({ conditions: { contains: [{ tags: ['tea'] }, { articles: ['c'] }] } })).toEqual([
      'contains',
    ]);
    expect(missing({ conditions: { spend: { atLeastMinor: 2_500 } } })).toEqual([]);
    expect(missing({ conditions: { spend: { atLeastMinor: 2_500, isExclusive: true } } })).toEqual(['spend']);
    expect(missing({ target: { tags: ['green'] }, conditions: { spend: { atLeastMinor: 501 } } })).toEqual([
      'spend',
    ]);
  });
});

describe('a target', () => {
  const line = offerLine('a', 1, 1_000, { department: 'drinks', tags: ['tea', 'green'] });

  it('means a line that each of its lists names', () => {
    expect(meansLine('all', line)).toBe(true);
    expect(meansLine({ articles: ['a'], departments: ['drinks'], tags: ['green', 'red'] }, line)).toBe(true);
    expect(meansLine({ articles: ['a'], departments: ['food'] }, line)).toBe(false);
    expect(meansLine({ articles: ['a'] }, { ...line, articleCode: null })).toBe(false);
  });

  it('means lines of a range of prices, both ends included', () => {
    expect(meansLine({ priceRangeE4: { from: 100_000, to: 100_000 } }, line)).toBe(true);
    expect(meansLine({ priceRangeE4: { from: 100_001 } }, line)).toBe(false);
    expect(meansLine({ priceRangeE4: { to: 90_000 } }, { ...line, manualPriceE4: 80_000 })).toBe(true);
  });

  it('takes lines out again, and never means what takes no promotion', () => {
    expect(meansLine({ tags: ['tea'], except: { articles: ['a'] } }, line)).toBe(false);
    expect(meansLine('all', { ...line, isExcluded: true })).toBe(false);
  });
});
