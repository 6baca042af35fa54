import type { Database } from 'better-sqlite3';
import { chainStateReader } from './chain-state.ts';
import { couponReader, type CouponReader, type StoredCoupon } from './coupon-store.ts';

type Row = Omit<StoredCoupon, 'isVoided'> & { readonly isVoided: number };

/** What this till used and gave back since central counted; what it gave back that others had used is never more than they did. */
const COLUMNS = `id AS couponId, code, rule_id AS ruleId, member_id AS memberId, expires_on AS expiresOn,
  MAX(0, use_count
    + (SELECT COUNT(*) FROM coupon_use WHERE coupon_id = id AND entry > @after)
    - (SELECT COUNT(*) FROM coupon_use WHERE coupon_id = id AND restored_entry > @after)) AS useCount,
  is_voided AS isVoided`;

/** The till's own coupons, or those of its chain where it belongs to one. */
export function couponsNow(db: Database): CouponReader {
  const state = chainStateReader(db);
  const own = couponReader(db);
  const central = centralCoupons(db, state.appliedEntry);
  const now = () => (state.link() ? central : own);
  return {
    byId: (couponId) => now().byId(couponId),
    byCode: (code) => now().byCode(code),
    ofMember: (memberId, today, limit) => now().ofMember(memberId, today, limit),
    countsOf: (ruleId) => now().countsOf(ruleId),
  };
}

/** Coupons of the chain. `appliedEntry` is the last own entry whose uses central's counts include. */
function centralCoupons(db: Database, appliedEntry: () => number): CouponReader {
  type Place = { readonly after: number };
  const byId = db.prepare<Place & { couponId: string }, Row>(
    `SELECT ${COLUMNS} FROM central_coupon WHERE id = @couponId`,
  );
  const byCode = db.prepare<Place & { code: string }, Row>(
    `SELECT ${COLUMNS} FROM central_coupon WHERE code = @code`,
  );
  const ofMember = db.prepare<Place & { memberId: string; today: string; limit: number }, Row>(
    `SELECT ${COLUMNS} FROM central_coupon
     WHERE member_id = @memberId AND is_voided = 0 AND (expires_on IS NULL OR expires_on >= @today)
     ORDER BY expires_on IS NULL, expires_on, id LIMIT @limit`,
  );
  const counts = db.prepare<[string], { issued: number; uses: number; voided: number }>(
    `SELECT COUNT(*) AS issued, COALESCE(SUM(use_count), 0) AS uses, COALESCE(SUM(is_voided), 0) AS voided
     FROM central_coupon WHERE rule_id = ?`,
  );
  const couponOf = (row: Row | undefined) => (row ? { ...row, isVoided: row.isVoided === 1 } : null);
  return {
    byId: (couponId) => couponOf(byId.get({ couponId, after: appliedEntry() })),
    byCode: (code) => couponOf(byCode.get({ code, after: appliedEntry() })),
    ofMember: (memberId, today, limit) =>
      ofMember.all({ memberId, today, limit, after: appliedEntry() }).map((row) => couponOf(row)!),
    countsOf: (ruleId) => counts.get(ruleId)!,
  };
}
