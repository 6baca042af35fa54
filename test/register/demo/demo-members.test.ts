import { describe, expect, test } from 'vitest';
import { consentKinds } from '../../../domain/facts/member-facts.ts';
import { addDays } from '../../../domain/business-date.ts';
import { DEMO_MEMBER_COUNT, demoMembers, demoMembersCsv } from '../../../register/demo/demo-members.ts';

const days = { takenOver: '2026-08-22', today: '2026-11-22' };
const members = demoMembers(days);

const filled = (values: readonly string[]) => values.filter((value) => value !== '');
const shareOf = (count: number) => count / DEMO_MEMBER_COUNT;

describe('the demo’s members', () => {
  test('are the same for the same days, and made in no time', () => {
    const startMs = performance.now();
    expect(demoMembersCsv(days)).toBe(demoMembersCsv(days));
    // A tenth of a second each on an idle machine.
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  test('have nothing in common that tells a person', () => {
    for (const key of ['code', 'phone', 'card'] as const) {
      const values = filled(members.map((member) => member[key]));
      expect(new Set(values).size).toBe(values.length);
    }
    const people = members.map(({ name, birthday }) => `${name} ${birthday.slice(-5)}`);
    expect(new Set(people).size).toBe(DEMO_MEMBER_COUNT);
  });

  test('have numbers that Ofcom keeps for drama, and no others', () => {
    const phones = filled(members.map(({ phone }) => phone));
    const drama = /^(07700 900\d{3}|020 7946 0\d{3}|0(161|121|117) 496 0\d{3})$/;
    expect(phones.filter((phone) => !drama.test(phone))).toEqual([]);
    expect(shareOf(phones.length)).toBeGreaterThan(0.9);
  });

  test('are found by a phone or a card, each of them', () => {
    expect(members.filter(({ phone, card }) => phone === '' && card === '')).toEqual([]);
  });

  test('are spread over four tiers, few at the top', () => {
    const shares = ['basic', 'silver', 'gold', 'platinum'].map((code) =>
      shareOf(members.filter(({ tier }) => tier === code).length),
    );
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    expect(shares[3]).toBeGreaterThan(0.01);
  });

  test('have birthdays this week, and points that end within days', () => {
    const week = new Set(Array.from({ length: 7 }, (_, day) => addDays(days.today, day).slice(5)));
    expect(members.filter(({ birthday }) => week.has(birthday.slice(-5))).length).toBeGreaterThan(40);
    const ending = members.filter(
      ({ pointsExpire }) => pointsExpire > days.today && pointsExpire <= addDays(days.today, 7),
    );
    expect(ending.length).toBeGreaterThan(100);
  });

  test('have points that are still good, a day on which they joined, and what they allowed', () => {
    for (const { points, pointsExpire, joined, visits, spentMinor, consents } of members) {
      expect(pointsExpire === '').toBe(points === 0);
      expect(points === 0 || pointsExpire > days.today).toBe(true);
      expect(joined < days.takenOver).toBe(true);
      expect(visits === 0).toBe(spentMinor === 0);
      expect(consents.filter((kind) => !(consentKinds as readonly string[]).includes(kind))).toEqual([]);
    }
  });
});
