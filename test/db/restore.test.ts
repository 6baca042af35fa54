import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_FILE, openStoreReader } from '../../db/open-store.ts';
import { verifyStore } from '../../db/verify.ts';
import { lockWriter } from '../../db/writer-lock.ts';
import { openTill } from '../../register/open-till.ts';
import { systemClock } from '../../register/register.ts';
import { backUp, restore, type RestoreSummary } from '../../register/use-cases/back-up.ts';
import type { RestoreKey } from '../../register/use-cases/restore-key.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { readX } from '../../register/use-cases/shifts.ts';
import { must } from '../must.ts';
import { sellOne, soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-restore-'));
const origin = join(scratch, 'origin');
const backup = join(scratch, 'till.backup');
let folder: string;

beforeAll(async () => {
  await soakTill(origin, 25);
  const store = openStoreReader(origin);
  must(await backUp(store, backup, systemClock));
  store.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'till-'));
  cpSync(origin, folder, { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true }));

async function restoreHere(path = backup, key: RestoreKey = {}): Promise<RestoreSummary> {
  return must(await restore(folder, path, systemClock, undefined, key));
}

function headOf(at: string) {
  const store = openStoreReader(at);
  try {
    const { fault, headHash, zReports } = verifyStore(store);
    expect(fault).toBeNull();
    return { headHash, zReports, epoch: store.till.identity()!.epoch, sales: store.sales.last(1_000) };
  } finally {
    store.close();
  }
}

/** Rings sales and returns their receipts' numbers. */
function sellSome(count: number): string[] {
  const register = must(openTill(folder));
  const receipts = Array.from({ length: count }, () => sellOne(register));
  register.store.close();
  return receipts;
}

describe('a restore', () => {
  test('brings back what was backed up, begins an epoch, and keeps what was there aside', async () => {
    sellSome(3);
    const replaced = headOf(folder);
    const { header, epoch, aside } = await restoreHere();
    const restored = headOf(folder);
    expect([header.epoch, epoch, restored.epoch]).toEqual([1, 2, 2]);
    expect(restored.sales).toEqual(headOf(origin).sales);
    expect(headOf(aside!)).toEqual(replaced);
    const store = openStoreReader(folder);
    const [started] = store.journal.latest('epoch.started', 1);
    expect(started).toMatchObject({ epoch: 2, seq: 1 });
    expect(JSON.parse(started!.payload)).toMatchObject({
      reason: 'restore',
      restoredHeadHash: header.headHash,
    });
    store.close();
    expect(readdirSync(folder)).not.toContain('restoring');
  });

  test('never lets a receipt number come twice, however often and with what in between it is done', async () => {
    const printed = headOf(folder).sales.map(({ receiptNumber }) => receiptNumber);
    for (const count of [2, 1, 3]) {
      printed.push(...sellSome(count));
      await restoreHere();
    }
    printed.push(...sellSome(2));
    expect(new Set(printed).size).toBe(printed.length);
    expect(headOf(folder).epoch).toBe(4);
  });

  test('of the same backup twice gives another epoch each time, even with the database gone or damaged between', async () => {
    expect((await restoreHere()).epoch).toBe(2);
    expect((await restoreHere()).epoch).toBe(3);
    rmSync(join(folder, DATABASE_FILE));
    expect(await restoreHere()).toMatchObject({ epoch: 4, aside: null });
    writeFileSync(join(folder, DATABASE_FILE), 'damaged '.repeat(2_000));
    const { epoch, aside } = await restoreHere();
    expect(epoch).toBe(5);
    expect(readFileSync(join(aside!, DATABASE_FILE), 'utf8')).toContain('damaged');
    expect(headOf(folder).epoch).toBe(5);
  });

  test('on a new machine, with a new key, goes on to a Z that verify accepts beside the earlier ones', async () => {
    rmSync(folder, { recursive: true });
    expect((await restoreHere(backup, { isWithoutMemberData: true })).aside).toBeNull();
    const before = headOf(folder).zReports;
    const register = must(openTill(folder));
    sellOne(register);
    const { figures } = must(readX(register));
    const z = must(closeShift(register, { countedMinor: figures.expectedCashMinor }));
    register.store.close();
    expect(z.zNumber).toBe(before + 1);
    expect(headOf(folder).zReports).toBe(before + 1);
  });

  test('of a backup made after a restore goes on from there', async () => {
    await restoreHere();
    sellSome(1);
    const store = openStoreReader(folder);
    const second = join(folder, 'second.backup');
    must(await backUp(store, second, systemClock));
    store.close();
    expect((await restoreHere(second)).epoch).toBe(3);
    expect((await restoreHere(backup)).epoch).toBe(4);
    headOf(folder);
  });

  test('keeps PINs, catalogue, baskets and the open shift', async () => {
    await restoreHere();
    const content = (at: string) => {
      const store = openStoreReader(at);
      const tables = ['credential', 'article', 'article_barcode', 'basket', 'basket_line', 'shift', 'staff'];
      const rows = tables.map((table) => store.db.prepare(`SELECT * FROM ${table}`).all());
      store.close();
      return rows;
    };
    expect(content(folder)).toEqual(content(origin));
  });

  test('clears away what a restore that was cut short had unpacked', async () => {
    mkdirSync(join(folder, 'restoring'));
    writeFileSync(join(folder, 'restoring', DATABASE_FILE), 'half of it');
    await restoreHere();
    expect(existsSync(join(folder, 'restoring'))).toBe(false);
    headOf(folder);
  });

  test('is refused while another process has the folder', async () => {
    const lock = lockWriter(folder);
    expect(await restore(folder, backup, systemClock)).toMatchObject({
      ok: false,
      error: { code: 'store-locked', pid: process.pid },
    });
    lock.release();
    await restoreHere();
  });
});
