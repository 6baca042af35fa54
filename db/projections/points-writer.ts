import type { Database } from 'better-sqlite3';
import type { LotMove, LotOpened, TierChange } from '../../domain/facts/loyalty-facts.ts';

export type PointsKind = 'open' | 'earn' | 'redeem' | 'unearn' | 'return' | 'adjust' | 'expire';

/** One entry's changes to members' points and tiers. */
export interface PointsWriter {
  /** Books points, positive or negative, and moves the balance by them. Nothing is booked of zero. */
  book(memberId: string, kind: PointsKind, points: number): void;
  /** Raises what the member owes; lowers it where negative. */
  owe(memberId: string, points: number): void;
  openLot(memberId: string, lot: LotOpened): void;
  take(moves: readonly LotMove[]): void;
  /** Gives points back into lots, which end then when they say. */
  put(moves: readonly (LotMove & { readonly expiresAtUtcMs: number | null })[]): void;
  /** Ends points of a lot that paid no debt; negative forgives some that had ended. */
  lapse(lotId: string, points: number): void;
  changeTier(memberId: string, change: TierChange): void;
  /** Makes the account where there is none yet. */
  open(memberId: string): void;
}

/** Every statement must hit its row: an entry that moves points of a lot that is not there is a broken entry. */
export function pointsWriter(db: Database): (entry: number) => PointsWriter {
  const sql = prepareStatements(db);
  return (entry) => {
    let place = 0;
    const hit = ({ changes }: { changes: number }, what: string) => {
      if (changes !== 1) throw new Error(`entry ${entry} changes ${what}, which is not there`);
    };
    return {
      open: (memberId) => void sql.open.run(memberId, entry),
      book(memberId, kind, points) {
        if (points === 0) return;
        place += 1;
        sql.book.run(entry, place, memberId, kind, points);
        hit(sql.moveBalance.run(points, memberId), `the account of ${memberId}`);
      },
      owe(memberId, points) {
        if (points !== 0) hit(sql.owe.run(points, memberId), `the account of ${memberId}`);
      },
      openLot(memberId, lot) {
        const { lotId, points, earnedAtUtcMs, activeFromUtcMs, expiresAtUtcMs } = lot;
        sql.openLot.run(
          lotId,
          memberId,
          points,
          points,
          earnedAtUtcMs,
          activeFromUtcMs,
          expiresAtUtcMs,
          entry,
        );
      },
      take(moves) {
        for (const { lotId, points } of moves) hit(sql.take.run(points, lotId), `lot ${lotId}`);
      },
      put(moves) {
        for (const { lotId, points, expiresAtUtcMs } of moves)
          hit(sql.put.run(points, expiresAtUtcMs, lotId), `lot ${lotId}`);
      },
      lapse(lotId, points) {
        if (points !== 0) hit(sql.lapse.run(points, lotId), `lot ${lotId}`);
      },
      changeTier(memberId, { from, to, reason, reviewOn, isInGrace }) {
        place += 1;
        const inGrace = isInGrace ? 1 : 0;
        hit(sql.setTier.run(to, reviewOn, inGrace, memberId), `the account of ${memberId}`);
        sql.keepChange.run(entry, place, memberId, from, to, reason, reviewOn, inGrace);
      },
    };
  };
}

function prepareStatements(db: Database) {
  return {
    open: db.prepare(
      'INSERT INTO member_account (member_id, entry) VALUES (?, ?) ON CONFLICT (member_id) DO UPDATE SET entry = excluded.entry',
    ),
    book: db.prepare(
      'INSERT INTO points_entry (entry, place, member_id, kind, points) VALUES (?, ?, ?, ?, ?)',
    ),
    moveBalance: db.prepare('UPDATE member_account SET balance = balance + ? WHERE member_id = ?'),
    owe: db.prepare('UPDATE member_account SET debt = debt + ? WHERE member_id = ?'),
    openLot: db.prepare(
      `INSERT INTO points_lot (id, member_id, points, remaining, earned_at_utc, active_from_utc, expires_at_utc, entry)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    take: db.prepare('UPDATE points_lot SET remaining = remaining - ? WHERE id = ?'),
    put: db.prepare('UPDATE points_lot SET remaining = remaining + ?, expires_at_utc = ? WHERE id = ?'),
    lapse: db.prepare('UPDATE points_lot SET lapsed = lapsed + ? WHERE id = ?'),
    setTier: db.prepare(
      'UPDATE member_account SET tier = ?, review_on = ?, in_grace = ? WHERE member_id = ?',
    ),
    keepChange: db.prepare(
      `INSERT INTO tier_change (entry, place, member_id, from_tier, to_tier, reason, review_on, in_grace)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
  };
}
