import type Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashEntry } from '../../seal/entry-hash.ts';
import { journalReader } from '../../db/journal.ts';
import type { VerifyReport } from '../../db/verify.ts';
import { verifyChanged } from './changed-till.ts';
import { soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-verify-chain-'));
const till = join(scratch, 'till');

beforeAll(() => soakTill(till, 20));
afterAll(() => rmSync(scratch, { recursive: true }));

function verifyAfter(change: (db: Database.Database) => void): VerifyReport {
  return verifyChanged(till, change);
}

/** Gives every entry from `position` on the hash that its content now has, as somebody who covers a change would. */
function rehash(db: Database.Database, position: number, forgeHeads: boolean): void {
  const reader = journalReader(db);
  const update = db.prepare('UPDATE journal SET payload = ?, prev_hash = ?, hash = ? WHERE position = ?');
  let previous = reader.row(position - 1)!;
  for (let row = reader.row(position); row; row = reader.row(row.position + 1)) {
    const isForged = forgeHeads && row.type === 'shift.closed';
    const headHash = previous.hash.toString('hex');
    const payload = isForged ? row.payload.replace(/("headHash":")[0-9a-f]+/, `$1${headHash}`) : row.payload;
    const changed = { ...row, payload, prev_hash: previous.hash };
    update.run(payload, changed.prev_hash, hashEntry(changed), row.position);
    previous = reader.row(row.position)!;
  }
}

function saleEntry(db: Database.Database, order: 'ASC' | 'DESC'): number {
  return db.prepare<[], number>(`SELECT entry FROM sale ORDER BY entry ${order} LIMIT 1`).pluck().get()!;
}

/** Has a sale rung by somebody else, in the journal and in its table. */
function blame(db: Database.Database, entry: number): void {
  db.prepare(`UPDATE journal SET actor = 'somebody' WHERE position = ?`).run(entry);
  db.prepare(`UPDATE sale SET actor = 'somebody' WHERE entry = ?`).run(entry);
}

function firstZ(db: Database.Database): { position: number; seq: number } {
  return db
    .prepare<[], { position: number; seq: number }>(
      `SELECT position, seq FROM journal WHERE type = 'shift.closed' ORDER BY position LIMIT 1`,
    )
    .get()!;
}

describe('a chain that was re-computed', () => {
  test('before a Z is caught by the head that the Z names', () => {
    let zSeq = 0;
    const { fault } = verifyAfter((db) => {
      const entry = saleEntry(db, 'ASC');
      zSeq = firstZ(db).seq;
      blame(db, entry);
      rehash(db, entry, false);
    });
    expect(fault).toMatchObject({
      kind: 'signature',
      seq: zSeq,
      detail: 'its Z names another head of the chain',
    });
  });

  test('with the heads of its Zs is caught by their signatures, which need the till’s key', () => {
    let zSeq = 0;
    const { fault } = verifyAfter((db) => {
      const entry = saleEntry(db, 'ASC');
      zSeq = firstZ(db).seq;
      blame(db, entry);
      rehash(db, entry, true);
    });
    expect(fault).toMatchObject({
      kind: 'signature',
      seq: zSeq,
      detail: 'its Z was not signed by this till',
    });
  });

  test.each(['"nonsense"', '""', '"MCowBQYDK2VwAyEA"'])(
    'with the key %s in place of the till’s is a fault, not a crash',
    (key) => {
      const { fault } = verifyAfter((db) => {
        const payload = journalReader(db)
          .row(1)!
          .payload.replace(/("publicKey":)"[^"]+"/, `$1${key}`);
        db.prepare('UPDATE journal SET payload = ? WHERE position = 1').run(payload);
        const first = journalReader(db).row(1)!;
        db.prepare('UPDATE journal SET hash = ? WHERE position = 1').run(hashEntry(first));
        rehash(db, 2, true);
      });
      expect(fault).toMatchObject({ kind: 'signature' });
    },
  );
});

// Nothing inside the data folder can tell these from a till that never went further: only what left it can, the start of
// the head's hash on a printed Z, a backup's header, or what central has acknowledged.
describe('what only a copy of the head outside the till shows', () => {
  let whole: VerifyReport;
  beforeAll(() => {
    whole = verifyAfter(() => undefined);
  });

  test('is a change behind the last Z with the chain and the tables made to fit: another head', () => {
    const report = verifyAfter((db) => {
      const entry = saleEntry(db, 'DESC');
      blame(db, entry);
      rehash(db, entry, false);
    });
    expect(report).toMatchObject({ fault: null, entries: whole.entries });
    expect(report.headHash).not.toBe(whole.headHash);
  });

  test('is an end cut off behind the last Z together with its rows: an earlier head', () => {
    const report = verifyAfter((db) => {
      const entry = saleEntry(db, 'DESC');
      for (const table of ['sale', 'sale_line', 'payment']) {
        db.prepare(`DELETE FROM ${table} WHERE entry = ?`).run(entry);
      }
      db.prepare('DELETE FROM journal WHERE position >= ?').run(entry);
    });
    expect(report).toMatchObject({ fault: null, entries: whole.entries - 1, zReports: whole.zReports });
    expect(report.headHash).not.toBe(whole.headHash);
  });

  test('but an end cut off the journal alone is seen, as the tables still have it', () => {
    const { fault } = verifyAfter((db) => {
      db.prepare('DELETE FROM journal WHERE position >= ?').run(saleEntry(db, 'DESC'));
    });
    expect(fault).toMatchObject({ kind: 'table' });
  });
});
