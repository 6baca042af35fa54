import type { Database } from 'better-sqlite3';

/**
 * Gives one member all that another has: points with their history, tier input, coupons, what they used of rules, and
 * their sales. The tier of the member who stays is kept, or the other's where they have none; what is measured is both
 * together, so the next sale or review finds the one that it reaches.
 */
export function memberMerger(db: Database): (entry: number, fromId: string, intoId: string) => void {
  const isKnown = db.prepare<[string]>('SELECT 1 FROM member_account WHERE member_id = ?');
  const statements = [
    `INSERT INTO member_account (member_id, entry) VALUES (@intoId, @entry)
     ON CONFLICT (member_id) DO UPDATE SET entry = excluded.entry`,
    // Moved before the account, whose other columns are set from both rows.
    `UPDATE member_account AS into_account SET
       balance = into_account.balance + gone.balance, debt = into_account.debt + gone.debt,
       spent_minor = into_account.spent_minor + gone.spent_minor, visits = into_account.visits + gone.visits,
       tier = COALESCE(into_account.tier, gone.tier),
       review_on = IIF(into_account.tier IS NULL, gone.review_on, into_account.review_on),
       in_grace = IIF(into_account.tier IS NULL, gone.in_grace, into_account.in_grace)
     FROM member_account AS gone WHERE gone.member_id = @fromId AND into_account.member_id = @intoId`,
    'DELETE FROM member_account WHERE member_id = @fromId',
    'UPDATE points_lot SET member_id = @intoId WHERE member_id = @fromId',
    'UPDATE points_entry SET member_id = @intoId WHERE member_id = @fromId',
    'UPDATE points_hold SET member_id = @intoId WHERE member_id = @fromId',
    'UPDATE tier_change SET member_id = @intoId WHERE member_id = @fromId',
    `INSERT INTO tier_input (member_id, business_date, spent_minor, points, visits, entry)
     SELECT @intoId, business_date, spent_minor, points, visits, @entry FROM tier_input WHERE member_id = @fromId
     ON CONFLICT (member_id, business_date) DO UPDATE SET spent_minor = spent_minor + excluded.spent_minor,
       points = points + excluded.points, visits = visits + excluded.visits, entry = excluded.entry`,
    'DELETE FROM tier_input WHERE member_id = @fromId',
    `INSERT INTO rule_use (rule_id, member_id, business_date, uses, amount_minor, entry)
     SELECT rule_id, @intoId, business_date, uses, amount_minor, @entry FROM rule_use WHERE member_id = @fromId
     ON CONFLICT (rule_id, member_id, business_date) DO UPDATE SET uses = uses + excluded.uses,
       amount_minor = amount_minor + excluded.amount_minor, entry = excluded.entry`,
    'DELETE FROM rule_use WHERE member_id = @fromId',
  ].map((sql) => db.prepare(sql));
  const always = [
    'UPDATE coupon SET member_id = @intoId WHERE member_id = @fromId',
    'UPDATE sale SET member_id = @intoId WHERE member_id = @fromId',
    'UPDATE member_alias SET into_id = @intoId, entry = @entry WHERE into_id = @fromId',
    'INSERT INTO member_alias (member_id, into_id, entry) VALUES (@fromId, @intoId, @entry)',
  ].map((sql) => db.prepare(sql));
  return (entry, fromId, intoId) => {
    const names = { entry, fromId, intoId };
    // Without an account there is nothing of it to move, and none is made for nothing.
    const moved = isKnown.get(fromId) ? [...statements, ...always] : always;
    for (const statement of moved) statement.run(names);
  };
}
