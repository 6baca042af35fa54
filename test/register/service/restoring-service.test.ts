import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify.ts';
import { startServiceProcess } from '../../../register/host/service-process.ts';
import {
  shownState,
  superviseService,
  type ShownServiceState,
  type Supervisor,
} from '../../../register/host/service-supervisor.ts';
import { openTillReader } from '../../../register/open-till.ts';
import { connectToService, type ServiceClient } from '../../../register/service/client.ts';
import { findService } from '../../../register/service/service-file.ts';
import { codeOf, createFolder, MANAGER, openCounter, valueOf } from './service-process.ts';

const READY_MS = 30_000;
const SALE = { department: 'general', unitPriceE4: 19_900 };

let folder: string;
let supervisor: Supervisor;
let client: ServiceClient;
/** Made in the shift that is open, before the sale of `ring`. */
let backup: string;
let kept: string;

beforeAll(() => {
  kept = createFolder();
});

/** A till under a supervisor, in the middle of a shift, with a backup that lacks its last sale. */
beforeEach(async () => {
  folder = createFolder();
  supervisor = supervise(folder);
  client = await reach();
  await openCounter(client);
  await ring();
  backup = join(kept, `${readdirSync(kept).length}.backup`);
  valueOf(await client.maintenance.backUp({ path: backup }));
  await ring();
});

function supervise(of: string): Supervisor {
  const own = superviseService(() => startServiceProcess({ folder: of }));
  afterAll(() => own.stop());
  return own;
}

/** Connects to the service that runs now, or to the next one. */
async function reach(): Promise<ServiceClient> {
  expect(await supervisor.whenReady(READY_MS)).not.toBeNull();
  return (await connectToService(findService(folder)!, 'counter')).client;
}

async function ring(): Promise<void> {
  valueOf(await client.basket.addDepartmentSale(SALE));
  valueOf(await client.checkout.begin());
  const paid = valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: 199 }));
  expect(paid.state).toBe('finished');
}

/** Restores and waits for the next service; the states that a shell told of on the way. */
async function restoreAndReach(
  options: { readonly isWithoutMemberData?: boolean; readonly path?: string } = {},
): Promise<ShownServiceState[]> {
  const states: ShownServiceState[] = [];
  const forget = supervisor.onChange((state) => void states.push(shownState(state)));
  const isBack = new Promise<void>((resolve) => {
    supervisor.onChange(({ state }) => state === 'ready' && resolve());
  });
  valueOf(await client.maintenance.restore({ path: backup, ...options }));
  await isBack;
  forget();
  client = await reach();
  return states;
}

function readBooks(at: string) {
  const store = valueOf(openTillReader(at));
  try {
    expect(verifyStore(store).fault).toBeNull();
    return { epoch: store.till.identity()!.epoch, sales: store.sales.last(100).length };
  } finally {
    store.close();
  }
}

describe('looking at a backup', () => {
  test('says what restoring it would do, and changes nothing', async () => {
    const before = readdirSync(folder).toSorted();
    const inspection = valueOf(await client.maintenance.inspectBackup({ path: backup }));
    expect(inspection).toMatchObject({
      path: backup,
      header: { shopCode: 'SHOP', tillCode: '01', epoch: 1 },
      epoch: 2,
      isOtherTill: false,
      putAside: { entries: 1, sales: 1 },
    });
    expect(inspection.entries).toBe(inspection.header.headSeq);
    expect(readdirSync(folder).toSorted()).toEqual(before);
    expect(readBooks(folder)).toEqual({ epoch: 1, sales: 2 });
  });

  test('of another till says so, and that all entries here would be put aside', async () => {
    const path = backup;
    const other = createFolder();
    expect(await supervise(other).whenReady(READY_MS)).not.toBeNull();
    const { client: blank } = await connectToService(findService(other)!, 'command');
    const inspection = valueOf(await blank.maintenance.inspectBackup({ path }));
    expect(inspection).toMatchObject({ isOtherTill: true, putAside: { sales: 0 } });
    expect(inspection.putAside!.entries).toBeGreaterThan(0);
  });

  test('of a machine whose members this one cannot open says whether a recovery code does', async () => {
    const other = createFolder();
    expect(await supervise(other).whenReady(READY_MS)).not.toBeNull();
    const { client: blank } = await connectToService(findService(other)!, 'command');
    const look = async (at: ServiceClient) =>
      valueOf(await at.maintenance.inspectBackup({ path: join(kept, `${made}.backup`) })).memberKey;
    let made = 0;
    const keep = async () => {
      made = readdirSync(kept).length;
      valueOf(await client.maintenance.backUp({ path: join(kept, `${made}.backup`) }));
    };
    await keep();
    expect(await look(blank)).toBe('at-hand');
    valueOf(await client.member.register({ name: 'Ann Bell', phone: '07911123456' }));
    await keep();
    expect([await look(client), await look(blank)]).toEqual(['at-hand', 'out-of-reach']);
    valueOf(await client.member.makeRecoveryCode({}));
    await keep();
    expect([await look(client), await look(blank)]).toEqual(['at-hand', 'under-code']);
  });

  test('refuses what is none, with its reason', async () => {
    const missing = { code: 'backup-invalid', reason: 'missing' };
    const path = join(folder, 'no-such.backup');
    expect(await client.maintenance.inspectBackup({ path })).toMatchObject({ error: missing });
    expect(await client.maintenance.inspectBackup({ path: 'x.backup' })).toMatchObject({ error: missing });
    truncateSync(backup, 2_000);
    expect(await client.maintenance.inspectBackup({ path: backup })).toMatchObject({
      error: { code: 'backup-invalid', reason: 'damaged' },
    });
  });
});

