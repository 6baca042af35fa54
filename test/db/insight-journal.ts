import Database from 'better-sqlite3';
import { insightReader, insightWriter, type InsightReader } from '../../db/insight-store.ts';
import { migrate, readMigrations } from '../../db/migrate.ts';

/** What may be in the books of these tests: sales with their articles, and members who are merged or erased. */
export type Booked =
  | {
      readonly kind: 'sale';
      readonly date: string;
      readonly memberId: string | null;
      readonly lines: readonly BookedLine[];
    }
  | { readonly kind: 'merged'; readonly from: string; readonly into: string }
  | { readonly kind: 'erased'; readonly memberId: string }
  | { readonly kind: 'other' };

/** What comes back is negative. */
export interface BookedLine {
  readonly articleCode: string | null;
  readonly department: string;
  readonly totalMinor: number;
}

/** Books with only what insight reads of them: the rows that the ledger has of sales, and the entries about members. */
export interface InsightBooks {
  readonly db: Database.Database;
  readonly insight: InsightReader;
  book(booked: Booked): void;
  /** One call of the writer in a transaction of its own. */
  advance(stepsMax: number): number;
  advanceToEnd(stepsMax: number): void;
  clear(): void;
  /** Every derived row, to compare. */
  dump(): Readonly<Record<string, readonly unknown[]>>;
}

/** A member's row may be anywhere in its table; all else must be just the same. */
const tables = {
  progress: 'SELECT * FROM insight_progress',
  articles: 'SELECT * FROM insight_article',
  partners: 'SELECT * FROM insight_partner',
  members: `SELECT member_id, purchase_count, spend_minor, visit_days, departments, months
    FROM insight_member ORDER BY member_id`,
  histogram: 'SELECT * FROM insight_histogram',
};

export function openInsightBooks(): InsightBooks {
  const db = new Database(':memory:');
  migrate(db, readMigrations(), () => undefined);
  const writer = insightWriter(db);
  const advance = db.transaction((stepsMax: number) => writer.advance(stepsMax).left);
  const books: InsightBooks = {
    db,
    insight: insightReader(db),
    book: createBooker(db),
    advance: (stepsMax) => advance.immediate(stepsMax),
    advanceToEnd(stepsMax) {
      while (books.advance(stepsMax) > 0);
    },
    clear: () => db.transaction(() => writer.clear()).immediate(),
    dump: () =>
      Object.fromEntries(Object.entries(tables).map(([name, sql]) => [name, db.prepare(sql).all()])),
  };
  return books;
}

function createBooker(db: Database.Database): (booked: Booked) => void {
  const head = db.prepare<[], number>('SELECT COALESCE(MAX(position), 0) FROM journal').pluck();
  const append = db.prepare(
    `INSERT INTO journal (position, register, epoch, seq, id, type, schema, at_utc, utc_offset, business_date, shift, actor,
       payload, prev_hash, hash)
     VALUES ($position, 'r', 1, $position, 'id-' || $position, $type, 1, 0, 0, '2026-01-01', 1, 'a', $payload,
       zeroblob(32), zeroblob(32))`,
  );
  const sale = db.prepare(
    `INSERT INTO sale (entry, id, receipt_number, epoch, receipt_sequence, shift, business_date, at_utc, utc_offset, actor,
       line_count, gross_minor, price_saving_minor, discount_minor, return_minor, net_minor, tax_minor, total_minor,
       rounding_minor, residual_e7, grand_total_minor, source_ref, member_id)
     VALUES ($entry, 's' || $entry, 'r' || $entry, 1, $entry, 1, $date, 0, 0, 'a', $lineCount, 0, 0, 0, 0, 0, 0, $totalMinor,
       0, 0, 0, NULL, $memberId)`,
  );
  const line = db.prepare(
    `INSERT INTO sale_line (entry, line_no, kind, article_code, name, department, unit, quantity_thousandths,
       list_price_e4, unit_price_e4, gross_minor, discount_minor, tax_code, tax_rate_bp, is_tax_included, tax_minor,
       total_minor, shares)
     VALUES (?, ?, ?, ?, 'n', ?, 'each', ?, 0, 0, 0, 0, 't', 0, 1, 0, ?, '[]')`,
  );
  const move = db.prepare('UPDATE sale SET member_id = ? WHERE member_id = ?');
  const payloads = {
    merged: ({ from, into }: Booked & { kind: 'merged' }) => ({ fromMemberId: from, intoMemberId: into }),
    erased: ({ memberId }: Booked & { kind: 'erased' }) => ({ memberId }),
  };
  return (booked) => {
    const position = head.get()! + 1;
    const write = (type: string, payload: unknown) =>
      append.run({ position, type, payload: JSON.stringify(payload) });
    switch (booked.kind) {
      case 'sale': {
        const { date, memberId, lines } = booked;
        write('sale.completed', {});
        const totalMinor = lines.reduce((sum, each) => sum + each.totalMinor, 0);
        sale.run({ entry: position, date, lineCount: lines.length, totalMinor, memberId });
        for (const [place, { articleCode, department, totalMinor: lineMinor }] of lines.entries()) {
          const isReturn = lineMinor < 0;
          const kind = isReturn ? 'return' : 'sale';
          line.run(position, place + 1, kind, articleCode, department, isReturn ? -1_000 : 1_000, lineMinor);
        }
        return;
      }
      case 'merged':
        write('member.merged', payloads.merged(booked));
        // As the ledger does.
        return void move.run(booked.into, booked.from);
      case 'erased':
        return void write('member.erased', payloads.erased(booked));
      case 'other':
        return void write('clock.confirmed', {});
    }
  };
}
