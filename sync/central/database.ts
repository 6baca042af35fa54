import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg, { type Pool, type PoolClient } from 'pg';

/** How many connections a process of central's has. */
const CONNECTIONS_MAX = 16;
const CONNECT_TIMEOUT_MS = 10_000;
/** What takes longer than this was not asked by a register; a migration or a snapshot says so itself (`SET LOCAL`). */
const STATEMENT_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 15_000;
/** Tries of a transaction that another one got in the way of. */
const TRIES_MAX = 5;
/** SQLSTATE of a serialization failure and of a deadlock: the same again may go well. */
const AGAIN_STATES: ReadonlySet<string> = new Set(['40001', '40P01']);
/** Any number that no other program locks by. */
const MIGRATION_LOCK = 6_148_213_907;

/** What statements are sent through: the pool, or the one connection of a transaction. */
export type Queryable = Pick<Pool, 'query'>;

export interface DatabaseOptions {
  readonly connectionsMax?: number;
  /** Told of a connection that broke while nobody used it; the pool makes another. */
  readonly onFault?: (error: Error) => void;
}

/** Opens central's database. Whole numbers (`bigint`) come as numbers; one beyond 2^53 throws. */
export function openDatabase(url: string, { connectionsMax, onFault }: DatabaseOptions = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax ?? CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'guitai-central',
    types: { getTypeParser: findTypeParser },
  });
  // Without a listener a connection that breaks would end the process.
  pool.on('error', (error) => onFault?.(error));
  return pool;
}

function findTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const int8: number = pg.types.builtins.INT8;
  if (oid === int8 && format !== 'binary') return readWhole;
  return pg.types.getTypeParser(oid, 'text') as (value: string) => unknown;
}

function readWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a number holds`);
  return value;
}

/** SQL for what is a whole number that comes as one (see `openDatabase`), however far it was summed up. Of nothing it is the least. */
export function wholeNumber(sql: string): string {
  return `least(greatest(${sql}, ${Number.MIN_SAFE_INTEGER}), ${Number.MAX_SAFE_INTEGER})::bigint`;
}

/**
 * Runs in one transaction, which is taken back where `run` throws. A transaction that a deadlock or another one's change ended
 * is run again, so `run` must do nothing but through the connection.
 */
export async function withTransaction<Value>(
  pool: Pool,
  run: (client: PoolClient) => Promise<Value>,
  begin = 'BEGIN',
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(pool, run, begin);
    } catch (error) {
      if (attempt >= TRIES_MAX || !AGAIN_STATES.has(sqlState(error) ?? '')) throw error;
    }
  }
}

async function runOnce<Value>(
  pool: Pool,
  run: (client: PoolClient) => Promise<Value>,
  begin: string,
): Promise<Value> {
  const client = await pool.connect();
  let fault: Error | boolean = true;
  try {
    await client.query(begin);
    const value = await run(client);
    await client.query('COMMIT');
    fault = false;
    return value;
  } catch (error) {
    // A connection that cannot even roll back is given to nobody else.
    fault = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(fault);
  }
}

/** The SQLSTATE of what a statement failed with; null where it was no such failure. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** Every migration, in order of its number; numbers have gaps, no number is there twice. */
export function readMigrations(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const migrations = names.map((name) => {
    return { number: Number.parseInt(name, 10), name, sql: readFileSync(join(folder, name), 'utf8') };
  });
  const twice = migrations.find(({ number }, index) => number === migrations[index - 1]?.number);
  if (twice !== undefined) throw new Error(`two migrations have the number ${twice.number}`);
  return migrations;
}

/**
 * Brings the database up to date, each migration in a transaction of its own, one server at a time. Returns the names of those
 * that it ran. A database that knows a migration which this program does not is newer, and is refused untouched.
 */
export async function migrate(pool: Pool, migrations = readMigrations()): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query(`SET lock_timeout = 0; SET statement_timeout = 0`);
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY, name text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ number: number; name: string }>(
      'SELECT number, name FROM migration',
    );
    const newer = rows.find(({ number }) => migrations.every((known) => known.number !== number));
    if (newer !== undefined) {
      throw new Error(`the database is newer than this program: it has the migration ${newer.name}`);
    }
    const pending = migrations.filter(({ number }) => rows.every((ran) => ran.number !== number));
    for (const migration of pending) await runMigration(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // The lock and the settings end with the connection.
    client.release(true);
  }
}

async function runMigration(client: PoolClient, { number, name, sql }: Migration): Promise<void> {
  await client.query('BEGIN');
  await client.query(sql);
  await client.query('INSERT INTO migration (number, name) VALUES ($1, $2)', [number, name]);
  await client.query('COMMIT');
}
