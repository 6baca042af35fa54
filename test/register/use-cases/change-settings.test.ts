import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify.ts';
import type { Result } from '../../../domain/result.ts';
import type { ShopSettings } from '../../../domain/shop-settings.ts';
import { openTill } from '../../../register/open-till.ts';
import type { Register } from '../../../register/register.ts';
import { addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { holdBasket } from '../../../register/use-cases/change-basket.ts';
import { changeSettings, type SettingsChange } from '../../../register/use-cases/change-settings.ts';
import { beginCheckout } from '../../../register/use-cases/checkout.ts';
import { addFirstManager } from '../../../register/use-cases/first-manager.ts';
import { saveStaff, setPin } from '../../../register/use-cases/manage-staff.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';

function openNewTill(): Register {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-settings-'));
  const register = valueOf(openTill(folder));
  afterAll(() => {
    if (register.store.db.open) register.store.close();
    rmSync(folder, { recursive: true });
  });
  return register;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

function detailOf(register: Register, change: SettingsChange): string {
  const before = { settings: register.settings, head: register.store.journal.head() };
  const changed = changeSettings(register, change);
  expect({ settings: register.settings, head: register.store.journal.head() }).toEqual(before);
  if (changed.ok) throw new Error('it was accepted');
  return changed.error.code === 'settings-invalid' ? changed.error.detail : changed.error.code;
}

const standard = {
  code: 'standard',
  name: 'VAT',
  isIncluded: true,
  rates: [{ validFrom: '2011-01-04', rateBp: 2_000 }],
};

function addStandardTax(register: Register): ShopSettings {
  const taxCategories = [...register.settings.taxCategories, standard];
  return valueOf(changeSettings(register, { section: 'taxCategories', value: taxCategories }));
}

describe('a change of settings', () => {
  test('holds at once and after a restart, as one entry that the books prove', () => {
    const register = openNewTill();
    const seq = register.store.journal.head()!.seq;
    addStandardTax(register);
    valueOf(changeSettings(register, { section: 'defaultTaxCode', value: 'standard' }));
    expect(register.store.journal.head()!.seq).toBe(seq + 2);
    expect(register.taxCategories.get('standard')?.rates[0]?.rateBp).toBe(2_000);
    expect(verifyStore(register.store).fault).toBeNull();
    register.store.close();
    const again = valueOf(openTill(register.store.folder));
    expect(again.settings).toEqual(register.settings);
    again.store.close();
  });

  test('to what is there already leaves no entry', () => {
    const register = openNewTill();
    const head = register.store.journal.head();
    valueOf(changeSettings(register, { section: 'receipt', value: { ...register.settings.receipt } }));
    expect(register.store.journal.head()).toEqual(head);
  });

  test('needs the right to it', () => {
    const register = openNewTill();
    valueOf(addFirstManager(register, { code: '1', name: 'Manager', pin: '1234' }));
    const cashier = valueOf(saveStaff(register, { code: '2', name: 'Cashier', roleCode: 'cashier' }));
    valueOf(setPin(register, cashier.id, '5678'));
    valueOf(signIn(register, '2', '5678'));
    const change = { section: 'closeToleranceMinor', value: 100 } as const;
    expect(detailOf(register, change)).toBe('approval-needed');
    expect(
      valueOf(changeSettings(register, change, { staffCode: '1', pin: '1234' })).closeToleranceMinor,
    ).toBe(100);
  });

  test('waits while a sale is being paid', () => {
    const register = openNewTill();
    valueOf(openShift(register, 0));
    valueOf(addDepartmentSale(register, { department: 'general', unitPriceE4: 10_000 }));
    valueOf(beginCheckout(register));
    expect(detailOf(register, { section: 'closeToleranceMinor', value: 100 })).toBe('basket-in-checkout');
  });
});

describe('settings that cannot be', () => {
  test('name a currency or a zone that nobody knows', () => {
    const register = openNewTill();
    const { shop } = register.settings;
    expect(detailOf(register, { section: 'shop', value: { ...shop, currency: 'XQQ' } })).toContain('XQQ');
    expect(detailOf(register, { section: 'shop', value: { ...shop, zone: 'Mars/Base' } })).toContain(
      'Mars/Base',
    );
  });

  test('change what receipts carry, or the currency of money that is in the drawer', () => {
    const register = openNewTill();
    const { shop } = register.settings;
    expect(detailOf(register, { section: 'shop', value: { ...shop, code: 'OTHER' } })).toContain(
      'receipt number',
    );
    valueOf(changeSettings(register, { section: 'shop', value: { ...shop, currency: 'CNY' } }));
    valueOf(openShift(register, 0));
    expect(detailOf(register, { section: 'shop', value: { ...shop, currency: 'GBP' } })).toContain(
      'currency',
    );
  });

  test('lose a tax category that is named or in use', () => {
    const register = openNewTill();
    const before = register.settings.taxCategories;
    const { departments } = addStandardTax(register);
    const removal = { section: 'taxCategories', value: before } as const;
    const taxed = departments.map((department) => ({ ...department, taxCode: 'standard' }));
    valueOf(changeSettings(register, { section: 'departments', value: taxed }));
    expect(detailOf(register, removal)).toContain('standard');
    valueOf(openShift(register, 0));
    valueOf(addDepartmentSale(register, { department: 'general', unitPriceE4: 10_000 }));
    valueOf(changeSettings(register, { section: 'departments', value: departments }));
    expect(detailOf(register, removal)).toContain('open sales');
    valueOf(holdBasket(register, null));
    expect(detailOf(register, removal)).toContain('open sales');
  });

  test('lose a tax category that an article names', () => {
    const register = openNewTill();
    const before = register.settings.taxCategories;
    addStandardTax(register);
    register.store.commit((writer) => {
      const batch = writer.catalogue.begin();
      batch.save({
        code: 'A1',
        name: 'Kettle',
        priceE4: 199_900,
        floorPriceE4: null,
        department: 'general',
        taxCode: 'standard',
        unit: 'each',
        brand: '',
        packSize: '',
        minimumAge: null,
        depositCode: null,
        isActive: true,
        barcodes: [],
      });
      batch.finish();
    });
    expect(detailOf(register, { section: 'taxCategories', value: before })).toContain('articles');
  });

  test('name a tax that is not there, a code twice, or rates out of order', () => {
    const register = openNewTill();
    const { departments, tenders } = register.settings;
    expect(detailOf(register, { section: 'defaultTaxCode', value: 'luxury' })).toContain('luxury');
    const strange = departments.map((department) => ({ ...department, taxCode: 'luxury' }));
    expect(detailOf(register, { section: 'departments', value: strange })).toContain('luxury');
    expect(detailOf(register, { section: 'tenders', value: [...tenders, tenders[0]!] })).toContain('twice');
    const rates = [...standard.rates, ...standard.rates];
    const value = [...register.settings.taxCategories, { ...standard, rates }];
    expect(detailOf(register, { section: 'taxCategories', value })).toContain('order');
  });

  test('read two articles out of one label', () => {
    const register = openNewTill();
    const rule = { id: 'weight', pattern: '21IIIIIWWWWWC', weightStepGrams: 1, priceStepMinor: 1 };
    const clash = { ...rule, id: 'price', pattern: '21IIIIIPPPPPC' };
    expect(detailOf(register, { section: 'inStoreRules', value: [rule, clash] })).toContain('weight');
    valueOf(changeSettings(register, { section: 'inStoreRules', value: [rule] }));
  });

  test('take the last person who may manage staff that right, or a role away that somebody has', () => {
    const register = openNewTill();
    valueOf(addFirstManager(register, { code: '1', name: 'Manager', pin: '1234' }));
    const { roles } = register.settings;
    const powerless = roles.map((role) => ({
      ...role,
      rights: role.rights.filter((right) => right !== 'staff-manage'),
    }));
    expect(detailOf(register, { section: 'roles', value: powerless })).toBe('last-manager');
    const fewer = roles.filter(({ code }) => code !== 'manager');
    expect(detailOf(register, { section: 'roles', value: fewer })).toContain('manager');
    valueOf(
      changeSettings(register, { section: 'roles', value: roles.filter(({ code }) => code === 'manager') }),
    );
  });
});
