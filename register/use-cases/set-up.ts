import { v7 as uuidv7 } from 'uuid';
import type { Store } from '../../db/open-store.ts';
import { ensureTillKey } from '../../db/till-key.ts';
import { defaultSettings, MANAGER_ROLE } from '../../domain/default-settings.ts';
import { businessDateAt, utcOffsetMinutesAt } from '../../domain/business-date.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';
import { SYSTEM_ACTOR, type Clock } from '../register.ts';
import { hashPin } from './sign-in.ts';

/** Who a new till is. */
export interface TillSetup {
  readonly shop: ShopSettings['shop'];
  readonly tillCode: string;
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
  const { code: shopCode } = setup.shop;
  const settings = defaultSettings(setup.shop);
  store.commit((writer) => {
    const created = { registerId: uuidv7(), shopCode, tillCode: setup.tillCode, publicKey };
    writer.record({ type: 'till.created', payload: created }, context());
    for (const section of Object.keys(settings) as SettingsSection[]) {
      writer.record({ type: 'settings.changed', payload: { section, value: settings[section] } }, context());
    }
  });
}

/** Adds the first person who may do everything, so that somebody can sign in. */
export function addFirstManager(store: Store, clock: Clock, code: string, name: string, pin: string): void {
  const atUtcMs = clock.nowUtcMs();
  const { shop } = store.till.settings();
  if (!shop) throw new Error('the till has no shop section');
  const member = { id: uuidv7(), code, name, roleCode: MANAGER_ROLE, isActive: true };
  const context = {
    id: uuidv7(),
    atUtcMs,
    utcOffsetMinutes: utcOffsetMinutesAt(atUtcMs, shop.zone),
    businessDate: businessDateAt(atUtcMs, shop.zone, shop.cutOverMinutes),
    shift: 0,
    actor: SYSTEM_ACTOR,
  };
  const { salt, pinHash } = hashPin(pin);
  store.commit((writer) => {
    writer.record({ type: 'staff.saved', payload: { member } }, context);
    writer.record({ type: 'staff.pin-set', payload: { staffId: member.id } }, { ...context, id: uuidv7() });
    writer.credentials.setPin(member.id, salt, pinHash);
  });
}
