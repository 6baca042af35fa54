import type { Database } from 'better-sqlite3';
import type { StaffMember } from '../domain/staff.ts';

/** Wrong tries since the last right one, and until when no more are taken. */
export interface SignInAttempts {
  readonly failedCount: number;
  readonly lockedUntilUtcMs: number;
}

/** A PIN's scrypt hash. */
export interface Credential extends SignInAttempts {
  readonly salt: Buffer;
  readonly pinHash: Buffer;
}

/** A person, and what they can sign in with. */
export interface StaffListing extends StaffMember {
  readonly hasPin: boolean;
  readonly hasBadge: boolean;
}

export interface StaffReader {
  all(): StaffListing[];
  byCode(code: string): StaffMember | null;
  byId(id: string): StaffMember | null;
  credential(staffId: string): Credential | null;
  byBadgeHash(badgeHash: Buffer): StaffMember | null;
  /** Of all badges; null while nobody has one. */
  badgeSalt(): Buffer | null;
  badgeAttempts(): SignInAttempts;
}

export interface CredentialWriter {
  setPin(staffId: string, salt: Buffer, pinHash: Buffer): void;
  /** Null takes the badge away. */
  setBadge(staffId: string, badge: { readonly salt: Buffer; readonly badgeHash: Buffer } | null): void;
  /** Of a person's PIN, or of badges where `staffId` is null. */
  setFailures(staffId: string | null, failedCount: number, lockedUntilUtcMs: number): void;
}

interface StaffRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly role: string;
  readonly is_active: number;
}

export function staffReader(db: Database): StaffReader {
  const all = db.prepare<[], StaffRow & { readonly has_pin: number; readonly has_badge: number }>(
    `SELECT *, EXISTS (SELECT 1 FROM credential WHERE staff_id = staff.id) AS has_pin,
       EXISTS (SELECT 1 FROM badge WHERE staff_id = staff.id) AS has_badge
     FROM staff ORDER BY code`,
  );
  const byCode = db.prepare<[string], StaffRow>('SELECT * FROM staff WHERE code = ?');
  const byId = db.prepare<[string], StaffRow>('SELECT * FROM staff WHERE id = ?');
  const credential = db.prepare<
    [string],
    { salt: Buffer; pin_hash: Buffer; failed_count: number; locked_until_utc: number }
  >('SELECT * FROM credential WHERE staff_id = ?');
  const byBadgeHash = db.prepare<[Buffer], StaffRow>(
    'SELECT staff.* FROM badge JOIN staff ON staff.id = badge.staff_id WHERE badge_hash = ?',
  );
  const badgeSalt = db.prepare<[], Buffer>('SELECT salt FROM badge LIMIT 1').pluck();
  const badgeAttempts = db.prepare<[], SignInAttempts>(
    'SELECT failed_count AS failedCount, locked_until_utc AS lockedUntilUtcMs FROM badge_attempts',
  );
  return {
    all: () =>
      all.all().map((row) => ({
        ...memberOf(row),
        hasPin: row.has_pin === 1,
        hasBadge: row.has_badge === 1,
      })),
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
    byBadgeHash(badgeHash) {
      const row = byBadgeHash.get(badgeHash);
      return row ? memberOf(row) : null;
    },
    badgeSalt: () => badgeSalt.get() ?? null,
    badgeAttempts: () => badgeAttempts.get()!,
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
  const saveBadge = db.prepare(
    `INSERT INTO badge (staff_id, salt, badge_hash) VALUES (?, ?, ?)
     ON CONFLICT (staff_id) DO UPDATE SET salt = excluded.salt, badge_hash = excluded.badge_hash`,
  );
  const removeBadge = db.prepare('DELETE FROM badge WHERE staff_id = ?');
  const setBadgeFailures = db.prepare('UPDATE badge_attempts SET failed_count = ?, locked_until_utc = ?');
  const setFailures = db.prepare(
    'UPDATE credential SET failed_count = ?, locked_until_utc = ? WHERE staff_id = ?',
  );
  return {
    setPin: (staffId, salt, pinHash) => void setPin.run(staffId, salt, pinHash),
    setBadge: (staffId, badge) =>
      void (badge ? saveBadge.run(staffId, badge.salt, badge.badgeHash) : removeBadge.run(staffId)),
    setFailures: (staffId, failedCount, lockedUntilUtcMs) =>
      void (staffId === null
        ? setBadgeFailures.run(failedCount, lockedUntilUtcMs)
        : setFailures.run(failedCount, lockedUntilUtcMs, staffId)),
  };
}
