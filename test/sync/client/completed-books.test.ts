import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { snapshotFolder } from '../../../db/snapshot-folder.ts';
import { ok } from '../../../domain/result.ts';
import { systemClock } from '../../../register/register.ts';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { changeSettings } from '../../../register/use-cases/change-settings.ts';
import { inspectBackup } from '../../../register/use-cases/inspect-backup.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { createRandom } from '../../faults/random.ts';
import { okOf } from '../../register/till.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { healthyNetwork, openFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts';
import { expectInStep, untilSent } from './expect-in-step.ts';
import { hasty, startTill, type JoinedTill } from './joined-till.ts';
import { publishCrisps, sellCrisps } from './scripted-central.ts';

/** Less than any request is waited for. */
const ENDS_WITHIN_MS = 9_000;
const starting = startTestCentral();
let central: TestCentral;
let network: FaultProxy;
let till: JoinedTill;
/** Kept apart from the till's folder, as IT does. */
let kept: string;

beforeAll(async () => {
  central = await starting;
  await publishCrisps(central.pool);
});
beforeEach(async () => {
  // All tills of this file fail from one address, which is let try again by central's clock.
  central.clock.nowUtcMs += 20_000;
  network = await openFaultProxy(Number(new URL(central.url).port), createRandom(1));
  // Whoever is not known, or would wait for an answer, has time.
  till = startTill({ ...hasty, progressTimeoutMs: 120_000, pace: { firstMs: 300, maxMs: 1_000 } });
  kept = mkdtempSync(join(tmpdir(), 'guitai-kept-'));
});
afterEach(async () => {
  await till.stop();
  await network.close();
  rmSync(kept, { recursive: true, force: true });
});

const registerId = () => till.read(({ identity }) => identity.registerId);
const receipts = () =>
  new Set(till.read(({ store }) => store.sales.last(20).map((sale) => sale.receiptNumber)));
const epochOf = () => till.read(({ store }) => store.journal.head()!.epoch);
const asked = (code: string) => ({
  url: `http://127.0.0.1:${network.port}`,
  code,
  tillCode: null,
  caFile: null,
});

async function backUpTo(name: string): Promise<string> {
  const file = join(kept, name);
  const store = till.read((register) => register.store);
  okOf(await backUp(store, file, systemClock));
  return file;
}

/** A till that has sold, backed up, sold more and sent all of it: the numbers of its receipts, and the backup. */
async function sellAndBackUp(): Promise<{ readonly sold: string[]; readonly file: string }> {
  okOf(await till.sync.enrol('command', asked(await central.makeCode())));
  await till.until('the articles are there', ({ store }) => store.catalogue.byCode('crisps') !== null);
  till.do((register) => openShift(register, 10_000));
  const before = sellCrisps(till);
  const file = await backUpTo('nightly.guitai');
  const after = [sellCrisps(till), sellCrisps(till)];
  await untilSent(till);
  return { sold: [before, ...after], file };
}

/** Another PC with an empty folder in the place of the one that is gone; the backup is restored there. */
async function moveToNewMachine(file: string): Promise<void> {
  await till.restart(async () => {
    renameSync(till.folder, mkdtempSync(join(kept, 'dead-')));
    mkdirSync(till.folder);
    okOf(await restore(till.folder, file, systemClock, undefined, { isWithoutMemberData: true }));
  });
  await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('unauthorized');
}

/** Restores a backup over the books that are there. */
function restoreHere(file: string): Promise<void> {
  return till.restart(async () => void okOf(await restore(till.folder, file, systemClock)));
}

async function takeKey(): Promise<void> {
  okOf(await till.sync.enrol('command', asked(await central.makeKeyCode(registerId()))));
}

async function receiptsAtCentral(): Promise<string[]> {
  const { rows } = await central.pool.query<{ receipt: string }>(
    `SELECT payload::jsonb ->> 'receiptNumber' AS receipt FROM entry
     WHERE register = $1 AND type = 'sale.completed' ORDER BY epoch, seq`,
    [registerId()],
  );
  return rows.map(({ receipt }) => receipt);
}

function changeLock(value: number): void {
  till.do((register) => changeSettings(register, { section: 'lockAfterMinutes', value }));
}

test.each(['on another PC', 'in its place'])(
  'a backup from between a restore and its completion, restored %s, is completed from where the first one ended',
  async (where) => {
    const { sold, file } = await sellAndBackUp();
    await moveToNewMachine(file);
    changeLock(17);
    const between = await backUpTo('between.guitai');
    await takeKey();
    expect(receipts()).toEqual(new Set(sold));
    const completed = epochOf();
    const next = sellCrisps(till);
    await untilSent(till);

    if (where === 'in its place') await restoreHere(between);
    else {
      await moveToNewMachine(between);
      await takeKey();
    }
    await till.until('what it had sent is there', ({ store }) => store.sales.last(9).length === 4);
    expect(receipts()).toEqual(new Set([...sold, next]));
    expect(epochOf()).toBeGreaterThan(completed);
    expect(till.read(({ settings }) => settings.lockAfterMinutes)).toBe(17);
    await expectInStep(central, till);
  },
);

