import type { Database } from 'better-sqlite3';
import type { CouponLease } from '../domain/chain/coupon-lease.ts';
import type { PointsLease } from '../domain/chain/points-lease.ts';
import type { ChainStateReader } from './chain-state.ts';

/** What central keeps of members' points and coupons for this till. A lease of another epoch than the till's is nobody's any more. */
export interface LeaseReader {
  /** What of a member's points may be redeemed here without asking. `nowUtcMs` is by this till's clock. */
  leasedPoints(memberId: string, nowUtcMs: number): number;
  /** Whether a coupon may be used here without asking. `nowUtcMs` is by this till's clock. */
  isCouponLeased(couponId: string, nowUtcMs: number): boolean;
  /** When the first of all leases ends, by central's clock; null where there is none. */
  firstLeaseEnd(): number | null;
}

/** A member is also who they were before two were made one. */
export const OF_MEMBER = `(member_id = @memberId OR member_id IN (SELECT member_id FROM central_alias WHERE into_id = @memberId))`;

export function leaseReader(db: Database, state: ChainStateReader): LeaseReader {
  const leased = db.prepare<
    { memberId: string; centralUtcMs: number },
    { points: number; epoch: number; seq: number | null }
  >(
    `SELECT COALESCE(SUM(points), 0) AS points, epoch, MIN(seq) AS seq FROM points_lease
     WHERE ${OF_MEMBER} AND ends_at_utc > @centralUtcMs AND epoch = (SELECT epoch FROM till)`,
  );
  const redeemed = db
    .prepare<{ memberId: string; after: number }, number>(
      `SELECT COALESCE(SUM(leased_points), 0) FROM points_intent WHERE ${OF_MEMBER} AND entry > @after`,
    )
    .pluck();
  const coupon = db.prepare<{ couponId: string; centralUtcMs: number }, { epoch: number; seq: number }>(
    `SELECT epoch, seq FROM coupon_lease
     WHERE coupon_id = @couponId AND ends_at_utc > @centralUtcMs AND epoch = (SELECT epoch FROM till)`,
  );
  // One that came back with a refund is somebody else's to lend by now.
  const use = db.prepare<{ couponId: string; after: number }>(
    'SELECT 1 FROM coupon_use WHERE coupon_id = @couponId AND entry > @after',
  );
  const firstEnd = db
    .prepare<[], number | null>(
      `SELECT MIN(ends_at_utc) FROM (SELECT ends_at_utc FROM points_lease UNION ALL SELECT ends_at_utc FROM coupon_lease)`,
    )
    .pluck();
  const centralTime = (nowUtcMs: number) => nowUtcMs - (state.state().clockAheadMs ?? 0);
  return {
    leasedPoints(memberId, nowUtcMs) {
      const { points, epoch, seq } = leased.get({ memberId, centralUtcMs: centralTime(nowUtcMs) })!;
      if (seq === null || points === 0) return 0;
      const after = state.positionOf({ epoch, seq });
      return Math.max(0, points - redeemed.get({ memberId, after })!);
    },
    isCouponLeased(couponId, nowUtcMs) {
      const place = coupon.get({ couponId, centralUtcMs: centralTime(nowUtcMs) });
      return place !== undefined && use.get({ couponId, after: state.positionOf(place) }) === undefined;
    },
    firstLeaseEnd: () => firstEnd.get() ?? null,
  };
}

export interface LeaseWriter {
  /** Gives up what ended before `centralUtcMs`, or is of another epoch than the till's; what is given up is never redeemed again. */
  readonly endLeases: (centralUtcMs: number) => void;
  /** Gives up all points, or all coupons. */
  readonly dropLeases: (of: keyof typeof TABLES) => void;
  /** The next number of a question for leases: above all before it. */
  readonly nextLeaseTurn: () => number;
  /** In place of what was kept of the same member. */
  readonly saveLease: (lease: PointsLease) => void;
  readonly saveCouponLease: (lease: CouponLease) => void;
}

const TABLES = { points: 'points_lease', coupons: 'coupon_lease' } as const;

export function leaseWriter(db: Database): LeaseWriter {
  const ending = Object.values(TABLES).map((table) =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE ends_at_utc <= ? OR epoch <> (SELECT epoch FROM till)`),
  );
  const dropping = {
    points: db.prepare(`DELETE FROM ${TABLES.points}`),
    coupons: db.prepare(`DELETE FROM ${TABLES.coupons}`),
  };
  const nextTurn = db
    .prepare<[], number>('UPDATE sync_state SET lease_turn = lease_turn + 1 RETURNING lease_turn')
    .pluck();
  const save = db.prepare(
    'INSERT OR REPLACE INTO points_lease (member_id, points, epoch, seq, ends_at_utc) VALUES (?, ?, ?, ?, ?)',
  );
  const saveCoupon = db.prepare(
    'INSERT OR REPLACE INTO coupon_lease (coupon_id, epoch, seq, ends_at_utc) VALUES (?, ?, ?, ?)',
  );
  return {
    endLeases(centralUtcMs) {
      for (const end of ending) end.run(centralUtcMs);
    },
    dropLeases: (of) => void dropping[of].run(),
    nextLeaseTurn: () => nextTurn.get()!,
    saveLease({ memberId, points, place, endsAtUtcMs }) {
      save.run(memberId, points, place.epoch, place.seq, endsAtUtcMs);
    },
    saveCouponLease({ couponId, place, endsAtUtcMs }) {
      saveCoupon.run(couponId, place.epoch, place.seq, endsAtUtcMs);
    },
  };
}
