import type { Authorization } from '../../domain/basket.ts';
import { ok, type Result } from '../../domain/result.ts';
import { actorOf, entryContext, type Register, type TillView } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { CLOCK_JUMP_MAX_MS } from './shifts.ts';

/**
 * Whether what the clock says may end points and tiers. Not while it is more than 48 hours from the last entry; and, because
 * whoever signs in makes an entry, not for 48 hours after such a gap between two entries. Until then, or until somebody
 * confirms it, the clock may be wrong by a year.
 */
export function isClockTrusted({ store: { journal }, clock }: TillView): boolean {
  const head = journal.head();
  const now = clock.nowUtcMs();
  if (!head) return true;
  if (Math.abs(now - head.atUtcMs) > CLOCK_JUMP_MAX_MS) return false;
  // A gap of 48 hours that ended within the last 48 began before them, so it lies between these two entries.
  const before = journal.lastBefore(now - CLOCK_JUMP_MAX_MS);
  if (!before) return true;
  const since = journal.row(before.position + 1);
  if (!since || since.at_utc - before.at_utc <= CLOCK_JUMP_MAX_MS) return true;
  const [confirmed] = journal.latest('clock.confirmed', 1);
  return confirmed !== undefined && confirmed.position > before.position;
}

/** Whether a sale is being paid: what its member may redeem, and at which prices, stays what was shown until it is done. */
export function isSaleBeingPaid({ store }: TillView): boolean {
  return store.baskets.current()?.state === 'checkout';
}

/** Somebody says that the clock is right: what waited for it may go on. */
export function confirmClock(register: Register, approval: Approval = {}): Result<Authorization> {
  const authorized = authorize(register, 'settings-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const previousAtUtcMs = register.store.journal.head()?.atUtcMs ?? register.clock.nowUtcMs();
  register.store.commit((writer) => {
    const payload = { previousAtUtcMs, authorizedBy: actorOf(register) };
    writer.record({ type: 'clock.confirmed', payload }, entryContext(register));
  });
  return ok(authorized.value);
}
