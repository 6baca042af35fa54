import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareSnapshotBeside } from '../../../register/service/books-task.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { findMembers } from '../../../register/use-cases/find-members.ts';
import { snapshotFolder } from '../../../db/snapshot-folder.ts';
import type { PrepareSnapshot, SnapshotProgress } from '../../../sync/client/snapshot.ts';
import type { Change } from '../../../sync/protocol/feed.ts';
import { hasty, startTill, type JoinedTill } from './joined-till.ts';
import { sellCrisps, startScriptedCentral, type ScriptedCentral } from './scripted-central.ts';
import {
  article,
  everything,
  many,
  memberWithPoints,
  serveSnapshot,
  SNAPSHOT_ID as ID,
} from './served-snapshot.ts';
import { articles, okOf, payAll, saveArticles } from '../../register/till.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { ok } from '../../../domain/result.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';

let central: ScriptedCentral;
let till: JoinedTill;
let stopping: AbortController;
/** Told of all progress before the till is. */
let onProgress: (progress: SnapshotProgress) => void;

/** In a process of its own, as the service has it; the test may end that at any moment. */
const inItsProcess =
  (folder: string): PrepareSnapshot =>
  (report, signal) => {
    const told = (progress: SnapshotProgress) => {
      onProgress(progress);
      report(progress);
    };
    return prepareSnapshotBeside(folder, told, AbortSignal.any([signal, stopping.signal]));
  };

beforeEach(async () => {
  stopping = new AbortController();
  onProgress = () => undefined;
  central = await startScriptedCentral();
  till = startTill(hasty, inItsProcess);
});
afterEach(async () => {
  await till.stop();
  await central.close();
});

async function join(): Promise<void> {
  const input = { url: central.server.url, code: 'ABCD-EFGH', tillCode: null, caFile: null };
  okOf(await till.sync.enrol('command', input));
}

/** The files that lie where a snapshot comes; none where it was forgotten. */
function keptChunks(): string[] {
  const folder = snapshotFolder(till.folder);
  return existsSync(folder) ? readdirSync(folder) : [];
}

