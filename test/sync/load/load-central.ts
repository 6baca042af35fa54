import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Central } from '../../../sync/central/central.ts';
import { openChain, saveShop } from '../../../sync/central/chain.ts';
import { makeKeys, readKeys } from '../../../sync/central/chain-keys.ts';
import { migrate, openDatabase } from '../../../sync/central/database.ts';
import { startPostgres } from '../../../sync/central/embedded/postgres-server.ts';
import { CENTRAL_ARGUMENTS } from '../../../scripts/central-arguments.ts';

/** A central whose PostgreSQL is set as one that keeps what it has: nothing of it is for the sake of a measurement. */
export interface LoadCentral {
  readonly central: Central;
  readonly databaseUrl: string;
  /** The text of its keys, for another process. */
  readonly keysText: string;
  /** Where PostgreSQL keeps its data. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** With shops `S1` and `S2`. */
export async function startLoadCentral(): Promise<LoadCentral> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-load-'));
  // The server runs as another user where this is root.
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder, password: 'of a measurement' });
  const admin = new pg.Client(server.urlOf('postgres'));
  await admin.connect();
  await admin.query('CREATE DATABASE central');
  await admin.end();
  const databaseUrl = server.urlOf('central');
  const pool = openDatabase(databaseUrl);
  await migrate(pool);
  const keysText = makeKeys();
  const keys = readKeys(keysText);
  const chain = await openChain(pool, keys, 'Corner Shops', Date.now());
  for (const code of ['S1', 'S2']) {
    const shop = { code, name: code, currency: 'CNY', zone: 'Asia/Shanghai', cutOverMinutes: 240 };
    await saveShop(pool, shop, Date.now());
  }
  return {
    central: { pool, keys, chain, nowUtcMs: () => Date.now() },
    databaseUrl,
    keysText,
    folder,
    async stop() {
      await pool.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts central's server in a process of its own, as the program does. It ends when it is disconnected. */
export async function startLoadServer({
  databaseUrl,
  keysText,
}: LoadCentral): Promise<{ server: ChildProcess; url: string }> {
  const server = fork(join(import.meta.dirname, 'load-server.ts'), [databaseUrl, keysText], {
    execArgv: [...CENTRAL_ARGUMENTS],
  });
  const [url] = (await once(server, 'message')) as [string];
  return { server, url };
}
