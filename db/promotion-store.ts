import type { Database } from 'better-sqlite3';
import { canonicalJson } from '../domain/facts/canonical-json.ts';
import type { Promotion } from '../domain/promotions/promotion.ts';
import { createSetDigest, EMPTY_DIGEST } from '../seal/set-digest.ts';
import { parseStored } from './stored-json.ts';

/** A rule with whether the shop has it on. */
export interface StoredPromotion {
  readonly promotion: Promotion;
  readonly isOn: boolean;
}

export interface PromotionReader {
  /** Every rule, in the order in which its file has it. */
  all(): readonly StoredPromotion[];
  byId(ruleId: string): StoredPromotion | null;
  /** Those that are on. The same array for as long as nothing changes, so that what is made of it can be kept by it. */
  active(): readonly Promotion[];
  storedDigest(): string;
  computeDigest(): string;
}

/** What an import made of the rules that were there. */
export interface PromotionCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** A rule as central decided it, with its place among all. */
export interface PulledPromotion extends StoredPromotion {
  readonly place: number;
}

export interface PulledPromotionCounts {
  readonly changed: number;
  readonly removed: number;
}

export interface PromotionWriter {
  /** Puts these in place of all; one that was switched off stays off. Returns what changed, and the digest after it. */
  replaceAll(promotions: readonly Promotion[]): PromotionCounts & { readonly digest: string };
  /** Puts single rules in place of those of their ids; null takes one away. Returns how many did change, and the digest after it. */
  apply(changes: ReadonlyMap<string, PulledPromotion | null>): PulledPromotionCounts & {
    readonly digest: string;
  };
  /** Switches a rule; returns the digest after it. */
  switch(ruleId: string, isOn: boolean): string;
}

interface Row {
  readonly id: string;
  readonly place: number;
  readonly is_on: number;
  readonly body: string;
}

export function promotionReader(db: Database): PromotionReader {
  const rows = db.prepare<[], Row>('SELECT * FROM promotion ORDER BY place');
  const row = db.prepare<[string], Row>('SELECT * FROM promotion WHERE id = ?');
  const digest = db
    .prepare<[], string>(`SELECT digest FROM reference_digest WHERE name = 'promotion'`)
    .pluck();
  const storedDigest = () => digest.get() ?? EMPTY_DIGEST;
  let known: { readonly digest: string; readonly active: readonly Promotion[] } | null = null;
  return {
    all: () => rows.all().map(promotionOf),
    byId(ruleId) {
      const found = row.get(ruleId);
      return found ? promotionOf(found) : null;
    },
    active() {
      const current = storedDigest();
      if (known?.digest !== current) {
        const on = rows.all().filter(({ is_on }) => is_on === 1);
        known = { digest: current, active: on.map((each) => promotionOf(each).promotion) };
      }
      return known.active;
    },
    storedDigest,
    computeDigest: () => digestOf(rows.iterate()),
  };
}

export function promotionWriter(db: Database): PromotionWriter {
  const rows = db.prepare<[], Row>('SELECT * FROM promotion ORDER BY place');
  const clear = db.prepare('DELETE FROM promotion');
  const insert = db.prepare('INSERT INTO promotion (id, place, is_on, body) VALUES (?, ?, ?, ?)');
  const byId = db.prepare<[string], Row>('SELECT * FROM promotion WHERE id = ?');
  const save = db.prepare(
    `INSERT INTO promotion (id, place, is_on, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET place = excluded.place, is_on = excluded.is_on, body = excluded.body`,
  );
  const remove = db.prepare('DELETE FROM promotion WHERE id = ?');
  const setOn = db.prepare('UPDATE promotion SET is_on = ? WHERE id = ?');
  const saveDigest = db.prepare(
    `INSERT INTO reference_digest (name, digest) VALUES ('promotion', ?)
     ON CONFLICT (name) DO UPDATE SET digest = excluded.digest`,
  );
  const sealRows = () => {
    const digest = digestOf(rows.iterate());
    saveDigest.run(digest);
    return digest;
  };
  return {
    replaceAll(promotions) {
      const before = new Map(rows.all().map((row) => [row.id, row]));
      const counts = { added: 0, changed: 0, unchanged: 0, removed: 0 };
      clear.run();
      promotions.forEach((promotion, place) => {
        const old = before.get(promotion.id);
        const body = canonicalJson(promotion);
        if (!old) counts.added += 1;
        else if (old.body === body && old.place === place) counts.unchanged += 1;
        else counts.changed += 1;
        before.delete(promotion.id);
        insert.run(promotion.id, place, old?.is_on ?? 1, body);
      });
      return { ...counts, removed: before.size, digest: sealRows() };
    },
    apply(changes) {
      const counts = { changed: 0, removed: 0 };
      for (const [ruleId, pulled] of changes) {
        if (!pulled) {
          counts.removed += remove.run(ruleId).changes;
          continue;
        }
        const body = canonicalJson(pulled.promotion);
        const before = byId.get(ruleId);
        const isSame =
          before?.body === body && before.place === pulled.place && (before.is_on === 1) === pulled.isOn;
        if (isSame) continue;
        save.run(ruleId, pulled.place, pulled.isOn ? 1 : 0, body);
        counts.changed += 1;
      }
      return { ...counts, digest: sealRows() };
    },
    switch(ruleId, isOn) {
      setOn.run(isOn ? 1 : 0, ruleId);
      return sealRows();
    },
  };
}

function promotionOf(row: Row): StoredPromotion {
  return { promotion: parseStored(row.body, `the rule ${row.id}`) as Promotion, isOn: row.is_on === 1 };
}

function digestOf(rows: Iterable<Row>): string {
  const digest = createSetDigest();
  for (const { id, place, is_on, body } of rows) digest.add(JSON.stringify([id, place, is_on, body]));
  return digest.hex();
}
