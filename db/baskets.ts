import type { Database } from 'better-sqlite3';
import { parseStored } from './stored-json.ts';
import {
  NO_MEMBERSHIP,
  type Authorization,
  type Basket,
  type BasketLine,
  type BasketMembership,
  type BasketState,
  type ManualDiscount,
} from '../domain/basket.ts';

/** A held basket, as a list of them shows it. */
export interface HeldBasket {
  readonly id: string;
  readonly label: string | null;
  readonly heldBy: string;
  readonly heldAtUtcMs: number;
  readonly lineCount: number;
  /** What it came to when it was put aside. */
  readonly totalMinor: number;
}

export interface BasketReader {
  /** The basket on the counter, or null when there is none. */
  current(): Basket | null;
  byId(id: string): Basket | null;
  held(): HeldBasket[];
}

export interface BasketWriter {
  create(basket: Basket): void;
  /** Writes everything of a basket but its lines. */
  saveHeader(basket: Omit<Basket, 'lines'>): void;
  hold(id: string, held: Omit<HeldBasket, 'id' | 'lineCount'>): void;
  remove(id: string): void;
  appendLines(basketId: string, lines: readonly BasketLine[]): void;
  saveLine(line: BasketLine): void;
  removeLine(lineId: string): void;
}

interface BasketRow {
  readonly id: string;
  readonly state: BasketState;
  readonly opened_at_utc: number;
  readonly frozen_at_utc: number | null;
  readonly label: string | null;
  readonly source_ref: string | null;
  readonly discount: string | null;
  readonly tax_exemption: string | null;
  readonly membership: string | null;
}

export function basketReader(db: Database): BasketReader {
  const current = db.prepare<[], BasketRow>(`SELECT * FROM basket WHERE state <> 'held'`);
  const byId = db.prepare<[string], BasketRow>('SELECT * FROM basket WHERE id = ?');
  const lines = db
    .prepare<[string], string>('SELECT line FROM basket_line WHERE basket_id = ? ORDER BY place')
    .pluck();
  const held = db.prepare<[], HeldBasket>(
    `SELECT id, label, held_by AS heldBy, held_at_utc AS heldAtUtcMs, held_total_minor AS totalMinor,
       (SELECT COUNT(*) FROM basket_line WHERE basket_id = basket.id) AS lineCount
     FROM basket WHERE state = 'held' ORDER BY held_at_utc, id`,
  );
  const linesRead = keepLines();
  const read = (row: BasketRow | undefined): Basket | null =>
    row
      ? {
          id: row.id,
          state: row.state,
          openedAtUtcMs: row.opened_at_utc,
          frozenAtUtcMs: row.frozen_at_utc,
          label: row.label,
          sourceRef: row.source_ref,
          discount: fromJson<ManualDiscount>(row.discount),
          taxExemption: fromJson<Authorization>(row.tax_exemption),
          membership: fromJson<BasketMembership>(row.membership) ?? NO_MEMBERSHIP,
          lines: lines.all(row.id).map(linesRead),
        }
      : null;
  return {
    current: () => read(current.get()),
    byId: (id) => read(byId.get(id)),
    held: () => held.all(),
  };
}

/** As many lines as baskets on a counter have; a scan reads all of them again, and changes one. */
const LINES_KEPT = 2_000;

/** Reads lines, and gives the same object for the same text: what is made of a line can be kept by it. */
function keepLines(): (stored: string) => BasketLine {
  const kept = new Map<string, BasketLine>();
  return (stored) => {
    let line = kept.get(stored);
    if (!line) {
      if (kept.size >= LINES_KEPT) kept.clear();
      line = readLine(stored);
      kept.set(stored, line);
    }
    return line;
  };
}

/** A line that an older program left has no word of what this one added. */
function readLine(stored: string): BasketLine {
  const line = parseStored(stored, 'a line of a sale') as Omit<BasketLine, 'tags' | 'isGift'>;
  return { tags: [], isGift: false, ...line };
}

export function basketWriter(db: Database): BasketWriter {
  const saveHeader = db.prepare(
    `INSERT INTO basket (id, state, opened_at_utc, frozen_at_utc, label, source_ref, discount, tax_exemption, membership)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, frozen_at_utc = excluded.frozen_at_utc,
       label = excluded.label, discount = excluded.discount, tax_exemption = excluded.tax_exemption,
       membership = excluded.membership`,
  );
  const hold = db.prepare(
    `UPDATE basket SET state = 'held', label = ?, held_by = ?, held_at_utc = ?, held_total_minor = ? WHERE id = ?`,
  );
  const removeBasket = db.prepare('DELETE FROM basket WHERE id = ?');
  const removeLines = db.prepare('DELETE FROM basket_line WHERE basket_id = ?');
  const lastPlace = db
    .prepare<[string], number | null>('SELECT MAX(place) FROM basket_line WHERE basket_id = ?')
    .pluck();
  const insertLine = db.prepare('INSERT INTO basket_line (basket_id, place, id, line) VALUES (?, ?, ?, ?)');
  const saveLine = db.prepare('UPDATE basket_line SET line = ? WHERE id = ?');
  const removeLine = db.prepare('DELETE FROM basket_line WHERE id = ?');
  const writer: BasketWriter = {
    create(basket) {
      writer.saveHeader(basket);
      writer.appendLines(basket.id, basket.lines);
    },
    saveHeader(basket) {
      saveHeader.run(
        basket.id,
        basket.state,
        basket.openedAtUtcMs,
        basket.frozenAtUtcMs,
        basket.label,
        basket.sourceRef,
        toJson(basket.discount),
        toJson(basket.taxExemption),
        basket.membership === NO_MEMBERSHIP ? null : toJson(basket.membership),
      );
    },
    hold: (id, { label, heldBy, heldAtUtcMs, totalMinor }) =>
      void hold.run(label, heldBy, heldAtUtcMs, totalMinor, id),
    remove(id) {
      removeLines.run(id);
      removeBasket.run(id);
    },
    appendLines(basketId, lines) {
      let place = lastPlace.get(basketId) ?? 0;
      for (const line of lines) {
        place += 1;
        insertLine.run(basketId, place, line.id, JSON.stringify(line));
      }
    },
    saveLine: (line) => void saveLine.run(JSON.stringify(line), line.id),
    removeLine: (lineId) => void removeLine.run(lineId),
  };
  return writer;
}

function fromJson<T>(text: string | null): T | null {
  return text === null ? null : (parseStored(text, 'a sale') as T);
}

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
