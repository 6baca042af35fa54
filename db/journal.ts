import type { Database } from 'better-sqlite3';
import { decodePayload, encodePayload } from '../domain/facts/fact-codec.ts';
import { FACT_SCHEMA, type Fact, type JournalEntry } from '../domain/facts/fact.ts';
import { GENESIS_HASH, hashEntry } from '../seal/entry-hash.ts';

/** The columns of a stored entry, as SQLite returns them. */
export interface JournalRow {
  readonly position: number;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly at_utc: number;
  readonly utc_offset: number;
  readonly business_date: string;
  readonly shift: number;
  readonly actor: string;
  readonly payload: string;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
}

/** Who and when, for an entry: everything of it that is not the fact itself or its place in the chain. */
export interface EntryContext {
  readonly id: string;
  readonly atUtcMs: number;
  readonly utcOffsetMinutes: number;
  readonly businessDate: string;
  readonly shift: number;
  readonly actor: string;
}

export interface JournalHead {
  readonly position: number;
  readonly epoch: number;
  readonly seq: number;
  readonly atUtcMs: number;
  readonly hash: Buffer;
}

export interface JournalReader {
  head(): JournalHead | null;
  /** Entries in order, from a position on. */
  rows(fromPosition: number): IterableIterator<JournalRow>;
  row(position: number): JournalRow | null;
  /** An entry by the number that people know it by. */
  bySeq(epoch: number, seq: number): JournalRow | null;
  /** Entries of a type, newest first. */
  latest(type: string, limit: number): JournalRow[];
  /** The newest entry from before a moment: it looks through those made since. */
  lastBefore(utcMs: number): JournalRow | null;
}

export function journalReader(db: Database): JournalReader {
  const head = db.prepare<[], { position: number; epoch: number; seq: number; at_utc: number; hash: Buffer }>(
    'SELECT position, epoch, seq, at_utc, hash FROM journal ORDER BY position DESC LIMIT 1',
  );
  const rows = db.prepare<[number], JournalRow>(
    'SELECT * FROM journal WHERE position >= ? ORDER BY position',
  );
  const row = db.prepare<[number], JournalRow>('SELECT * FROM journal WHERE position = ?');
  const bySeq = db.prepare<[number, number], JournalRow>(
    'SELECT * FROM journal WHERE register = (SELECT register FROM till) AND epoch = ? AND seq = ?',
  );
  const latest = db.prepare<[string, number], JournalRow>(
    'SELECT * FROM journal WHERE type = ? ORDER BY position DESC LIMIT ?',
  );
  const lastBefore = db.prepare<[number], JournalRow>(
    'SELECT * FROM journal WHERE at_utc < ? ORDER BY position DESC LIMIT 1',
  );
  return {
    head() {
      const found = head.get();
      return found ? { ...found, atUtcMs: found.at_utc } : null;
    },
    rows: (fromPosition) => rows.iterate(fromPosition),
    row: (position) => row.get(position) ?? null,
    bySeq: (epoch, seq) => bySeq.get(epoch, seq) ?? null,
    latest: (type, limit) => latest.all(type, limit),
    lastBefore: (utcMs) => lastBefore.get(utcMs) ?? null,
  };
}

/** Appends one fact at the end of the chain and returns the entry it became. Call it inside a transaction only. */
export type AppendEntry = (
  register: string,
  epoch: number,
  fact: Fact,
  context: EntryContext,
) => JournalEntry;

export function journalAppender(db: Database): AppendEntry {
  const reader = journalReader(db);
  const insert = db.prepare(
    `INSERT INTO journal (position, register, epoch, seq, id, type, schema, at_utc, utc_offset, business_date, shift,
       actor, payload, prev_hash, hash)
     VALUES (@position, @register, @epoch, @seq, @id, @type, @schema, @at_utc, @utc_offset, @business_date, @shift,
       @actor, @payload, @prev_hash, @hash)`,
  );
  return (register, epoch, fact, context) => {
    if (!db.inTransaction) throw new Error('an entry is appended only with the tables it changes');
    const head = reader.head();
    const row = {
      position: (head?.position ?? 0) + 1,
      register,
      epoch,
      seq: head && head.epoch === epoch ? head.seq + 1 : 1,
      id: context.id,
      type: fact.type,
      schema: FACT_SCHEMA,
      at_utc: context.atUtcMs,
      utc_offset: context.utcOffsetMinutes,
      business_date: context.businessDate,
      shift: context.shift,
      actor: context.actor,
      payload: encodePayload(fact),
      prev_hash: head?.hash ?? GENESIS_HASH,
    };
    insert.run({ ...row, hash: hashEntry(row) });
    return { ...fact, ...entryColumns(row) };
  };
}

/** Reads a stored row back into the entry it is. */
export function entryOf(row: JournalRow): JournalEntry {
  return { ...decodePayload(row.type, row.schema, row.payload), ...entryColumns(row) };
}

function entryColumns(row: Omit<JournalRow, 'hash' | 'prev_hash'>): Omit<JournalEntry, 'type' | 'payload'> {
  return {
    position: row.position,
    register: row.register,
    epoch: row.epoch,
    seq: row.seq,
    id: row.id,
    schema: row.schema,
    atUtcMs: row.at_utc,
    utcOffsetMinutes: row.utc_offset,
    businessDate: row.business_date,
    shift: row.shift,
    actor: row.actor,
  };
}
