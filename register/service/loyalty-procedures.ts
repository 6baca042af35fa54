import { adjustPoints } from '../use-cases/adjust-points.ts';
import { holdPoints, releasePoints } from '../use-cases/hold-points.ts';
import { listMembers, readBookings, readMemberPage, readReceipts } from '../use-cases/member-page.ts';
import { setTier } from '../use-cases/review-tiers.ts';
import { answer, procedures } from './procedures.ts';

const { loyalty } = procedures;

/** Members' points and tiers, and the pages that managers read of them. */
export const loyaltyProcedures = {
  members: loyalty.members.handler(answer(listMembers)),
  member: loyalty.member.handler(answer((register, { memberId }) => readMemberPage(register, memberId))),
  bookings: loyalty.bookings.handler(answer(readBookings)),
  receipts: loyalty.receipts.handler(answer(readReceipts)),
  adjustPoints: loyalty.adjustPoints.handler(
    answer((register, { memberId, points, approval }) => adjustPoints(register, memberId, points, approval)),
  ),
  holdPoints: loyalty.holdPoints.handler(
    answer((register, { approval, ...request }) => holdPoints(register, request, approval)),
  ),
  releasePoints: loyalty.releasePoints.handler(
    answer((register, { memberId, holdId, approval }) => releasePoints(register, memberId, holdId, approval)),
  ),
  setTier: loyalty.setTier.handler(
    answer((register, { memberId, tier, approval }) => setTier(register, memberId, tier, approval)),
  ),
};
