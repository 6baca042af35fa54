import { describe, expect, test } from 'vitest';
import { CASHIER_ROLE, defaultSettings, MANAGER_ROLE } from '../../domain/default-settings.ts';
import { findSettingsFault } from '../../domain/settings-fault.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import { rights } from '../../domain/staff.ts';
import { tenderKinds } from '../../domain/tender.ts';
import { settingsChange } from '../../register/contract/settings.ts';

const languages = ['en', 'zh-CN'] as const;

function shopIn(language: (typeof languages)[number]): ShopSettings['shop'] {
  return {
    code: '0001',
    name: '南山路店',
    currency: 'CNY',
    zone: 'Asia/Shanghai',
    cutOverMinutes: 240,
    language,
  };
}

describe.each(languages)('the settings that a new shop starts with in %s', (language) => {
  const settings = defaultSettings(shopIn(language));

  test('agree with each other', () => {
    expect(findSettingsFault(settings)).toBeNull();
  });

  test('could each have been entered by a person', () => {
    for (const [section, value] of Object.entries(settings)) {
      const change = settingsChange.safeParse({ section, value });
      expect(change.success, section).toBe(true);
      expect(change.data?.value).toEqual(value);
    }
  });

  test('take every kind of tender and need no reference', () => {
    expect(settings.tenders.map(({ kind }) => kind)).toEqual([...tenderKinds]);
    expect(settings.tenders.some(({ needsReference }) => needsReference)).toBe(false);
  });

  test('let a manager do everything and a cashier what the counter needs', () => {
    const byCode = new Map(settings.roles.map((role) => [role.code, role]));
    expect(byCode.get(MANAGER_ROLE)?.rights).toEqual(rights);
    const cashier = byCode.get(CASHIER_ROLE)?.rights ?? [];
    expect(cashier).toContain('sell');
    for (const right of ['staff-manage', 'settings-manage', 'price-override', 'maintain'] as const) {
      expect(cashier).not.toContain(right);
    }
  });
});

test('settings that do not agree are refused with what is wrong', () => {
  const settings = defaultSettings(shopIn('en'));
  const [tax] = settings.taxCategories;
  const twice = [
    { validFrom: '2026-01-01', rateBp: 0 },
    { validFrom: '2026-01-01', rateBp: 100 },
  ];
  const faulty: readonly (readonly [Partial<ShopSettings>, object])[] = [
    [{ shop: { ...settings.shop, currency: 'RMB' } }, { code: 'currency-unknown', value: 'RMB' }],
    [{ shop: { ...settings.shop, zone: 'Asia/Peking' } }, { code: 'zone-unknown', value: 'Asia/Peking' }],
    [{ defaultTaxCode: 'vat' }, { code: 'tax-unknown', value: 'vat' }],
    [{ tenders: [...settings.tenders, settings.tenders[0]!] }, { code: 'code-twice', value: 'cash' }],
    [
      {
        tileGroups: [
          { name: 'Bread', tiles: [] },
          { name: 'Bread', tiles: [] },
        ],
      },
      { code: 'name-twice', value: 'Bread' },
    ],
    [{ keys: { hold: 'F4', recall: 'F4' } }, { code: 'key-twice', value: 'F4' }],
    [
      {
        demo: {
          pins: [
            { staffCode: '1', pin: '1111' },
            { staffCode: '1', pin: '2222' },
          ],
        },
      },
      { code: 'code-twice', value: '1' },
    ],
    [{ taxCategories: [{ ...tax!, rates: twice }] }, { code: 'tax-rates-order', value: 'none' }],
  ];
  for (const [change, fault] of faulty) expect(findSettingsFault({ ...settings, ...change })).toEqual(fault);
});
