import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findPrograms, type PostgresPrograms } from './postgres-programs.ts';
import { findServerUser, isReachable, type ServerUser } from './server-user.ts';

const DATABASE_USER = 'guitai';
/** A server that comes back after a power cut replays its log first. */
const START_TIMEOUT_MS = 120_000;
/** How long one that lost its program takes to end, and the pause between two looks. */
const PREDECESSOR_TIMEOUT_MS = 30_000;
const PREDECESSOR_POLL_MS = 100;
/** Enough of what a server says to find out why it did not start. */
const SAID_MAX_CHARACTERS = 8_000;
/**
 * Starts the server and ends it when its own input ends, which the system sees to even if this program is killed: a server that
 * nobody knows any more would keep its folder from the next.
 */
const LEASH = '"$@" & server=$!; exec 2>/dev/null; cat >/dev/null; kill -INT $server; wait $server';

export interface PostgresOptions {
  readonly folder: string;
  readonly password: string;
  readonly port?: number;
  /** Beside the usual ones, as `postgresql.conf` names them. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly initFlags?: readonly string[];
}

export interface PostgresServer {
  readonly port: number;
  /** The address of one of its databases. */
  urlOf(database: string): string;
  /** Ends it; statements that run are taken back. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm, on 127.0.0.1 alone, with its data in `folder/postgres`, which is made where it is
 * missing. Root starts it as another user, because it refuses to be root.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder, password, settings = {} } = options;
  const user = findServerUser();
  mkdirSync(folder, { recursive: true });
  if (!isReachable(folder, user)) {
    throw new Error(`PostgreSQL does not run as root, and the user that it runs as may not enter ${folder}`);
  }
  const programs = findPrograms(user, folder);
  const data = join(folder, 'postgres');
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(programs, user, data, options);
  const port = options.port ?? (await findFreePort());
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = await start(programs, user, data, ['-p', String(port), ...flags]);
  const login = `${DATABASE_USER}:${encodeURIComponent(password)}`;
  return {
    port,
    urlOf: (database) => `postgres://${login}@127.0.0.1:${port}/${database}`,
    stop: () => stop(server, programs, data),
  };
}

/** Makes the folder as a whole or not at all: an initialisation that was cut short is begun again. */
function initialise(
  { initdb }: PostgresPrograms,
  user: ServerUser,
  data: string,
  { password, initFlags = [] }: PostgresOptions,
): void {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(data, '..', 'postgres-password.part');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(data, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  // Text is compared by code points on every machine alike, whatever locales it has.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const flags = [
    '-D',
    data,
    `--username=${DATABASE_USER}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
  ];
  const made = spawnSync(initdb, [...flags, ...locale, ...initFlags], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new Error(`PostgreSQL's folder could not be made: ${made.error?.message ?? made.stderr}`);
}

async function start(
  programs: PostgresPrograms,
  user: ServerUser,
  data: string,
  flags: readonly string[],
): Promise<ChildProcess> {
  const deadline = performance.now() + PREDECESSOR_TIMEOUT_MS;
  for (;;) {
    const server = spawnServer(programs, user, ['-D', data, ...flags]);
    const said = await waitUntilReady(server);
    if (said === null) return server;
    server.stdin?.end();
    const isTaken = said.includes('lock file "postmaster.pid" already exists');
    if (!isTaken || performance.now() > deadline) throw new Error(`PostgreSQL did not start: ${said.trim()}`);
    await setTimeout(PREDECESSOR_POLL_MS);
  }
}

function spawnServer(
  { postgres }: PostgresPrograms,
  user: ServerUser,
  args: readonly string[],
): ChildProcess {
  const options = { ...user, cwd: '/', stdio: ['pipe', 'ignore', 'pipe'] as ['pipe', 'ignore', 'pipe'] };
  if (platform() === 'win32') return spawn(postgres, args, options);
  // In a group of its own: a terminal's Ctrl+C is for this program, which ends the server when nobody needs it any more.
  return spawn('/bin/sh', ['-c', LEASH, 'sh', postgres, ...args], { ...options, detached: true });
}

/** Null as soon as it takes connections; what it said where it ended instead. */
async function waitUntilReady(server: ChildProcess): Promise<string | null> {
  const { stderr } = server;
  if (stderr === null) throw new TypeError('the server was started without its error stream');
  stderr.setEncoding('utf8');
  const timeout = new AbortController();
  const timer = globalThis.setTimeout(() => timeout.abort(), START_TIMEOUT_MS);
  let said = '';
  try {
    for await (const [text] of on(stderr, 'data', { close: ['end'], signal: timeout.signal })) {
      said = (said + String(text)).slice(-SAID_MAX_CHARACTERS);
      if (!said.includes('database system is ready to accept connections')) continue;
      // What it says from here on is for its own log; unread it would stop the server.
      stderr.resume();
      return null;
    }
    return said;
  } finally {
    clearTimeout(timer);
  }
}

async function stop(server: ChildProcess, { pgCtl }: PostgresPrograms, data: string): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  if (platform() === 'win32') spawnSync(pgCtl, ['stop', '-D', data, '-m', 'fast']);
  else server.stdin?.end();
  await ended;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
