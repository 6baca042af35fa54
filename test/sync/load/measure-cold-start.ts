import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Article } from '../../../domain/article.ts';
import { SERVICE_ARGUMENTS, serviceEnvironment } from '../../../register/host/service-process.ts';
import { defaultShop, openTill } from '../../../register/open-till.ts';
import { clientOfChild, type ServiceClient } from '../../../register/service/client.ts';
import { publish } from '../../../sync/central/changes.ts';
import { createEnrolmentCode } from '../../../sync/central/enrolment-codes.ts';
import { buildSnapshot } from '../../../sync/central/snapshot/build-snapshot.ts';
import { spreadOf } from '../../bench/sampling.ts';
import { valueOf } from '../../bench/value-of.ts';
import { setSection } from '../../register/till.ts';
import { startLoadCentral, startLoadServer } from './load-central.ts';
import { loadMembers } from './load-members.ts';

/**
 * `node test/sync/load/measure-cold-start.ts [MEMBERS] [--kill]`: how long a fresh register takes from joining a chain to having its members,
 * and what a scan of 30 lines takes through its service meanwhile, against before. With `--kill` the service is killed half
 * way and started again.
 */
const SERVICE = join(import.meta.dirname, '../../../register/service/main.ts');
const count = Number(process.argv[2] ?? 1_000_000);
const isKilled = process.argv.includes('--kill');
const IDLE_BASKETS = 60;
const PAUSE_MS = 1_500;
/** Faster than anybody scans, and slow enough to leave the other processor to who waits for its members. */
const SCAN_EVERY_MS = 20;
const LONGEST_MS = 300_000;

const codes = Array.from({ length: 30 }, (_, index) => `A${index}`);
const articles = codes.map((code, index): Article => ({
  code,
  name: `Article ${index}`,
  priceE4: 10_000 + index,
  floorPriceE4: null,
  department: 'general',
  taxCode: null,
  unit: 'each',
  brand: '',
  packSize: '',
  minimumAge: null,
  depositCode: null,
  isActive: true,
  barcodes: [],
}));

const folder = mkdtempSync(join(tmpdir(), 'guitai-cold-'));
const load = await startLoadCentral();
let service = await startFresh();
const { server, url } = await startLoadServer(load);
try {
  const { pool } = load.central;
  await publish(
    pool,
    articles.map(({ code, ...value }) => ({
      scope: 'article' as const,
      key: code,
      shop: null,
      value: { ...value, barcodes: [] },
    })),
    Date.now(),
  );
  await loadMembers(load.central, count);
  const built = await buildSnapshot(load.central);
  const expiresAtUtcMs = Date.now() + 3_600_000;
  const enrolment = { shop: 'S1', tillCode: null, expiresAtUtcMs, createdBy: 'a measurement' };
  const code = await createEnrolmentCode(pool, enrolment, Date.now());

  await scanBaskets(service.client, () => Promise.resolve(false), 20);
  const idle = await scanBaskets(service.client, () => Promise.resolve(false), IDLE_BASKETS);
  const startedMs = performance.now();
  valueOf(await service.client.sync.enrol({ url, code, tillCode: null, caFile: null }));
  let seen: { done: number; total: number } | null = null;
  let [movedMs, longestStillMs] = [startedMs, 0];
  let killedAt: unknown = null;
  const meanwhile = await scanBaskets(service.client, async () => {
    const { snapshot } = valueOf(await service.client.sync.status());
    if (seen && !snapshot) return true;
    if (snapshot && snapshot.done !== seen?.done) {
      longestStillMs = Math.max(longestStillMs, performance.now() - movedMs);
      movedMs = performance.now();
    }
    seen = snapshot ?? seen;
    if (performance.now() - startedMs > LONGEST_MS) throw new Error(`no end: ${JSON.stringify(seen)}`);
    // Between two customers: the books are exchanged when nobody is in the middle of a sale.
    if (snapshot && snapshot.done === snapshot.total) await setTimeout(PAUSE_MS);
    if (!isKilled || killedAt || !snapshot || snapshot.done < Math.max(1, snapshot.total * 0.75))
      return false;
    killedAt = snapshot;
    await end(service.child, 'SIGKILL');
    service = await startService();
    return false;
  });
  const figures = {
    members: count,
    snapshotMegabytes: built!.bytes / 1e6,
    secondsToFreshRegister: (performance.now() - startedMs) / 1_000,
    killedAt,
    scanIdleMs: spreadOf(idle),
    scanMeanwhileMs: spreadOf(meanwhile),
    lastProgress: seen,
    // The longest time in which its progress did not move.
    longestStillMs,
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  const gone = once(server, 'exit');
  server.disconnect();
  await end(service.child, 'SIGTERM');
  await gone;
  await load.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface Service {
  readonly child: ChildProcess;
  readonly client: ServiceClient;
}

/** The service of a till with thirty articles of its own and an open shift. */
async function startFresh(): Promise<Service> {
  const register = valueOf(openTill(folder, { shop: defaultShop }));
  const taxCode = register.settings.defaultTaxCode;
  setSection(register, 'departments', [{ code: 'general', name: 'General', taxCode, minimumAge: null }]);
  register.store.commit((writer) => {
    const batch = writer.catalogue.begin();
    for (const article of articles) batch.save(article);
    batch.finish();
  });
  register.store.close();
  const started = await startService();
  valueOf(await started.client.staff.addFirstManager({ code: '1', name: 'Grace', pin: '1234' }));
  valueOf(await started.client.session.signIn({ staffCode: '1', pin: '1234' }));
  valueOf(await started.client.shift.open({ floatMinor: 10_000 }));
  return started;
}

async function startService(): Promise<Service> {
  const child = fork(SERVICE, ['--data', folder], {
    execArgv: [...SERVICE_ARGUMENTS],
    env: serviceEnvironment(folder),
  });
  await once(child, 'message');
  return { child, client: clientOfChild(child) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Rings baskets of thirty lines, and puts each away, until it is enough; what each scan took, in milliseconds. */
async function scanBaskets(
  first: ServiceClient,
  isEnough: () => Promise<boolean>,
  baskets = Infinity,
): Promise<number[]> {
  const takenMs: number[] = [];
  let client = first;
  for (let basket = 0; basket < baskets; basket += 1) {
    for (const code of codes) {
      const startMs = performance.now();
      valueOf(await client.basket.scan({ code }));
      takenMs.push(performance.now() - startMs);
      await setTimeout(SCAN_EVERY_MS);
    }
    valueOf(await client.basket.void({ approval: { reason: 'a measurement' } }));
    if (await isEnough()) break;
    client = service.client;
  }
  return takenMs;
}
