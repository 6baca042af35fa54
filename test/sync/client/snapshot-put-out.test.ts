import { cpSync, existsSync, renameSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { snapshotFolder } from '../../../db/snapshot-folder.ts';
import { ok } from '../../../domain/result.ts';
import { prepareSnapshotBeside } from '../../../register/service/books-task.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { voidBasket } from '../../../register/use-cases/change-basket.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import type { PrepareSnapshot } from '../../../sync/client/snapshot.ts';
import { articles, okOf, saveArticles } from '../../register/till.ts';
import { hasty, startTill, type JoinedTill } from './joined-till.ts';
import { startScriptedCentral, type ScriptedCentral } from './scripted-central.ts';
import { sendJson } from './scripted-server.ts';
import { everything, serveSnapshot, SNAPSHOT_ID as ID } from './served-snapshot.ts';

let central: ScriptedCentral;
let till: JoinedTill;
/** Waited for before the till hears that the process has ended. */
let onEnd: () => Promise<void>;

const inItsProcess =
  (folder: string): PrepareSnapshot =>
  async (report, signal) => {
    const prepared = await prepareSnapshotBeside(folder, report, signal);
    await onEnd();
    return prepared;
  };

beforeEach(async () => {
  onEnd = () => Promise.resolve();
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

/** What a till that is put out may not have any more. */
function leftOfChain(): string[] {
  const { link, count } = till.read(({ store: { chain, members, catalogue } }) => ({
    link: chain.link(),
    count: members.count() + catalogue.count(),
  }));
  const files = ['snapshot', 'data.key'].filter((name) => existsSync(joinPath(till.folder, name)));
  return [...files, ...(link === null ? [] : ['link']), ...(count === 0 ? [] : ['books'])];
}

const isPutOut = () => till.read(({ store }) => store.chain.isRevoked());

/** What is not sent keeps the books from being wiped, which would hide what else is there. */
function refusePush(): void {
  central.answers['/v1/push'] = (_, response) =>
    sendJson(response, { error: 'busy', detail: 'for ever', retryAfterMs: 60_000 }, 503);
}

/** Somebody at the counter asks central for something, which says that the till is put out. */
async function hearAtCounter(): Promise<void> {
  central.answers['/v1/holds'] = refuse;
  await till.sync.hold({ saleId: ID, memberId: null, points: 5, couponIds: [] });
}

const refuse = (_: unknown, response: Parameters<typeof sendJson>[0]) =>
  sendJson(response, { error: 'revoked', detail: 'put out' }, 403);

test('a till whose first snapshot is told that it is put out keeps nothing of what came', async () => {
  refusePush();
  serveSnapshot(central, everything, 4);
  central.answers[`/v1/snapshot/${ID}/2`] = refuse;
  await join();
  await expect.poll(isPutOut, { timeout: 20_000 }).toBe(true);
  expect(leftOfChain()).toEqual([]);
  await till.sync.syncNow();
  expect([till.sync.status().snapshot, ...leftOfChain()]).toEqual([null]);
  till.verify();
});

test('a till that hears that it is put out while chunks come ends who fetches them, and keeps none', async () => {
  refusePush();
  serveSnapshot(central, everything, 4);
  const asked = Promise.withResolvers<void>();
  let isBrokenOff = false;
  central.answers[`/v1/snapshot/${ID}/2`] = (_, response) => {
    response.on('close', () => (isBrokenOff = true));
    asked.resolve();
  };
  await join();
  await asked.promise;
  const second = joinPath(snapshotFolder(till.folder), '000001.gz');
  await expect.poll(() => existsSync(second), { timeout: 20_000 }).toBe(true);
  await hearAtCounter();
  expect(isPutOut()).toBe(true);
  // Long before the request would end by itself.
  await expect.poll(() => isBrokenOff, { timeout: 5_000 }).toBe(true);
  await expect.poll(leftOfChain, { timeout: 20_000 }).toEqual([]);
  await till.sync.syncNow();
  expect(leftOfChain()).toEqual([]);
  till.verify();
});

test('a till that is put out while all that came waits for the sale to end puts none of it in place', async () => {
  refusePush();
  serveSnapshot(central, everything, 4);
  till.do((register) => openShift(register, 10_000));
  till.do((register) => ok(saveArticles(register, articles.slice(0, 1))));
  await join();
  till.do((register) => addArticle(register, 'crisps'));
  const loaded = joinPath(snapshotFolder(till.folder), 'loaded.json');
  await expect.poll(() => existsSync(loaded), { timeout: 20_000 }).toBe(true);
  await hearAtCounter();
  expect(leftOfChain()).toEqual([]);
  till.do((register) => voidBasket(register, { reason: 'put out' }));
  await till.until('nobody is at the counter', () => till.keeper.idleForMs() > 1_100);
  await till.sync.syncNow();
  expect([till.read(({ store }) => store.chain.state().cursor), ...leftOfChain()]).toEqual([null]);
  till.verify();
});

test('what somebody had open when the till was put out goes once they have ended, and is not put in place', async () => {
  refusePush();
  serveSnapshot(central, everything, 4);
  const folder = snapshotFolder(till.folder);
  onEnd = async () => {
    cpSync(folder, `${folder}-open`, { recursive: true });
    await hearAtCounter();
    renameSync(`${folder}-open`, folder);
  };
  await join();
  await expect.poll(isPutOut, { timeout: 20_000 }).toBe(true);
  await expect.poll(leftOfChain, { timeout: 20_000 }).toEqual([]);
  expect(till.read(({ store }) => store.chain.state().cursor)).toBeNull();
  till.verify();
});
