import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { SignInAttempts } from '../../db/staff-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  BADGE_PATTERN,
  PIN_PATTERN,
  SIGN_IN_ATTEMPTS_MAX,
  SIGN_IN_LOCK_MS,
  type StaffMember,
} from '../../domain/staff.ts';
import { entryContext, type Register } from '../register.ts';

/** scrypt with N 16,384, r 8, p 1: 30 to 60 ms on a store PC, 16 MB. */
const SCRYPT_KEY_BYTES = 32;

/** A fresh salt and the hash of a PIN under it. */
export function hashPin(pin: string): { salt: Buffer; pinHash: Buffer } {
  const salt = randomBytes(16);
  return { salt, pinHash: scryptSync(pin, salt, SCRYPT_KEY_BYTES) };
}

/**
 * A badge under the salt that all badges of this till share: a reader says no name, so the badge must be found by its
 * hash. A salt of this till's and a slow hash keep a copy of the database from telling which cards open the till.
 */
export function hashBadge(register: Register, badge: string): { salt: Buffer; badgeHash: Buffer } {
  const salt = register.store.staff.badgeSalt() ?? randomBytes(16);
  return { salt, badgeHash: scryptSync(badge, salt, SCRYPT_KEY_BYTES) };
}

/** Signs a person in at this till, in place of whoever is there; an entry says who and when. */
export function signIn(register: Register, staffCode: string, pin: string): Result<StaffMember> {
  const checked = checkPin(register, staffCode, pin);
  return checked.ok ? beginSession(register, checked.value) : checked;
}

/** The same by what a reader says of the person's badge or card. */
export function signInByBadge(register: Register, badge: string): Result<StaffMember> {
  const checked = checkBadge(register, badge);
  return checked.ok ? beginSession(register, checked.value) : checked;
}

export function signOut(register: Register): void {
  register.session = null;
  register.lockedSession = null;
}

/** Locks the counter: the sale stays as it is, and whoever was there, or somebody else, signs in to go on. */
export function lockTill(register: Register): void {
  register.lockedSession = register.session ?? register.lockedSession;
  register.session = null;
}

/**
 * Checks a person's PIN. Wrong tries are counted on the disk, so that a restart does not reset them; the fifth locks
 * the person for five minutes and leaves an entry. A code that nobody has answers like a wrong PIN.
 */
export function checkPin(register: Register, staffCode: string, pin: string): Result<StaffMember> {
  const { store } = register;
  const member = store.staff.byCode(staffCode);
  const credential = member ? store.staff.credential(member.id) : null;
  if (!member || !member.isActive || !credential) {
    return fail({ code: 'sign-in-wrong', attemptsLeft: SIGN_IN_ATTEMPTS_MAX - 1 });
  }
  const minutes = lockedMinutes(register, credential);
  if (minutes > 0) return fail({ code: 'sign-in-locked', minutes });
  const isRight =
    PIN_PATTERN.test(pin) &&
    timingSafeEqual(scryptSync(pin, credential.salt, SCRYPT_KEY_BYTES), credential.pinHash);
  if (isRight) {
    forgetFailures(register, member.id, credential);
    return ok(member);
  }
  const attemptsLeft = recordFailure(register, member.id, credential);
  if (attemptsLeft > 0) return fail({ code: 'sign-in-wrong', attemptsLeft });
  return fail({ code: 'sign-in-locked', minutes: SIGN_IN_LOCK_MS / 60_000 });
}

/**
 * Finds the person of a badge. Nobody says whose it is, so wrong ones are counted for the whole till, on the disk as
 * well: the fifth refuses badges for five minutes, while PINs go on working.
 */
export function checkBadge(register: Register, badge: string): Result<StaffMember> {
  const { staff } = register.store;
  const attempts = staff.badgeAttempts();
  const minutes = lockedMinutes(register, attempts);
  if (minutes > 0) return fail({ code: 'badge-locked', minutes });
  const code = badge.trim();
  const member = BADGE_PATTERN.test(code) ? staff.byBadgeHash(hashBadge(register, code).badgeHash) : null;
  if (member?.isActive) {
    forgetFailures(register, null, attempts);
    return ok(member);
  }
  const attemptsLeft = recordFailure(register, null, attempts);
  if (attemptsLeft > 0) return fail({ code: 'badge-wrong', attemptsLeft });
  return fail({ code: 'badge-locked', minutes: SIGN_IN_LOCK_MS / 60_000 });
}

function beginSession(register: Register, member: StaffMember): Result<StaffMember> {
  register.session = { member, signedInAtUtcMs: register.clock.nowUtcMs() };
  register.lockedSession = null;
  register.store.commit((writer) => {
    writer.record({ type: 'staff.signed-in', payload: { staffId: member.id } }, entryContext(register));
  });
  return ok(member);
}

/** For how many minutes more, begun ones counted; 0 where nothing is locked. */
function lockedMinutes({ clock }: Register, { lockedUntilUtcMs }: SignInAttempts): number {
  const lockedForMs = lockedUntilUtcMs - clock.nowUtcMs();
  // A lock longer than any that is given means that the clock went back; it must not keep a shop closed.
  return lockedForMs > 0 && lockedForMs <= SIGN_IN_LOCK_MS ? Math.ceil(lockedForMs / 60_000) : 0;
}

function forgetFailures({ store }: Register, staffId: string | null, { failedCount }: SignInAttempts): void {
  if (failedCount > 0) store.commit((writer) => writer.credentials.setFailures(staffId, 0, 0));
}

/** Counts a wrong try of a person's PIN, or of a badge where `staffId` is null; how many are left before the lock. */
function recordFailure(
  register: Register,
  staffId: string | null,
  { failedCount: before }: SignInAttempts,
): number {
  const { store, clock } = register;
  const failedCount = before + 1;
  if (failedCount < SIGN_IN_ATTEMPTS_MAX) {
    store.commit((writer) => writer.credentials.setFailures(staffId, failedCount, 0));
    return SIGN_IN_ATTEMPTS_MAX - failedCount;
  }
  const untilUtcMs = clock.nowUtcMs() + SIGN_IN_LOCK_MS;
  store.commit((writer) => {
    writer.credentials.setFailures(staffId, 0, untilUtcMs);
    writer.record({ type: 'staff.locked', payload: { staffId, untilUtcMs } }, entryContext(register));
  });
  return 0;
}
