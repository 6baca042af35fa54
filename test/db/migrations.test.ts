import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate, readMigrations, schemaVersion } from '../../db/migrate.ts';
import { DATABASE_FILE, openStore, openStoreReader } from '../../db/open-store.ts';
import { StoreFailure } from '../../db/store-error.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-migrations-'));
const migrations = readMigrations();
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(scratch, 'till-'))));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A database at an older version, with one entry in its journal. */
function makeOlder(version: number): void {
  const db = new Database(join(folder, DATABASE_FILE));
  migrate(db, migrations.slice(0, version), () => undefined);
  db.exec(insertEntry(1));
  db.close();
}

function insertEntry(position: number, verb = 'INSERT'): string {
  return `${verb} INTO journal VALUES (${position}, 'r', 1, ${position}, 'id-${position}', 't', 1, 0, 0, '2026-01-01', 0,
    'a', '{}', zeroblob(32), zeroblob(32))`;
}

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof StoreFailure ? error.error : error;
  }
  return 'not refused';
}

describe('the numbering', () => {
  test('is gapless from 1 and every file has a number', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test.each([
    ['a gap', ['0001-a.sql', '0003-c.sql']],
    ['a number twice', ['0001-a.sql', '0001-b.sql']],
    ['a start that is not 1', ['0002-a.sql']],
    ['a file without a number', ['0001-a.sql', 'second.sql']],
  ])('is refused with %s', (_, names) => {
    for (const name of names) writeFileSync(join(folder, name), 'SELECT 1');
    expect(() => readMigrations(folder)).toThrow('out of order');
  });
});

describe('what each migration creates', () => {
  test.each([
    [1, ['journal']],
    [2, ['till', 'setting', 'staff', 'credential', 'badge', 'badge_attempts']],
    [3, ['shift', 'cash_move', 'till_event']],
    [4, ['sale', 'sale_line', 'payment', 'non_sale']],
    [5, ['basket', 'basket_line', 'session']],
    [6, ['article', 'article_barcode', 'article_popularity', 'reference_digest', 'article_search']],
    [7, []],
    [
      8,
      [
        'member_account',
        'points_lot',
        'points_entry',
        'points_hold',
        'tier_change',
        'tier_input',
        'member_alias',
        'coupon',
        'coupon_use',
        'rule_use',
        'promotion',
      ],
    ],
    [9, ['insight_progress', 'insight_article', 'insight_partner', 'insight_member', 'insight_histogram']],
    [11, ['print_job']],
    [
      12,
      [
        'chain_link',
        'points_intent',
        'rule_intent',
        'unasked_use',
        'return_intent',
        'sync_state',
        'fetched_receipt',
        'central_account',
        'central_coupon',
        'central_rule_use',
        'central_alias',
        'central_exception',
      ],
    ],
    [13, ['points_lease', 'coupon_lease']],
  ])('number %i creates the tables %j and nothing else', (version, tables) => {
    const db = new Database(':memory:');
    migrate(db, migrations.slice(0, version - 1), () => undefined);
    const before = tableNames(db);
    migrate(db, migrations.slice(0, version), () => undefined);
    const created = tableNames(db).filter((name) => !before.includes(name));
    expect(created.filter((name) => !name.startsWith('article_search_'))).toEqual(tables.toSorted());
    expect(schemaVersion(db)).toBe(version);
    db.close();
  });

  test('every table is strict, so that no text gets into a column of amounts', () => {
    const db = new Database(':memory:');
    migrate(db, migrations, () => undefined);
    const loose = db
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name <> 'sqlite_schema'`,
      )
      .pluck();
    expect(loose.all()).toEqual([]);
    db.close();
  });

  function tableNames(db: Database.Database): string[] {
    return db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .pluck()
      .all();
  }
});

describe('what the constraints refuse', () => {
  const db = new Database(':memory:');
  migrate(db, migrations, () => undefined);
  db.exec(insertEntry(1));
  db.exec(`INSERT INTO shift (number, id, business_date, opened_at_utc, opened_by, float_minor, opened_entry)
    VALUES (1, 's1', '2026-01-01', 0, 'a', 0, 1)`);
  db.exec(`INSERT INTO basket (id, state, opened_at_utc) VALUES ('b1', 'open', 0), ('b2', 'held', 0)`);
  db.exec(`INSERT INTO sale_line (entry, line_no, kind, name, department, unit, quantity_thousandths, list_price_e4,
      unit_price_e4, gross_minor, discount_minor, tax_code, tax_rate_bp, is_tax_included, tax_minor, total_minor, shares)
    VALUES (1, 1, 'sale', 'n', 'd', 'each', 2000, 0, 0, 0, 0, 't', 0, 1, 0, 0, '[]')`);
  db.exec(`INSERT INTO article_barcode VALUES ('1', 1)`);
  afterAll(() => db.close());

  test.each([
    ['a change of the journal', `UPDATE journal SET actor = 'b'`, 'append-only'],
    ['a removal from the journal', 'DELETE FROM journal', 'append-only'],
    ['an entry put in place of another', insertEntry(1, 'REPLACE'), 'no gaps'],
    ['an entry behind a gap', insertEntry(3), 'no gaps'],
    ['an entry before the first', insertEntry(0), 'no gaps'],
    [
      'an entry of more than a megabyte',
      insertEntry(2).replace(`'{}'`, `'${'界'.repeat(349_526)}'`),
      'CHECK',
    ],
    ['a hash of another length', insertEntry(2).replaceAll('zeroblob(32)', 'zeroblob(31)'), 'CHECK'],
    [
      'the same place of the same epoch twice',
      insertEntry(2).replace(`1, 2, 'id-2'`, `1, 1, 'id-2'`),
      'UNIQUE',
    ],
    ['the same id twice', insertEntry(2).replace('id-2', 'id-1'), 'UNIQUE'],
    ['a second till', `INSERT INTO till VALUES (2, 'r', 's', 't', 0, 'k', 1, 1)`, 'CHECK'],
    [
      'a second open shift',
      `INSERT INTO shift SELECT 2, 's2', business_date, 0, 'a', 0, NULL, NULL, 1, NULL FROM shift`,
      'UNIQUE',
    ],
    ['a second basket on the counter', `UPDATE basket SET state = 'checkout' WHERE id = 'b2'`, 'UNIQUE'],
    ['a basket in no known state', `UPDATE basket SET state = 'paid' WHERE id = 'b1'`, 'CHECK'],
    ['more returned than was sold', 'UPDATE sale_line SET returned_thousandths = 2001', 'CHECK'],
    [
      'a print job in no known state',
      `INSERT INTO print_job (printer_id, paper, state, queued_at_utc, changed_at_utc) VALUES ('p', '{}', 'lost', 0, 0)`,
      'CHECK',
    ],
    ['a barcode of two articles', `INSERT INTO article_barcode VALUES ('1', 2)`, 'UNIQUE'],
  ])('%s', (_, sql, says) => {
    expect(() => db.exec(sql)).toThrow(says);
  });
});

describe('an existing database', () => {
  test.each(migrations.slice(0, -1).map(({ version }) => version))(
    'of version %i is brought up to date with its entries, and copied before',
    (version) => {
      makeOlder(version);
      const store = openStore(folder);
      expect(schemaVersion(store.db)).toBe(migrations.length);
      expect(store.journal.head()?.seq).toBe(1);
      store.close();
      const path = join(folder, `before-migration-${version}.db`);
      const copy = new Database(path, { readonly: true });
      expect(schemaVersion(copy)).toBe(version);
      expect(copy.prepare('SELECT id FROM journal').pluck().all()).toEqual(['id-1']);
      copy.close();
      expect(process.platform === 'win32' ? 0 : statSync(path).mode & 0o077).toBe(0);
    },
  );

  test('is copied afresh when an earlier copy was cut short or is of another time', () => {
    makeOlder(3);
    writeFileSync(join(folder, 'before-migration-3.db'), 'not whole');
    writeFileSync(join(folder, 'before-migration-3.db.part'), 'cut short');
    openStore(folder).close();
    const copy = new Database(join(folder, 'before-migration-3.db'), { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
    expect(readdirSync(folder)).not.toContain('before-migration-3.db.part');
  });

  test('is left as it was when a migration fails half way', () => {
    const db = new Database(join(folder, 'failing.db'));
    const broken = {
      version: 2,
      name: '0002-broken.sql',
      sql: 'CREATE TABLE half (a); CREATE TABLE half (a);',
    };
    expect(() => migrate(db, [migrations[0]!, broken], () => undefined)).toThrow('already exists');
    expect(schemaVersion(db)).toBe(1);
    expect(db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined();
    db.close();
  });

  test('that is new, or up to date, is not copied', () => {
    openStore(folder).close();
    openStore(folder).close();
    expect(readdirSync(folder).filter((name) => name.startsWith('before-migration'))).toEqual([]);
  });

  test('of a newer version is refused untouched, for writing and for reading', () => {
    openStore(folder).close();
    const db = new Database(join(folder, DATABASE_FILE));
    db.pragma(`user_version = ${migrations.length + 1}`);
    const tables = () => db.prepare('SELECT * FROM sqlite_schema').all();
    const before = tables();
    const newer = { code: 'store-newer', version: migrations.length + 1, known: migrations.length };
    expect(refusal(() => openStore(folder))).toEqual(newer);
    expect(refusal(() => openStoreReader(folder))).toEqual(newer);
    expect(tables()).toEqual(before);
    expect(schemaVersion(db)).toBe(newer.version);
    db.close();
  });
});
