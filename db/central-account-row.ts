import type { CentralAccount } from '../domain/chain/central-account.ts';
import { packDatedPoints, unpackDatedPoints } from './dated-points.ts';
import { bytesOfId, dateOfNumber, dayNumber } from './member-row.ts';

/** An account of central's as stored. */
export interface AccountRow {
  readonly member_id: Buffer;
  readonly points: number;
  readonly unavailable: number;
  readonly spent_minor: number;
  readonly measured: number;
  readonly visits: number;
  readonly tier: string | null;
  readonly review_on: number | null;
  readonly in_grace: number;
  readonly expiring: Buffer | null;
  readonly pending: Buffer | null;
}

export const accountColumns = [
  'member_id',
  'points',
  'unavailable',
  'spent_minor',
  'measured',
  'visits',
  'tier',
  'review_on',
  'in_grace',
  'expiring',
  'pending',
] as const satisfies readonly (keyof AccountRow)[];

export function accountOf(row: AccountRow): CentralAccount {
  return {
    points: row.points,
    availablePoints: row.points - row.unavailable,
    expiring: unpackDatedPoints(row.expiring),
    pending: unpackDatedPoints(row.pending),
    tier: row.tier,
    reviewOn: row.review_on === null ? null : dateOfNumber(row.review_on),
    isInGrace: row.in_grace === 1,
    measured: row.measured,
    spentMinor: row.spent_minor,
    visits: row.visits,
  };
}

export function accountRow(memberId: string, account: CentralAccount): AccountRow {
  return {
    member_id: bytesOfId(memberId),
    points: account.points,
    unavailable: account.points - account.availablePoints,
    spent_minor: account.spentMinor,
    measured: account.measured,
    visits: account.visits,
    tier: account.tier,
    review_on: dayNumber(account.reviewOn),
    in_grace: account.isInGrace ? 1 : 0,
    expiring: packDatedPoints(account.expiring),
    pending: packDatedPoints(account.pending),
  };
}
