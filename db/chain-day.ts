import type { Database } from 'better-sqlite3';

/** What was sold between two entries of the journal. */
export interface DaySum {
  readonly saleCount: number;
  readonly saleTotalMinor: number;
}

/** Sums up the sales, refunds too, between two positions of the journal, both included. */
export function sumSalesBetween(db: Database, fromPosition: number, toPosition: number): DaySum {
  const sum = db.prepare<[number, number], DaySum>(
    `SELECT COUNT(*) AS saleCount, COALESCE(SUM(total_minor), 0) AS saleTotalMinor
     FROM sale WHERE entry BETWEEN ? AND ?`,
  );
  return sum.get(fromPosition, toPosition)!;
}
