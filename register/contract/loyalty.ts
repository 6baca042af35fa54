import { z } from 'zod';
import { memberOrders, type MemberReceipt } from '../../db/member-history.ts';
import type { StatementRow } from '../../db/loyalty-store.ts';
import type { MemberList, MemberPage } from '../use-cases/member-page.ts';
import { answers } from './answer.ts';
import { approval, code, id, integer, scanned } from './fields.ts';

const cursor = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const limit = z.int().min(1).max(100);
const memberId = z.string().min(1).max(64);

/** What the shop's members have and what they did: for managers. Reading takes the right to see members' data. */
export const loyaltyContract = {
  /** Whom a text finds, as at the counter; without one, all members in an order, page by page. */
  members: answers<MemberList>().input(
    z.strictObject({
      text: scanned,
      order: z.enum(memberOrders),
      after: cursor.nullable(),
      limit,
    }),
  ),
  member: answers<MemberPage>().input(z.strictObject({ memberId })),
  /** Older bookings of points, newest first. */
  bookings: answers<StatementRow[]>().input(
    z.strictObject({ memberId, before: z.strictObject({ entry: cursor, place: cursor }), limit }),
  ),
  /** Older receipts, newest first. */
  receipts: answers<MemberReceipt[]>().input(z.strictObject({ memberId, before: cursor, limit })),
  /** Negative takes points away. Answers with the balance after it. */
  adjustPoints: answers<number>().input(
    z.strictObject({ memberId, points: integer, approval: approval.optional() }),
  ),
  /** All points of a member or of one lot, or so many of them. Answers with the hold. */
  holdPoints: answers<string>().input(
    z.strictObject({
      memberId,
      lotId: code.nullable(),
      points: integer.nullable(),
      approval: approval.optional(),
    }),
  ),
  releasePoints: answers<null>().input(
    z.strictObject({ memberId, holdId: id, approval: approval.optional() }),
  ),
  /** Gives a tier by hand. */
  setTier: answers<null>().input(z.strictObject({ memberId, tier: code, approval: approval.optional() })),
};
