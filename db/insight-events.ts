import type { Database } from 'better-sqlite3';
import { dayNumberOf } from '../domain/insight/day-number.ts';
import type { MemberSale } from '../domain/insight/member-summary.ts';
import { entryOf, journalReader } from './journal.ts';

/** What is counted of an entry, and how many steps that is. */
export type InsightEvent = { readonly entry: number; readonly steps: number } & (
  | {
      readonly kind: 'sale';
      /** Of what was sold, each once. */
      readonly articleCodes: readonly string[];
      readonly memberId: string | null;
      /** As it counts for its member; null without one. */
      readonly sale: MemberSale | null;
    }
  | { readonly kind: 'merged'; readonly from: string; readonly into: string }
  | { readonly kind: 'erased'; readonly memberId: string }
);

export interface InsightEvents {
  /** Null where nothing more is to be counted. */
  next(): InsightEvent | null;
}

/** Reads what is counted after an entry, in the order of the journal. */
export function insightEvents(db: Database): (afterEntry: number) => InsightEvents {
  const nextSale = saleEvents(db);
  const ofMembers = memberEvents(db);
  return (afterEntry) => {
    let entry = afterEntry;
    let position = ofMembers.nextPosition(entry);
    return {
      next() {
        const sale = nextSale(entry, position ?? Infinity);
        const event = sale ?? (position === null ? null : ofMembers.read(position));
        if (!event) return null;
        ({ entry } = event);
        if (entry === position) position = ofMembers.nextPosition(entry);
        return event;
      },
    };
  };
}

interface SaleRow {
  readonly entry: number;
  readonly member_id: string | null;
  readonly business_date: string;
  readonly line_count: number;
  readonly total_minor: number;
}

/** The first sale after one entry and before another; null for none. */
function saleEvents(db: Database): (afterEntry: number, beforeEntry: number) => InsightEvent | null {
  const nextSale = db.prepare<[number], SaleRow>(
    `SELECT entry, member_id, business_date, line_count, total_minor FROM sale WHERE entry > ? ORDER BY entry LIMIT 1`,
  );
  const sold = db
    .prepare<[number], string>(
      `SELECT DISTINCT article_code FROM sale_line
       WHERE entry = ? AND kind = 'sale' AND article_code IS NOT NULL ORDER BY article_code`,
    )
    .pluck();
  const hasSold = db
    .prepare<[number], number>(`SELECT 1 FROM sale_line WHERE entry = ? AND kind = 'sale' LIMIT 1`)
    .pluck();
  const departments = db.prepare<[number], { code: string; totalMinor: number }>(
    `SELECT department AS code, SUM(total_minor) AS totalMinor FROM sale_line WHERE entry = ? GROUP BY 1 ORDER BY 1`,
  );
  const memberSaleOf = ({
    entry,
    business_date: businessDate,
    total_minor: totalMinor,
  }: SaleRow): MemberSale => ({
    businessDate,
    day: dayNumberOf(businessDate),
    hasSold: hasSold.get(entry) !== undefined,
    totalMinor,
    departments: departments.all(entry),
  });
  return (afterEntry, beforeEntry) => {
    const row = nextSale.get(afterEntry);
    if (!row || row.entry > beforeEntry) return null;
    const { entry, member_id: memberId, line_count: lineCount } = row;
    const sale = memberId === null ? null : memberSaleOf(row);
    return { kind: 'sale', entry, steps: 1 + lineCount, articleCodes: sold.all(entry), memberId, sale };
  };
}

/** Entries that make two members one, or a member nobody. */
function memberEvents(db: Database) {
  const nextPosition = db
    .prepare<{ entry: number }, number | null>(
      `SELECT MIN(position) FROM (
         SELECT MIN(position) AS position FROM journal WHERE type = 'member.merged' AND position > $entry
         UNION ALL SELECT MIN(position) FROM journal WHERE type = 'member.erased' AND position > $entry)`,
    )
    .pluck();
  const journal = journalReader(db);
  return {
    nextPosition: (afterEntry: number): number | null => nextPosition.get({ entry: afterEntry }) ?? null,
    read(position: number): InsightEvent {
      const { type, payload } = entryOf(journal.row(position)!);
      const event = { entry: position, steps: 1 };
      if (type === 'member.merged')
        return { ...event, kind: 'merged', from: payload.fromMemberId, into: payload.intoMemberId };
      if (type === 'member.erased') return { ...event, kind: 'erased', memberId: payload.memberId };
      throw new Error(`entry ${position} is not about members but ${type}`);
    },
  };
}
