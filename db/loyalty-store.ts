import type { Database } from 'better-sqlite3';
import type { TierChange } from '../domain/facts/loyalty-facts.ts';
import type { PointsAccount, PointsHold, PointsLot } from '../domain/loyalty/points-lots.ts';

/** What an account says beside its points. Spend in minor units; both over the whole life. */
export interface AccountFacts {
  readonly balance: number;
  readonly debt: number;
  readonly tier: string | null;
  readonly reviewOn: string | null;
  readonly isInGrace: boolean;
  readonly spentMinor: number;
  readonly visits: number;
}

/** What tiers are measured by. */
export interface Measures {
  readonly spentMinor: number;
  readonly points: number;
  readonly visits: number;
}

/** One booking of points, or what kept points from being spent. `balance` is the member's after it. */
export interface StatementRow {
  readonly entry: number;
  /** 0 for a hold and its release, which book nothing. */
  readonly place: number;
  /** That of a booking, `hold` or `release`. */
  readonly kind: string;
  /** 0 where nothing was booked. */
  readonly points: number;
  readonly balance: number;
  /** Of a hold and its release: how many points, null for all of the lot or of the account. */
  readonly heldPoints: number | null;
  readonly heldLotId: string | null;
  /** Why a person did it; null for what a sale or the clock did. */
  readonly reason: string | null;
  readonly atUtcMs: number;
  readonly businessDate: string;
  /** Of the sale that booked it; null where none did. */
  readonly receiptNumber: string | null;
}

export interface KeptTierChange extends TierChange {
  readonly entry: number;
  readonly atUtcMs: number;
}

export interface OpenHold extends PointsHold {
  readonly entry: number;
}

/** A lot's place among all that end. */
export interface LotPlace {
  readonly expiresAtUtcMs: number;
  readonly lotId: string;
}

export interface LotToExpire extends LotPlace {
  readonly memberId: string;
}

export interface LoyaltyReader {
  /** Null for a member of whom no entry has told yet. */
  facts(memberId: string): AccountFacts | null;
  /** Lots that hold points, and those that are named. */
  account(memberId: string, lotIds?: readonly string[]): PointsAccount;
  /** What is measured from a day on; null is ever, which counts an opening too. */
  measures(memberId: string, fromDate: string | null): Measures;
  holds(memberId: string): OpenHold[];
  /** Newest first, those before a booking where one is given. */
  statement(
    memberId: string,
    limit: number,
    before?: { readonly entry: number; readonly place: number },
  ): StatementRow[];
  /** Newest first. */
  tierChanges(memberId: string, limit: number): KeptTierChange[];
  /** Lots whose time has come, those that ended first in front, after the one given. */
  lotsToExpire(nowUtcMs: number, after: LotPlace | null, limit: number): LotToExpire[];
  /** Members whose tier is to be reviewed on a day or was before it. */
  membersToReview(today: string, limit: number): string[];
  /** Who a member is by now: another where they were merged. */
  currentId(memberId: string): string;
  /** Whose a sale is, and when it was. */
  saleOwner(saleId: string): { readonly memberId: string | null; readonly businessDate: string } | null;
}

export function loyaltyReader(db: Database): LoyaltyReader {
  const facts = db.prepare<[string], Omit<AccountFacts, 'isInGrace'> & { isInGrace: number }>(
    `SELECT balance, debt, tier, review_on AS reviewOn, in_grace AS isInGrace, spent_minor AS spentMinor, visits
     FROM member_account WHERE member_id = ?`,
  );
  const measures = db.prepare<[string, string], Measures>(
    `SELECT COALESCE(SUM(spent_minor), 0) AS spentMinor, COALESCE(SUM(points), 0) AS points,
       COALESCE(SUM(visits), 0) AS visits
     FROM tier_input WHERE member_id = ? AND business_date >= ?`,
  );
  const holds = db.prepare<[string], OpenHold>(
    `SELECT id AS holdId, lot_id AS lotId, points, entry FROM points_hold
     WHERE member_id = ? AND released_entry IS NULL ORDER BY entry`,
  );
  const toExpire = db.prepare<[number, number, string, number], LotToExpire>(
    `SELECT member_id AS memberId, id AS lotId, expires_at_utc AS expiresAtUtcMs FROM points_lot
     WHERE remaining > 0 AND expires_at_utc IS NOT NULL AND expires_at_utc <= ? AND (expires_at_utc, id) > (?, ?)
     ORDER BY expires_at_utc, id LIMIT ?`,
  );
  const toReview = db
    .prepare<[string, number], string>(
      'SELECT member_id FROM member_account WHERE review_on <= ? ORDER BY review_on, member_id LIMIT ?',
    )
    .pluck();
  const alias = db
    .prepare<{ memberId: string }, string>(
      `SELECT into_id FROM member_alias WHERE member_id = @memberId
       UNION ALL SELECT into_id FROM central_alias WHERE member_id = @memberId`,
    )
    .pluck();
  const saleOwner = db.prepare<[string], { memberId: string | null; businessDate: string }>(
    'SELECT member_id AS memberId, business_date AS businessDate FROM sale WHERE id = ?',
  );
  return {
    facts(memberId) {
      const row = facts.get(memberId);
      return row ? { ...row, isInGrace: row.isInGrace === 1 } : null;
    },
    account: accountReader(db, (memberId) => holds.all(memberId)),
    measures: (memberId, fromDate) => measures.get(memberId, fromDate ?? '')!,
    holds: (memberId) => holds.all(memberId),
    ...historyReader(db),
    lotsToExpire: (nowUtcMs, after, limit) =>
      toExpire.all(nowUtcMs, after?.expiresAtUtcMs ?? 0, after?.lotId ?? '', limit),
    membersToReview: (today, limit) => toReview.all(today, limit),
    // Merging points every alias at the member who stays, so that one look is enough.
    currentId: (memberId) => alias.get({ memberId }) ?? memberId,
    saleOwner: (saleId) => saleOwner.get(saleId) ?? null,
  };
}

