import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { normalizeOwnCode } from '../../../domain/barcode/own-code.ts';
import { addDays, businessDateAt } from '../../../domain/business-date.ts';
import { COUPON_RANDOM_CHARS, makeCouponCode } from '../../../domain/loyalty/coupon-code.ts';
import type { Promotion } from '../../../domain/promotions/promotion.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { issueCoupons, voidCoupon } from '../project/coupons.ts';
import { noteAudit } from './audit.ts';
import { chainHome, couponPrefix } from './chain-facts.ts';
import { findMember } from './member-search.ts';
import type { OfficeError } from './office-error.ts';
import { change, procedure, type Office } from './procedure.ts';
import { lockReference } from './references.ts';

/** As many as a person hands out at once. */
const COUPONS_MAX = 2_000;
const reason = z.string().trim().max(200);

export interface GivenCoupons {
  readonly codes: readonly string[];
  /** The last day on which they count, `YYYY-MM-DD`; null for no end. */
  readonly expiresOn: string | null;
}

/** Gives coupons with codes of their own: one to a member, or so many for whoever brings them, as the rule has it. */
const issue = procedure(
  'promotions-manage',
  z.strictObject({
    ruleId: z.string().min(1).max(64),
    memberId: z.uuid().nullable(),
    count: z.int().min(1).max(COUPONS_MAX),
    reason,
  }),
  (office, caller, { ruleId, memberId, count, reason: why }) =>
    change<GivenCoupons>(office, async (client) => {
      if (why === '') return fail({ code: 'reason-missing' });
      const rule = await lockReference(client, 'promotion', ruleId);
      if (!rule) return fail({ code: 'gone' });
      const promotion = JSON.parse(rule.body) as Promotion;
      const holder = await holderOf(office, client, promotion, memberId);
      if (!holder.ok) return holder;
      const expiresOn = await lastDayOf(office, client, promotion);
      const prefix = await couponPrefix(client);
      const coupons = Array.from({ length: holder.value === null ? count : 1 }, () => ({
        couponId: uuidv7(),
        code: makeCouponCode(prefix, randomBytes(COUPON_RANDOM_CHARS)),
        ruleId,
        memberId: holder.value,
        expiresOn,
      }));
      const issued = await issueCoupons(client, coupons, office.nowUtcMs());
      // Of two thousand times 60 random bits none is there already.
      if (issued < coupons.length) throw new Error('a coupon code came twice');
      await noteAudit(client, caller, {
        action: 'coupons-issued',
        subject: ruleId,
        after: { count: coupons.length, expiresOn, reason: why },
      });
      return ok({ codes: coupons.map(({ code }) => code), expiresOn });
    }),
);

/** Makes a coupon worthless, by what stands on it. */
const makeVoid = procedure(
  'promotions-manage',
  z.strictObject({ code: z.string().max(100), reason }),
  (office, caller, { code: written, reason: why }) =>
    change(office, async (client) => {
      if (why === '') return fail({ code: 'reason-missing' });
      const code = normalizeOwnCode(written)?.replaceAll(/[ -]/g, '') ?? '';
      const { rows } = await client.query<{ id: string; rule_id: string }>(
        'SELECT id, rule_id FROM coupon WHERE code = $1',
        [code],
      );
      const [coupon] = rows;
      if (!coupon) return fail({ code: 'coupon-unknown' });
      if (!(await voidCoupon(client, coupon.id, office.nowUtcMs()))) return fail({ code: 'coupon-void' });
      const after = { rule: coupon.rule_id, reason: why };
      await noteAudit(client, caller, { action: 'coupon-voided', subject: code, after });
      return ok(null);
    }),
);

export const couponProcedures = { 'coupons.issue': issue, 'coupons.void': makeVoid };

/** Whom the coupons are for: null for whoever brings them. */
async function holderOf(
  office: Office,
  client: PoolClient,
  { coupon }: Promotion,
  memberId: string | null,
): Promise<Result<string | null, OfficeError>> {
  const isForMember = coupon?.holder === 'owner';
  if (!coupon || coupon.sharedCode !== null || isForMember !== (memberId !== null))
    return fail({ code: 'coupon-none' });
  if (memberId === null) return ok(null);
  const member = await findMember(office, client, memberId);
  return member ? ok(member.memberId) : fail({ code: 'gone' });
}

/** What the rule says, in the zone of the chain's first shop. */
async function lastDayOf(
  { nowUtcMs }: Office,
  client: PoolClient,
  { validTo, coupon }: Promotion,
): Promise<string | null> {
  if (coupon?.lifeDays === undefined) return validTo;
  const { zone } = await chainHome(client);
  const end = addDays(businessDateAt(nowUtcMs(), zone, 0), coupon.lifeDays);
  return validTo !== null && validTo < end ? validTo : end;
}
