import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  churnRiskBp,
  lifecycleStage,
  lifecycleStages,
  ownGapDays,
  rhythmOf,
} from '../../../domain/insight/lifecycle.ts';
import { segments, segmentsOfStanding } from '../../../domain/insight/segments.ts';
import { nameSegment } from '../../../domain/text/insight-text.ts';

/** Every ten days, the last time on day 100. */
const everyTenDays = [60, 70, 80, 90, 100];

describe('the rhythm of a member', () => {
  test('is the median of the latest gaps, the lower of two', () => {
    expect(ownGapDays([0, 10, 20, 40])).toBe(10);
    expect(ownGapDays([0, 10, 20, 40, 80])).toBe(10);
    expect(ownGapDays([0, 10, 30, 60, 100])).toBe(20);
  });

  test('is none before the fourth visit, when the shop’s is taken, or a month', () => {
    expect(ownGapDays([0, 10, 20])).toBeNull();
    expect(rhythmOf([0, 10, 20], 21)).toEqual({ gapDays: 21, source: 'shop' });
    expect(rhythmOf([0, 10, 20], null)).toEqual({ gapDays: 30, source: 'usual' });
  });

  test('is a week at least', () => {
    expect(rhythmOf([1, 2, 3, 4, 5], null)).toEqual({ gapDays: 7, source: 'own' });
    expect(rhythmOf([1], 2)).toEqual({ gapDays: 7, source: 'shop' });
  });

  test('is that of the latest twelve gaps, whatever was before', () => {
    const yearly = [0, 365, 730, 1_095, 1_460];
    const weekly = Array.from({ length: 12 }, (_, week) => 1_460 + 8 * (week + 1));
    expect(ownGapDays([...yearly, ...weekly])).toBe(8);
  });
});

describe('the stage of a member', () => {
  test.each([
    ['who comes as always', everyTenDays, 105, 'active'],
    ['who has two gaps of silence', everyTenDays, 120, 'active'],
    ['who is silent a day longer', everyTenDays, 121, 'at-risk'],
    ['who has four gaps of silence', everyTenDays, 140, 'at-risk'],
    ['who is silent longer than that', everyTenDays, 141, 'lapsed'],
    ['who had lapsed and came again', [...everyTenDays, 150], 155, 'back'],
    ['who came again and is silent again', [...everyTenDays, 150], 175, 'at-risk'],
    ['who came once, lately', [100], 130, 'new'],
    ['who came twice, lately', [100, 120], 130, 'new'],
    ['who came twice, first long ago', [100, 150], 170, 'active'],
    ['who came once and not again', [100], 161, 'at-risk'],
    ['who never came', [], 100, null],
    ['whose last visit a wrong clock put in the future', everyTenDays, 90, 'active'],
  ] as const)('%s', (_, days, today, stage) => {
    expect(lifecycleStage(days, null, today)).toBe(stage);
  });
});

describe('the risk of losing a member', () => {
  test.each([
    [100, 0],
    [110, 0],
    [125, 5_000],
    [140, 10_000],
    [500, 10_000],
  ])('on day %i is %i of 10,000', (today, risk) => {
    expect(churnRiskBp(everyTenDays, null, today)).toBe(risk);
  });

  test('never falls while they are silent, and is certain just where they have lapsed', () => {
    const days = fc
      .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 })
      .map((each) => each.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 400 }),
        fc.option(fc.nat(100)),
        (visits, silent, shopGap) => {
          const today = visits.at(-1)! + silent;
          const risk = churnRiskBp(visits, shopGap, today);
          expect(churnRiskBp(visits, shopGap, today + 1)).toBeGreaterThanOrEqual(risk);
          const stage = lifecycleStage(visits, shopGap, today);
          expect(stage !== 'lapsed' || risk === 10_000).toBe(true);
          expect(stage !== 'at-risk' || (risk >= 3_333 && risk <= 10_000)).toBe(true);
        },
      ),
    );
  });
});

describe('the segments', () => {
  test('have the stages of the lifecycle among them', () => {
    for (const stage of lifecycleStages) {
      expect(segments).toContain(stage);
      expect(segmentsOfStanding({ stage, rfm: null })).toEqual([stage]);
    }
  });

  test('of the best who is silent are those to win back', () => {
    const rfm = { recency: 1, frequency: 5, monetary: 5 } as const;
    expect(segmentsOfStanding({ stage: 'lapsed', rfm })).toEqual(['lapsed', 'big-spender', 'win-back']);
    expect(segmentsOfStanding({ stage: 'active', rfm: { ...rfm, recency: 4 } })).toEqual([
      'active',
      'champion',
      'loyal',
      'big-spender',
    ]);
  });

  test('of who never bought anything are none', () => {
    expect(segmentsOfStanding({ stage: null, rfm: null })).toEqual([]);
  });

  test('have a name of their own in every language', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const names = segments.map((segment) => nameSegment(segment, language));
      expect(new Set(names).size).toBe(segments.length);
    }
  });
});
