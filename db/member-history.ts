import type { Database } from 'better-sqlite3';
import { idOfBytes } from './member-row.ts';

export const memberOrders = ['newest', 'frequent'] as const;
/** Who joined here last comes first, or who comes most often (within each doubling of visits whoever joined first). */
export type MemberOrder = (typeof memberOrders)[number];

/** A place in the list of all members; `cursor` finds what comes after it, in the same order. */
export interface ListedId {
  readonly memberId: string;
  readonly cursor: number;
}

/** A receipt of a member's; negative totals are refunds. */
export interface MemberReceipt {
  readonly entry: number;
  readonly receiptNumber: string;
  readonly businessDate: string;
  readonly lineCount: number;
  readonly totalMinor: number;
}

/** The search's row ids are made of a rank and the member's serial, below this. */
const MEMBERS_PER_RANK = 2 ** 32;

/** The next members of the whole list. Neither order sorts anything, however many members there are. */
export function listMemberIds(
  db: Database,
  order: MemberOrder,
  after: number | null,
  limit: number,
): ListedId[] {
  if (order === 'newest') {
    const rows = db
      .prepare<[number, number], { id: Buffer; serial: number }>(
        'SELECT id, serial FROM member WHERE serial < ? ORDER BY serial DESC LIMIT ?',
      )
      .all(after ?? Number.MAX_SAFE_INTEGER, limit);
    return rows.map(({ id, serial }) => ({ memberId: idOfBytes(id), cursor: serial }));
  }
  const idOf = db.prepare<[number], Buffer>('SELECT id FROM member WHERE serial = ?').pluck();
  const places = db
    .prepare<[number, number], number>(
      'SELECT rowid FROM member_search WHERE rowid > ? ORDER BY rowid LIMIT ?',
    )
    .pluck()
    .all(after ?? 0, limit);
  return places.flatMap((cursor) => {
    const id = idOf.get(cursor % MEMBERS_PER_RANK);
    return id ? [{ memberId: idOfBytes(id), cursor }] : [];
  });
}

/** A member's receipts, newest first, those before an entry where one is given. */
export function memberReceipts(
  db: Database,
  memberId: string,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): MemberReceipt[] {
  return db
    .prepare<[string, number, number], MemberReceipt>(
      `SELECT entry, receipt_number AS receiptNumber, business_date AS businessDate, line_count AS lineCount,
         total_minor AS totalMinor
       FROM sale WHERE member_id = ? AND entry < ? ORDER BY at_utc DESC, entry DESC LIMIT ?`,
    )
    .all(memberId, before, limit);
}

/** How many receipts a member has, and how many rows their statement of points. */
export function memberCounts(
  db: Database,
  memberId: string,
): { readonly receipts: number; readonly bookings: number } {
  return db
    .prepare<{ memberId: string }, { receipts: number; bookings: number }>(
      `SELECT (SELECT COUNT(*) FROM sale WHERE member_id = @memberId) AS receipts,
         (SELECT COUNT(*) FROM points_entry WHERE member_id = @memberId)
           + (SELECT COUNT(*) + COUNT(released_entry) FROM points_hold WHERE member_id = @memberId) AS bookings`,
    )
    .get({ memberId })!;
}
