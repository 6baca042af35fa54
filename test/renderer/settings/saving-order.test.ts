import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../domain/default-settings.ts';
import type { ShopSettings } from '../../../domain/shop-settings.ts';
import { nextSection } from '../../../renderer/settings/saving-order.ts';

const settings = defaultSettings({
  code: 'S',
  name: 'Shop',
  currency: 'GBP',
  zone: 'Europe/London',
  cutOverMinutes: 240,
  language: 'en',
});
const food = {
  code: 'food',
  name: 'Food',
  isIncluded: true,
  rates: [{ validFrom: '1970-01-01', rateBp: 0 }],
};
const underFood = settings.departments.map((department) => ({ ...department, taxCode: 'food' }));

/** The sections in the order in which they are sent. */
function orderOf(from: ShopSettings, drafted: Partial<ShopSettings>): string[] {
  const section = nextSection(from, drafted);
  if (section === null) return [];
  const { [section]: value, ...left } = drafted;
  return [section, ...orderOf({ ...from, [section]: value }, left)];
}

describe('the order of saving', () => {
  it('adds a tax category before the department that takes it', () => {
    const drafted = { departments: underFood, taxCategories: [...settings.taxCategories, food] };
    expect(orderOf(settings, drafted)).toEqual(['taxCategories', 'departments']);
  });

  it('takes a tax category away after the last that had it', () => {
    const before: ShopSettings = { ...settings, taxCategories: [...settings.taxCategories, food] };
    const drafted = { taxCategories: [food], departments: underFood, defaultTaxCode: 'food' };
    expect(orderOf(before, drafted).at(-1)).toBe('taxCategories');
  });

  it('sends nothing when nothing is left', () => {
    expect(nextSection(settings, {})).toBeNull();
  });

  it('sends what cannot be, so that it is refused with a reason', () => {
    expect(nextSection(settings, { defaultTaxCode: 'nowhere' })).toBe('defaultTaxCode');
  });
});
