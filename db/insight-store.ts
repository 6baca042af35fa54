import type { Database } from 'better-sqlite3';
import type { MemberSummary } from '../domain/insight/member-summary.ts';
import { insightEvents, type InsightEvent } from './insight-events.ts';
import { insightArticleReader, insightArticleWriter, type InsightArticleReader } from './insight-articles.ts';
import {
  insightMemberReader,
  insightMemberWriter,
  NO_COMPARISON,
  type InsightMemberWriter,
  type MemberComparison,
} from './insight-members.ts';
import { parseStored } from './stored-json.ts';

/** Raised when something is counted in another way, so that what was counted before is counted again. */
const FORMAT = 1;

/** What was counted from sales so far. Some of the latest may be missing: `left` says how many entries. */
export interface InsightReader {
  readonly articles: InsightArticleReader;
  /** Baskets that were counted for what is bought together. */
  basketCount(): number;
  /** Null for who never bought anything. */
  member(memberId: string): MemberSummary | null;
  comparison(): MemberComparison;
  /** Entries of the journal that were not looked at yet. */
  left(): number;
}

export interface InsightAdvance {
  /** Entries of the journal that are left. */
  readonly left: number;
  /** Whose sales were counted. */
  readonly buyerIds: ReadonlySet<string>;
}

export interface InsightWriter {
  /**
   * Counts what was sold since the last time, in about `stepsMax` steps: a step is an article of a basket, and a sale is counted
   * whole. Where the transaction fails, nothing of it was counted.
   */
  advance(stepsMax: number): InsightAdvance;
  /** Forgets everything, so that it is counted again from nothing. */
  clear(): void;
}

interface Progress {
  readonly format: number;
  readonly entry: number;
  readonly basket_count: number;
  readonly comparison: string;
  readonly is_compared: number;
}

const NOTHING: Progress = {
  format: FORMAT,
  entry: 0,
  basket_count: 0,
  comparison: JSON.stringify(NO_COMPARISON),
  is_compared: 1,
};

export function insightReader(db: Database): InsightReader {
  const progress = progressReader(db);
  const head = headReader(db);
  return {
    articles: insightArticleReader(db),
    basketCount: () => progress().basket_count,
    member: insightMemberReader(db),
    comparison: () => parseStored(progress().comparison, 'how members compare') as MemberComparison,
    left: () => head() - progress().entry,
  };
}

function progressReader(db: Database): () => Progress {
  const read = db.prepare<[], Progress>('SELECT * FROM insight_progress');
  return () => read.get() ?? NOTHING;
}

function headReader(db: Database): () => number {
  const head = db.prepare<[], number | null>('SELECT MAX(position) FROM journal').pluck();
  return () => head.get() ?? 0;
}

export function insightWriter(db: Database): InsightWriter {
  const readProgress = progressReader(db);
  const readHead = headReader(db);
  const save = db.prepare(
    `INSERT OR REPLACE INTO insight_progress (only, format, entry, basket_count, comparison, is_compared)
     VALUES (1, ?, ?, ?, ?, ?)`,
  );
  const articles = insightArticleWriter(db);
  const members = insightMemberWriter(db);
  const readEvents = insightEvents(db);

  function clear(): void {
    articles.clear();
    members.clear();
    db.exec('DELETE FROM insight_progress');
  }

  return {
    clear,
    advance(stepsMax) {
      if (readProgress().format !== FORMAT) clear();
      const before = readProgress();
      const head = readHead();
      if (before.entry === head && before.is_compared === 1) return { left: 0, buyerIds: new Set() };
      let { entry, basket_count: baskets } = before;
      let isCompared = before.is_compared === 1;
      let steps = 0;
      const buyerIds = new Set<string>();
      const events = readEvents(entry);
      while (steps < stepsMax && entry < head) {
        const event = events.next();
        entry = event?.entry ?? head;
        if (!event) break;
        steps += event.steps;
        if (event.kind === 'sale' && articles.count(event.articleCodes)) baskets += 1;
        if (countForMember(members, event)) isCompared = false;
        if (event.kind === 'sale' && event.memberId !== null) buyerIds.add(event.memberId);
      }
      const isDone = entry === head;
      const comparison = isDone && !isCompared ? JSON.stringify(members.compare()) : before.comparison;
      save.run(FORMAT, entry, baskets, comparison, isDone || isCompared ? 1 : 0);
      return { left: head - entry, buyerIds };
    },
  };
}

/** False where it concerns no member. */
function countForMember(members: InsightMemberWriter, event: InsightEvent): boolean {
  switch (event.kind) {
    case 'sale': {
      const { memberId, sale } = event;
      if (memberId === null || !sale) return false;
      members.count(memberId, sale);
      return true;
    }
    case 'merged':
      members.merge(event.from, event.into);
      return true;
    case 'erased':
      members.erase(event.memberId);
      return true;
  }
}
