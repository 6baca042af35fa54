import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { DATABASE_FILE, openStore, openStoreReader } from '../../db/open-store.ts';
import { StoreFailure } from '../../db/store-error.ts';
import { lockWriter } from '../../db/writer-lock.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-lock-'));
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(scratch, 'till-'))));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Starts another process that holds the folder's lock. */
async function startHolder(): Promise<ChildProcess> {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'lock-holder.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said] = (await once(holder.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe(`${holder.pid}\n`);
  return holder;
}

async function kill(holder: ChildProcess): Promise<void> {
  const closed = once(holder, 'close');
  holder.kill('SIGKILL');
  await closed;
}

/** The process id that a refusal names; fails when the lock was to be had. */
function refusedBy(work: () => unknown): number {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreFailure && error.error.code === 'store-locked') return error.error.pid;
    throw error;
  }
  throw new Error('not refused');
}

test('a second process is refused with the id of the first, and touches nothing', async () => {
  const holder = await startHolder();
  try {
    expect(refusedBy(() => lockWriter(folder))).toBe(holder.pid);
    expect(refusedBy(() => openStore(folder))).toBe(holder.pid);
    expect(existsSync(join(folder, DATABASE_FILE))).toBe(false);
  } finally {
    await kill(holder);
  }
});

test('a process that was killed leaves the lock free, and the next one names itself', async () => {
  await kill(await startHolder());
  const lock = lockWriter(folder);
  expect(refusedBy(() => lockWriter(folder))).toBe(process.pid);
  lock.release();
  await kill(await startHolder());
});

test('a second store in the same process is refused too, and readers are not', () => {
  const store = openStore(folder);
  expect(refusedBy(() => openStore(folder))).toBe(process.pid);
  openStoreReader(folder).close();
  store.close();
  openStore(folder).close();
});

test('a store that cannot be opened lets go of its lock', () => {
  const newer = openStore(folder);
  newer.db.pragma('user_version = 1000');
  newer.close();
  expect(() => openStore(folder)).toThrow('store-newer');
  lockWriter(folder).release();
});
