import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DATABASE_FILE, openStore, openStoreReader } from '../../db/open-store.ts';
import { verifyStore } from '../../db/verify.ts';
import { systemClock } from '../../register/register.ts';
import { backUp, restore } from '../../register/use-cases/back-up.ts';
import { buildShim } from '../faults/disk-shim.ts';
import { describeTrials, tryCuts, type FolderCheck } from '../faults/fault-trials.ts';
import { seedOfRun } from '../faults/random.ts';
import { filesNotRecorded, recordRun, runProgram } from '../faults/recorded-run.ts';
import { must } from '../must.ts';
import { describeIf } from '../skip.ts';
import { soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-restore-faults-'));
const script = join(import.meta.dirname, 'restoring-till.ts');
const till = join(scratch, 'till');
const backup = join(scratch, 'till.backup');
const isLong = process.env['GUITAI_LONG'] === '1';
const seed = seedOfRun();
/** The till's head before the restore; a restored one has a second epoch. */
let oldHead: string;

beforeAll(async () => {
  await soakTill(till, 3);
  const reader = openStoreReader(till);
  must(await backUp(reader, backup, systemClock));
  reader.close();
  const store = openStore(till);
  store.commit((writer) => {
    const context = {
      id: 'later',
      atUtcMs: 1,
      utcOffsetMinutes: 0,
      businessDate: '2026-01-01',
      shift: 1,
      actor: 'system',
    };
    writer.record({ type: 'staff.pin-set', payload: { staffId: 'later' } }, context);
  });
  oldHead = store.journal.head()!.hash.toString('hex');
  store.close();
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Opens what an interrupted restore left, as the next start would: the old till, whole, or the new one with the old aside. */
function checkFolder(folder: string): { readonly state: 'old' | 'new' } {
  const found = wholeTill(folder);
  const state = found.epoch === 1 ? 'old' : 'new';
  const aside = readdirSync(folder).find((name) => name.startsWith('before-restore-'));
  const kept = state === 'old' ? found : wholeTill(join(folder, aside ?? 'nothing was put aside'));
  expect([found.epoch, kept]).toEqual([state === 'old' ? 1 : 2, { epoch: 1, head: oldHead }]);
  return { state };
}

/** Opens a till for writing and verifies it; what it is now. */
function wholeTill(folder: string): { readonly epoch: number; readonly head: string } {
  expect(existsSync(join(folder, DATABASE_FILE))).toBe(true);
  const store = openStore(folder);
  try {
    expect(verifyStore(store).fault).toBeNull();
    const head = store.journal.head()!;
    return { epoch: head.epoch, head: head.hash.toString('hex') };
  } finally {
    store.close();
  }
}

test('a restore that is killed before any of its steps leaves the old till or the new one, and can be done again', async () => {
  console.info(`restore kills: GUITAI_SEED=${seed}`);
  const folder = join(scratch, 'killed');
  const states: string[] = [];
  const run = async (killAt: number) => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(till, folder, { recursive: true });
    return runProgram(process.execPath, [script, folder, backup, String(killAt)]);
  };
  const whole = await run(0);
  expect(whole).toMatchObject({ exitCode: 0, stderr: '' });
  const calls = Number(whole.stdout);
  expect(calls).toBeGreaterThan(12);
  // In the short run every fourth step, from another one each time, and the last, which comes after the swap.
  const every = isLong ? 1 : 4;
  const steps = Array.from({ length: calls }, (_, index) => index + 1);
  for (const killAt of steps.filter((step) => step % every === seed % every || step === calls)) {
    expect(await run(killAt)).toMatchObject({ signal: 'SIGKILL' });
    const { state } = checkFolder(folder);
    states.push(state);
    const again = must(await restore(folder, backup, systemClock));
    // An epoch that the killed restore may have begun is never begun again.
    expect(again.epoch).toBeGreaterThan(state === 'new' ? 2 : 1);
    expect(wholeTill(folder).epoch).toBe(again.epoch);
  }
  expect(states).toEqual(states.toSorted((a, b) => b.localeCompare(a)));
  expect(new Set(states)).toEqual(new Set(['old', 'new']));
});

const built = buildShim(scratch);

describeIf(built.ok, built.ok ? '' : built.error)('a restore that loses its power', () => {
  test('after any operation leaves the old till or the new one', async () => {
    const runFolder = join(scratch, 'recorded');
    const folder = join(runFolder, 'data');
    mkdirSync(runFolder);
    cpSync(till, folder, { recursive: true });
    const base = filesOf(folder);
    // The model of the disk knows no hard links, so the copies that stand in for them are cut.
    const program = (data: string) => [process.execPath, script, data, backup, '0', 'copies'] as const;
    const run = await recordRun((data) => [...program(data)], built.ok ? built.value : '', runFolder);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(filesNotRecorded(run.operations, folder, base)).toEqual([]);
    // In the short run after every second operation, from the first or the second on.
    const step = isLong ? 1 : 2;
    const points = Array.from({ length: run.operations.length + 1 }, (_, after) => after);
    const cuts = points
      .filter((after) => after % step === seed % step || after === run.operations.length)
      .flatMap((after) =>
        Array.from({ length: isLong ? 20 : 1 }, (_, nth) => ({ after, seed: (seed + nth) >>> 0 })),
      );
    const states = new Map<string, number>();
    const check = (image: string): FolderCheck => {
      const { state } = checkFolder(image);
      states.set(state, (states.get(state) ?? 0) + 1);
      return { lost: [] };
    };
    const result = await tryCuts(run.operations, cuts, join(scratch, 'after-cut'), check, base);
    console.info(`restore: ${describeTrials('cuts', result, seed)}, ${JSON.stringify([...states])}`);
    expect(result.failures).toEqual([]);
    expect([...states.keys()].toSorted()).toEqual(['new', 'old']);
  });
});

function filesOf(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith('-shm'));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path)]));
}
