import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  confidenceBp,
  formRules,
  liftE6,
  type AssociationRule,
} from '../../../domain/insight/association-rules.ts';
import { findFrequentItemsets, minCountOf, type Itemset } from '../../../domain/insight/frequent-itemsets.ts';
import { must } from '../../must.ts';
import { describeIf } from '../../skip.ts';
import { hasGroceries, readBaskets, readReferenceCounts, readReferenceRules } from './groceries.ts';

function mine(baskets: readonly string[][], support: number): Itemset[] {
  const minCount = minCountOf(Math.round(support * 1_000_000), baskets.length);
  return must(findFrequentItemsets(baskets, { minCount }));
}

function countSizes(sets: readonly { readonly length: number }[]): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const { length } of sets) sizes[length] = (sizes[length] ?? 0) + 1;
  return sizes;
}

function nameOf({ antecedent, consequent }: Pick<AssociationRule, 'antecedent' | 'consequent'>): string {
  return `${antecedent.join(', ')} => ${consequent}`;
}

describeIf(hasGroceries, 'no ../shared/data/groceries')('a month of a real grocery', () => {
  const reference = hasGroceries ? readReferenceCounts() : null!;
  let baskets: string[][];
  beforeAll(() => {
    baskets = readBaskets();
  });

  test('is the one that the reference figures are of', () => {
    expect(baskets).toHaveLength(reference.baskets);
    expect(new Set(baskets.flat()).size).toBe(reference.items);
  });

  test.each(Object.entries(reference?.frequent_itemsets ?? {}))(
    'has as many itemsets of every size at a support of %s as arules finds',
    (support, { total, by_size: sizes }) => {
      const itemsets = mine(baskets, Number(support));
      expect(itemsets).toHaveLength(total);
      expect(countSizes(itemsets.map(({ items }) => items))).toEqual(sizes);
    },
  );

  test.each(reference?.rules ?? [])(
    'has as many rules at support $support and confidence $confidence as arules finds: $total',
    ({ support, confidence, total, by_size: sizes }) => {
      const rules = formRules(mine(baskets, support), baskets.length, Math.round(confidence * 10_000));
      expect(rules).toHaveLength(total);
      const found = countSizes(rules.map(({ antecedent }) => [...antecedent, '']));
      // Two of the references give no sizes.
      expect(found).toEqual(sizes ?? found);
    },
  );

  test('has, rule by rule, what arules counts at support 0.006 and confidence 0.25', () => {
    const rules = new Map(
      formRules(mine(baskets, 0.006), baskets.length, 2_500).map((rule) => [nameOf(rule), rule.counts]),
    );
    const expected = readReferenceRules();
    expect(expected).toHaveLength(rules.size);
    for (const rule of expected) {
      const counts = rules.get(nameOf(rule))!;
      expect([nameOf(rule), counts?.both]).toEqual([nameOf(rule), rule.count]);
      expect(counts.both / counts.baskets).toBeCloseTo(rule.support, 12);
      expect(counts.both / counts.antecedent).toBeCloseTo(rule.confidence, 12);
      expect(confidenceBp(counts)).toBe(Math.round(rule.confidence * 10_000));
      expect(liftE6(counts)).toBe(Math.round(rule.lift * 1_000_000));
    }
  });

  test('has the largest lifts where arules finds them', () => {
    const rules = formRules(mine(baskets, 0.001), baskets.length, 5_000);
    const top = rules.sort((a, b) => liftE6(b.counts) - liftE6(a.counts)).slice(0, 3);
    const found = top.map(({ antecedent, consequent, counts }) => ({
      lhs: antecedent,
      rhs: consequent,
      count: counts.both,
      confidence: Number((counts.both / counts.antecedent).toFixed(7)),
      lift: liftE6(counts) / 1_000_000,
    }));
    expect(found).toEqual(reference['top_lift_0.001_0.5']);
    expect(found[0]!.lift.toFixed(5)).toBe('18.99565');
  });

  test('has the pairs that are bought together most', () => {
    const pairs = mine(baskets, 0.01).filter(({ items }) => items.length === 2);
    const top = pairs.sort((a, b) => b.count - a.count).slice(0, 3);
    expect(top.map(({ items, count }) => [...items, count])).toEqual(reference.top_pairs_by_count);
  });
});

const item = fc.constantFrom('apples', 'bread', 'cheese', 'dill', 'eggs', 'flour');
const someBaskets = fc.array(fc.array(item, { maxLength: 6 }), { maxLength: 40 });

describe('itemsets of random baskets', () => {
  test('are all those, and only those, that a count of every set finds often enough', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 8 }), (baskets, minCount) => {
        const found = must(findFrequentItemsets(baskets, { minCount }));
        const byName = (sets: readonly Itemset[]) =>
          new Map(sets.map(({ items, count }) => [items.join(), count]));
        expect(byName(found)).toEqual(byName(countEverySet(baskets, minCount)));
        expect(byName(found).size).toBe(found.length);
      }),
    );
  });

  test('give each rule once, with counts that the baskets themselves give', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 0, max: 10_000 }), (baskets, minConfidenceBp) => {
        const itemsets = must(findFrequentItemsets(baskets, { minCount: 1 }));
        const rules = formRules(itemsets, baskets.length, minConfidenceBp);
        expect(new Set(rules.map(nameOf)).size).toBe(rules.length);
        for (const { antecedent, consequent, counts } of rules) {
          expect(counts).toEqual({
            both: countWith(baskets, [...antecedent, consequent]),
            antecedent: countWith(baskets, antecedent),
            consequent: countWith(baskets, [consequent]),
            baskets: baskets.length,
          });
          expect(counts.both * 10_000).toBeGreaterThanOrEqual(minConfidenceBp * counts.antecedent);
        }
      }),
    );
  });

  test('are refused when they are more than the limit, and given when they are just as many', () => {
    const baskets = [['apples', 'bread', 'cheese']];
    expect(findFrequentItemsets(baskets, { minCount: 1, itemsetsMax: 6 })).toEqual({
      ok: false,
      error: { code: 'too-many-itemsets', itemsetsMax: 6 },
    });
    expect(must(findFrequentItemsets(baskets, { minCount: 1, itemsetsMax: 7 }))).toHaveLength(7);
  });
});

describe('the least count of a support', () => {
  test.each([
    [1_000, 9_835, 10],
    [10_000, 9_835, 99],
    [1_000, 10_000, 10],
    [0, 10, 1],
    [1_000_000, 10, 10],
  ])('of %i millionths of %i baskets is %i', (supportE6, baskets, count) => {
    expect(minCountOf(supportE6, baskets)).toBe(count);
  });

  test('is no fraction of a basket, nor none', () => {
    expect(() => findFrequentItemsets([], { minCount: 0 })).toThrow(RangeError);
    expect(() => findFrequentItemsets([], { minCount: 1.5 })).toThrow(RangeError);
  });
});

function countWith(baskets: readonly (readonly string[])[], items: readonly string[]): number {
  return baskets.filter((basket) => items.every((each) => basket.includes(each))).length;
}

function countEverySet(baskets: readonly (readonly string[])[], minCount: number): Itemset[] {
  const names = [...new Set(baskets.flat())].sort();
  const sets = Array.from({ length: 2 ** names.length - 1 }, (_, place) =>
    names.filter((_name, bit) => ((place + 1) >> bit) & 1),
  );
  return sets
    .map((items) => ({ items, count: countWith(baskets, items) }))
    .filter(({ count }) => count >= minCount);
}
