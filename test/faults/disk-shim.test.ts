import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeIf } from '../skip.ts';
import { buildShim, type Fault } from './disk-shim.ts';
import { describeTrials, tryCuts, tryKills, type FolderCheck } from './fault-trials.ts';
import { JUGGLERS } from './file-juggler.ts';
import { chooseCuts, imagesAfter, type Cut } from './power-cut.ts';
import { createRandom, seedOfRun } from './random.ts';
import { acknowledgedLines, filesNotRecorded, recordRun, type Recording } from './recorded-run.ts';

const CUTS = 300;
const ROWS = 120;
const JUGGLING_ROUNDS = 20;

const workFolder = mkdtempSync(join(tmpdir(), 'guitai-disk-shim-'));
const built = buildShim(workFolder);
const shim = built.ok ? built.value : '';
const seed = seedOfRun();

afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

/** Records the writing of rows in a folder of that name. */
function recordRows(name: string, synchronous: string, fault?: Fault): Promise<Recording> {
  const script = join(import.meta.dirname, 'row-writer.ts');
  return recordRun(
    (folder, acknowledgements) => [
      process.execPath,
      script,
      folder,
      acknowledgements,
      String(ROWS),
      synchronous,
    ],
    shim,
    join(workFolder, name),
    fault,
  );
}

function checkRows(folder: string, acknowledged: readonly string[]): FolderCheck {
  const database = new Database(join(folder, 'rows.db'));
  try {
    const integrity = database.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') return { lost: [], damage: String(integrity) };
    const created = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'row'").get() !== undefined;
    const rows = created ? database.prepare('SELECT id FROM row').pluck().all() : [];
    const kept = new Set(rows.map(String));
    return { lost: acknowledged.filter((id) => !kept.has(id)) };
  } finally {
    database.close();
  }
}

function cutRows(
  recording: Recording,
  cuts: readonly Cut[] = chooseCuts(recording.operations.length, CUTS, seed),
) {
  return tryCuts(recording.operations, cuts, join(workFolder, 'after-cut'), checkRows);
}

describeIf(built.ok, built.ok ? '' : built.error)('the disk shim', () => {
  let full: Recording;
  let normal: Recording;
  beforeAll(async () => {
    full = await recordRows('full', 'FULL');
    normal = await recordRows('normal', 'NORMAL');
  });

  test('records every change of the folder and every acknowledgement, in order', () => {
    expect(full).toMatchObject({ exitCode: 0, stderr: '' });
    expect(filesNotRecorded(full.operations, full.folder)).toEqual([]);
    expect(filesNotRecorded(normal.operations, normal.folder)).toEqual([]);
    const file = readFileSync(join(full.folder, '..', 'acknowledged'));
    expect(full.acknowledged).toEqual(acknowledgedLines(file));
    expect(full.acknowledged).toHaveLength(ROWS);
  });

  test('misses nothing that several processes and threads do to the folder at once', async () => {
    const script = join(import.meta.dirname, 'file-juggler.ts');
    const run = await recordRun(
      (folder) => [process.execPath, script, folder, String(JUGGLING_ROUNDS)],
      shim,
      join(workFolder, 'juggled'),
    );
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(filesNotRecorded(run.operations, run.folder)).toEqual([]);
    const counts = Object.groupBy(run.operations, ({ kind }) => kind);
    expect(counts.rename?.length).toBe(JUGGLERS * JUGGLING_ROUNDS);
    expect(counts.sync?.length).toBe(JUGGLERS * JUGGLING_ROUNDS);
    expect(counts['sync-folder']?.length).toBe(JUGGLERS * JUGGLING_ROUNDS);
  });

  test('shows that no acknowledged row is lost in a power cut when every commit is synced', async () => {
    const result = await cutRows(full);
    console.info(`synchronous=FULL: ${describeTrials('cuts', result, seed)}`);
    expect(result.failures).toEqual([]);
    expect(result.acknowledgements).toBeGreaterThan(CUTS);
  });

  test('shows that acknowledged rows are lost when commits are not synced, so it can see a loss', async () => {
    const result = await cutRows(normal);
    console.info(`synchronous=NORMAL: ${describeTrials('cuts', result, seed)}`);
    expect(result.lost).toBeGreaterThan(0);
    expect(result.failures.filter(({ damage }) => damage !== undefined)).toEqual([]);
  });

  test('cuts the same log at the same point with the same seed to the same bytes', () => {
    const random = createRandom(seed);
    const cut = { after: random.below(normal.operations.length), seed: random.below(2 ** 32) };
    const [first] = imagesAfter(normal.operations, [cut]);
    const earlier = { after: Math.floor(cut.after / 2), seed: 1 };
    const [, second] = imagesAfter(normal.operations, [earlier, cut]);
    expect(second).toEqual(first);
  });

  test.for([
    { classes: ['write'], at: 40, errno: 'EIO', says: 'SQLITE_IOERR_WRITE' },
    { classes: ['write'], at: 40, errno: 'ENOSPC', says: 'SQLITE_FULL' },
    { classes: ['write'], at: 40, errno: 'ENOSPC', shortWrite: true, says: 'SQLITE_FULL' },
    { classes: ['sync'], at: 20, errno: 'EIO', says: 'SQLITE_IOERR_FSYNC' },
    { classes: ['sync'], at: 20, count: 1, errno: 'EIO', says: 'SQLITE_IOERR_FSYNC' },
    { classes: ['open'], at: 1, errno: 'EROFS', says: 'SQLITE_CANTOPEN' },
    { classes: ['open'], at: 2, errno: 'EACCES', says: 'SQLITE_READONLY_DIRECTORY' },
  ] as (Fault & { says: string })[])(
    'makes $classes fail with $errno from number $at on, and what was acknowledged survives a cut',
    async ({ says, ...fault }) => {
      const name = `${fault.classes.join('-')}-${fault.errno}-${fault.at}-${fault.count ?? 0}-${fault.shortWrite ?? false}`;
      const run = await recordRows(name, 'FULL', fault);
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toContain(says);
      expect(run.operations.some((operation) => operation.kind === 'fail')).toBe(true);
      expect(filesNotRecorded(run.operations, run.folder)).toEqual([]);
      expect(run.acknowledged.length).toBeLessThan(ROWS);
      const atTheEnd = chooseCuts(0, 5, seed).map((cut) => ({ ...cut, after: run.operations.length }));
      expect((await cutRows(run, atTheEnd)).failures).toEqual([]);
    },
  );
});

test('a program that is killed at random moments keeps every row that it acknowledged', async () => {
  const script = join(import.meta.dirname, 'row-writer.ts');
  const result = await tryKills({
    program: (folder, acknowledgements) => [
      process.execPath,
      script,
      folder,
      acknowledgements,
      '100000',
      'FULL',
    ],
    kills: 8,
    killsPerFolder: 4,
    longestRunMs: 300,
    seed,
    scratch: join(workFolder, 'killed'),
    checkFolder: checkRows,
  });
  console.info(describeTrials('kills', result, seed));
  expect(result.failures).toEqual([]);
});
