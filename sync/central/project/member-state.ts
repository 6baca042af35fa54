import type { PointsAccount, PointsHold, PointsLot } from '../../../domain/loyalty/points-lots.ts';
import type { EventPlace } from './member-event.ts';

/** What tiers are measured by, of one day. */
export interface DayMeasure {
  readonly day: string;
  readonly spentMinor: number;
  readonly points: number;
  readonly visits: number;
}

/** A member after some event: what the next one needs to know. Time has done nothing to it since. */
export interface MemberState {
  /** The last event that is in it; null for none. */
  readonly at: EventPlace | null;
  /** Lots that hold points; the others are found again by folding all events. */
  readonly account: PointsAccount;
  readonly tier: string | null;
  readonly reviewOn: string | null;
  readonly isInGrace: boolean;
  /** Of the days that the tiers' window may still reach, in order. */
  readonly days: readonly DayMeasure[];
  /** Over the whole life. */
  readonly spentMinor: number;
  readonly points: number;
  readonly visits: number;
  /** The zone of the shop that the member was in last: its midnight ends what ends with a day. */
  readonly zone: string;
  /** Sales of which something came back that are not known yet. */
  readonly awaitedSaleIds: readonly string[];
}

export function emptyState(zone: string): MemberState {
  return {
    at: null,
    account: { lots: [], debt: 0, holds: [] },
    tier: null,
    reviewOn: null,
    isInGrace: false,
    days: [],
    spentMinor: 0,
    points: 0,
    visits: 0,
    zone,
    awaitedSaleIds: [],
  };
}

type LotRow = readonly [
  lotId: string,
  points: number,
  remaining: number,
  lapsed: number,
  earnedAtUtcMs: number,
  activeAfterMs: number,
  expiresAtUtcMs: number | null,
];
type DayRow = readonly [day: string, spentMinor: number, points: number, visits: number];

/** As it lies in the database: rows instead of objects, because half of it would be names. */
export interface StoredState {
  readonly at: EventPlace | null;
  readonly lots: readonly LotRow[];
  readonly debt: number;
  readonly holds: readonly PointsHold[];
  readonly tier: string | null;
  readonly reviewOn: string | null;
  readonly isInGrace: boolean;
  readonly days: readonly DayRow[];
  readonly sums: readonly [spentMinor: number, points: number, visits: number];
  readonly zone: string;
  readonly awaited: readonly string[];
}

export function storeState(state: MemberState): StoredState {
  const { at, account, tier, reviewOn, isInGrace, zone } = state;
  return {
    at,
    lots: account.lots.map(rowOfLot),
    debt: account.debt,
    holds: account.holds,
    tier,
    reviewOn,
    isInGrace,
    days: state.days.map(({ day, spentMinor, points, visits }) => [day, spentMinor, points, visits]),
    sums: [state.spentMinor, state.points, state.visits],
    zone,
    awaited: state.awaitedSaleIds,
  };
}

export function readState(stored: StoredState): MemberState {
  const { at, debt, holds, tier, reviewOn, isInGrace, zone, awaited } = stored;
  const [spentMinor, points, visits] = stored.sums;
  return {
    at,
    account: { lots: stored.lots.map(lotOfRow), debt, holds },
    tier,
    reviewOn,
    isInGrace,
    days: stored.days.map(([day, spent, earned, visited]) => ({
      day,
      spentMinor: spent,
      points: earned,
      visits: visited,
    })),
    spentMinor,
    points,
    visits,
    zone,
    awaitedSaleIds: awaited,
  };
}

function rowOfLot(lot: PointsLot): LotRow {
  const { lotId, points, remaining, lapsed, earnedAtUtcMs, activeFromUtcMs, expiresAtUtcMs } = lot;
  const activeAfterMs = activeFromUtcMs - earnedAtUtcMs;
  return [lotId, points, remaining, lapsed, earnedAtUtcMs, activeAfterMs, expiresAtUtcMs];
}

function lotOfRow(row: LotRow): PointsLot {
  const [lotId, points, remaining, lapsed, earnedAtUtcMs, activeAfterMs, expiresAtUtcMs] = row;
  const activeFromUtcMs = earnedAtUtcMs + activeAfterMs;
  return { lotId, points, remaining, lapsed, earnedAtUtcMs, activeFromUtcMs, expiresAtUtcMs };
}
