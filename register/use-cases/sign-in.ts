import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/result.ts';
import { PIN_ATTEMPTS_MAX, PIN_LOCK_MS, PIN_PATTERN, type StaffMember } from '../../domain/staff.ts';
import { entryContext, type Register } from '../register.ts';

/** scrypt with N 16,384, r 8, p 1: 30 to 60 ms on a store PC, 16 MB. */
const SCRYPT_KEY_BYTES = 32;

/** A fresh salt and the hash of a PIN under it. */
export function hashPin(pin: string): { salt: Buffer; pinHash: Buffer } {
  const salt = randomBytes(16);
  return { salt, pinHash: scryptSync(pin, salt, SCRYPT_KEY_BYTES) };
}

/** Signs a person in at this till; an entry says who and when. */
export function signIn(register: Register, staffCode: string, pin: string): Result<StaffMember> {
  const checked = checkPin(register, staffCode, pin);
  if (!checked.ok) return checked;
  const member = checked.value;
  register.session = { member, signedInAtUtcMs: register.clock.nowUtcMs() };
  register.store.commit((writer) => {
    writer.record({ type: 'staff.signed-in', payload: { staffId: member.id } }, entryContext(register));
  });
  return ok(member);
}

export function signOut(register: Register): void {
  register.session = null;
}

/**
 * Checks a person's PIN. Wrong tries are counted on the disk, so that a restart does not reset them; the fifth locks
 * the person for five minutes and leaves an entry. A code that nobody has answers like a wrong PIN.
 */
export function checkPin(register: Register, staffCode: string, pin: string): Result<StaffMember> {
  const { store, clock } = register;
  const member = store.staff.byCode(staffCode);
  const credential = member ? store.staff.credential(member.id) : null;
  if (!member || !member.isActive || !credential) {
    return fail({ code: 'sign-in-wrong', attemptsLeft: PIN_ATTEMPTS_MAX - 1 });
  }
  const nowUtcMs = clock.nowUtcMs();
  const lockedForMs = credential.lockedUntilUtcMs - nowUtcMs;
  // A lock longer than any that is given means that the clock went back; it must not keep a shop closed.
  if (lockedForMs > 0 && lockedForMs <= PIN_LOCK_MS) {
    return fail({ code: 'sign-in-locked', minutes: Math.ceil(lockedForMs / 60_000) });
  }
  const isRight =
    PIN_PATTERN.test(pin) &&
    timingSafeEqual(scryptSync(pin, credential.salt, SCRYPT_KEY_BYTES), credential.pinHash);
  if (isRight) {
    if (credential.failedCount > 0) store.commit((writer) => writer.credentials.setFailures(member.id, 0, 0));
    return ok(member);
  }
  return recordFailure(register, member, credential.failedCount + 1, nowUtcMs);
}

function recordFailure(
  register: Register,
  member: StaffMember,
  failedCount: number,
  nowUtcMs: number,
): Result<StaffMember> {
  const { store } = register;
  if (failedCount < PIN_ATTEMPTS_MAX) {
    store.commit((writer) => writer.credentials.setFailures(member.id, failedCount, 0));
    return fail({ code: 'sign-in-wrong', attemptsLeft: PIN_ATTEMPTS_MAX - failedCount });
  }
  const untilUtcMs = nowUtcMs + PIN_LOCK_MS;
  store.commit((writer) => {
    writer.credentials.setFailures(member.id, 0, untilUtcMs);
    writer.record(
      { type: 'staff.locked', payload: { staffId: member.id, untilUtcMs } },
      entryContext(register),
    );
  });
  return fail({ code: 'sign-in-locked', minutes: PIN_LOCK_MS / 60_000 });
}
