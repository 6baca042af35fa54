import { readArticleTaxCodes } from '../../db/article-tax-codes.ts';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSettingsFault, type SettingsFault } from '../../domain/settings-fault.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';
import { describeSettingsFault } from '../../domain/text/settings-text.ts';
import { entryContext, reloadSettings, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';

/** One section with its new value, of the form that the contract's schemas accept. */
export type SettingsChange = {
  [S in SettingsSection]: { readonly section: S; readonly value: ShopSettings[S] };
}[SettingsSection];

/**
 * Changes one section of the shop's settings and returns all of them. Refused while a sale is being paid, so that what
 * is paid stays what was shown. A section that is as it was leaves no entry.
 */
export function changeSettings(
  register: Register,
  { section, value }: SettingsChange,
  approval: Approval = {},
): Result<ShopSettings> {
  const authorized = authorize(register, 'settings-manage', {}, approval);
  if (!authorized.ok) return authorized;
  if (register.store.baskets.current()?.state === 'checkout') return fail({ code: 'basket-in-checkout' });
  const before = register.settings;
  const after: ShopSettings = { ...before, [section]: value };
  const fault = findSettingsFault(after) ?? findConflict(register, before, after);
  if (fault) {
    return fail({
      code: 'settings-invalid',
      section,
      detail: describeSettingsFault(fault, before.shop.language),
    });
  }
  if (countManagers(register, before) > 0 && countManagers(register, after) === 0) {
    return fail({ code: 'last-manager' });
  }
  if (canonicalJson(before[section]) === canonicalJson(value)) return ok(before);
  register.store.commit((writer) => {
    writer.record({ type: 'settings.changed', payload: { section, value } }, entryContext(register));
  });
  reloadSettings(register);
  return ok(register.settings);
}

/** What is in the books that the new settings would contradict. */
function findConflict(register: Register, before: ShopSettings, after: ShopSettings): SettingsFault | null {
  if (before.shop.code !== after.shop.code) return { code: 'shop-code-fixed' };
  // A float is money in the drawer, so the first shift fixes the currency, not only the first sale.
  const hasMoney = register.store.shifts.last() !== null;
  if (hasMoney && before.shop.currency !== after.shop.currency) return { code: 'currency-fixed' };
  const role = removedCodes(before.roles, after.roles).find((code) => isRoleHeld(register, code));
  if (role !== undefined) return { code: 'role-in-use', value: role };
  const removedTaxes = removedCodes(before.taxCategories, after.taxCategories);
  if (removedTaxes.length === 0) return null;
  const used = new Set([...readArticleTaxCodes(register.store.db), ...taxCodesOfBaskets(register)]);
  const tax = removedTaxes.find((code) => used.has(code));
  return tax === undefined ? null : { code: 'tax-in-use', value: tax };
}

function removedCodes(
  before: readonly { readonly code: string }[],
  after: readonly { readonly code: string }[],
) {
  const kept = new Set(after.map(({ code }) => code));
  return before.map(({ code }) => code).filter((code) => !kept.has(code));
}

function isRoleHeld({ store }: Register, roleCode: string): boolean {
  return store.staff.all().some((member) => member.isActive && member.roleCode === roleCode);
}

/** Of the sale on the counter and of those that are held. */
function taxCodesOfBaskets({ store: { baskets } }: Register): string[] {
  const open = [baskets.current(), ...baskets.held().map(({ id }) => baskets.byId(id))];
  return open.flatMap((basket) => basket?.lines.map(({ taxCode }) => taxCode) ?? []);
}

function countManagers({ store }: Register, { roles }: ShopSettings): number {
  const managing = new Set(
    roles.filter(({ rights }) => rights.includes('staff-manage')).map(({ code }) => code),
  );
  return store.staff.all().filter(({ isActive, roleCode }) => isActive && managing.has(roleCode)).length;
}
