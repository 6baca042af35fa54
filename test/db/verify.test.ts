import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalReader } from '../../db/journal.ts';
import { openStoreReader } from '../../db/open-store.ts';
import { ledgerTables } from '../../db/projector.ts';
import { VerifyCancelled, type Progress, type VerifyReport } from '../../db/verify.ts';
import { verifyChanged } from './changed-till.ts';
import { serveInChain } from './chain-sales.ts';
import { soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-verify-'));
const till = join(scratch, 'till');

beforeAll(async () => {
  await soakTill(till, 80);
  serveInChain(till);
});
afterAll(() => rmSync(scratch, { recursive: true }));

function verifyAfter(change: (db: Database.Database) => void, progress?: Progress): VerifyReport {
  return verifyChanged(till, change, progress);
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
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'article%' AND name NOT LIKE 'basket%'
           AND name NOT LIKE 'insight%' AND name NOT LIKE 'member_search%'`,
      )
      .pluck()
      .all();
    const secret = ['credential', 'badge', 'badge_attempts', 'data_key'];
    const central = ['account', 'alias', 'coupon', 'exception', 'rule_use'].map((name) => `central_${name}`);
    const reference = ['member', 'member_card', 'promotion', 'reference_digest', ...central];
    const working = [
      'session',
      'sweep_pending',
      'print_job',
      'sync_state',
      'points_lease',
      'coupon_lease',
      'fetched_receipt',
    ];
    const others = ['journal', ...working, ...secret, ...reference];
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
  if (type === 'TEXT') return typeof value === 'string' ? `${value}x` : 'x';
  return typeof value === 'number' ? -value - 1 : 999_999;
}

describe('of the ledger tables, verify finds', () => {
  test('any one value of any row changed, and names its entry', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (tableAt, rowAt, columnAt) => {
        let expected: unknown;
        const { fault } = verifyAfter((db) => {
          const { table, columns, row, seq, keys, where } = pick(db, tableAt, rowAt);
          const column = columns[columnAt % columns.length]!;
          const value = otherValue(row[column.name], column.type);
          db.prepare(`UPDATE ${table.name} SET ${column.name} = @value WHERE ${where}`).run({
            ...row,
            value,
          });
          // A row with another key or entry stands elsewhere now, where it is another one that differs first.
          const isMoved = column.name === table.entry || keys.includes(column.name);
          const detail = `table ${table.name} differs from the journal in ${column.name}`;
          expected = isMoved ? { kind: 'table', epoch: 1 } : { kind: 'table', epoch: 1, seq, detail };
        });
        expect(fault).toMatchObject(expected as object);
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

describe('of the catalogue, verify finds', () => {
  const derived = new Set(['number', 'name_key']);

  test('any one value of any article changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (rowAt, columnAt) => {
        const { fault } = verifyAfter((db) => {
          const all = db.pragma('table_info(article)') as Column[];
          const columns = all.filter(({ name }) => !derived.has(name));
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
