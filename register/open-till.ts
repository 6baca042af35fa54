import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, openStore, openStoreReader, type StoreReader } from '../db/open-store.ts';
import type { Result } from '../domain/result.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import { guardStore } from './guard-store.ts';
import { openRegister, systemClock, type Clock, type Register } from './register.ts';
import { forgetDeparted } from './use-cases/join-chain.ts';
import { keepDataKey } from './use-cases/keep-data-key.ts';
import { keepTillKey } from './use-cases/keep-till-key.ts';
import { setUpTill, type TillSetup } from './use-cases/set-up.ts';

/** What a till is until somebody says otherwise. */
export const defaultShop: ShopSettings['shop'] = {
  code: 'SHOP',
  name: 'Guitai',
  currency: 'GBP',
  zone: 'Europe/London',
  cutOverMinutes: 240,
  language: 'en',
};

/** Whether a folder holds a till. */
export function hasTill(folder: string): boolean {
  return existsSync(join(folder, DATABASE_FILE));
}

/**
 * Opens the till of a data folder as its one writer, setting it up first where the folder is new. What the disk or another
 * process refuses comes back as an error; anything thrown is a bug.
 */
export function openTill(
  folder: string,
  setup: Partial<TillSetup> = {},
  clock: Clock = systemClock,
): Result<Register> {
  return guardStore(folder, () => {
    const store = openStore(folder);
    try {
      if (!store.till.identity()) {
        setUpTill(store, clock, {
          ...setup,
          shop: setup.shop ?? defaultShop,
          tillCode: setup.tillCode ?? '01',
        });
      }
      const register = openRegister(store, clock);
      keepTillKey(register);
      forgetDeparted(register);
      keepDataKey(register);
      return register;
    } catch (error) {
      store.close();
      throw error;
    }
  });
}

/** Opens a data folder for reading beside whoever writes it. */
export function openTillReader(folder: string): Result<StoreReader> {
  return guardStore(folder, () => openStoreReader(folder));
}
