import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once as eventOnce } from 'node:events';
import { join, resolve } from 'node:path';
import { openStoreReader } from '../../db/open-store.ts';
import { SERVICE_ARGUMENTS, serviceEnvironment } from '../../register/host/service-process.ts';
import type { CounterSnapshot } from '../../register/snapshot.ts';
import { clientOfChild, connectToService, type ServiceClient } from '../../register/service/client.ts';
import { findService } from '../../register/service/service-file.ts';
import { MANAGER } from './build-till.ts';
import { atMost, onceAtMost, type Bench, type Figure, type Outcome } from './figure.ts';
import { benchMember } from './member-file.ts';
import { PROMOTIONS } from './promotion-file.ts';
import { once, spreadOf } from './sampling.ts';
import { valueOf } from './value-of.ts';

const SERVICE = resolve(import.meta.dirname, '../../register/service/main.ts');
const ECHO = join(import.meta.dirname, 'echo-process.ts');
const STARTS = 15;
const KILLS = 10;
const MESSAGES = 2_000;
const MEMBERS = 20;

export const startService: Figure = {
  name: 'start',
  async measure({ tills, sizes }) {
    const folder = await tills.working(sizes);
    const startsMs: number[] = [];
    const bareMs: number[] = [];
    // The first start compiles; those after it read what it compiled, as every start but an installation's does.
    for (let start = 0; start <= STARTS; start += 1) {
      const bare = await timeProcess(() => fork(ECHO));
      await end(bare.child, 'SIGTERM');
      const service = await timeProcess(() => forkService(folder));
      await end(service.child, 'SIGTERM');
      if (start === 0) continue;
      bareMs.push(bare.ms);
      startsMs.push(service.ms);
    }
    const measured = spreadOf(startsMs);
    return [
      {
        label: `start → ready to scan, ${sizes.members} members, ${sizes.articles} articles, ${sizes.history} lines`,
        unit: 'ms',
        measured,
        floor: { label: 'a Node process that only answers', spread: spreadOf(bareMs) },
        targets: [atMost('p99', measured, 500, 'ms')],
      },
    ];
  },
};

/** Scans through the service's own channel, and then how much memory it has taken for a day's kind of work. */
export const scanThroughService: Figure = {
  name: 'service',
  async measure(bench) {
    const { tills, sizes } = bench;
    const folder = await tills.working(sizes);
    const { child } = await timeProcess(() => forkService(folder));
    const client = clientOfChild(child);
    valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    const scanned = await measureScans(client, bench);
    for (const text of ['可乐', 'nfsq', 'organic milk', '1234', 'chocolate', 'w']) {
      for (let time = 0; time < 50; time += 1) valueOf(await client.catalogue.search({ text, limit: 20 }));
    }
    for (const text of ['王伟', 'wxm', 'smith emma', '1234', '李']) {
      for (let time = 0; time < 50; time += 1) valueOf(await client.member.find({ text, limit: 20 }));
    }
    valueOf(await client.shift.readX({ language: 'zh-CN' }));
    const megabytes = once(residentMegabytes(child.pid!));
    await end(child, 'SIGTERM');
    const memory: Outcome = {
      label: `resident memory of the service after scans, searches and an X report, ${sizes.members} members`,
      unit: 'MB',
      measured: megabytes,
      floor: null,
      targets: [onceAtMost(megabytes, 200, 'MB')],
    };
    return [scanned, memory];
  },
};

async function measureScans(client: ServiceClient, { tills, sizes }: Bench): Promise<Outcome> {
  const codes = await barcodesOf(await tills.built(sizes), 30);
  const regulars: string[] = [];
  for (let row = 0; row < MEMBERS; row += 1) {
    const [found] = valueOf(await client.member.find({ text: benchMember(row).code, limit: 1 }));
    regulars.push(found!.memberId);
  }
  const { child: echo } = await timeProcess(() => fork(ECHO));
  const scansMs: number[] = [];
  const echoesMs: number[] = [];
  let answer: unknown = null;
  while (scansMs.length < MESSAGES) {
    const memberId = regulars[(scansMs.length / codes.length) % MEMBERS]!;
    valueOf(await client.basket.setMember({ memberId }));
    for (const code of codes) {
      const echoMs = await timeAwaited(() =>
        eventOnceAfter(echo, () => void echo.send(JSON.stringify(answer))),
      );
      const scanMs = await timeAwaited(async () => (answer = valueOf(await client.basket.scan({ code }))));
      echoesMs.push(echoMs);
      scansMs.push(scanMs);
    }
    valueOf(await client.basket.void({ approval: { reason: 'bench' } }));
  }
  await end(echo, 'SIGTERM');
  const measured = spreadOf(scansMs);
  return {
    label: `scan → snapshot in another process, baskets of 1 to 30 lines, members', ${PROMOTIONS} promotions, durable`,
    unit: 'ms',
    measured,
    floor: { label: 'bare message round trip', spread: spreadOf(echoesMs) },
    targets: [atMost('p99', measured, 5, 'ms')],
  };
}

