import { setInterval } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import pg, { type Pool } from 'pg';
import type { Central } from './central.ts';
import { openChain } from './chain.ts';
import { ensureKeyFile, readKeys, type ChainKeys } from './chain-keys.ts';
import { ensureDataFolder, ensurePassword } from './data-folder.ts';
import { migrate, openDatabase } from './database.ts';
import { foundDemoChain, type DemoCode } from './demo/demo-chain.ts';
import { startPostgres, type PostgresServer } from './embedded/postgres-server.ts';
import { keepHouse } from './housekeeping.ts';
import { addOffice } from './office/office.ts';
import { makeFirstOwner } from './office/users.ts';
import { projectingOf } from './project/project-batch.ts';
import { startWorker } from './project/worker.ts';
import { createServer, type ServerOptions } from './server.ts';
import { scheduleSnapshots } from './snapshot/snapshot-schedule.ts';

const DATABASE_NAME = 'guitai';
const SNAPSHOTS_EVERY_MS = 600_000;
const HOUSE_EVERY_MS = 3_600_000;
const CLOSING_MS = 5_000;

export interface CentralOptions extends ServerOptions {
  /** Keys, and the database where `databaseUrl` names no other. */
  readonly folder: string;
  /** A PostgreSQL of one's own; null starts the one that came with npm. */
  readonly databaseUrl: string | null;
  /** The text of a key file, for servers that get their secrets otherwise; null takes `keyFile`. */
  readonly keyText: string | null;
  readonly keyFile: string;
  readonly chainName: string;
  readonly host: string;
  /** 0 takes any. */
  readonly port: number;
  /** Where people's page was built; null serves none. */
  readonly pageFolder: string | null;
  /** The packed articles of a chain to try things out with, which an empty database becomes; null leaves it empty. */
  readonly demoArticles: string | null;
  readonly onProgress: (step: CentralStep) => void;
  /** Told of what goes wrong behind requests: work goes on. */
  readonly onFault: (error: unknown) => void;
  readonly nowUtcMs?: () => number;
}

/** What takes a while. */
export type CentralStep =
  | { readonly kind: 'starting-database'; readonly folder: string }
  | { readonly kind: 'migrated'; readonly count: number }
  | { readonly kind: 'making-demo' };

export interface RunningCentral {
  readonly url: string;
  readonly central: Central;
  /** Who may sign in first; null where somebody may already. */
  readonly owner: { readonly login: string; readonly password: string } | null;
  /** Of a chain that was made now to try things out with. */
  readonly codes: readonly DemoCode[];
  /** Answers what is under way and ends all that it started. */
  stop(): Promise<void>;
}

/** The database of a central, opened and up to date, with its chain. */
export interface OpenedCentral {
  readonly central: Central;
  readonly isNew: boolean;
  close(): Promise<void>;
}

/** Starts a whole central: database, requests of registers and people, projections, snapshots. */
export async function startCentral(options: CentralOptions): Promise<RunningCentral> {
  const opened = await openCentral(options);
  const { central } = opened;
  const app = createServer(central, options);
  const stopping = new AbortController();
  try {
    const owner = await makeFirstOwner(central.pool);
    addOffice(app, central, options.pageFolder);
    const isDemo = opened.isNew && options.demoArticles !== null;
    if (isDemo) options.onProgress({ kind: 'making-demo' });
    const codes = isDemo ? await foundDemoChain(central, options.demoArticles) : [];
    const url = await app.listen({ host: options.host, port: options.port });
    const worker = startWorker(projectingOf(central), options.onFault);
    const snapshots = scheduleSnapshots(central, SNAPSHOTS_EVERY_MS, options.onFault);
    const housekeeping = keepHouseRegularly(central, stopping.signal, options.onFault);
    return {
      url,
      central,
      owner,
      codes,
      async stop() {
        stopping.abort();
        await closeServer(app);
        await Promise.all([worker.stop(), snapshots.stop(), housekeeping]);
        await opened.close();
      },
    };
  } catch (error) {
    await closeAll(app, opened);
    throw error;
  }
}

/** Answers what is under way. What takes too long, like a register that went away while it sent, is cut off: it will ask again. */
async function closeServer(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), CLOSING_MS);
  await app.close();
  clearTimeout(timer);
}

async function closeAll(app: FastifyInstance, opened: OpenedCentral): Promise<void> {
  await app.close();
  await opened.close();
}

export async function openCentral(
  options: Pick<
    CentralOptions,
    'folder' | 'databaseUrl' | 'keyText' | 'keyFile' | 'chainName' | 'onProgress' | 'onFault' | 'nowUtcMs'
  >,
): Promise<OpenedCentral> {
  const { folder, databaseUrl, chainName, onProgress, onFault, nowUtcMs = Date.now } = options;
  if (databaseUrl === null || options.keyText === null) ensureDataFolder(folder);
  const keys: ChainKeys =
    options.keyText === null ? ensureKeyFile(options.keyFile) : readKeys(options.keyText);
  if (databaseUrl === null) onProgress({ kind: 'starting-database', folder });
  const server = databaseUrl === null ? await startEmbedded(folder) : null;
  let pool: Pool | null = null;
  try {
    pool = openDatabase(databaseUrl ?? server!.urlOf(DATABASE_NAME), { onFault });
    const ran = await migrate(pool);
    if (ran.length > 0) onProgress({ kind: 'migrated', count: ran.length });
    const { isNew, ...chain } = await openChain(pool, keys, chainName, nowUtcMs());
    const close = () => endDatabase(pool, server);
    return { central: { pool, keys, chain, nowUtcMs }, isNew, close };
  } catch (error) {
    await endDatabase(pool, server);
    throw error;
  }
}

async function endDatabase(pool: Pool | null, server: PostgresServer | null): Promise<void> {
  await pool?.end();
  await server?.stop();
}

async function startEmbedded(folder: string): Promise<PostgresServer> {
  const server = await startPostgres({ folder, password: ensurePassword(folder) });
  const client = new pg.Client(server.urlOf('postgres'));
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  await client.end();
  return server;
}

async function keepHouseRegularly(
  central: Central,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<void> {
  try {
    for await (const _ of setInterval(HOUSE_EVERY_MS, null, { signal })) {
      await keepHouse(central).catch(onFault);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
