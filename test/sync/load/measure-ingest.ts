import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createChance } from '../../bench/chance.ts';
import { startLoadCentral, startLoadServer } from './load-central.ts';
import { loadMembers } from './load-members.ts';
import { inParallel, loadTills } from './load-tills.ts';

/**
 * `node test/sync/load/measure-ingest.ts [TILLS] [SALES] [ENTRIES A SECOND]`: how many entries of three-line sales a second central takes, and how
 * far its accounts are behind, with PostgreSQL and the load beside it. What each part used of the processor is told too, because
 * a machine that does other things has less to give.
 */
const tillCount = Number(process.argv[2] ?? 200);
const saleCount = Number(process.argv[3] ?? 200);
/** As fast as it goes where none is named. */
const paceMs = process.argv[4] === undefined ? 0 : 1_000 / Number(process.argv[4]);
const MEMBERS = 5_000;
const AT_ONCE = 32;
const TICKS_A_SECOND = 100;

const load = await startLoadCentral();
const { pool } = load.central;
const members = await loadMembers(load.central, MEMBERS);
const { server, url } = await startLoadServer(load);
try {
  const { tills, expected } = await loadTills(pool, url, {
    tills: tillCount,
    sales: saleCount,
    members,
    chance: createChance(7),
  });
  await inParallel(tills, AT_ONCE, async ({ till }) => void (await till.signIn()));
  const before = await cpuSeconds();
  const startedMs = performance.now();
  let lagMaxMs = 0;
  let dueMs = startedMs;
  const sending = new AbortController();
  const watching = (async () => {
    while (!sending.signal.aborted) {
      lagMaxMs = Math.max(lagMaxMs, await oldestWaitingMs());
      await setTimeout(250);
    }
  })();
  await inParallel(tills, AT_ONCE, async ({ till, pushes }) => {
    for (const push of pushes) {
      dueMs = Math.max(dueMs + push.length * paceMs, performance.now());
      await setTimeout(Math.max(0, dueMs - performance.now()));
      const { status, body } = await till.push(push);
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
  });
  const sentMs = performance.now();
  sending.abort();
  await watching;
  while ((await countWaiting()) > 0) await setTimeout(20);
  const doneMs = performance.now();
  const after = await cpuSeconds();
  const figures = {
    entries: expected.entries,
    ingestedPerSecond: Math.round((expected.entries * 1_000) / (sentMs - startedMs)),
    lagMaxSeconds: lagMaxMs / 1_000,
    drainedAfterSeconds: (doneMs - sentMs) / 1_000,
    cpuMsAnEntry: {
      central: ((after.central - before.central) * 1_000) / expected.entries,
      postgres: ((after.postgres - before.postgres) * 1_000) / expected.entries,
      load: ((after.load - before.load) * 1_000) / expected.entries,
    },
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  server.disconnect();
  await once(server, 'exit');
  await load.stop();
}

/** How long the oldest entry that is in no account has been here. */
async function oldestWaitingMs(): Promise<number> {
  const { rows } = await pool.query<{ received: number | null }>(
    `SELECT min(entry.received_at_utc_ms) AS received FROM applied CROSS JOIN LATERAL (
       SELECT received_at_utc_ms FROM entry WHERE entry.register = applied.register
         AND (entry.epoch, entry.seq) > (applied.epoch, applied.seq) ORDER BY epoch, seq LIMIT 1) AS entry`,
  );
  const received = rows[0]?.received ?? null;
  return received === null ? 0 : Date.now() - received;
}

async function countWaiting(): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    `SELECT count(*) AS waiting FROM applied JOIN register ON register.id = applied.register
     WHERE (register.epoch, register.seq) > (applied.epoch, applied.seq)`,
  );
  return rows[0]!.waiting;
}

async function cpuSeconds() {
  server.send('cpu');
  const [centralMs] = (await once(server, 'message')) as [number];
  const { user, system } = process.cpuUsage();
  return { central: centralMs / 1_000, postgres: postgresSeconds(), load: (user + system) / 1e6 };
}

/** Of the server and all that it started: PostgreSQL has a process for each connection. Linux alone tells. */
function postgresSeconds(): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/stat`, 'utf8')];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
  const rows = stats.map((text) => {
    const rest = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return {
      pid: Number.parseInt(text, 10),
      parent: rest[1]!,
      ticks: rest[11]! + rest[12]! + rest[13]! + rest[14]!,
    };
  });
  const postmaster = Number(
    readFileSync(join(load.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  const own = rows.filter(({ pid, parent }) => pid === postmaster || parent === postmaster);
  return own.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_A_SECOND;
}
