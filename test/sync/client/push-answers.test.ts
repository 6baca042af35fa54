import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../register/register.ts';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { ok } from '../../../domain/result.ts';
import { leaveChain } from '../../../register/use-cases/join-chain.ts';
import type { PushAnswer, PushRequest } from '../../../sync/protocol/push.ts';
import { errorOf, okOf } from '../../register/till.ts';
import { hasty, type JoinedTill } from './joined-till.ts';
import {
  headAnswer,
  joinScripted,
  sellCrisps,
  startScriptedCentral,
  storePush,
  type ScriptedCentral,
} from './scripted-central.ts';
import { sendJson } from './scripted-server.ts';

let central: ScriptedCentral;
let till: JoinedTill;

beforeEach(async () => {
  central = await startScriptedCentral();
  till = await joinScripted(central, hasty);
  await isSent();
});
afterEach(async () => {
  await till.stop();
  await central.close();
});

const isSent = () => till.until('all is sent', ({ store }) => store.chain.waiting().entries === 0);
const stateOf = () => till.read(({ store }) => store.chain.state());
const headOf = () => till.read(({ store }) => store.journal.head()!);
const placesOf = ({ entries }: PushRequest) => entries.map(({ epoch, seq }) => ({ epoch, seq }));

/** Has every push answered so from now on. Returns what was pushed. */
function answerPushes(answerTo: (request: PushRequest) => PushAnswer): PushRequest[] {
  const pushed: PushRequest[] = [];
  central.answers['/v1/push'] = (heard, response) => {
    const request = heard.body as PushRequest;
    pushed.push(request);
    sendJson(response, answerTo(request));
  };
  return pushed;
}

/** As central answers again, all gets there. */
async function expectInStepAfterwards(): Promise<void> {
  delete central.answers['/v1/push'];
  await isSent();
  await expect.poll(() => till.sync.status().fault).toBeNull();
  const hashes = till.read(({ store }) => [...store.journal.rows(1)].map(({ hash }) => hash.toString('hex')));
  expect(central.stored.map(({ hash }) => hash)).toEqual(hashes);
  till.verify();
}

describe('an acknowledgement of what this journal does not reach', () => {
  test.each([
    ['an entry after its last', 'stored', (seq: number) => ({ epoch: 1, seq: seq + 5 })],
    ['an entry after its last', 'expected', (seq: number) => ({ epoch: 1, seq: seq + 5 })],
    ['a later epoch', 'stored', () => ({ epoch: 2, seq: 5 })],
    ['a later epoch', 'expected', () => ({ epoch: 2, seq: 5 })],
  ] as const)('%s, with “%s”, is a fork: nothing counts as sent', async (_what, status, placeFrom) => {
    const before = stateOf();
    central.answers['/v1/push'] = () => undefined;
    sellCrisps(till);
    sellCrisps(till);
    const pushed = answerPushes(() =>
      headAnswer(status, { ...placeFrom(headOf().seq), hash: 'ab'.repeat(32) }),
    );
    await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('fork');
    // Central is shown the end of this journal alone, so that it sees for itself that it is another.
    const { epoch, seq } = headOf();
    await expect.poll(() => pushed.length).toBeGreaterThan(1);
    expect(placesOf(pushed.at(-1)!)).toEqual([{ epoch, seq }]);
    const { acknowledged, anchor } = stateOf();
    expect({ acknowledged, anchor }).toEqual({ acknowledged: before.acknowledged, anchor: before.anchor });
    expect(till.sync.status().waiting.sales).toBe(2);
    const left = till.read((register) => leaveChain(register));
    expect(errorOf(left, 'chain-unsent')).toMatchObject({ entries: seq - before.acknowledged!.seq });
    await expectInStepAfterwards();
  });

  test('that is kept from before counts for nothing: all waits, and central is shown where the journal ends', async () => {
    const pushed = answerPushes(() => headAnswer('fork', { ...headOf(), hash: 'ab'.repeat(32) }));
    till.read(({ store }) =>
      store.commit((writer) => writer.chain.saveState({ acknowledged: { epoch: 3, seq: 1 } })),
    );
    sellCrisps(till);
    await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('fork');
    const { position, epoch, seq } = headOf();
    expect(placesOf(pushed.at(-1)!)).toEqual([{ epoch, seq }]);
    expect(till.sync.status().waiting.entries).toBe(position);
  });
});

