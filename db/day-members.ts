import type { Database } from 'better-sqlite3';

/** What members did on a business day. Money in minor units, points as numbers above nothing. */
export interface DayMembers {
  /** Registered at the till; an import counts nobody. */
  readonly newCount: number;
  /** What members paid for goods, less what they were paid back. */
  readonly netSalesMinor: number;
  /** Every booking that added points, and every one that took some: redeemed, ended, taken back. */
  readonly pointsGiven: number;
  readonly pointsTaken: number;
  readonly couponCount: number;
  readonly couponMinor: number;
  readonly tierMoves: readonly TierMove[];
}

/** So many members who went from one tier to another; null is none. */
export interface TierMove {
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
}

/**
 * The entries of a day. Days come one after the other in the journal, so those of the sales before and after bound it, and
 * nothing else of the journal is read.
 */
const OF_DAY = `
  of_day AS (
    SELECT position, type FROM journal
    WHERE business_date = @date
      AND position > COALESCE((SELECT MAX(entry) FROM sale WHERE business_date =
        (SELECT MAX(business_date) FROM sale WHERE business_date < @date)), 0)
      AND position < COALESCE((SELECT MIN(entry) FROM sale WHERE business_date =
        (SELECT MIN(business_date) FROM sale WHERE business_date > @date)), 9007199254740991))`;

/** What was booked, and at a till of a chain what central is to book: sales and refunds move points both ways. */
const MOVED = `
  moved AS (
    SELECT points FROM of_day JOIN points_entry ON entry = position WHERE kind <> 'open'
    UNION ALL SELECT earned_points FROM of_day JOIN points_intent ON entry = position
    UNION ALL SELECT -redeemed_points FROM of_day JOIN points_intent ON entry = position)`;

const FIGURES = `
  WITH ${OF_DAY}, ${MOVED}
  SELECT
    (SELECT COUNT(*) FROM of_day WHERE type = 'member.registered') AS newCount,
    (SELECT COALESCE(SUM(total_minor), 0) FROM sale WHERE business_date = @date AND member_id IS NOT NULL)
      AS netSalesMinor,
    (SELECT COALESCE(SUM(points), 0) FROM moved WHERE points > 0) AS pointsGiven,
    (SELECT COALESCE(-SUM(points), 0) FROM moved WHERE points < 0) AS pointsTaken,
    (SELECT COUNT(*) FROM of_day JOIN coupon_use ON entry = position) AS couponCount,
    (SELECT COALESCE(SUM(amount_minor), 0) FROM of_day JOIN coupon_use ON entry = position) AS couponMinor`;

const TIER_MOVES = `
  WITH ${OF_DAY}
  SELECT from_tier AS "from", to_tier AS "to", COUNT(*) AS count
  FROM of_day JOIN tier_change ON entry = position
  WHERE from_tier IS NOT to_tier GROUP BY 1, 2 ORDER BY count DESC, 1, 2`;

export function readDayMembers(db: Database, businessDate: string): DayMembers {
  const bound = { date: businessDate };
  const figures = db.prepare<[typeof bound], Omit<DayMembers, 'tierMoves'>>(FIGURES).get(bound)!;
  return { ...figures, tierMoves: db.prepare<[typeof bound], TierMove>(TIER_MOVES).all(bound) };
}
