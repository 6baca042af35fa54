import type { Database } from 'better-sqlite3';
import { parseStored } from './stored-json.ts';
import type { SettingsSection, ShopSettings } from '../domain/shop-settings.ts';

/** Who this till is. */
export interface TillIdentity {
  readonly registerId: string;
  readonly shopCode: string;
  readonly tillCode: string;
  /** A till for practice, in books of its own that nothing reads. */
  readonly isTraining: boolean;
  readonly publicKey: string;
  readonly epoch: number;
}

export interface TillReader {
  identity(): TillIdentity | null;
  settings(): Partial<ShopSettings>;
}

export function tillReader(db: Database): TillReader {
  const identity = db.prepare<[], Omit<TillIdentity, 'isTraining'> & { readonly isTraining: number }>(
    `SELECT register AS registerId, shop_code AS shopCode, till_code AS tillCode, is_training AS isTraining,
       public_key AS publicKey, epoch
     FROM till`,
  );
  const settings = db.prepare<[], { section: SettingsSection; value: string }>(
    'SELECT section, value FROM setting',
  );
  return {
    identity() {
      const row = identity.get();
      return row ? { ...row, isTraining: row.isTraining === 1 } : null;
    },
    settings() {
      const entries = settings
        .all()
        .map(({ section, value }) => [section, parseStored(value, `the setting ${section}`)]);
      return Object.fromEntries(entries) as Partial<ShopSettings>;
    },
  };
}
