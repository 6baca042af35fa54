import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  FAULTS_MAX,
  readPromotions,
  RULE_FILE_MAX_LENGTH,
} from '../../../domain/promotions/promotion-file.ts';
import { promotionFileJsonSchema, RULES_MAX } from '../../../domain/promotions/promotion-schema.ts';
import { describePromotionFault, promotionText } from '../../../domain/text/promotion-text.ts';

const facts = {
  hasArticle: (code: string) => code.startsWith('A'),
  hasDepartment: (code: string) => code === 'drinks',
};
const name = { en: 'Half price', 'zh-CN': '半价' };
const rule = { id: 'half', name, offer: { kind: 'order-percent', rateBp: 5_000 } };

function faultsOf(...rules: readonly unknown[]): string[] {
  const read = readPromotions(JSON.stringify({ promotions: rules }), facts);
  if (read.ok) return [];
  return read.error.map(({ ruleId, field, code }) => `${ruleId ?? '?'} ${field} ${code}`);
}

describe('a file of rules', () => {
  it('is read with every default filled in', () => {
    const read = readPromotions(JSON.stringify({ promotions: [rule] }), facts);
    expect(read).toEqual({
      ok: true,
      value: [
        {
          ...rule,
          version: 1,
          target: 'all',
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
        },
      ],
    });
  });

  it('is refused as a whole where it is no file of rules', () => {
    const codeOf = (text: string) => {
      const read = readPromotions(text, facts);
      return read.ok ? null : read.error.map(({ code, ruleId }) => [code, ruleId]);
    };
    expect(codeOf('{')).toEqual([['not-json', null]]);
    expect(codeOf('[]')).toEqual([['not-a-file-of-rules', null]]);
    expect(codeOf('{"promotions": {}}')).toEqual([['not-a-file-of-rules', null]]);
    expect(codeOf(' '.repeat(RULE_FILE_MAX_LENGTH + 1))).toEqual([['file-too-large', null]]);
    const many = Array.from({ length: RULES_MAX + 1 }, (_, index) => ({ ...rule, id: `r${index}` }));
    expect(codeOf(JSON.stringify({ promotions: many }))).toEqual([['too-many-rules', null]]);
  });

  it('is refused for one bad rule among good ones, with its id and field', () => {
    expect(faultsOf(rule, { ...rule, id: 'bad', offer: { kind: 'two-for-one' } })).toEqual([
      'bad offer.kind unknown-kind',
    ]);
    expect(faultsOf({ ...rule, offer: { kind: 'order-amount', amountMinor: -500 } })).toEqual([
      'half offer.amountMinor negative',
    ]);
    expect(faultsOf({ ...rule, validFrom: '2026-12-01', validTo: '2026-11-30' })).toEqual([
      'half validTo dates-reversed',
    ]);
    expect(faultsOf({ ...rule, target: { articles: ['A1', 'B1'] } })).toEqual([
      'half target.articles unknown-article',
    ]);
    expect(faultsOf({ ...rule, target: { departments: ['drink'] } })).toEqual([
      'half target.departments unknown-department',
    ]);
    expect(faultsOf({ ...rule, target: { articles: [] } })).toEqual(['half target.articles too-few']);
    expect(faultsOf({ ...rule, pirority: 3 })).toEqual(['half pirority unknown-field']);
    expect(faultsOf({ ...rule, priority: 0.5 })).toEqual(['half priority not-whole']);
    expect(faultsOf({ ...rule, name: { en: 'Half price' } })).toEqual(['half name.zh-CN missing']);
    expect(faultsOf({ ...rule, name: { en: 'x'.repeat(101), 'zh-CN': '半价' } })).toEqual([
      'half name.en too-long',
    ]);
    expect(faultsOf({ ...rule, offer: { kind: 'order-percent', rateBp: 10_001 } })).toEqual([
      'half offer.rateBp too-large',
    ]);
    expect(faultsOf({ name, offer: rule.offer })).toEqual(['? id missing']);
    expect(faultsOf('half')).toEqual(['?  wrong-type']);
  });

  it('finds what no field alone shows', () => {
    const steps = (...list: { fromMinor: number; off: { amountMinor: number } }[]) =>
      faultsOf({ ...rule, offer: { kind: 'spend-steps', steps: list } });
    const step = (fromMinor: number, amountMinor: number) => ({ fromMinor, off: { amountMinor } });
    expect(steps(step(10_000, 1_000), step(20_000, 2_500))).toEqual([]);
    expect(steps(step(10_000, 1_000), step(10_000, 2_500))).toEqual(['half offer.steps.1 steps-not-rising']);
    expect(steps(step(20_000, 1_000), step(10_000, 2_500))).toEqual(['half offer.steps.1 steps-not-rising']);
    expect(steps(step(10_000, 2_500), step(20_000, 1_000))).toEqual(['half offer.steps.1 steps-not-rising']);
    const part = (...articles: string[]) => ({ target: { articles }, units: 1 });
    const bundle = (...parts: unknown[]) =>
      faultsOf({ ...rule, offer: { kind: 'bundle-price', parts, priceMinor: 900 } });
    expect(bundle(part('A1', 'A2'), part('A3'))).toEqual([]);
    expect(bundle(part('A1', 'A2'), part('A2', 'A1'))).toEqual(['half offer.parts.1.target parts-overlap']);
    const own = { articles: ['A1'] };
    const offer = { kind: 'buy-get', buyUnits: 1, getUnits: 1, getTarget: own };
    expect(faultsOf({ ...rule, target: own, offer })).toEqual(['half offer.getTarget same-target']);
    const prices = { kind: 'special-price', pricesE4: { A1: 10_000, B1: 10_000 } };
    expect(faultsOf({ ...rule, offer: prices })).toEqual(['half offer.pricesE4 unknown-article']);
    expect(faultsOf({ ...rule, offer: { kind: 'special-price', pricesE4: {} } })).toEqual([
      'half offer.pricesE4 too-few',
    ]);
  });

  it('knows the calendar', () => {
    expect(faultsOf({ ...rule, validFrom: '2026-02-29' })).toEqual(['half validFrom not-a-date']);
    const dates = (from: string, to: string) => faultsOf({ ...rule, conditions: { dates: [{ from, to }] } });
    expect(dates('12-20', '01-05')).toEqual([]);
    expect(dates('2026-12-20', '01-05')).toEqual(['half conditions.dates.0.to mixed-dates']);
    expect(dates('2026-12-20', '2026-12-19')).toEqual(['half conditions.dates.0.to dates-reversed']);
    const hours = (fromMinute: number, toMinute: number) =>
      faultsOf({ ...rule, conditions: { hours: [{ fromMinute, toMinute }] } });
    expect(hours(1_320, 120)).toEqual([]);
    expect(hours(600, 600)).toEqual(['half conditions.hours.0 no-time']);
    expect(faultsOf({ ...rule, conditions: { weekdays: [1, 1] } })).toEqual([
      'half conditions.weekdays repeated',
    ]);
  });

  it('gives an id and a code to one rule only', () => {
    const coupon = { holder: 'bearer', sharedCode: 'WELCOME' };
    expect(faultsOf({ ...rule, coupon }, rule)).toEqual(['half id duplicate-id']);
    expect(faultsOf({ ...rule, coupon }, { ...rule, id: 'other', coupon })).toEqual([
      'other coupon.sharedCode code-taken',
    ]);
  });

  it('tells a bounded number of faults', () => {
    const bad = Array.from({ length: 500 }, (_, index) => ({ ...rule, id: `r${index}`, offer: null }));
    expect(faultsOf(...bad)).toHaveLength(FAULTS_MAX);
  });

  it('says each fault as a whole sentence in both languages', () => {
    const read = readPromotions(
      JSON.stringify({ promotions: [{ ...rule, target: { articles: ['B7'] } }] }),
      facts,
    );
    const [fault] = read.ok ? [] : read.error;
    expect(describePromotionFault(fault!, 'en')).toBe(
      'Rule half, field target.articles: There is no article B7; import the articles first, or correct the code.',
    );
    expect(describePromotionFault(fault!, 'zh-CN')).toBe(
      '规则 half，字段 target.articles：没有编号为 B7 的商品，请先导入商品或更正编号。',
    );
    expect(Object.keys(promotionText['zh-CN'])).toEqual(Object.keys(promotionText.en));
  });
});

describe('docs/promotions.schema.json', () => {
  it('is the form that is read (else: node register/cli/promotion-schema-main.ts > docs/promotions.schema.json)', () => {
    const written: unknown = JSON.parse(readFileSync('docs/promotions.schema.json', 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(promotionFileJsonSchema())));
  });
});
