import type { LotOpened } from '../../domain/facts/loyalty-facts.ts';
import { expiresAt } from '../../domain/loyalty/expiry.ts';
import { addPoints, availablePoints, balanceOf, spendPoints } from '../../domain/loyalty/points-lots.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
import { isSaleBeingPaid } from './loyalty-clock.ts';
import { loyaltyMoment, memberLoyalty } from './member-loyalty.ts';

/** More than any correction of one member's points. */
const ADJUST_MAX = 1_000_000_000;

/**
 * Gives points, which may be spent at once and end as earned ones do, or takes some away, no more than may be spent. It
 * needs a right and a reason. Returns the balance after it.
 */
export function adjustPoints(
  register: Register,
  memberId: string,
  points: number,
  approval: Approval = {},
): Result<number> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  if (!Number.isSafeInteger(points) || points === 0 || Math.abs(points) > ADJUST_MAX) {
    return fail({ code: 'points-invalid', points: String(points) });
  }
  if (isSaleBeingPaid(register)) return fail({ code: 'basket-in-checkout' });
  if (!approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'points-adjust', {}, approval);
  if (!authorized.ok) return authorized;
  const moment = loyaltyMoment(register);
  const { member, opened } = memberLoyalty(register, memberId, moment);
  const available = availablePoints(member.account, moment.nowUtcMs);
  if (-points > available) return fail({ code: 'points-not-there', available });
  const { account, ...moved } =
    points > 0
      ? { takes: [], ...addPoints(member.account, newLot(register, points)) }
      : { lot: null, filledDebt: 0, ...spendPoints(member.account, -points, moment.nowUtcMs) };
  const payload = { memberId, points, ...moved, authorization: authorized.value };
  register.store.commit((writer) => {
    if (opened) writer.record({ type: 'account.opened', payload: opened }, entryContext(register));
    writer.record({ type: 'points.adjusted', payload }, entryContext(register));
  });
  return ok(balanceOf(account));
}

function newLot(register: Register, points: number): LotOpened {
  const { zone } = register.settings.shop;
  const nowUtcMs = register.clock.nowUtcMs();
  return {
    lotId: register.newId(),
    points,
    earnedAtUtcMs: nowUtcMs,
    activeFromUtcMs: nowUtcMs,
    expiresAtUtcMs: expiresAt(register.settings.loyalty.expiry, nowUtcMs, zone),
  };
}