export const killService: Figure = {
  name: 'kill',
  async measure({ tills, sizes }) {
    const folder = await tills.working(sizes);
    let { child } = await timeProcess(() => forkService(folder));
    const client = clientOfChild(child);
    valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    for (const code of await barcodesOf(await tills.built(sizes), 30))
      valueOf(await client.basket.scan({ code }));
    valueOf(await client.checkout.begin());
    const tendered = valueOf(await client.checkout.takeTender({ tenderCode: 'card', amountMinor: 100 }));
    if (tendered.state !== 'due') throw new Error('one unit paid for thirty articles');
    const before = counterOf(tendered.snapshot);
    const backMs: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const startMs = performance.now();
      await end(child, 'SIGKILL');
      ({ child } = await timeProcess(() => forkService(folder)));
      const command = await connectToService(findService(folder)!, 'command');
      const after = counterOf(valueOf(await command.client.basket.read()));
      backMs.push(performance.now() - startMs);
      command.close();
      if (after !== before) throw new Error('the basket came back changed');
    }
    await clearCounter(child);
    await end(child, 'SIGTERM');
    const measured = spreadOf(backMs);
    return [
      {
        label: 'kill → the 30-line basket with its tender, as they were',
        unit: 'ms',
        measured,
        floor: null,
        targets: [atMost('p99', measured, 1_000, 'ms')],
      },
    ];
  },
};

async function clearCounter(child: ChildProcess): Promise<void> {
  const client = clientOfChild(child);
  valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
  const { tenders } = valueOf(await client.basket.read());
  for (const { id } of tenders)
    valueOf(await client.checkout.reverseTender({ tenderId: id, reason: 'bench' }));
  valueOf(await client.checkout.leave());
  valueOf(await client.basket.void({ approval: { reason: 'bench' } }));
}

function counterOf({ basket, tenders, dueMinor }: CounterSnapshot): string {
  return JSON.stringify({ basket, tenders, dueMinor });
}

function forkService(folder: string): ChildProcess {
  return fork(SERVICE, ['--data', folder], {
    execArgv: [...SERVICE_ARGUMENTS],
    env: serviceEnvironment(folder),
  });
}

/** Starts a process and waits for its first message, which says that it is ready. */
async function timeProcess(start: () => ChildProcess): Promise<{ child: ChildProcess; ms: number }> {
  const startMs = performance.now();
  const child = start();
  const [said] = (await eventOnce(child, 'message')) as [{ ready: boolean }];
  if (!said.ready) throw new Error(`it did not start: ${JSON.stringify(said)}`);
  return { child, ms: performance.now() - startMs };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = eventOnce(child, 'exit');
  child.kill(signal);
  await gone;
}

function eventOnceAfter(child: ChildProcess, send: () => void): Promise<unknown> {
  const answered = eventOnce(child, 'message');
  send();
  return answered;
}

async function timeAwaited(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Barcodes of articles that promotions are about: every 33rd of the thousand that are sold most. */
async function barcodesOf(folder: string, count: number): Promise<string[]> {
  const store = openStoreReader(folder);
  const barcodes = store.db
    .prepare<[number], string>(
      'SELECT substr(barcode, 2) FROM article_barcode WHERE article % 33 = 1 ORDER BY article LIMIT ?',
    )
    .pluck()
    .all(count);
  store.close();
  return barcodes;
}

function residentMegabytes(pid: number): number {
  const kibibytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return (kibibytes * 1_024) / 1e6;
}
