import { describe, expect, it } from 'vitest';
import type { Missing } from '../../../domain/pricing/offer-outcome.ts';
import { languages } from '../../../domain/text/language.ts';
import {
  missingProgress,
  missingShort,
  missingText,
  missingWhole,
  type MissingWords,
} from '../../../renderer/text/missing-text.ts';

/** One of every kind, and of every way of it; the compiler asks for a new kind. */
const samples: Readonly<Record<Missing['kind'], readonly Missing[]>> = {
  spend: [{ kind: 'spend', hasMinor: 10_800, needMinor: 12_000 }],
  units: [{ kind: 'units', has: 1, need: 2 }],
  distinct: [{ kind: 'distinct', has: 1, need: 3 }],
  contains: [{ kind: 'contains' }],
  gift: [{ kind: 'gift', units: 1 }],
  dates: [
    { kind: 'dates', from: '2026-06-01', to: '2026-06-30' },
    { kind: 'dates', from: '12-24', to: '12-26' },
  ],
  weekdays: [{ kind: 'weekdays', weekdays: [3, 7] }],
  'month-days': [{ kind: 'month-days', monthDays: [8, 18, 28] }],
  hours: [{ kind: 'hours', fromMinute: 1_200, toMinute: 1_325 }],
  member: [{ kind: 'member' }],
  tier: [{ kind: 'tier', tiers: ['gold', 'platinum'] }],
  segment: [{ kind: 'segment' }],
  birthday: [
    { kind: 'birthday', when: 'day' },
    { kind: 'birthday', when: 'week' },
    { kind: 'birthday', when: 'month' },
  ],
  points: [{ kind: 'points', has: 240, need: 1_240 }],
  'nth-purchase': [
    { kind: 'nth-purchase', has: 4, need: 1 },
    { kind: 'nth-purchase', has: 1, need: 3 },
  ],
  coupon: [{ kind: 'coupon' }],
  limit: (['per-sale', 'per-member', 'per-member-per-day', 'per-day', 'in-all'] as const).map((limit) => ({
    kind: 'limit',
    limit,
  })),
  budget: [{ kind: 'budget' }],
  target: [{ kind: 'target' }],
};
const all = Object.values(samples).flat();
const wordsIn = (language: MissingWords['language']): MissingWords => ({
  language,
  currency: 'CNY',
  tierName: (code) => (code === 'gold' ? 'Gold' : 'Platinum'),
});

describe('what is missing for an offer', () => {
  it.each(languages)('is said of every kind in %s, with nothing left open', (language) => {
    for (const missing of all) {
      expect(missingShort(missing, wordsIn(language))).toMatch(/^[^{}]*[^{}.。]$/u);
      expect(missingWhole(missing, wordsIn(language))).toMatch(/^[^{}]+[.。]$/u);
    }
  });

  it('is said differently for everything that asks for something different', () => {
    for (const language of languages) {
      const said = all.map((missing) => missingWhole(missing, wordsIn(language)));
      expect(new Set(said).size).toBe(said.length);
    }
    expect(Object.keys(missingText.short['zh-CN'])).toEqual(Object.keys(missingText.short.en));
  });

  it('names amounts, days and tiers as people read them', () => {
    const words = wordsIn('en');
    expect(missingShort(samples.spend[0]!, words)).toBe('¥12.00 more');
    expect(missingWhole(samples.weekdays[0]!, words)).toBe('Holds on Wednesday or Sunday.');
    expect(missingShort(samples.hours[0]!, words)).toBe('20:00 to 22:05');
    expect(missingWhole(samples.dates[1]!, words)).toBe('Holds from 24 Dec to 26 Dec.');
    expect(missingShort(samples.tier[0]!, words)).toBe('Gold or Platinum only');
    expect(missingShort(samples.points[0]!, words)).toBe('1,000 pts more');
    expect(missingShort(samples.spend[0]!, wordsIn('zh-CN'))).toBe('还差 ¥12.00');
    expect(missingWhole(samples.weekdays[0]!, wordsIn('zh-CN'))).toBe('星期三或星期日有效。');
  });

  it('has a progress where buying more comes nearer to it, between nothing and all', () => {
    expect(missingProgress(samples.spend[0]!)).toBe(0.9);
    expect(missingProgress({ kind: 'spend', hasMinor: -500, needMinor: 1_000 })).toBe(0);
    expect(missingProgress(samples.weekdays[0]!)).toBeNull();
  });
});
