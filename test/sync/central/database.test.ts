import { beforeAll, expect, test } from 'vitest';
import type { Pool } from 'pg';
import { migrate, openDatabase, readMigrations, withTransaction } from '../../../sync/central/database.ts';
import { startTestPostgres } from '../postgres.ts';

const postgres = startTestPostgres();
let pool: Pool;

beforeAll(async () => {
  ({ pool } = await (await postgres).openCentral());
});

test('migrations run once, in order, even when several servers start at once', async () => {
  const url = await (await postgres).createDatabase();
  const pools = [openDatabase(url), openDatabase(url), openDatabase(url)];
  const ran = await Promise.all(pools.map((each) => migrate(each)));
  expect(ran.flat()).toEqual(readMigrations().map(({ name }) => name));
  await Promise.all(pools.map((each) => each.end()));
});

test('a database that a newer program migrated is refused', async () => {
  await expect(migrate(pool, readMigrations().slice(0, 1))).rejects.toThrow(/newer than this program/);
});

test('a migration that fails leaves nothing of itself', async () => {
  const broken = { number: 9_999, name: '9999-broken.sql', sql: 'CREATE TABLE half (); SELECT 1 / 0;' };
  await expect(migrate(pool, [...readMigrations(), broken])).rejects.toThrow(/division by zero/);
  const { rows } = await pool.query(`SELECT to_regclass('half') AS half`);
  expect(rows).toEqual([{ half: null }]);
});

test('whole numbers come as numbers, and one too large for them is a bug', async () => {
  const { rows } = await pool.query(
    'SELECT 9007199254740991::bigint AS most, ARRAY[1,2]::bigint[] AS several',
  );
  expect(rows).toEqual([{ most: Number.MAX_SAFE_INTEGER, several: ['1', '2'] }]);
  await expect(pool.query('SELECT 9007199254740992::bigint')).rejects.toThrow(/beyond what a number holds/);
});

test('a transaction that a deadlock ended runs again', async () => {
  await pool.query(
    'CREATE TABLE pair (id integer PRIMARY KEY, n integer); INSERT INTO pair VALUES (1, 0), (2, 0)',
  );
  const other = { 1: 2, 2: 1 } as const;
  let bothHold: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (bothHold = resolve));
  let holding = 0;
  async function addToBoth(first: 1 | 2): Promise<void> {
    await withTransaction(pool, async (client) => {
      await client.query('UPDATE pair SET n = n + 1 WHERE id = $1', [first]);
      if ((holding += 1) === 2) bothHold();
      await held;
      await client.query('UPDATE pair SET n = n + 1 WHERE id = $1', [other[first]]);
    });
  }
  await Promise.all([addToBoth(1), addToBoth(2)]);
  const { rows } = await pool.query('SELECT n FROM pair');
  expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
});

test('what throws is taken back', async () => {
  const failing = withTransaction(pool, async (client) => {
    await client.query('CREATE TABLE never ()');
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  const { rows } = await pool.query(`SELECT to_regclass('never') AS never`);
  expect(rows).toEqual([{ never: null }]);
});
