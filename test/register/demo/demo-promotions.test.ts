import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { Promotion, Target } from '../../../domain/promotions/promotion.ts';
import { todaysGifts, welcomingGifts } from '../../../register/demo/demo-coupons.ts';
import { demoDepartments } from '../../../register/demo/demo-departments.ts';
import { demoMembers } from '../../../register/demo/demo-members.ts';
import { demoPromotions } from '../../../register/demo/demo-promotions.ts';

const packed = readFileSync(resolve(import.meta.dirname, '../../../register/demo/demo-articles.csv.gz'));
const priceMinorOf = new Map(
  Papa.parse<Record<string, string>>(gunzipSync(packed).toString('utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data.map((row) => [row['stock_code'] || row['barcode']!, Number(row['price_minor'])]),
);
const departments = new Set(demoDepartments('en').map(({ code }) => code));
const promotions = demoPromotions();
const automatic = promotions.filter(({ coupon }) => coupon === null);

/** Every target within a rule, wherever it stands. */
function targetsOf(value: unknown): Exclude<Target, 'all'>[] {
  if (typeof value !== 'object' || value === null) return [];
  const isTarget = 'articles' in value || 'departments' in value || 'except' in value;
  return [...(isTarget ? [value as Exclude<Target, 'all'>] : []), ...Object.values(value).flatMap(targetsOf)];
}

describe('the demo’s promotions', () => {
  test('are twenty and some coupons, each of its own kind and name', () => {
    expect(automatic).toHaveLength(20);
    expect(promotions.length - automatic.length).toBe(4);
    for (const key of ['id', 'name'] as const) {
      expect(new Set(promotions.map((promotion) => JSON.stringify(promotion[key]))).size).toBe(24);
    }
    const kinds = new Set(automatic.map(({ offer }) => offer.kind));
    expect(kinds.size).toBeGreaterThanOrEqual(18);
  });

  test('name articles and departments that the demo has', () => {
    const targets = promotions.flatMap(targetsOf);
    expect(targets.length).toBeGreaterThan(20);
    const unknown = targets.flatMap(({ articles = [], departments: named = [] }) => [
      ...articles.filter((code) => !priceMinorOf.has(code)),
      ...named.filter((code) => !departments.has(code)),
    ]);
    expect(unknown).toEqual([]);
  });

  test('are always valid, and named in both languages', () => {
    for (const { validFrom, validTo, name } of promotions) {
      expect({ validFrom, validTo }).toEqual({ validFrom: null, validTo: null });
      expect(name['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(name.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('have prices below those of the shelf', () => {
    const dear = promotions.flatMap(({ offer }) =>
      offer.kind === 'special-price'
        ? Object.entries(offer.pricesE4).filter(
            ([code, priceE4]) => !(priceE4 < priceMinorOf.get(code)! * 100),
          )
        : [],
    );
    expect(dear).toEqual([]);
    expect(groupsThatCostMore(promotions)).toEqual([]);
  });
});

/** Groups and bundles that even the cheapest choice of articles would cost less without. */
function groupsThatCostMore(rules: readonly Promotion[]): string[] {
  const cheapest = (target: Target): number =>
    Math.min(...(target === 'all' ? [] : (target.articles ?? [])).map((code) => priceMinorOf.get(code)!));
  return rules.flatMap(({ id, offer, target }) => {
    if (offer.kind === 'group-price') {
      return offer.priceMinor < cheapest(target) * offer.groupUnits ? [] : [id];
    }
    if (offer.kind !== 'bundle-price') return [];
    const apartMinor = offer.parts.reduce((sum, part) => sum + cheapest(part.target) * part.units, 0);
    return offer.priceMinor < apartMinor ? [] : [id];
  });
}

describe('the demo’s coupons', () => {
  const members = demoMembers({ takenOver: '2026-08-22', today: '2026-11-22' });
  const gifts = [...welcomingGifts(members), ...todaysGifts(members, '2026-11-22')];

  test('are given by rules that there are, to members that there are', () => {
    const owned = promotions.filter(({ coupon }) => coupon?.holder === 'owner').map(({ id }) => id);
    expect(gifts.map(({ ruleId }) => ruleId).sort()).toEqual(owned.sort());
    const codes = new Set(members.map(({ code }) => code));
    expect(gifts.flatMap(({ memberCodes }) => memberCodes).filter((code) => !codes.has(code))).toEqual([]);
  });

  test('are held by some hundred members', () => {
    const counts = gifts.map(({ memberCodes }) => memberCodes.length);
    expect(Math.min(...counts)).toBeGreaterThan(100);
    expect(Math.max(...counts)).toBeLessThan(500);
  });

  test('reach whoever has a birthday around New Year too', () => {
    const newYear = [{ ...members[0]!, birthday: '01-02' }];
    expect(todaysGifts(newYear, '2026-12-29')[0]!.memberCodes).toHaveLength(1);
  });
});
