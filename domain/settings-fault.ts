import { isZone } from './business-date.ts';
import { parseBarcode } from './barcode/retail-code.ts';
import { validateInStoreRules, type InStoreRuleError } from './barcode/in-store-rule.ts';
import { isCurrency } from './currency.ts';
import { findDeviceConflict, type DeviceConflict } from './devices/device-checks.ts';
import type { ShopSettings } from './shop-settings.ts';

/** Why settings cannot be. Sentences are in `text/settings-text.ts`. */
export type SettingsFault =
  | InStoreRuleError
  | DeviceConflict
  | { readonly code: 'batch-barcode-invalid'; readonly value: string }
  | { readonly code: 'currency-unknown'; readonly value: string }
  | { readonly code: 'currency-fixed' }
  | { readonly code: 'shop-code-fixed' }
  | { readonly code: 'zone-unknown'; readonly value: string }
  | { readonly code: 'code-twice'; readonly value: string }
  | { readonly code: 'name-twice'; readonly value: string }
  | { readonly code: 'key-twice'; readonly value: string }
  | { readonly code: 'tax-unknown'; readonly value: string }
  | { readonly code: 'tax-in-use'; readonly value: string }
  | { readonly code: 'tax-rates-order'; readonly value: string }
  | { readonly code: 'role-in-use'; readonly value: string }
  | { readonly code: 'tier-order'; readonly value: string };

/** Whether the sections of a shop's settings agree with each other; the first thing that does not, or null. */
export function findSettingsFault(settings: ShopSettings): SettingsFault | null {
  const { shop, taxCategories, departments, tenders, roles, defaultTaxCode } = settings;
  if (!isCurrency(shop.currency)) return { code: 'currency-unknown', value: shop.currency };
  if (!isZone(shop.zone)) return { code: 'zone-unknown', value: shop.zone };
  const demoCodes = settings.demo?.pins.map(({ staffCode }) => staffCode) ?? [];
  const tiers = settings.loyalty.tiers.list;
  const coded = [taxCategories, departments, tenders, roles, tiers].map((section) =>
    section.map(({ code }) => code),
  );
  for (const codes of [...coded, demoCodes]) {
    const twice = findTwice(codes);
    if (twice !== null) return { code: 'code-twice', value: twice };
  }
  for (const { code, rates } of taxCategories) {
    const isOrdered = rates.every(
      (rate, place) => place === 0 || rates[place - 1]!.validFrom < rate.validFrom,
    );
    if (!isOrdered) return { code: 'tax-rates-order', value: code };
  }
  const unordered = tiers.find(({ from }, place) =>
    place === 0 ? from !== 0 : from <= tiers[place - 1]!.from,
  );
  if (unordered) return { code: 'tier-order', value: unordered.code };
  const taxCodes = new Set(taxCategories.map(({ code }) => code));
  const named = [defaultTaxCode, ...departments.map(({ taxCode }) => taxCode)];
  const unknown = named.find((taxCode) => !taxCodes.has(taxCode));
  if (unknown !== undefined) return { code: 'tax-unknown', value: unknown };
  const nameTwice = findTwice(settings.tileGroups.map(({ name }) => name));
  if (nameTwice !== null) return { code: 'name-twice', value: nameTwice };
  const keyTwice = findTwice(Object.values(settings.keys));
  if (keyTwice !== null) return { code: 'key-twice', value: keyTwice };
  const conflict = findDeviceConflict(settings.devices);
  if (conflict) return conflict;
  const mistyped = settings.blockedBatches.find(({ barcode }) => !parseBarcode(barcode).ok);
  if (mistyped) return { code: 'batch-barcode-invalid', value: mistyped.barcode };
  const rules = validateInStoreRules(settings.inStoreRules);
  return rules.ok ? null : rules.error;
}

function findTwice(codes: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const code of codes) {
    if (seen.has(code)) return code;
    seen.add(code);
  }
  return null;
}
