import type { Database } from 'better-sqlite3';

/** What sales count up and refunds give back, on the day of the sale. A sale to nobody in particular has no member. */
export interface UseWriter {
  countRule(
    entry: number,
    ruleId: string,
    memberId: string | null,
    businessDate: string,
    used: { readonly uses: number; readonly amountMinor: number },
  ): void;
  /** What the member's tier is measured by, and what the account has of it in all. A null date is that of an opening. */
  countMeasure(
    entry: number,
    memberId: string,
    businessDate: string | null,
    measured: { readonly spentMinor: number; readonly points: number; readonly visits: number },
  ): void;
  useCoupon(entry: number, couponId: string, ruleId: string, amountMinor: number): void;
  /** Lets a coupon that a sale spent be used again. */
  restoreCoupon(entry: number, couponId: string, saleEntry: number): void;
}

export function useWriter(db: Database): UseWriter {
  const addInput = db.prepare(
    `UPDATE tier_input SET spent_minor = spent_minor + ?, points = points + ?, visits = visits + ?, entry = ?
     WHERE member_id = ? AND business_date = ?`,
  );
  const insertInput = db.prepare(
    'INSERT INTO tier_input (spent_minor, points, visits, entry, member_id, business_date) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addTotals = db.prepare(
    'UPDATE member_account SET spent_minor = spent_minor + ?, visits = visits + ? WHERE member_id = ?',
  );
  const useCoupon = db.prepare('UPDATE coupon SET use_count = use_count + ? WHERE id = ?');
  const insertUse = db.prepare(
    'INSERT INTO coupon_use (entry, coupon_id, rule_id, amount_minor) VALUES (?, ?, ?, ?)',
  );
  const restoreUse = db.prepare(
    'UPDATE coupon_use SET restored_entry = ? WHERE entry = ? AND coupon_id = ? AND restored_entry IS NULL',
  );
  return {
    countRule: ruleCounter(db),
    countMeasure(entry, memberId, businessDate, { spentMinor, points, visits }) {
      const values = [spentMinor, points, visits, entry, memberId, businessDate ?? ''];
      if (addInput.run(...values).changes === 0) insertInput.run(...values);
      addTotals.run(spentMinor, visits, memberId);
    },
    useCoupon(entry, couponId, ruleId, amountMinor) {
      insertUse.run(entry, couponId, ruleId, amountMinor);
      // A code that everybody shares has no row of its own.
      useCoupon.run(1, couponId);
    },
    restoreCoupon(entry, couponId, saleEntry) {
      if (restoreUse.run(entry, saleEntry, couponId).changes !== 1)
        throw new Error(`entry ${entry} restores coupon ${couponId}, which entry ${saleEntry} did not use`);
      useCoupon.run(-1, couponId);
    },
  };
}

function ruleCounter(db: Database): UseWriter['countRule'] {
  const takeFromRule = db.prepare(
    `UPDATE rule_use SET uses = uses + ?, amount_minor = amount_minor + ?, entry = ?
     WHERE rule_id = ? AND member_id = ? AND business_date = ?`,
  );
  const insertRule = db.prepare(
    'INSERT INTO rule_use (uses, amount_minor, entry, rule_id, member_id, business_date) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addToRule = {
    ofNobody: db.prepare(ruleUpsert(2)),
    ofMember: db.prepare(ruleUpsert(4)),
  };
  return (entry, ruleId, memberId, businessDate, { uses, amountMinor }) => {
    const places = [
      ['', ''],
      ['', businessDate],
    ];
    if (memberId !== null) places.push([memberId, ''], [memberId, businessDate]);
    const rows = places.map((place) => [uses, amountMinor, entry, ruleId, ...place]);
    if (uses >= 0 && amountMinor >= 0) {
      addToRule[memberId === null ? 'ofNobody' : 'ofMember'].run(...rows.flat());
      return;
    }
    // The row that an upsert would insert breaks a check when a refund takes from it.
    for (const row of rows) {
      if (takeFromRule.run(...row).changes === 0) insertRule.run(...row);
    }
  };
}

/** Counts up so many rows at once: all of a sale, its day's, and the same of its member. */
function ruleUpsert(rows: number): string {
  const values = Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?)').join(', ');
  return `INSERT INTO rule_use (uses, amount_minor, entry, rule_id, member_id, business_date) VALUES ${values}
    ON CONFLICT DO UPDATE
    SET uses = uses + excluded.uses, amount_minor = amount_minor + excluded.amount_minor, entry = excluded.entry`;
}
