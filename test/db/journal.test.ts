import Database from 'better-sqlite3';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GENESIS_HASH, hashEntry } from '../../seal/entry-hash.ts';
import { entryOf, journalAppender, journalReader } from '../../db/journal.ts';
import { migrate, readMigrations } from '../../db/migrate.ts';
import { openStoreReader } from '../../db/open-store.ts';
import type { VerifyReport } from '../../db/verify.ts';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { verifyChanged } from './changed-till.ts';
import { soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-journal-'));
const till = join(scratch, 'till');

beforeAll(() => soakTill(till, 40));
afterAll(() => rmSync(scratch, { recursive: true }));

const fact: Fact = { type: 'staff.pin-set', payload: { staffId: 'z' } };

function context(id: string) {
  return { id, atUtcMs: 1, utcOffsetMinutes: 0, businessDate: '2026-01-01', shift: 0, actor: 'system' };
}

function emptyJournal(): Database.Database {
  const db = new Database(':memory:');
  migrate(db, readMigrations(), () => undefined);
  return db;
}

function verifyAfter(change: (db: Database.Database) => void): VerifyReport {
  return verifyChanged(till, change);
}

describe('appending', () => {
  test('outside a transaction is a bug and throws', () => {
    const db = emptyJournal();
    const append = journalAppender(db);
    expect(() => append('r', 1, fact, context('a'))).toThrow('only with the tables it changes');
    expect(journalReader(db).head()).toBeNull();
    db.close();
  });

  test('numbers entries without a gap in each epoch and in the whole, each naming the hash before it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 30 }), (steps) => {
        const db = emptyJournal();
        const append = journalAppender(db);
        const seen = new Map<number, number>();
        let epoch = 1;
        let hash: Buffer = GENESIS_HASH;
        for (const [index, step] of steps.entries()) {
          epoch += step;
          seen.set(epoch, (seen.get(epoch) ?? 0) + 1);
          db.transaction(() => append('r', epoch, fact, context(`id-${index}`)))();
          const row = journalReader(db).row(index + 1)!;
          expect(row).toMatchObject({ epoch, seq: seen.get(epoch), prev_hash: hash, hash: hashEntry(row) });
          hash = row.hash;
        }
        db.close();
      }),
      { numRuns: 25 },
    );
  });

  test('stores a fact as the bytes of its canonical JSON and gives the same fact back', () => {
    const store = openStoreReader(till);
    const types = new Set<string>();
    for (const row of store.journal.rows(1)) {
      types.add(row.type);
      expect(row.payload).toBe(canonicalJson(JSON.parse(row.payload)));
    }
    expect(types).toContain('sale.completed');
    expect(types.size).toBeGreaterThan(15);
    store.close();
  });

  test('returns the entry that reading gives back', () => {
    const db = emptyJournal();
    const append = journalAppender(db);
    const entry = db.transaction(() => append('r', 1, fact, context('a')))();
    expect(entryOf(journalReader(db).row(1)!)).toEqual(entry);
    db.close();
  });
});

describe('the chain', () => {
  const textColumns = ['register', 'id', 'type', 'business_date', 'actor', 'payload'];
  const numberColumns = ['schema', 'at_utc', 'utc_offset', 'shift', 'epoch', 'seq'];
  const blobColumns = ['prev_hash', 'hash'];
  const column = fc.constantFrom(...textColumns, ...numberColumns, ...blobColumns);

  test('of a till that was soaked holds', () => {
    expect(verifyAfter(() => undefined)).toMatchObject({ fault: null });
  });

  test('shows any one character changed in any column of any entry, and names the entry', () => {
    fc.assert(
      fc.property(fc.nat(), column, fc.nat(), fc.integer({ min: 1, max: 60 }), (place, name, at, by) => {
        let seq = 0;
        const { fault } = verifyAfter((db) => {
          const count = db.prepare('SELECT COUNT(*) FROM journal').pluck().get() as number;
          const position = 1 + (place % count);
          const row = journalReader(db).row(position)!;
          seq = row.seq;
          const value = changedValue(row[name as 'type'], at, by);
          db.prepare(`UPDATE journal SET ${name} = ? WHERE position = ?`).run(value, position);
        });
        expect(fault).toMatchObject({ kind: 'chain' });
        // A number that was changed itself is named beside the one that was expected.
        expect(name === 'seq' ? fault!.detail : fault!.seq).toEqual(
          name === 'seq' ? `seq ${seq} was expected` : seq,
        );
      }),
      { numRuns: 50 },
    );
  });

  test('shows a removed entry, at the one that followed it', () => {
    const { fault } = verifyAfter((db) => db.exec('DELETE FROM journal WHERE position = 9'));
    expect(fault).toMatchObject({ kind: 'chain', seq: 10, detail: 'position 9 is missing' });
  });

  test('shows two entries that changed places', () => {
    const { fault } = verifyAfter((db) =>
      db.exec(`UPDATE journal SET position = 1000000 WHERE position = 20;
        UPDATE journal SET position = 20 WHERE position = 21;
        UPDATE journal SET position = 21 WHERE position = 1000000;`),
    );
    expect(fault).toMatchObject({ kind: 'chain', seq: 21 });
  });
});

/** The value with one character or byte changed, or another number, which no other entry has. */
function changedValue(value: unknown, at: number, by: number): unknown {
  if (typeof value === 'number') return value + 1_000_000 + by;
  if (Buffer.isBuffer(value)) {
    const bytes = Buffer.from(value);
    bytes[at % bytes.length]! ^= by;
    return bytes;
  }
  const characters = [...String(value)];
  const place = at % characters.length;
  const old = characters[place]!.codePointAt(0)!;
  characters[place] = String.fromCodePoint(old === 33 + by ? 32 : 33 + by);
  return characters.join('');
}
