import type { Database } from 'better-sqlite3';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import type { Projection } from './projection.ts';

type Types = 'till.created' | 'epoch.started' | 'key.replaced' | 'settings.changed' | 'staff.saved';

/** Who the till is, its settings, and its staff. */
export function tillProjection(db: Database): Projection<Types> {
  const createTill = db.prepare(
    `INSERT INTO till (only, register, shop_code, till_code, is_training, public_key, epoch, entry)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const startEpoch = db.prepare('UPDATE till SET epoch = ?, public_key = ?, entry = ?');
  const replaceKey = db.prepare('UPDATE till SET public_key = ?, entry = ?');
  const saveSetting = db.prepare(
    `INSERT INTO setting (section, value, entry) VALUES (?, ?, ?)
     ON CONFLICT (section) DO UPDATE SET value = excluded.value, entry = excluded.entry`,
  );
  const saveStaff = db.prepare(
    `INSERT INTO staff (id, code, name, role, is_active, entry) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, role = excluded.role,
       is_active = excluded.is_active, entry = excluded.entry`,
  );
  return {
    'till.created'({ payload, epoch, position }) {
      createTill.run(
        payload.registerId,
        payload.shopCode,
        payload.tillCode,
        payload.isTraining ? 1 : 0,
        payload.publicKey,
        epoch,
        position,
      );
    },
    'epoch.started'({ payload, position }) {
      startEpoch.run(payload.epoch, payload.publicKey, position);
    },
    'key.replaced'({ payload, position }) {
      replaceKey.run(payload.publicKey, position);
    },
    'settings.changed'({ payload, position }) {
      saveSetting.run(payload.section, canonicalJson(payload.value), position);
    },
    'staff.saved'({ payload: { member }, position }) {
      saveStaff.run(member.id, member.code, member.name, member.roleCode, member.isActive ? 1 : 0, position);
    },
  };
}