describe('a restore from the screen', () => {
  test('without the key of its members is refused, and leaves them sealed where that is said', async () => {
    valueOf(await client.member.register({ name: 'Ann Bell', phone: '07911123456' }));
    backup = join(kept, 'sealed.backup');
    valueOf(await client.maintenance.backUp({ path: backup }));
    writeFileSync(join(folder, 'data.key'), `${'ab'.repeat(32)}\n`);
    await restoreAndReach();
    const refused = valueOf(await client.till.status()).lastRestore!.outcome;
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'recovery-code-needed' } });
    valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    await restoreAndReach({ isWithoutMemberData: true });
    expect(valueOf(await client.till.status()).lastRestore!.outcome.state).toBe('done');
    valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    expect(valueOf(await client.member.keyState())).toBe('foreign');
  });

  test('in the middle of a shift brings the backup back under a new epoch, for whoever signs in', async () => {
    expect(await restoreAndReach()).toEqual([
      { state: 'restoring' },
      { state: 'starting', deaths: 0 },
      { state: 'ready' },
    ]);
    expect(valueOf(await client.session.who())).toBeNull();
    const { lastRestore, identity, shift } = valueOf(await client.till.status());
    expect([identity.epoch, shift?.number]).toEqual([2, 1]);
    expect(lastRestore).toMatchObject({ file: backup, epoch: 2, outcome: { state: 'done' } });
    const { outcome } = lastRestore!;
    expect(outcome.state === 'done' && readBooks(outcome.aside!)).toEqual({ epoch: 1, sales: 2 });
    expect(readBooks(folder)).toEqual({ epoch: 2, sales: 1 });

    valueOf(await client.maintenance.acknowledgeRestore());
    expect(valueOf(await client.till.status()).lastRestore).toBeNull();
    valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    await ring();
  });

  test('of a backup that does not hold changes nothing, says why, and the sale goes on', async () => {
    const { basket } = valueOf(await client.basket.addDepartmentSale(SALE));
    truncateSync(backup, 2_000);
    await restoreAndReach();
    expect(valueOf(await client.till.status())).toMatchObject({
      identity: { epoch: 1 },
      lastRestore: {
        outcome: { state: 'failed', error: { code: 'backup-invalid', reason: 'damaged', file: backup } },
      },
    });
    expect(valueOf(await client.basket.read()).basket).toEqual(basket);
    expect(readBooks(folder)).toEqual({ epoch: 1, sales: 2 });
  });

  test('is refused while money is taken for a sale, for whoever may not maintain, and without a backup', async () => {
    valueOf(await client.basket.addDepartmentSale(SALE));
    valueOf(await client.checkout.begin());
    valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: 100 }));
    expect(codeOf(await client.maintenance.restore({ path: backup }))).toBe('tenders-taken');
    valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: 99 }));
    expect(codeOf(await client.maintenance.restore({ path: join(kept, 'none') }))).toBe('backup-invalid');
    valueOf(await client.session.startTraining());
    expect(codeOf(await client.maintenance.restore({ path: backup }))).toBe('not-in-training');
    valueOf(await client.session.endTraining());
    expect(codeOf(await client.maintenance.restore({ path: backup }))).toBe('till-locked');
    expect(supervisor.current().state).toBe('ready');
  });

  test('takes no sale from the moment it was accepted', async () => {
    const calls = [
      client.maintenance.restore({ path: backup }),
      client.basket.addDepartmentSale(SALE),
    ] as const;
    const [restoring, sale] = await Promise.all(calls);
    expect([codeOf(restoring), codeOf(sale)]).toEqual(['ok', 'till-restoring']);
  });

  test(
    'that is killed at any moment leaves the old till or the new one, and says which',
    { timeout: 120_000 },
    async () => {
      for (const afterMs of [0, 20, 50, 80, 120, 180]) {
        const { epoch } = valueOf(await client.till.status()).identity;
        const { pid } = findService(folder)!;
        const began = new Promise<void>((resolve) => {
          supervisor.onChange(({ state }) => state === 'restoring' && resolve());
        });
        const isBack = new Promise<void>((resolve) => {
          supervisor.onChange(({ state }) => state === 'ready' && resolve());
        });
        valueOf(await client.maintenance.restore({ path: backup }));
        await began;
        setTimeout(kill, afterMs, pid);
        await isBack;
        client = await reach();
        const { identity, lastRestore } = valueOf(await client.till.status());
        const books = readBooks(folder);
        expect(books.epoch).toBe(identity.epoch);
        const isNew = lastRestore?.outcome.state === 'done';
        expect(books).toEqual(isNew ? { epoch: lastRestore.epoch, sales: 1 } : { epoch, sales: 2 });
        valueOf(await client.maintenance.acknowledgeRestore());
        valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
        if (isNew) await ring();
      }
    },
  );
});

/** False where it is gone already. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
