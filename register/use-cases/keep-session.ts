import type { Register } from '../register.ts';

const MINUTE_MS = 60_000;

/**
 * Writes down who is at the counter where that changed, or where the counter was used since (`usedAtUtcMs`, null for as
 * before), so that a till whose process dies comes back with the same person. Signing in by the command line does not
 * come here: nobody stays at a counter that it leaves.
 */
export function keepSession(register: Register, usedAtUtcMs: number | null): void {
  const { store, clock } = register;
  const kept = store.session.read();
  const current = register.session ?? register.lockedSession;
  if (!current) {
    if (kept) store.commit((writer) => writer.session.clear());
    return;
  }
  const session = {
    staffId: current.member.id,
    signedInAtUtcMs: current.signedInAtUtcMs,
    isLocked: register.session === null,
  };
  const isSame =
    kept?.staffId === session.staffId &&
    kept.signedInAtUtcMs === session.signedInAtUtcMs &&
    kept.isLocked === session.isLocked;
  if (isSame && (usedAtUtcMs === null || usedAtUtcMs === kept.usedAtUtcMs)) return;
  store.commit((writer) => writer.session.save({ ...session, usedAtUtcMs: usedAtUtcMs ?? clock.nowUtcMs() }));
}

/**
 * Goes on with whoever was at the counter: signed in where the till was in use just before, behind the lock where it had
 * been idle for as long as the shop's screens lock after, or was locked.
 */
export function resumeSession(register: Register): void {
  const { store, clock, settings } = register;
  const kept = store.session.read();
  const member = kept && store.staff.byId(kept.staffId);
  if (!member?.isActive) return;
  const session = { member, signedInAtUtcMs: kept!.signedInAtUtcMs };
  // A clock that was set back says no more of how long nobody was there than one that was set forward.
  const idleMs = Math.abs(clock.nowUtcMs() - kept!.usedAtUtcMs);
  const isIdle = settings.lockAfterMinutes > 0 && idleMs >= settings.lockAfterMinutes * MINUTE_MS;
  if (kept!.isLocked || isIdle) register.lockedSession = session;
  else register.session = session;
}