const LOT_COLUMNS = `id AS lotId, points, remaining, lapsed, earned_at_utc AS earnedAtUtcMs,
  active_from_utc AS activeFromUtcMs, expires_at_utc AS expiresAtUtcMs`;

function accountReader(
  db: Database,
  holdsOf: (memberId: string) => readonly PointsHold[],
): LoyaltyReader['account'] {
  const debt = db.prepare<[string], number>('SELECT debt FROM member_account WHERE member_id = ?').pluck();
  const openLots = db.prepare<[string], PointsLot>(
    `SELECT ${LOT_COLUMNS} FROM points_lot WHERE member_id = ? AND remaining > 0`,
  );
  const namedLot = db.prepare<[string, string], PointsLot>(
    `SELECT ${LOT_COLUMNS} FROM points_lot WHERE member_id = ? AND id = ?`,
  );
  return (memberId, lotIds = []) => {
    const lots = new Map(openLots.all(memberId).map((lot) => [lot.lotId, lot]));
    for (const lotId of lotIds) {
      const lot = lots.has(lotId) ? undefined : namedLot.get(memberId, lotId);
      if (lot) lots.set(lotId, lot);
    }
    return { lots: [...lots.values()], debt: debt.get(memberId) ?? 0, holds: holdsOf(memberId) };
  };
}

/** Balances are summed from the first booking on: a merge puts another member's bookings in between. */
function historyReader(db: Database): Pick<LoyaltyReader, 'statement' | 'tierChanges'> {
  const statement = db.prepare<
    { memberId: string; entry: number; place: number; limit: number },
    StatementRow
  >(
    `WITH done AS (
       SELECT entry, place, kind, points, NULL AS heldPoints, NULL AS heldLotId
       FROM points_entry WHERE member_id = @memberId
       UNION ALL SELECT entry, 0, 'hold', 0, points, lot_id FROM points_hold WHERE member_id = @memberId
       UNION ALL SELECT released_entry, 0, 'release', 0, points, lot_id
       FROM points_hold WHERE member_id = @memberId AND released_entry IS NOT NULL),
     booked AS (SELECT *, SUM(points) OVER (ORDER BY entry, place) AS balance FROM done)
     SELECT booked.entry, place, kind, points, balance, heldPoints, heldLotId, at_utc AS atUtcMs,
       journal.business_date AS businessDate,
       IIF(kind IN ('adjust', 'hold', 'release'), payload ->> '$.authorization.reason', NULL) AS reason,
       (SELECT receipt_number FROM sale WHERE sale.entry = booked.entry) AS receiptNumber
     FROM booked JOIN journal ON journal.position = booked.entry
     WHERE (booked.entry, place) < (@entry, @place) ORDER BY booked.entry DESC, place DESC LIMIT @limit`,
  );
  const tierChanges = db.prepare<[string, number], Omit<KeptTierChange, 'isInGrace'> & { isInGrace: number }>(
    `SELECT tier_change.entry, from_tier AS "from", to_tier AS "to", reason, review_on AS reviewOn, in_grace AS isInGrace,
       at_utc AS atUtcMs
     FROM tier_change JOIN journal ON position = tier_change.entry
     WHERE member_id = ? ORDER BY tier_change.entry DESC, place DESC LIMIT ?`,
  );
  return {
    statement: (memberId, limit, before = { entry: Number.MAX_SAFE_INTEGER, place: 0 }) =>
      statement.all({ memberId, entry: before.entry, place: before.place, limit }),
    tierChanges: (memberId, limit) =>
      tierChanges.all(memberId, limit).map((row) => ({ ...row, isInGrace: row.isInGrace === 1 })),
  };
}