test('a snapshot takes the place of everything that central decides, and the till sells meanwhile', async () => {
  // Chunks wait until the till has sold in between.
  const sold = Promise.withResolvers<void>();
  serveSnapshot(central, [...many, article('crisps', 9_900)], 4);
  const last = central.answers[`/v1/snapshot/${ID}/3`]!;
  central.answers[`/v1/snapshot/${ID}/3`] = (heard, response) =>
    void sold.promise.then(() => last(heard, response));
  till.do((register) => openShift(register, 10_000));
  await join();
  till.do((register) => registerMember(register, { name: '王小明', phone: '+8613900001234' }));
  await expect.poll(() => till.sync.status().snapshot?.done ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
  const total = till.sync.status().snapshot!.total;
  expect(total).toBe(201);
  sold.resolve();
  await till.until('it is in place', ({ store }) => store.chain.state().cursor !== null, 25_000);
  expect(till.read(({ store }) => store.catalogue.byCode('a7')?.priceE4)).toBe(10_007);
  const receipt = sellCrisps(till);
  expect(till.read(({ store }) => store.sales.byReceipt(receipt)?.sale.totalMinor)).toBe(99);
  // Whom the till itself registered central does not know yet, and is there all the same.
  expect(till.read((register) => findMembers(register, '1234', 5))).toHaveLength(1);
  expect(existsSync(snapshotFolder(till.folder))).toBe(false);
  expect(till.sync.status().snapshot).toBeNull();
  till.verify();
});

test('one that is ended at each of its chunks goes on from there, and fetches none twice', async () => {
  const chunkCount = 6;
  let endAt = 0;
  const asked = serveSnapshot(central, many, chunkCount, (number) => {
    if (number !== endAt) return;
    endAt += 1;
    stopping.abort();
  });
  await join();
  for (let round = 1; round <= chunkCount; round += 1) {
    await expect.poll(() => stopping.signal.aborted, { timeout: 20_000 }).toBe(true);
    stopping = new AbortController();
    await till.restart();
  }
  await till.until('it is in place', ({ store }) => store.catalogue.byCode('a199') !== null, 25_000);
  // The one on its way when the process was ended may have got there or not.
  for (const count of asked) expect(count).toBeLessThanOrEqual(2);
  till.verify();
});

async function expectEverything(): Promise<void> {
  await till.until('it is in place', ({ store }) => store.chain.state().cursor !== null, 25_000);
  const id = memberWithPoints(49)[0]!.key;
  expect(till.read(({ store }) => store.catalogue.byCode('a199')?.priceE4)).toBe(10_199);
  expect(till.read(({ store }) => store.members.byId(id)?.number)).toBe('M49');
  expect(till.read(({ store }) => store.chain.account(id)?.points)).toBe(49);
  expect(existsSync(snapshotFolder(till.folder))).toBe(false);
  till.verify();
}

test('one that is ended at each step of its way has everything in the end, and fetches no chunk again', async () => {
  const asked = serveSnapshot(central, everything, 4);
  const ends: number[] = [];
  onProgress = ({ done, total }) => {
    if (total === 0 || ends.includes(done)) return;
    ends.push(done);
    stopping.abort();
  };
  await join();
  const isThere = () => till.read(({ store }) => store.chain.state().cursor !== null);
  for (;;) {
    await expect.poll(() => stopping.signal.aborted || isThere(), { timeout: 20_000 }).toBe(true);
    if (isThere()) break;
    stopping = new AbortController();
    await till.restart();
  }
  await expectEverything();
  // Each chunk, each index of members, and all that is sealed.
  expect(ends.length).toBeGreaterThanOrEqual(4 + 4);
  expect(ends.at(-1)).toBe(everything.length);
  for (const count of asked) expect(count).toBeLessThanOrEqual(2);
});

test.each([
  ['waits for the sale to end', () => undefined],
  ['was about to be put in place', (folder: string) => rmSync(joinPath(folder, 'loaded.json'))],
])('a till that is ended while what it loaded %s has everything in the end', async (_, leave) => {
  const asked = serveSnapshot(central, everything, 4);
  till.do((register) => openShift(register, 10_000));
  till.do((register) => ok(saveArticles(register, articles.slice(0, 1))));
  await join();
  till.do((register) => addArticle(register, 'crisps'));
  const folder = snapshotFolder(till.folder);
  await expect.poll(() => existsSync(joinPath(folder, 'loaded.json')), { timeout: 20_000 }).toBe(true);
  await till.restart(() => {
    leave(folder);
    return Promise.resolve();
  });
  expect(till.read(({ store }) => store.catalogue.byCode('a199'))).toBeNull();
  till.do((register) => ok(payAll(register)));
  await expectEverything();
  expect(asked).toEqual([1, 1, 1, 1]);
  await till.restart();
  await expectEverything();
});

test('a chunk that is not what it was to be changes nothing', async () => {
  serveSnapshot(central, many, 2);
  central.answers[`/v1/snapshot/${ID}/1`] = (_, response) => {
    response.writeHead(200);
    response.end(gzipSync('{"scope":"article","key":"a","value":null}\n'));
  };
  await join();
  await expect.poll(() => till.sync.status().fault, { timeout: 20_000 }).toBe('unreachable');
  expect(till.read(({ store }) => store.catalogue.byCode('a1'))).toBeNull();
  expect(keptChunks()).not.toContain('000001.gz');
  till.verify();
});

test('a snapshot with a chunk that comes wrong again and again is forgotten, and the next one taken', async () => {
  serveSnapshot(central, many, 2);
  let asked = 0;
  central.answers[`/v1/snapshot/${ID}/1`] = (_, response) => {
    asked += 1;
    response.writeHead(200);
    response.end(gzipSync('{"scope":"article","key":"a","value":null}\n'));
    // Whatever is asked for from now on is right.
    if (asked === 2) serveSnapshot(central, many, 3);
  };
  await join();
  await till.until('it is in place', ({ store }) => store.chain.state().cursor !== null, 25_000);
  expect(asked).toBe(2);
  expect(till.read(({ store }) => store.catalogue.byCode('a7')?.priceE4)).toBe(10_007);
  till.verify();
});

test('a snapshot that says what nobody can take in is forgotten, and the next one taken', async () => {
  serveSnapshot(central, [...many, { scope: 'article', key: 'broken', value: {} } as unknown as Change], 2);
  const seen: number[] = [];
  onProgress = ({ done }) => void seen.push(done);
  await join();
  await expect.poll(() => seen.some((done) => done > 0), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => existsSync(snapshotFolder(till.folder)), { timeout: 20_000 }).toBe(false);
  serveSnapshot(central, many, 2);
  await till.until('it is in place', ({ store }) => store.chain.state().cursor !== null, 25_000);
  expect(till.read(({ store }) => store.catalogue.byCode('a7')?.priceE4)).toBe(10_007);
  till.verify();
});
