import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
import { isSaleBeingPaid } from './loyalty-clock.ts';
import { loyaltyMoment, memberLoyalty } from './member-loyalty.ts';

/** What is held: everything, so many points, a lot, or so many of a lot. */
export interface HoldRequest {
  readonly memberId: string;
  readonly lotId: string | null;
  readonly points: number | null;
}

/** Freezes points: they are not spent until they are released, and go on being earned. Returns the hold's id. */
export function holdPoints(
  register: Register,
  { memberId, lotId, points }: HoldRequest,
  approval: Approval = {},
): Result<string> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  if (points !== null && (!Number.isSafeInteger(points) || points <= 0)) {
    return fail({ code: 'points-invalid', points: String(points) });
  }
  if (isSaleBeingPaid(register)) return fail({ code: 'basket-in-checkout' });
  if (!approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'points-adjust', {}, approval);
  if (!authorized.ok) return authorized;
  const { member, opened } = memberLoyalty(register, memberId, loyaltyMoment(register));
  const hasLot = member.account.lots.some((lot) => lot.lotId === lotId);
  if (lotId !== null && !hasLot) return fail({ code: 'lot-unknown' });
  const holdId = register.newId();
  register.store.commit((writer) => {
    if (opened) writer.record({ type: 'account.opened', payload: opened }, entryContext(register));
    const payload = { holdId, memberId, lotId, points, authorization: authorized.value };
    writer.record({ type: 'points.held', payload }, entryContext(register));
  });
  return ok(holdId);
}

/** Lets held points be spent again. */
export function releasePoints(
  register: Register,
  memberId: string,
  holdId: string,
  approval: Approval = {},
): Result<null> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const isHeld = register.store.loyalty.holds(memberId).some((hold) => hold.holdId === holdId);
  if (!isHeld) return fail({ code: 'hold-unknown' });
  if (!approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'points-adjust', {}, approval);
  if (!authorized.ok) return authorized;
  register.store.commit((writer) => {
    const payload = { holdId, memberId, authorization: authorized.value };
    writer.record({ type: 'points.released', payload }, entryContext(register));
  });
  return ok(null);
}
