import type { Database } from 'better-sqlite3';

/**
 * What is kept twice and must say the same: each balance is what open lots hold less the debt, and the sum of the member's
 * bookings; each coupon was used as often as its uses say.
 */
const sums = [
  {
    detail: 'a balance is not what its lots hold less its debt',
    sql: `SELECT member_account.entry FROM member_account
          LEFT JOIN (SELECT member_id, SUM(remaining) AS held FROM points_lot GROUP BY member_id) USING (member_id)
          WHERE balance <> COALESCE(held, 0) - debt ORDER BY 1 LIMIT 1`,
  },
  {
    detail: 'a balance is not the sum of its entries',
    sql: `SELECT member_account.entry FROM member_account
          LEFT JOIN (SELECT member_id, SUM(points) AS booked FROM points_entry GROUP BY member_id) USING (member_id)
          WHERE balance <> COALESCE(booked, 0) ORDER BY 1 LIMIT 1`,
  },
  {
    detail: 'points belong to a member without an account',
    sql: `SELECT MIN(entry) FROM (
            SELECT entry, member_id FROM points_lot UNION ALL SELECT entry, member_id FROM points_entry)
          WHERE member_id NOT IN (SELECT member_id FROM member_account) HAVING MIN(entry) IS NOT NULL`,
  },
  {
    detail: 'a coupon was not used as often as its sales say',
    sql: `SELECT coupon.entry FROM coupon
          WHERE use_count <> (SELECT COUNT(*) FROM coupon_use WHERE coupon_id = id AND restored_entry IS NULL)
          ORDER BY 1 LIMIT 1`,
  },
];

/** The first of them that does not hold, and the entry that shows it. */
export function findImbalance(db: Database): { readonly entry: number; readonly detail: string } | null {
  for (const { detail, sql } of sums) {
    const entry = db.prepare<[], number>(sql).pluck().get();
    if (entry !== undefined) return { entry, detail };
  }
  return null;
}
