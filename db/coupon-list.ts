import type { Database } from 'better-sqlite3';

/** A coupon of a rule, as a list shows it. */
export interface ListedCoupon {
  readonly couponId: string;
  readonly code: string;
  /** Null for whoever brings it. */
  readonly memberId: string | null;
  readonly expiresOn: string | null;
  readonly useCount: number;
  readonly isVoided: boolean;
}

/** The coupons of a rule, the last to be given first, those given before one that is known. */
export function couponsOfRule(
  db: Database,
  ruleId: string,
  before: string | null,
  limit: number,
): ListedCoupon[] {
  const isInChain = db.prepare('SELECT 1 FROM chain_link').get() !== undefined;
  const from = isInChain
    ? 'is_voided AS isVoided FROM central_coupon'
    : 'voided_entry IS NOT NULL AS isVoided FROM coupon';
  const rows = db
    .prepare<[string, string, number], Omit<ListedCoupon, 'isVoided'> & { isVoided: number }>(
      `SELECT id AS couponId, code, member_id AS memberId, expires_on AS expiresOn, use_count AS useCount,
         ${from}
       WHERE rule_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    )
    // Ids are UUIDs of version 7, which begin with the time; nothing sorts after a letter beyond f.
    .all(ruleId, before ?? 'g', limit);
  return rows.map((row) => ({ ...row, isVoided: row.isVoided === 1 }));
}
