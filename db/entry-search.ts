import type { Database } from 'better-sqlite3';

/** Which entries of the journal are wanted; null leaves a field open. */
export interface EntryFilter {
  readonly types: readonly string[] | null;
  /** Of the finished sales, only those that sold something, or that took something back. */
  readonly receipts: 'sale' | 'refund' | null;
  /** A staff id, or `system`. */
  readonly actor: string | null;
  readonly businessDate: string | null;
  readonly text: EntryText | null;
}

/** What a person typed, as the different things that it may be. */
export interface EntryText {
  /** A part of a receipt number, an article's name, a reason or a subject; ASCII letters match in either case. */
  readonly part: string;
  /** The amount that it is in minor units, where it is one. */
  readonly amountMinor: number | null;
  /** The number of an entry, where it is a whole one. */
  readonly seq: number | null;
  /** Whoever it may name. */
  readonly staffIds: readonly string[];
}

export interface EntryPage {
  /** Newest first. */
  readonly positions: readonly number[];
  /** Where the next page begins: only entries below it; null when nothing older is left. */
  readonly before: number | null;
}

/** Entries looked through in one step: the few milliseconds that it takes are what a scan may have to wait for. */
const SLICE_ENTRIES = 1_000;
const LIGHT_SLICE_ENTRIES = 50_000;

export interface EntrySearch {
  /** Looks through one slice of the journal below a position, for at most `limit` entries. */
  step(filter: EntryFilter, before: number, limit: number): EntryPage;
  /** How many entries of each type a business date has. */
  countByType(businessDate: string): Map<string, number>;
  /** How many receipts of a business date sold something, and how many took something back. */
  countReceipts(businessDate: string): { readonly sale: number; readonly refund: number };
}

export function entrySearch(db: Database): EntrySearch {
  const light = db.prepare<SliceBounds, number>(`${BROWSE} ${NEWEST_FIRST}`).pluck();
  const full = db.prepare<SliceBounds & TextBounds, number>(`${BROWSE} ${OF_TEXT} ${NEWEST_FIRST}`).pluck();
  const entryOfSeq = db
    .prepare<[number], number>(
      'SELECT position FROM journal WHERE seq = ? AND register = (SELECT register FROM till) AND epoch BETWEEN 1 AND (SELECT epoch FROM till)',
    )
    .pluck();
  const byType = db.prepare<[string], { type: string; count: number }>(
    `SELECT type, COUNT(*) AS count FROM journal INDEXED BY journal_browse WHERE business_date = ? GROUP BY type`,
  );
  const receipts = db.prepare<[string], { sale: number; refund: number }>(
    `SELECT COUNT(CASE WHEN ${SOLD} THEN 1 END) AS sale, COUNT(CASE WHEN return_minor <> 0 THEN 1 END) AS refund
     FROM sale WHERE business_date = ?`,
  );
  return {
    step(filter, before, limit) {
      const { text, types, ...rest } = filter;
      const size = text || filter.receipts ? SLICE_ENTRIES : LIGHT_SLICE_ENTRIES;
      const low = Math.max(1, before - size);
      const bounds = { ...rest, types: toJson(types), low, before, limit };
      const positions = text
        ? full.all({
            ...bounds,
            like: likePattern(text.part),
            code: text.part,
            gtin: /^\d{8,14}$/.test(text.part) ? text.part.padStart(14, '0') : null,
            amountMinor: text.amountMinor,
            staffIds: JSON.stringify(text.staffIds),
            numbered: JSON.stringify(text.seq === null ? [] : entryOfSeq.all(text.seq)),
          })
        : light.all(bounds);
      const last = positions.length === limit ? positions.at(-1)! : low;
      return { positions, before: last > 1 ? last : null };
    },
    countByType: (businessDate) =>
      new Map(byType.all(businessDate).map(({ type, count }) => [type, count] as const)),
    countReceipts: (businessDate) => receipts.get(businessDate)!,
  };
}

interface SliceBounds {
  readonly low: number;
  readonly before: number;
  readonly limit: number;
  readonly types: string | null;
  readonly receipts: string | null;
  readonly actor: string | null;
  readonly businessDate: string | null;
}

interface TextBounds {
  readonly like: string;
  readonly code: string;
  readonly gtin: string | null;
  readonly amountMinor: number | null;
  readonly staffIds: string;
  readonly numbered: string;
}

/** Columns of `sale`: whether a receipt sold something, as the X report counts them. */
const SOLD = 'total_minor - return_minor <> 0 OR return_minor = 0';

const BROWSE = `
  SELECT position FROM journal INDEXED BY journal_browse
  WHERE position >= @low AND position < @before
    AND (@businessDate IS NULL OR business_date = @businessDate)
    AND (@actor IS NULL OR actor = @actor)
    AND (@types IS NULL OR type IN (SELECT value FROM json_each(@types)))
    AND (@receipts IS NULL OR position IN (
      SELECT entry FROM sale WHERE entry >= @low AND entry < @before
        AND CASE @receipts WHEN 'refund' THEN return_minor <> 0 ELSE ${SOLD} END))`;

/** Each table is looked through within the slice only, by its key. */
const OF_TEXT = `
    AND (position IN (SELECT value FROM json_each(@numbered))
      OR actor IN (SELECT value FROM json_each(@staffIds))
      OR position IN (
        SELECT entry FROM sale WHERE entry >= @low AND entry < @before
          AND (receipt_number LIKE @like ESCAPE '\\' OR abs(total_minor) = @amountMinor))
      OR position IN (
        SELECT entry FROM sale_line WHERE entry >= @low AND entry < @before
          AND (name LIKE @like ESCAPE '\\' OR article_code = @code OR barcode = @code OR barcode = @gtin))
      OR position IN (
        SELECT sale_entry FROM payment WHERE sale_entry >= @low AND sale_entry < @before AND reference = @code)
      OR position IN (
        SELECT entry FROM cash_move WHERE entry >= @low AND entry < @before
          AND (reason LIKE @like ESCAPE '\\' OR amount_minor = @amountMinor))
      OR position IN (
        SELECT entry FROM till_event WHERE entry >= @low AND entry < @before
          AND (reason LIKE @like ESCAPE '\\' OR subject LIKE @like ESCAPE '\\' OR amount_minor = @amountMinor)))`;

const NEWEST_FIRST = 'ORDER BY position DESC LIMIT @limit';

function toJson(types: readonly string[] | null): string | null {
  return types && JSON.stringify(types);
}

/** A part of a text, taken literally. */
function likePattern(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
