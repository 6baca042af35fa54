import type { Database } from 'better-sqlite3';

/** A coupon with a code of its own. */
export interface StoredCoupon {
  readonly couponId: string;
  readonly code: string;
  readonly ruleId: string;
  /** Null for whoever brings it. */
  readonly memberId: string | null;
  /** The last day on which it counts; null for no end. */
  readonly expiresOn: string | null;
  readonly useCount: number;
  readonly isVoided: boolean;
}

export interface CouponReader {
  byId(couponId: string): StoredCoupon | null;
  byCode(code: string): StoredCoupon | null;
  /** Those of a member that are not voided and have not ended, the first to end in front. */
  ofMember(memberId: string, today: string, limit: number): StoredCoupon[];
  /** How many of a rule were given, are used up to date, and are void. */
  countsOf(ruleId: string): { readonly issued: number; readonly uses: number; readonly voided: number };
}

type Row = Omit<StoredCoupon, 'isVoided'> & { readonly isVoided: number };

const COLUMNS = `id AS couponId, code, rule_id AS ruleId, member_id AS memberId, expires_on AS expiresOn,
  use_count AS useCount, voided_entry IS NOT NULL AS isVoided`;

export function couponReader(db: Database): CouponReader {
  const byId = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM coupon WHERE id = ?`);
  const byCode = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM coupon WHERE code = ?`);
  const ofMember = db.prepare<[string, string, number], Row>(
    `SELECT ${COLUMNS} FROM coupon
     WHERE member_id = ? AND voided_entry IS NULL AND (expires_on IS NULL OR expires_on >= ?)
     ORDER BY expires_on IS NULL, expires_on, id LIMIT ?`,
  );
  const counts = db.prepare<[string], { issued: number; uses: number; voided: number }>(
    `SELECT COUNT(*) AS issued, COALESCE(SUM(use_count), 0) AS uses, COUNT(voided_entry) AS voided
     FROM coupon WHERE rule_id = ?`,
  );
  const couponOf = (row: Row | undefined) => (row ? { ...row, isVoided: row.isVoided === 1 } : null);
  return {
    byId: (couponId) => couponOf(byId.get(couponId)),
    byCode: (code) => couponOf(byCode.get(code)),
    ofMember: (memberId, today, limit) => ofMember.all(memberId, today, limit).map((row) => couponOf(row)!),
    countsOf: (ruleId) => counts.get(ruleId)!,
  };
}
