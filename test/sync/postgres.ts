import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg, { type Pool } from 'pg';
import { afterAll } from 'vitest';
import { migrate, openDatabase } from '../../sync/central/database.ts';
import { startPostgres, type PostgresServer } from '../../sync/central/embedded/postgres-server.ts';

/** Nothing of a test's outlives it, so nothing waits for the disk. */
const HASTE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' };

export interface TestPostgres {
  readonly server: PostgresServer;
  /** The address of a database of its own, empty. */
  createDatabase(): Promise<string>;
  /** A database with all migrations, and a pool that is closed when the file's tests are done. */
  openCentral(): Promise<{ readonly url: string; readonly pool: Pool }>;
}

/**
 * A PostgreSQL of the test file's own, started once and ended after its tests: `const postgres = startTestPostgres()` at the top,
 * `await postgres` in hooks and tests. `settings` beside or instead of those that save time.
 */
export async function startTestPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-postgres-'));
  // The server runs as another user where this is root.
  chmodSync(folder, 0o711);
  const pools: Pool[] = [];
  const starting = startPostgres({
    folder,
    password: 'of a test',
    settings: { ...HASTE, ...settings },
    initFlags: ['--no-sync', '--wal-segsize=1'],
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await (await starting).stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const server = await starting;
  let count = 0;
  async function createDatabase(): Promise<string> {
    const client = new pg.Client(server.urlOf('postgres'));
    await client.connect();
    const name = `test_${(count += 1)}`;
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return server.urlOf(name);
  }
  return {
    server,
    createDatabase,
    async openCentral() {
      const url = await createDatabase();
      const pool = openDatabase(url);
      pools.push(pool);
      await migrate(pool);
      return { url, pool };
    },
  };
}
