import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readBackupHeader, unpackBackup } from '../../db/backup-file.ts';
import { openStore, openStoreReader, openStoreReaderAt } from '../../db/open-store.ts';
import { verifyStore } from '../../db/verify.ts';
import { backUp } from '../../register/use-cases/back-up.ts';
import { must } from '../must.ts';
import { soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-backup-'));
const till = join(scratch, 'till');
const clock = { nowUtcMs: () => Date.UTC(2026, 5, 1) };
let folder: string;

beforeAll(() => soakTill(till, 30));
beforeEach(() => (folder = mkdtempSync(join(scratch, 'backups-'))));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('a backup', () => {
  test('holds the till as it is, says what it holds, and is read by its owner alone', async () => {
    const store = openStoreReader(till);
    const path = join(folder, 'till.backup');
    const header = must(await backUp(store, path, clock));
    const report = verifyStore(store);
    expect(header).toMatchObject({
      format: 'guitai-backup',
      version: 1,
      createdAtUtcMs: clock.nowUtcMs(),
      epoch: 1,
      headSeq: report.entries,
      headHash: report.headHash,
    });
    expect(readBackupHeader(path)).toEqual(header);
    expect(readdirSync(folder)).toEqual(['till.backup']);
    expect(process.platform === 'win32' ? 0 : statSync(path).mode & 0o077).toBe(0);
    expect(await unpackBackup(path, join(folder, 'unpacked.db'))).toEqual(header);
    const unpacked = openStoreReaderAt(join(folder, 'unpacked.db'), folder);
    expect(verifyStore(unpacked)).toEqual(report);
    unpacked.close();
    store.close();
  });

  test('never takes the place of a file that is there', async () => {
    const store = openStoreReader(till);
    const path = join(folder, 'precious');
    writeFileSync(path, 'precious');
    expect(await backUp(store, path, clock)).toEqual({
      ok: false,
      error: { code: 'file-exists', file: path },
    });
    expect(readFileSync(path, 'utf8')).toBe('precious');
    store.close();
  });

  test('into a folder that is not there is refused with the file’s name', async () => {
    const store = openStoreReader(till);
    const file = join(folder, 'nowhere', 'till.backup');
    expect(await backUp(store, file, clock)).toEqual({
      ok: false,
      error: { code: 'file-unwritable', file, detail: 'ENOENT' },
    });
    store.close();
  });

  test('of what was never set up as a till is refused, and leaves no file', async () => {
    const store = openStore(join(folder, 'empty'));
    mkdirSync(join(folder, 'target'));
    const written = await backUp(store, join(folder, 'target', 'b'), clock);
    expect(written).toMatchObject({ ok: false, error: { code: 'store-missing' } });
    expect(readdirSync(join(folder, 'target'))).toEqual([]);
    store.close();
  });

  test('made while another process sells is whole each time, with every receipt acknowledged before it began', async () => {
    const selling = join(folder, 'selling');
    await soakTill(selling, 5);
    const acknowledgements = join(folder, 'acknowledged');
    const script = join(import.meta.dirname, 'selling-till.ts');
    const seller = spawn(process.execPath, [script, selling, acknowledgements], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(seller, 'close');
    await once(seller.stdout, 'data');
    const store = openStoreReader(selling);
    const heads: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const before = readFileSync(acknowledgements, 'utf8').split('\n').slice(0, -1);
      const path = join(folder, `${round}.backup`);
      const { headSeq } = must(await backUp(store, path, clock));
      await unpackBackup(path, join(folder, `${round}.db`));
      const unpacked = openStoreReaderAt(join(folder, `${round}.db`), folder);
      expect(verifyStore(unpacked)).toMatchObject({ fault: null, entries: headSeq });
      const kept = new Set(unpacked.db.prepare('SELECT receipt_number FROM sale').pluck().all());
      expect(before.filter((receipt) => !kept.has(receipt))).toEqual([]);
      unpacked.close();
      heads.push(headSeq);
    }
    expect(seller.exitCode).toBeNull();
    seller.kill('SIGKILL');
    await closed;
    store.close();
    expect(new Set(heads).size).toBe(3);
    expect(heads).toEqual(heads.toSorted((a, b) => a - b));
  });
});
