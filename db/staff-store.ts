import type { Database } from 'better-sqlite3';
import type { StaffMember } from '../domain/staff.ts';

/** A PIN's scrypt hash and the wrong tries since the last right one. */
export interface Credential {
  readonly salt: Buffer;
  readonly pinHash: Buffer;
  readonly failedCount: number;
  readonly lockedUntilUtcMs: number;
}

export interface StaffReader {
  all(): StaffMember[];
  byCode(code: string): StaffMember | null;
  byId(id: string): StaffMember | null;
  credential(staffId: string): Credential | null;
}

export interface CredentialWriter {
  setPin(staffId: string, salt: Buffer, pinHash: Buffer): void;
  setFailures(staffId: string, failedCount: number, lockedUntilUtcMs: number): void;
}

interface StaffRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly role: string;
  readonly is_active: number;
}

export function staffReader(db: Database): StaffReader {
  const all = db.prepare<[], StaffRow>('SELECT * FROM staff ORDER BY code');
  const byCode = db.prepare<[string], StaffRow>('SELECT * FROM staff WHERE code = ?');
  const byId = db.prepare<[string], StaffRow>('SELECT * FROM staff WHERE id = ?');
  const credential = db.prepare<
    [string],
    { salt: Buffer; pin_hash: Buffer; failed_count: number; locked_until_utc: number }
  >('SELECT * FROM credential WHERE staff_id = ?');
  return {
    all: () => all.all().map(memberOf),
    byCode(code) {
      const row = byCode.get(code);
      return row ? memberOf(row) : null;
    },
    byId(id) {
      const row = byId.get(id);
      return row ? memberOf(row) : null;
    },
    credential(staffId) {
      const row = credential.get(staffId);
      if (!row) return null;
      return {
        salt: row.salt,
        pinHash: row.pin_hash,
        failedCount: row.failed_count,
        lockedUntilUtcMs: row.locked_until_utc,
      };
    },
  };
}

function memberOf(row: StaffRow): StaffMember {
  return { id: row.id, code: row.code, name: row.name, roleCode: row.role, isActive: row.is_active === 1 };
}

export function credentialWriter(db: Database): CredentialWriter {
  const setPin = db.prepare(
    `INSERT INTO credential (staff_id, salt, pin_hash) VALUES (?, ?, ?)
     ON CONFLICT (staff_id) DO UPDATE SET salt = excluded.salt, pin_hash = excluded.pin_hash, failed_count = 0,
       locked_until_utc = 0`,
  );
  const setFailures = db.prepare(
    'UPDATE credential SET failed_count = ?, locked_until_utc = ? WHERE staff_id = ?',
  );
  return {
    setPin: (staffId, salt, pinHash) => void setPin.run(staffId, salt, pinHash),
    setFailures: (staffId, failedCount, lockedUntilUtcMs) =>
      void setFailures.run(failedCount, lockedUntilUtcMs, staffId),
  };
}
