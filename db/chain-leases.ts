import type { Database } from 'better-sqlite3';
import type { PointsLease } from '../domain/chain/points-lease.ts';
import type { ChainStateReader } from './chain-state.ts';

/** What central keeps of members' points for this till. A lease of another epoch than the till's is nobody's any more. */
export interface LeaseReader {
  /** What of a member's points may be redeemed here without asking. `nowUtcMs` is by this till's clock. */
  leasedPoints(memberId: string, nowUtcMs: number): number;
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
  const firstEnd = db.prepare<[], number | null>('SELECT MIN(ends_at_utc) FROM points_lease').pluck();
  return {
    leasedPoints(memberId, nowUtcMs) {
      const centralUtcMs = nowUtcMs - (state.state().clockAheadMs ?? 0);
      const { points, epoch, seq } = leased.get({ memberId, centralUtcMs })!;
      if (seq === null || points === 0) return 0;
      const after = state.positionOf({ epoch, seq });
      return Math.max(0, points - redeemed.get({ memberId, after })!);
    },
    firstLeaseEnd: () => firstEnd.get() ?? null,
  };
}

export interface LeaseWriter {
  /** Gives up what ended before `centralUtcMs`, or is of another epoch than the till's; what is given up is never redeemed again. */
  readonly endLeases: (centralUtcMs: number) => void;
  /** Gives up all. */
  readonly dropLeases: () => void;
  /** The next number of a question for leases: above all before it. */
  readonly nextLeaseTurn: () => number;
  /** In place of what was kept of the same member. */
  readonly saveLease: (lease: PointsLease) => void;
}

export function leaseWriter(db: Database): LeaseWriter {
  const end = db.prepare<[number]>(
    'DELETE FROM points_lease WHERE ends_at_utc <= ? OR epoch <> (SELECT epoch FROM till)',
  );
  const drop = db.prepare('DELETE FROM points_lease');
  const nextTurn = db
    .prepare<[], number>('UPDATE sync_state SET lease_turn = lease_turn + 1 RETURNING lease_turn')
    .pluck();
  const save = db.prepare(
    'INSERT OR REPLACE INTO points_lease (member_id, points, epoch, seq, ends_at_utc) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    endLeases: (centralUtcMs) => void end.run(centralUtcMs),
    dropLeases: () => void drop.run(),
    nextLeaseTurn: () => nextTurn.get()!,
    saveLease({ memberId, points, place, endsAtUtcMs }) {
      save.run(memberId, points, place.epoch, place.seq, endsAtUtcMs);
    },
  };
}
