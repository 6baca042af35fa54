import { v7 as uuidv7 } from 'uuid';
import type { Store } from '../../db/open-store.ts';
import { ensureTillKey } from '../../db/till-key.ts';
import { defaultSettings } from '../../domain/default-settings.ts';
import { businessDateAt, utcOffsetMinutesAt } from '../../domain/business-date.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';
import { SYSTEM_ACTOR, type Clock } from '../register.ts';

/** Who a new till is. */
export interface TillSetup {
  readonly shop: ShopSettings['shop'];
  readonly tillCode: string;
  /** Where they are another till's; else those that a new shop starts with. */
  readonly settings?: ShopSettings;
  readonly isTraining?: boolean;
}

/**
 * Makes a new till of an empty store: identity, key pair, settings, in one commit.
 */
export function setUpTill(store: Store, clock: Clock, setup: TillSetup): void {
  if (store.till.identity()) throw new Error('the store is a till already');
  const publicKey = ensureTillKey(store.folder);
  const atUtcMs = clock.nowUtcMs();
  const { zone, cutOverMinutes } = setup.shop;
  const context = () => ({
    id: uuidv7(),
    atUtcMs,
    utcOffsetMinutes: utcOffsetMinutesAt(atUtcMs, zone),
    businessDate: businessDateAt(atUtcMs, zone, cutOverMinutes),
    shift: 0,
    actor: SYSTEM_ACTOR,
  });
  const {
    shop: { code: shopCode },
    tillCode,
    isTraining = false,
  } = setup;
  const settings = setup.settings ?? defaultSettings(setup.shop);
  store.commit((writer) => {
    const created = { registerId: uuidv7(), shopCode, tillCode, isTraining, publicKey };
    writer.record({ type: 'till.created', payload: created }, context());
    for (const section of Object.keys(settings) as SettingsSection[]) {
      writer.record({ type: 'settings.changed', payload: { section, value: settings[section] } }, context());
    }
  });
}