test('a till that is put out keeps its books while central has another journal of it', async () => {
  const pushed = answerPushes(() => headAnswer('stored', { epoch: 2, seq: 5, hash: 'ab'.repeat(32) }));
  central.answers['/v1/feed'] = (_, response) =>
    sendJson(response, { error: 'revoked', detail: 'put out' }, 403);
  await till.until('it has obeyed', ({ store }) => store.chain.isRevoked());
  await expect.poll(() => pushed.length, { timeout: 10_000 }).toBeGreaterThan(3);
  const { epoch, seq } = headOf();
  expect(placesOf(pushed.at(-1)!)).toEqual([{ epoch, seq }]);
  delete central.answers['/v1/push'];
  await expect
    .poll(() => till.keeper.tend((register) => ok(register.identity)), { timeout: 15_000 })
    .toMatchObject({ ok: false, error: { code: 'chain-till-wiped' } });
  expect(central.stored.at(-1)).toMatchObject({ epoch, seq });
});

describe('what central signed for', () => {
  const stranger = generateKeyPairSync('ed25519').privateKey;

  test.each([
    ['by another', (text: string) => sign(null, Buffer.from(text), stranger).toString('base64')],
    ['by nobody', () => 'AAAA'],
    ['with nothing', () => null],
  ])('is not believed where it is signed %s', async (_what, signText) => {
    const before = stateOf();
    answerPushes(({ entries }) => {
      const last = entries.at(-1)!;
      const anchor = signText(`${last.epoch}:${last.seq}:${last.hash}`);
      return { ...headAnswer('stored', last), anchor };
    });
    sellCrisps(till);
    await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('unreachable');
    expect(stateOf().acknowledged).toEqual(before.acknowledged);
    expect(till.sync.status().waiting.sales).toBe(1);
    await expectInStepAfterwards();
  });

  test('is another entry in a place of this journal: a fork, and central is shown the own one', async () => {
    const { seq } = till.read(({ store }) => store.journal.row(2)!);
    const before = stateOf();
    const other = { epoch: 1, seq, hash: 'ab'.repeat(32) };
    const pushed = answerPushes(() => headAnswer('expected', other));
    sellCrisps(till);
    await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('fork');
    await expect.poll(() => pushed.length).toBeGreaterThan(1);
    expect(placesOf(pushed.at(-1)!)).toEqual([{ epoch: 1, seq }]);
    expect(stateOf().acknowledged).toEqual(before.acknowledged);
    await expectInStepAfterwards();
  });

  test('is kept, and the books are verified by it', async () => {
    sellCrisps(till);
    await isSent();
    const { epoch, seq, hash } = headOf();
    const last = headAnswer('stored', { epoch, seq, hash: hash.toString('hex') });
    expect(stateOf()).toMatchObject({ acknowledged: last.acknowledged, anchor: last.anchor });
    till.verify();
  });
});

test.each([
  ['an entry before', () => central.stored.at(-1)!],
  ['nothing of this journal', () => ({ epoch: 1, seq: 0, hash: 'ab'.repeat(32) })],
])('what central says to have stored, and ends with %s, is not believed', async (_what, endOf) => {
  const before = stateOf();
  const end = endOf();
  answerPushes(() => headAnswer('stored', end));
  sellCrisps(till);
  await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('unreachable');
  expect(stateOf().acknowledged).toEqual(before.acknowledged);
  await expectInStepAfterwards();
});

test('a restored till sends on from its backup, where central ends with what it sold after that', async () => {
  const takeOneByOne = () => {
    central.answers['/v1/push'] = (heard, response) => {
      const request = heard.body as PushRequest;
      if (request.entries.length > 1) sendJson(response, { error: 'too-large', detail: 'one by one' }, 413);
      else sendJson(response, storePush(central.stored, request));
    };
  };
  central.answers['/v1/push'] = () => undefined;
  sellCrisps(till);
  const file = join(till.folder, 'old.guitai');
  okOf(
    await backUp(
      till.read(({ store }) => store),
      file,
      systemClock,
    ),
  );
  takeOneByOne();
  sellCrisps(till);
  await isSent();
  const end = headOf();
  // This central gives no journal back, so what was sold after the backup is there alone.
  await till.restart(async () => {
    okOf(await restore(till.folder, file, systemClock));
  });
  const begun = headOf();
  expect(begun.epoch).toBeGreaterThan(end.epoch);
  sellCrisps(till);
  await isSent();
  const { epoch, seq } = headOf();
  expect(stateOf()).toMatchObject({ acknowledged: { epoch, seq }, anchor: expect.any(String) });
  const own = till.read(({ store }) => [...store.journal.rows(1)].map(({ hash }) => hash.toString('hex')));
  const known = central.stored.map(({ hash }) => hash);
  expect(own.filter((hash) => !known.includes(hash))).toEqual([]);
  expect(known.length).toBeGreaterThan(own.length);
  expect(till.sync.status().fault).toBeNull();
  till.verify();
});
