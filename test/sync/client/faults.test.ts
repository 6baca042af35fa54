import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PushRequest } from '../../../sync/protocol/push.ts';
import {
  headAnswer,
  joinScripted,
  sellCrisps,
  startScriptedCentral,
  storePush,
  type ScriptedCentral,
} from './scripted-central.ts';
import { sendJson } from './scripted-server.ts';
import { hasty, type JoinedTill } from './joined-till.ts';

const impatient = { ...hasty, progressTimeoutMs: 150 };
let central: ScriptedCentral;
let till: JoinedTill;

beforeEach(async () => {
  central = await startScriptedCentral();
  till = await joinScripted(central, impatient);
});
afterEach(async () => {
  await till.stop();
  await central.close();
});

const isSent = () => till.until('all is sent', ({ store }) => store.chain.waiting().entries === 0);
const journalHashes = () =>
  till.read(({ store }) => [...store.journal.rows(1)].map(({ hash }) => hash.toString('hex')));

/** Everything is at central, once, in order. */
async function expectInStep(): Promise<void> {
  await isSent();
  expect(central.stored.map(({ hash }) => hash)).toEqual(journalHashes());
  till.verify();
}

describe('sending', () => {
  test('an answer that is lost after central stored costs nothing', async () => {
    await isSent();
    let lost = 0;
    central.answers['/v1/push'] = (heard, response) => {
      const answer = storePush(central.stored, heard.body as PushRequest);
      lost += 1;
      if (lost <= 3) response.destroy();
      else sendJson(response, answer);
    };
    sellCrisps(till);
    await expectInStep();
    expect(lost).toBeGreaterThan(3);
  });

  test('batches halve while they do not get through, and grow again', async () => {
    await isSent();
    central.answers['/v1/push'] = () => undefined;
    for (let sale = 0; sale < 40; sale += 1) sellCrisps(till);
    const sizes: number[] = [];
    central.answers['/v1/push'] = (heard, response) => {
      const request = heard.body as PushRequest;
      sizes.push(request.entries.length);
      if (sizes.length < 6 && request.entries.length > 4) return;
      sendJson(response, storePush(central.stored, request));
    };
    await expectInStep();
    expect(Math.min(...sizes)).toBeLessThan(Math.max(...sizes));
    expect(sizes.at(-1)).toBeGreaterThan(0);
  });

  test('central that is busy is left alone for as long as it says', async () => {
    await isSent();
    const askedAtMs: number[] = [];
    central.answers['/v1/push'] = (heard, response) => {
      askedAtMs.push(performance.now());
      if (askedAtMs.length > 1)
        return sendJson(response, storePush(central.stored, heard.body as PushRequest));
      sendJson(response, { error: 'busy', detail: 'later', retryAfterMs: 400 }, 503, { 'retry-after': '1' });
    };
    sellCrisps(till);
    await expectInStep();
    expect(askedAtMs[1]! - askedAtMs[0]!).toBeGreaterThanOrEqual(399);
  });

  test('central that expects an earlier entry is sent on from there', async () => {
    await isSent();
    sellCrisps(till);
    await isSent();
    // As if its disk had lost the last ones.
    central.stored.splice(5);
    sellCrisps(till);
    await expectInStep();
    expect(central.stored.length).toBeGreaterThan(5);
  });

  test('a fork is told, and the till sells on and keeps what it sold', async () => {
    await isSent();
    central.answers['/v1/push'] = (_, response) => {
      const none = { acknowledged: null, anchor: null, next: null, duplicates: 0, centralUtcMs: Date.now() };
      sendJson(response, { status: 'fork', ...none });
    };
    sellCrisps(till);
    await expect.poll(() => till.sync.status().fault).toBe('fork');
    sellCrisps(till);
    expect(till.sync.status().waiting.sales).toBe(2);
    // A person at central has looked.
    delete central.answers['/v1/push'];
    await expectInStep();
  });

  test('what central does not understand is sent in smaller pieces, and blocks nothing before it', async () => {
    await isSent();
    central.answers['/v1/push'] = () => undefined;
    sellCrisps(till);
    const first = till.read(({ store }) => store.journal.head()!.seq);
    sellCrisps(till);
    central.answers['/v1/push'] = (heard, response) => {
      const request = heard.body as PushRequest;
      if (request.entries.some(({ seq }) => seq > first)) {
        return sendJson(response, { error: 'malformed', detail: 'no' }, 400);
      }
      sendJson(response, storePush(central.stored, request));
    };
    await expect.poll(() => central.stored.at(-1)?.seq, { timeout: 10_000 }).toBe(first);
    await expect.poll(() => till.sync.status().fault).toBe('refused');
    delete central.answers['/v1/push'];
    await expectInStep();
  });
});

