import { findSettingsFault } from '../../domain/settings-fault.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import { settingsChange } from '../contract/settings.ts';
import type { SettingsChange } from './change-settings.ts';

/** What hangs on a till's own cables, and what only a shop for trying out has: no central decides it. */
const OWN_SECTIONS: ReadonlySet<string> = new Set(['devices', 'demo']);

/**
 * Of sections that a central decides, those that this program can work with: of the form of the contract, and in agreement with
 * each other and with what is not told. One that is wrong is left as it was, and the others are taken.
 */
export function takeSettings(settings: ShopSettings, given: ReadonlyMap<string, unknown>): SettingsChange[] {
  const read = [...given].flatMap(([section, value]) => {
    const change = OWN_SECTIONS.has(section) ? null : settingsChange.safeParse({ section, value });
    return change?.success ? [change.data] : [];
  });
  if (findSettingsFault(merge(settings, read)) === null) return read;
  const taken: SettingsChange[] = [];
  for (const change of read) {
    if (findSettingsFault(merge(settings, [...taken, change])) === null) taken.push(change);
  }
  return taken;
}

function merge(settings: ShopSettings, changes: readonly SettingsChange[]): ShopSettings {
  return { ...settings, ...Object.fromEntries(changes.map(({ section, value }) => [section, value])) };
}
