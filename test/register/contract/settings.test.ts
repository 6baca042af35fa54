import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../domain/default-settings.ts';
import type { SettingsSection, ShopSettings } from '../../../domain/shop-settings.ts';
import { languages } from '../../../domain/text/language.ts';
import { settingsChange } from '../../../register/contract/settings.ts';
import { defaultShop } from '../../../register/open-till.ts';

const settings = defaultSettings(defaultShop);
const sections = Object.keys(settings) as SettingsSection[];

function isAccepted(section: SettingsSection, value: unknown): boolean {
  return settingsChange.safeParse({ section, value }).success;
}

function change<S extends SettingsSection>(section: S, part: Partial<ShopSettings[S]>): boolean {
  return isAccepted(section, { ...(settings[section] as object), ...part });
}

describe('the form of settings', () => {
  test.each(languages)('takes every section that a new shop starts with, in %s', (language) => {
    const fresh = defaultSettings({ ...defaultShop, language });
    for (const section of sections) {
      const parsed = settingsChange.safeParse({ section, value: fresh[section] });
      expect({ section, value: parsed.data?.value }).toEqual({ section, value: fresh[section] });
    }
  });

  test.each(sections)('refuses in %s what is of another form', (section) => {
    for (const value of [
      undefined,
      Number.NaN,
      { garbage: 1 },
      [{}],
      [[]],
      -1,
      1.5,
      'x'.repeat(2_000),
      true,
    ]) {
      expect(isAccepted(section, value)).toBe(false);
    }
    // No key of its own is what most shops have.
    expect(isAccepted(section, {})).toBe(section === 'keys');
  });

  test('refuses control characters wherever something is printed: a printer would obey them', () => {
    const line = 'Thank you\u001b@';
    expect(change('shop', { name: line })).toBe(false);
    expect(change('receipt', { headerLines: [line] })).toBe(false);
    expect(change('receipt', { headerLines: ['谢谢惠顾'] })).toBe(true);
    expect(isAccepted('tenders', [{ ...settings.tenders[0], name: line }])).toBe(false);
    expect(isAccepted('departments', [{ ...settings.departments[0], name: line }])).toBe(false);
  });

  test('refuses what is too much', () => {
    expect(change('shop', { cutOverMinutes: 1_440 })).toBe(false);
    expect(change('receipt', { footerLines: Array.from({ length: 21 }, () => 'line') })).toBe(false);
    expect(isAccepted('closeToleranceMinor', 1e15)).toBe(false);
    expect(isAccepted('roles', [{ ...settings.roles[0], discountMaxBp: 10_001 }])).toBe(false);
    expect(
      isAccepted(
        'departments',
        Array.from({ length: 1_001 }, () => settings.departments[0]),
      ),
    ).toBe(false);
    expect(isAccepted('taxCategories', [{ ...settings.taxCategories[0], rates: [] }])).toBe(false);
  });

  test('takes tiles, keys, a lock and demonstration PINs up to their limits', () => {
    const tile = { articleCode: '85123A', label: '爱心烛台', icon: 'heart' };
    const group = { name: '礼品', tiles: Array.from({ length: 60 }, () => tile) };
    const groups = (count: number) => Array.from({ length: count }, () => group);
    expect(isAccepted('tileGroups', groups(12))).toBe(true);
    expect(isAccepted('tileGroups', groups(13))).toBe(false);
    expect(isAccepted('tileGroups', [{ ...group, tiles: [...group.tiles, tile] }])).toBe(false);
    expect(isAccepted('tileGroups', [{ ...group, tiles: [{ ...tile, label: ' ' }] }])).toBe(false);

    const keys = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, `F${n}`]));
    expect(isAccepted('keys', keys(40))).toBe(true);
    expect(isAccepted('keys', keys(41))).toBe(false);
    expect(isAccepted('keys', { hold: '' })).toBe(false);
    expect(isAccepted('keys', { 'on hold': 'F4' })).toBe(false);

    expect([0, 240, 241, -1, 0.5].map((minutes) => isAccepted('lockAfterMinutes', minutes))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(isAccepted('demo', { pins: [{ staffCode: '1', pin: '1111' }] })).toBe(true);
    expect(isAccepted('demo', { pins: [{ staffCode: '1', pin: 'abcd' }] })).toBe(false);
  });

  test('refuses dates, roundings and columns that are none', () => {
    const [category] = settings.taxCategories;
    expect(
      isAccepted('taxCategories', [{ ...category, rates: [{ validFrom: '2026-02-30', rateBp: 1 }] }]),
    ).toBe(false);
    expect(isAccepted('cashRounding', { toMinor: 2, mode: 'nearest' })).toBe(false);
    expect(isAccepted('receipt', { ...settings.receipt, columns: 40 })).toBe(false);
    expect(isAccepted('roles', [{ ...settings.roles[0], rights: ['fly'] }])).toBe(false);
  });
});
