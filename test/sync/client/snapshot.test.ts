import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareSnapshotBeside } from '../../../register/service/books-task.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { findMembers } from '../../../register/use-cases/find-members.ts';
import { snapshotFolder } from '../../../sync/client/snapshot-chunks.ts';
import type { PrepareSnapshot } from '../../../sync/client/snapshot.ts';
import type { Change } from '../../../sync/protocol/feed.ts';
import { hasty, startTill, type JoinedTill } from './joined-till.ts';
import { sellCrisps, startScriptedCentral, type ScriptedCentral } from './scripted-central.ts';
import { sendJson } from './scripted-server.ts';
import { okOf } from '../../register/till.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';

const ID = '01890000-0000-7000-8000-00000000000a';
let central: ScriptedCentral;
let till: JoinedTill;
let stopping: AbortController;

/** In a process of its own, as the service has it; the test may end that at any moment. */
const inItsProcess =
  (folder: string): PrepareSnapshot =>
  (report, signal) =>
    prepareSnapshotBeside(folder, report, AbortSignal.any([signal, stopping.signal]));

beforeEach(async () => {
  stopping = new AbortController();
  central = await startScriptedCentral();
  till = startTill(hasty, inItsProcess);
});
afterEach(async () => {
  await till.stop();
  await central.close();
});

function article(code: string, priceE4: number): Change {
  const value = {
    name: code,
    priceE4,
    floorPriceE4: null,
    department: 'general',
    taxCode: null,
    unit: 'each' as const,
  };
  const rest = { brand: '', packSize: '', minimumAge: null, depositCode: null, isActive: true, barcodes: [] };
  return { scope: 'article', key: code, value: { ...value, ...rest } };
}

/** Serves changes as a snapshot of so many chunks. Returns how often each was asked for. */
function serveSnapshot(
  changes: readonly Change[],
  chunkCount: number,
  onChunk: (number: number) => void = () => undefined,
) {
  const size = Math.ceil(changes.length / chunkCount);
  const chunks = Array.from({ length: chunkCount }, (_, number) => {
    const piece = changes.slice(number * size, (number + 1) * size);
    const bytes = gzipSync(piece.map((change) => `${JSON.stringify(change)}\n`).join(''));
    return { bytes, changes: piece.length };
  });
  const asked = chunks.map(() => 0);
  central.answers['/v1/snapshot'] = (_, response) =>
    sendJson(response, {
      id: ID,
      cursor: 'of-the-snapshot',
      builtAtUtcMs: 1,
      counts: { article: changes.length },
      chunks: chunks.map(({ bytes, changes: count }) => ({
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        changes: count,
      })),
    });
  for (const [number, { bytes }] of chunks.entries()) {
    central.answers[`/v1/snapshot/${ID}/${number}`] = (_, response) => {
      asked[number]! += 1;
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(bytes, () => onChunk(number));
    };
  }
  return asked;
}

async function join(): Promise<void> {
  const input = { url: central.server.url, code: 'ABCD-EFGH', tillCode: null, caFile: null };
  okOf(await till.sync.enrol('command', input));
}

const many = Array.from({ length: 200 }, (_, place) => article(`a${place}`, 10_000 + place));

test('a snapshot takes the place of everything that central decides, and the till sells meanwhile', async () => {
  // Chunks wait until the till has sold in between.
  const sold = Promise.withResolvers<void>();
  serveSnapshot([...many, article('crisps', 9_900)], 4);
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
  const asked = serveSnapshot(many, chunkCount, (number) => {
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

test('a chunk that is not what it was to be changes nothing', async () => {
  serveSnapshot(many, 2);
  central.answers[`/v1/snapshot/${ID}/1`] = (_, response) => {
    response.writeHead(200);
    response.end(gzipSync('{"scope":"article","key":"a","value":null}\n'));
  };
  await join();
  await expect.poll(() => till.sync.status().fault, { timeout: 20_000 }).toBe('unreachable');
  expect(till.read(({ store }) => store.catalogue.byCode('a1'))).toBeNull();
  expect(readdirSync(snapshotFolder(till.folder)).some((name) => name.startsWith('000001'))).toBe(false);
  till.verify();
});