test('a till that was restored twice before central knew it is completed from where the first backup ended', async () => {
  const { sold, file } = await sellAndBackUp();
  await moveToNewMachine(file);
  await moveToNewMachine(await backUpTo('between.guitai'));
  await takeKey();
  expect(receipts()).toEqual(new Set(sold));
  await expectInStep(central, till);
});

test('restored with no network, it sends nothing before central has said what it has, whenever that is', async () => {
  const { sold, file } = await sellAndBackUp();
  network.set({ state: 'refused' });
  network.cut();
  await restoreHere(file);
  await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('unreachable');
  expect(receipts()).toEqual(new Set(sold.slice(0, 1)));
  network.set(healthyNetwork);
  await till.until('what it had sent is there', ({ store }) => store.sales.last(9).length === 3);
  expect(receipts()).toEqual(new Set(sold));
  await expectInStep(central, till);
});

test('whoever sells before central has answered is not kept from it, and what was sold is sent', async () => {
  const { sold, file } = await sellAndBackUp();
  network.set({ state: 'refused' });
  network.cut();
  await restoreHere(file);
  await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('unreachable');
  const meanwhile = sellCrisps(till);
  network.set(healthyNetwork);
  await untilSent(till);
  expect(receipts()).toEqual(new Set([sold[0], meanwhile]));
  expect(await receiptsAtCentral()).toEqual([...sold, meanwhile]);
  expect(till.sync.status().fault).toBeNull();
});

test('the books are not taken from under a task that works on them', async () => {
  const { sold, file } = await sellAndBackUp();
  await moveToNewMachine(file);
  const work = Promise.withResolvers<void>();
  const task = till.keeper.runTask('command', async (register) => {
    await work.promise;
    return ok(register.store.journal.head()!.epoch);
  });
  const begun = epochOf();
  await takeKey();
  expect(receipts()).toEqual(new Set(sold.slice(0, 1)));
  work.resolve();
  expect(okOf(await task)).toBe(begun);
  await till.until('what it had sent is there', ({ store }) => store.sales.last(9).length === 3);
  await expectInStep(central, till);
});

test(
  'a till that ends does not wait for a central that says nothing',
  async () => {
    const { file } = await sellAndBackUp();
    network.set({ state: 'refused' });
    network.cut();
    await till.restart(async () => {
      okOf(await restore(till.folder, file, systemClock));
      network.set({ state: 'silent' });
    });
    const begun = epochOf();
    await till.restart();
    expect(epochOf()).toBe(begun);
  },
  ENDS_WITHIN_MS,
);

test('a new PC begins above the epochs that the old one used after the backup, also where it sells at once', async () => {
  const { sold, file } = await sellAndBackUp();
  await restoreHere(file);
  expect(epochOf()).toBe(2);
  const second = sellCrisps(till);
  await untilSent(till);
  const elsewhere = join(kept, 'elsewhere');
  mkdirSync(elsewhere);
  expect(okOf(await inspectBackup(elsewhere, file)).epoch).toBe(101);
  await moveToNewMachine(file);
  expect(epochOf()).toBe(101);
  const meanwhile = sellCrisps(till);
  await takeKey();
  await untilSent(till);
  till.verify();
  expect(await receiptsAtCentral()).toEqual([...sold, second, meanwhile]);
  expect(till.sync.status().fault).toBeNull();
});

test('where what central has does not follow the backup, the till goes on above it', async () => {
  const { sold, file } = await sellAndBackUp();
  await moveToNewMachine(file);
  const second = sellCrisps(till);
  const used = epochOf();
  await takeKey();
  await untilSent(till);

  await moveToNewMachine(file);
  expect(epochOf()).toBe(used);
  changeLock(17);
  await takeKey();
  expect(epochOf()).toBeGreaterThan(used);
  const third = sellCrisps(till);
  await untilSent(till);
  till.verify();
  expect(till.read(({ settings }) => settings.lockAfterMinutes)).toBe(17);
  expect(await receiptsAtCentral()).toEqual([...sold, second, third]);
  expect(till.sync.status().fault).toBeNull();
});

test('what is staged of a snapshot from before goes with the books that are replaced', async () => {
  const { file } = await sellAndBackUp();
  const stage = () => {
    mkdirSync(snapshotFolder(till.folder), { recursive: true });
    writeFileSync(join(snapshotFolder(till.folder), 'loaded.json'), '{}');
  };
  stage();
  network.set({ state: 'refused' });
  network.cut();
  await restoreHere(file);
  expect(existsSync(snapshotFolder(till.folder))).toBe(false);
  stage();
  network.set(healthyNetwork);
  await till.until('what it had sent is there', ({ store }) => store.sales.last(9).length === 3);
  expect(existsSync(snapshotFolder(till.folder))).toBe(false);
  await expectInStep(central, till);
});