describe('a network that swallows everything', () => {
  const swallowAll = () => {
    for (const path of ['push', 'feed', 'holds', 'challenge', 'session', 'receipts/reserve'])
      central.answers[`/v1/${path}`] = () => undefined;
  };

  test('costs a sale nothing', async () => {
    const timeSales = (): number => {
      const tookMs = Array.from({ length: 40 }, () => {
        const beganAtMs = performance.now();
        sellCrisps(till);
        return performance.now() - beganAtMs;
      });
      return tookMs.sort((a, b) => a - b)[20]!;
    };
    timeSales();
    await isSent();
    const inStepMs = timeSales();
    swallowAll();
    await expect.poll(() => till.sync.status().isOnline, { timeout: 10_000 }).toBe(false);
    const alone = timeSales();
    expect(alone).toBeLessThan(inStepMs * 2 + 5);
  });

  test('holds nothing up: who asks for points is told in time that central was not reached', async () => {
    await isSent();
    const request = {
      saleId: '01890000-0000-7000-8000-000000000001',
      memberId: null,
      points: 5,
      couponIds: [],
    };
    central.answers['/v1/holds'] = () => undefined;
    const beganAtMs = performance.now();
    expect(await till.sync.hold(request)).toEqual({ kind: 'offline' });
    expect(performance.now() - beganAtMs).toBeLessThan(impatient.holdTimeoutMs + 200);
  });

  test('the service ends within a second though requests hang', async () => {
    swallowAll();
    sellCrisps(till);
    await expect.poll(() => central.server.heard.at(-1)?.target).toMatch(/push|feed/);
    const beganAtMs = performance.now();
    await till.sync.stop();
    expect(performance.now() - beganAtMs).toBeLessThan(1_000);
  });

  test('once it lets through again, everything goes at once', async () => {
    swallowAll();
    for (let sale = 0; sale < 5; sale += 1) sellCrisps(till);
    await expect.poll(() => till.sync.status().isOnline, { timeout: 10_000 }).toBe(false);
    central.answers = {};
    await expectInStep();
    // That fetching failed is forgotten with the next pull.
    await expect
      .poll(() => till.sync.status())
      .toMatchObject({ isOnline: true, outageSinceUtcMs: null, fault: null });
  });
});

test('a hold that nobody heard of in time is given up, because central may have granted it', async () => {
  await isSent();
  const saleId = '01890000-0000-7000-8000-000000000002';
  central.answers['/v1/holds'] = () => undefined;
  expect(await till.sync.hold({ saleId, memberId: null, points: 5, couponIds: [] })).toEqual({
    kind: 'offline',
  });
  await expect
    .poll(() =>
      central.server.heard.some(({ method, target }) => method === 'DELETE' && target.endsWith(saleId)),
    )
    .toBe(true);
});

test('a receipt that does not come in time gives nothing up: what was reserved of it before still stands', async () => {
  await isSent();
  const saleId = '01890000-0000-7000-8000-000000000003';
  const other = '01890000-0000-7000-8000-000000000004';
  const givenUp = () =>
    central.server.heard.filter(({ method }) => method === 'DELETE').map(({ target }) => target.slice(-36));
  central.answers['/v1/receipts/reserve'] = () => undefined;
  expect(await till.sync.fetchReceipt('S1-01-1-000001', saleId)).toEqual({ kind: 'offline' });
  till.sync.release(other);
  await expect.poll(givenUp).toEqual([other]);
});

test('a token that central takes no more is fetched anew', async () => {
  await isSent();
  let refusals = 0;
  central.answers['/v1/push'] = (heard, response) => {
    refusals += 1;
    if (refusals === 1) return sendJson(response, { error: 'unauthorized', detail: 'old' }, 401);
    sendJson(response, storePush(central.stored, heard.body as PushRequest));
  };
  const before = central.server.heard.filter(({ target }) => target === '/v1/session').length;
  sellCrisps(till);
  await expectInStep();
  expect(central.server.heard.filter(({ target }) => target === '/v1/session').length).toBe(before + 1);
});

const RUNS = process.env['GUITAI_LONG'] === '1' ? 10_000 : 150;

test(`${RUNS} answers of garbage write nothing and end nothing`, async () => {
  await isSent();
  const before = till.read(({ store }) => ({ state: store.chain.state(), head: store.journal.head()!.seq }));
  let count = 0;
  const garbage = (response: Parameters<typeof sendJson>[0]): void => {
    count += 1;
    const kind = count % 7;
    if (kind === 0) return void response.writeHead(200).end(randomBytes(64));
    if (kind === 1) return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(randomBytes(64));
    if (kind === 2) return sendJson(response, { cursor: 5, changes: [{ scope: 'nothing' }] });
    if (kind === 3) return sendJson(response, { status: 'stored', acknowledged: { epoch: -1, seq: 'x' } });
    if (kind === 4) return sendJson(response, { error: 'no such code', detail: 1 }, 418);
    if (kind === 5) return sendJson(response, [], 500, { 'retry-after': 'soon' });
    return sendJson(response, headAnswer('stored', { epoch: 1 + count, seq: count, hash: 'ab'.repeat(32) }));
  };
  for (const path of ['push', 'feed', 'challenge', 'session']) {
    central.answers[`/v1/${path}`] = (_, response) => garbage(response);
  }
  sellCrisps(till);
  await expect
    .poll(() => till.sync.syncNow().then(() => count), { timeout: 600_000, interval: 1 })
    .toBeGreaterThanOrEqual(RUNS);
  const after = till.read(({ store }) => ({ state: store.chain.state(), head: store.journal.head()!.seq }));
  expect(after.state.cursor).toBe(before.state.cursor);
  expect(after.state.acknowledged).toEqual(before.state.acknowledged);
  expect(after.head).toBe(before.head + 1);
  central.answers = {};
  await expectInStep();
});
