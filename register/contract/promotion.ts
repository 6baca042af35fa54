import { z } from 'zod';
import type { PromotionCounts } from '../../db/promotion-store.ts';
import type { CouponsIssued } from '../../domain/facts/loyalty-facts.ts';
import type { ListedPromotion, PromotionPage, ShownCoupon } from '../use-cases/promotion-page.ts';
import type { Simulation } from '../use-cases/simulate-sale.ts';
import { answers } from './answer.ts';
import { approval, businessDate, code, freeText, id, integer, language, nothing, path } from './fields.ts';

const memberId = z.string().min(1).max(64);
const MEMBERS_MAX = 2_000;
const COUPONS_A_PAGE_MAX = 500;
const SIMULATED_LINES_MAX = 200;

/** The rules that change prices, and the coupons of those that need one. Reading them takes no right. */
export const promotionContract = {
  list: answers<ListedPromotion[]>().input(nothing),
  read: answers<PromotionPage>().input(z.strictObject({ ruleId: code })),
  /** A file on this machine, by its full path: all its rules in place of all that there are, or none. */
  importFile: answers<PromotionCounts>().input(
    z.strictObject({ path, language, approval: approval.optional() }),
  ),
  switch: answers<null>().input(
    z.strictObject({ ruleId: code, isOn: z.boolean(), approval: approval.optional() }),
  ),
  /** To members, one each, or so many for whoever brings them. */
  issueCoupons: answers<CouponsIssued['coupons']>().input(
    z.strictObject({
      ruleId: code,
      to: z.union([
        z.array(memberId).min(1).max(MEMBERS_MAX),
        z.strictObject({ bearers: z.int().min(0).max(1_000_000) }),
      ]),
      /** The last day; what the rule says where it is left out. */
      expiresOn: businessDate.nullable().optional(),
      reason: freeText,
      approval: approval.optional(),
    }),
  ),
  coupons: answers<ShownCoupon[]>().input(
    z.strictObject({
      ruleId: code,
      before: id.nullable(),
      limit: z.int().min(1).max(COUPONS_A_PAGE_MAX),
    }),
  ),
  voidCoupon: answers<null>().input(z.strictObject({ couponId: id, approval: approval.optional() })),
  /** Prices a basket for a customer and a moment, without touching the sale at the counter. */
  simulate: answers<Simulation>().input(
    z.strictObject({
      lines: z
        .array(z.strictObject({ articleCode: code, quantityThousandths: integer }))
        .max(SIMULATED_LINES_MAX),
      customer: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('nobody') }),
        z.strictObject({ kind: z.literal('tier'), tier: code }),
        z.strictObject({ kind: z.literal('member'), memberId }),
      ]),
      at: z.strictObject({ date: businessDate, minuteOfDay: z.int().min(0).max(1_439) }).nullable(),
      ruleId: code.nullable(),
    }),
  ),
};
