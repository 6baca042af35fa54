import Database from 'better-sqlite3';
import fc from 'fast-check';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashEntry, journalReader } from '../../db/journal.ts';
import { DATABASE_FILE, openStoreReader } from '../../db/open-store.ts';
import { ledgerTables } from '../../db/projector.ts';
import { VerifyCancelled, verifyStore, type Progress, type VerifyReport } from '../../db/verify.ts';
import { soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-verify-'));
const till = join(scratch, 'till');

beforeAll(() => soakTill(till, 80));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Lets another program change a copy of the till, and verifies that. */
function verifyAfter(change: (db: Database.Database) => void, progress?: Progress): VerifyReport {
  const folder = mkdtempSync(join(scratch, 'changed-'));
  copyFileSync(join(till, DATABASE_FILE), join(folder, DATABASE_FILE));
  const db = new Database(join(folder, DATABASE_FILE));
  try {
    db.pragma('ignore_check_constraints = ON');
    db.exec('DROP TRIGGER journal_refuses_update; DROP TRIGGER journal_refuses_delete');
    change(db);
  } finally {
    db.close();
  }
  const store = openStoreReader(folder);
  try {
    return verifyStore(store, progress);
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

describe('a till rung through the use cases', () => {
  test('has every ledger table equal to its journal replayed into an empty database', () => {
    const report = verifyAfter(() => undefined);
    expect(report).toMatchObject({ fault: null, zReports: 1 });
    expect(report.rows).toBeGreaterThan(300);
  });

  test('has rows in every ledger table, so that none is equal for being empty', () => {
    const store = openStoreReader(till);
    for (const { name } of ledgerTables) {
      expect([name, store.db.prepare(`SELECT COUNT(*) FROM ${name}`).pluck().get()]).not.toEqual([name, 0]);
    }
    store.close();
  });

  test('has every table of the books in that list, but those that the journal must not or need not hold', () => {
    const store = openStoreReader(till);
    const tables = store.db
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'article%' AND name NOT LIKE 'basket%'`,
      )
      .pluck()
      .all();
    const others = ['journal', 'credential', 'reference_digest'];
    expect(tables.toSorted()).toEqual([...ledgerTables.map(({ name }) => name), ...others].toSorted());
    store.close();
  });

  test('is verified with the steps told, and left alone when that is cancelled', () => {
    const steps: string[] = [];
    verifyAfter(
      () => undefined,
      (step) => steps.push(step) > 0,
    );
    expect(steps).toContain('pages');
    expect(() =>
      verifyAfter(
        () => undefined,
        () => false,
      ),
    ).toThrow(VerifyCancelled);
  });
});

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

/** A ledger table with its columns, and one row of it with the epoch and seq of its entry. */
function pick(db: Database.Database, tableAt: number, rowAt: number) {
  const table = ledgerTables[tableAt % ledgerTables.length]!;
  const columns = db.pragma(`table_info(${table.name})`) as Column[];
  const count = db.prepare<[], number>(`SELECT COUNT(*) FROM ${table.name}`).pluck().get()!;
  const rows = db.prepare<[number], Record<string, unknown>>(
    `SELECT * FROM ${table.name} ORDER BY ${table.key} LIMIT 1 OFFSET ?`,
  );
  const row = rows.get(rowAt % count)!;
  const seq = journalReader(db).row(Number(row[table.entry]))!.seq;
  const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  const where = keys.map((key) => `${key} = @${key}`).join(' AND ');
  return { table, columns, row, seq, keys, where };
}

/** Another value of the column's type, which no other row has. */
function otherValue(value: unknown, type: string): unknown {
  if (type === 'TEXT') return `${String(value ?? '')}x`;
  return value === null ? 999_999 : -Number(value) - 1;
}

describe('of the ledger tables, verify finds', () => {
  test('any one value of any row changed, and names its entry', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (tableAt, rowAt, columnAt) => {
        let changed = { table: '', column: '', seq: 0, isNamed: false };
        const { fault } = verifyAfter((db) => {
          const { table, columns, row, seq, keys, where } = pick(db, tableAt, rowAt);
          const column = columns[columnAt % columns.length]!;
          const isNamed = column.name !== table.entry && !keys.includes(column.name);
          changed = { table: table.name, column: column.name, seq, isNamed };
          const value = otherValue(row[column.name], column.type);
          db.prepare(`UPDATE ${table.name} SET ${column.name} = @value WHERE ${where}`).run({
            ...row,
            value,
          });
        });
        expect(fault).toMatchObject({ kind: 'table', epoch: 1, seq: expect.any(Number) });
        expect(fault!.detail).toContain(`table ${changed.table} `);
        if (changed.isNamed) {
          expect(fault).toMatchObject({ seq: changed.seq, detail: expect.stringContaining(changed.column) });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('any one row removed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (tableAt, rowAt) => {
        let removed = '';
        const { fault } = verifyAfter((db) => {
          const { table, row, where } = pick(db, tableAt, rowAt);
          removed = table.name;
          db.prepare(`DELETE FROM ${table.name} WHERE ${where}`).run(row);
        });
        expect(fault).toMatchObject({ kind: 'table', seq: expect.any(Number) });
        expect(fault!.detail).toContain(`table ${removed} `);
      }),
      { numRuns: 12 },
    );
  });

  test('any one row added', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (tableAt, rowAt) => {
        let added = '';
        const { fault } = verifyAfter((db) => {
          const { table, columns, row, keys } = pick(db, tableAt, rowAt);
          added = table.name;
          const unique = new Set([...keys, 'id', 'code', 'receipt_number', 'source_ref', 'z_number']);
          const copy = columns.map(({ name, type }) =>
            unique.has(name) ? otherValue(row[name], type) : row[name],
          );
          // A till has at most one open shift, so the one that is added is closed.
          if (table.name === 'shift') copy[columns.findIndex(({ name }) => name === 'closed_at_utc')] = 1;
          db.prepare(`INSERT INTO ${table.name} VALUES (${columns.map(() => '?').join(', ')})`).run(copy);
        });
        expect(fault).toMatchObject({ kind: 'table', seq: expect.any(Number) });
        expect(fault!.detail).toContain(`table ${added} `);
      }),
      { numRuns: 12 },
    );
  });

  test('a row added behind the last, whose entry does not exist', () => {
    const { fault } = verifyAfter((db) => {
      db.exec(`INSERT INTO cash_move VALUES (1000000, 1, 'pay-out', 5000, 'gift', 'system', 'system', 0)`);
    });
    expect(fault).toMatchObject({ kind: 'table', seq: null });
    expect(fault!.detail).toBe('table cash_move has a row that the journal does not');
  });
});

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

describe('of the catalogue, verify finds', () => {
  const derived = ['number', 'name_key'];

  test('any one value of any article changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (rowAt, columnAt) => {
        const { fault } = verifyAfter((db) => {
          const all = db.pragma('table_info(article)') as Column[];
          const columns = all.filter(({ name }) => !derived.includes(name));
          const column = columns[columnAt % columns.length]!;
          const rows = db.prepare<[], Record<string, unknown>>('SELECT * FROM article').all();
          const row = rows[rowAt % rows.length]!;
          const value = column.name === 'is_active' ? 0 : otherValue(row[column.name], column.type);
          db.prepare(`UPDATE article SET ${column.name} = @value WHERE number = @number`).run({
            ...row,
            value,
          });
        });
        expect(fault).toMatchObject({ kind: 'reference', seq: expect.any(Number) });
      }),
      { numRuns: 12 },
    );
  });

  test.each([
    ['an article removed', `DELETE FROM article WHERE code = 'A1'`],
    [
      'an article added',
      `INSERT INTO article SELECT 99, 'A9', name, name_key, price_e4, floor_price_e4, department, tax_code, unit,
       brand, pack_size, minimum_age, deposit_code, is_active FROM article WHERE code = 'A1'`,
    ],
    ['a barcode changed', `UPDATE article_barcode SET barcode = '1' WHERE barcode LIKE '%6928804011142'`],
    [
      'a barcode given to another article',
      `UPDATE article_barcode SET article = (SELECT number FROM article WHERE code = 'A4')`,
    ],
    ['a barcode removed', 'DELETE FROM article_barcode'],
    ['the digest changed', `UPDATE reference_digest SET digest = '${'0'.repeat(64)}'`],
    [
      'the digest and the articles removed',
      'DELETE FROM article; DELETE FROM article_barcode; DELETE FROM reference_digest',
    ],
  ])('%s', (_, sql) => {
    expect(verifyAfter((db) => db.exec(sql)).fault).toMatchObject({
      kind: 'reference',
      seq: expect.any(Number),
    });
  });
});
