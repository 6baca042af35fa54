import { findSettingsFault } from '../../domain/settings-fault.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';

/**
 * The section to send next: sections are changed one by one, and each must agree with the others as they are by then. A
 * new tax category comes before the department that takes it, and goes after it. Null when all is sent.
 */
export function nextSection(settings: ShopSettings, drafted: Partial<ShopSettings>): SettingsSection | null {
  const left = Object.keys(drafted) as SettingsSection[];
  const fitting = left.find((section) => !findSettingsFault({ ...settings, [section]: drafted[section] }));
  return fitting ?? left[0] ?? null;
}
