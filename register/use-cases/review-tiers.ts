import type { TierReviewed } from '../../domain/facts/loyalty-facts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { review, tierOf } from '../../domain/loyalty/tiers.ts';
import { addMonths } from '../../domain/business-date.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
import { JOB_MAX, type JobOutcome } from './expire-points.ts';
import { isClockTrusted, isSaleBeingPaid } from './loyalty-clock.ts';
import { loyaltyMoment, memberLoyalty } from './member-loyalty.ts';

/**
 * Reviews the tiers whose day has come, so many in one commit. Each review sets the next one's day, so a run that is
 * repeated finds nothing more; it waits while the clock is not believed or a sale is being paid.
 */
export function reviewTiers(register: Register, membersMax = JOB_MAX): JobOutcome {
  if (!isClockTrusted(register) || isSaleBeingPaid(register)) return { state: 'waits', changed: 0 };
  const { isOn, tiers } = register.settings.loyalty;
  if (!isOn) return { state: 'done', changed: 0 };
  const moment = loyaltyMoment(register);
  const members = register.store.loyalty.membersToReview(moment.today, membersMax);
  const changes: TierReviewed['changes'] = members.map((memberId) => {
    const { member } = memberLoyalty(register, memberId, moment);
    return { memberId, ...review(tiers, member.standing, moment.today) };
  });
  if (changes.length > 0) {
    register.store.commit((writer) => {
      writer.record(
        { type: 'tier.reviewed', payload: { changes, authorization: null } },
        entryContext(register),
      );
    });
  }
  return { state: members.length < membersMax ? 'done' : 'more', changed: changes.length };
}

/** Gives a member a tier by hand; it is reviewed as one that was reached. */
export function setTier(
  register: Register,
  memberId: string,
  tierCode: string,
  approval: Approval = {},
): Result<null> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const { tiers } = register.settings.loyalty;
  const tier = tierOf(tiers, tierCode);
  if (!tier) return fail({ code: 'tier-unknown', tier: tierCode });
  if (isSaleBeingPaid(register)) return fail({ code: 'basket-in-checkout' });
  if (!approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'member-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const moment = loyaltyMoment(register);
  const { member, opened } = memberLoyalty(register, memberId, moment);
  const reviewOn = tier.from > 0 ? addMonths(moment.today, tiers.reviewMonths) : null;
  const change = {
    memberId,
    from: member.standing.tier,
    to: tier.code,
    reason: 'by-hand',
    reviewOn,
  } as const;
  register.store.commit((writer) => {
    if (opened) writer.record({ type: 'account.opened', payload: opened }, entryContext(register));
    const payload = { changes: [{ ...change, isInGrace: false }], authorization: authorized.value };
    writer.record({ type: 'tier.reviewed', payload }, entryContext(register));
  });
  return ok(null);
}
