import type { Database } from 'better-sqlite3';
import { ownGapDays } from '../domain/insight/lifecycle.ts';
import {
  addSale,
  mergeSummaries,
  NO_PURCHASES,
  type MemberSale,
  type MemberSummary,
  type MonthSummary,
} from '../domain/insight/member-summary.ts';
import { findMedian, findQuintiles, type Frequency } from '../domain/insight/quintiles.ts';
import { RFM_MEMBERS_MIN, rfmValues, type RfmQuintiles } from '../domain/insight/rfm.ts';
import { parseStored } from './stored-json.ts';

/** What members are compared with. */
export interface MemberComparison {
  /** Members who bought something. */
  readonly memberCount: number;
  /** Null while they are too few to compare. */
  readonly quintiles: RfmQuintiles | null;
  /** The median of the members who have a rhythm; null for none. */
  readonly gapDays: number | null;
}

export const NO_COMPARISON: MemberComparison = { memberCount: 0, quintiles: null, gapDays: null };

interface MemberRow {
  readonly member_id: string;
  readonly purchase_count: number;
  readonly spend_minor: number;
  readonly visit_days: string;
  readonly departments: string;
  readonly months: string;
}

export function insightMemberReader(db: Database): (memberId: string) => MemberSummary | null {
  const read = db.prepare<[string], MemberRow>('SELECT * FROM insight_member WHERE member_id = ?');
  return (memberId) => {
    const row = read.get(memberId);
    return row ? summaryOf(row) : null;
  };
}

function summaryOf(row: MemberRow): MemberSummary {
  const list = (text: string): unknown => parseStored(text, 'what a member bought');
  return {
    purchaseCount: row.purchase_count,
    spendMinor: row.spend_minor,
    visitDays: list(row.visit_days) as MemberSummary['visitDays'],
    departments: list(row.departments) as MemberSummary['departments'],
    months: Object.fromEntries((list(row.months) as readonly StoredMonth[]).map(monthOf)),
  };
}

/** Three years of months are a third as long without their fields' names. */
type StoredMonth = readonly [month: string, spendMinor: number, purchaseCount: number];

function monthOf([month, spendMinor, purchaseCount]: StoredMonth): [string, MonthSummary] {
  return [month, { spendMinor, purchaseCount }];
}

function storedMonth([month, { spendMinor, purchaseCount }]: [string, MonthSummary]): StoredMonth {
  return [month, spendMinor, purchaseCount];
}

export interface InsightMemberWriter {
  count(memberId: string, sale: MemberSale): void;
  merge(fromMemberId: string, intoMemberId: string): void;
  erase(memberId: string): void;
  /** Reads the whole histogram: a few thousand rows, however many members there are. */
  readonly compare: () => MemberComparison;
  clear(): void;
}

/** Sums what members bought, and keeps in step how many members have each value that they are compared by. */
export function insightMemberWriter(db: Database): InsightMemberWriter {
  const read = insightMemberReader(db);
  const write = db.prepare(
    `INSERT INTO insight_member (member_id, purchase_count, spend_minor, visit_days, departments, months)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (member_id) DO UPDATE SET purchase_count = excluded.purchase_count, spend_minor = excluded.spend_minor,
       visit_days = excluded.visit_days, departments = excluded.departments, months = excluded.months`,
  );
  const remove = db.prepare('DELETE FROM insight_member WHERE member_id = ?');
  const histogram = histogramWriter(db);

  function save(memberId: string, before: MemberSummary | null, after: MemberSummary | null): void {
    histogram.move(measuresOf(before), measuresOf(after));
    if (!after) return void remove.run(memberId);
    const lists = [after.visitDays, after.departments, Object.entries(after.months).map(storedMonth)];
    write.run(memberId, after.purchaseCount, after.spendMinor, ...lists.map((list) => JSON.stringify(list)));
  }

  return {
    count(memberId, sale) {
      const before = read(memberId);
      save(memberId, before, addSale(before ?? NO_PURCHASES, sale));
    },
    merge(fromMemberId, intoMemberId) {
      const from = read(fromMemberId);
      if (!from || fromMemberId === intoMemberId) return;
      const into = read(intoMemberId);
      save(fromMemberId, from, null);
      save(intoMemberId, into, mergeSummaries(into ?? NO_PURCHASES, from));
    },
    erase: (memberId) => save(memberId, read(memberId), null),
    compare: histogram.compare,
    clear: () => void db.exec('DELETE FROM insight_member; DELETE FROM insight_histogram'),
  };
}

const measures = ['recency', 'frequency', 'monetary', 'gap'] as const;
type Measures = Readonly<Record<(typeof measures)[number], number | null>>;

const NO_MEASURES: Measures = { recency: null, frequency: null, monetary: null, gap: null };

/** A member who only brought something back is not compared. */
function measuresOf(summary: MemberSummary | null): Measures {
  const values = summary && rfmValues(summary);
  return values ? { ...values, gap: ownGapDays(summary.visitDays) } : NO_MEASURES;
}

function histogramWriter(db: Database) {
  const enter = db.prepare<[string, number]>(
    `INSERT INTO insight_histogram (measure, value, member_count) VALUES (?, ?, 1)
     ON CONFLICT (measure, value) DO UPDATE SET member_count = member_count + 1`,
  );
  const removeLast = db.prepare<[string, number]>(
    'DELETE FROM insight_histogram WHERE measure = ? AND value = ? AND member_count = 1',
  );
  const leave = db.prepare<[string, number]>(
    'UPDATE insight_histogram SET member_count = member_count - 1 WHERE measure = ? AND value = ?',
  );
  const read = db
    .prepare<[string], Frequency>(
      'SELECT value, member_count FROM insight_histogram WHERE measure = ? ORDER BY value',
    )
    .raw();
  return {
    move(before: Measures, after: Measures): void {
      for (const measure of measures) {
        const { [measure]: from } = before;
        const { [measure]: to } = after;
        if (from === to) continue;
        if (from !== null && removeLast.run(measure, from).changes === 0) leave.run(measure, from);
        if (to !== null) enter.run(measure, to);
      }
    },
    compare: (): MemberComparison => {
      const frequency = read.all('frequency');
      const memberCount = frequency.reduce((sum, [, count]) => sum + count, 0);
      const quintilesOf = (measure: string) => findQuintiles(read.all(measure));
      const quintiles = {
        recency: quintilesOf('recency'),
        frequency: findQuintiles(frequency),
        monetary: quintilesOf('monetary'),
      };
      return {
        memberCount,
        quintiles: memberCount < RFM_MEMBERS_MIN ? null : quintiles,
        gapDays: findMedian(read.all('gap')),
      };
    },
  };
}
