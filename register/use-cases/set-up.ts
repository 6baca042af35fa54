import { generateKeyPairSync, sign, createPrivateKey } from 'node:crypto';
import { existsSync, openSync, closeSync, fsyncSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Store } from '../../db/open-store.ts';
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

const KEY_FILE = 'till.key';

/**
 * Makes a new till of an empty store: identity, key pair, settings, in one commit. The private key is a file that only
 * the owner may read; it never leaves the data folder, and a backup does not carry it.
 */
export function setUpTill(store: Store, clock: Clock, setup: TillSetup): void {
  if (store.till.identity()) throw new Error('the store is a till already');
  const publicKey = createTillKey(store.folder);
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

/**
 * The till's Ed25519 key, made where it is missing; returns the public key, base64 of its SPKI form. Synced before the
 * till is created under it, so that no power cut leaves a till whose key never was.
 */
function createTillKey(folder: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const file = openSync(join(folder, KEY_FILE), 'w', 0o600);
  writeSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  fsyncSync(file);
  closeSync(file);
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** Signs with the till's key; base64. Null when the key file is gone, which `doctor` and the Z then say. */
export function signWithTillKey(folder: string, text: string): string | null {
  const path = join(folder, KEY_FILE);
  if (!existsSync(path)) return null;
  return sign(null, Buffer.from(text), createPrivateKey(readFileSync(path))).toString('base64');
}
