import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { scheduleBackups, type BackupTiming } from '../../../register/service/backup-schedule.ts';
import { openServiceLog } from '../../../register/service/service-log.ts';
import { createTaskQueue } from '../../../register/service/task-queue.ts';
import { keepTill, type TillKeeper } from '../../../register/service/till-keeper.ts';
import { listBackups } from '../../../register/use-cases/keep-backup.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { createFolder, valueOf } from './service-process.ts';

const NEVER_MS = 3_600_000;
const WAIT = { timeout: 20_000, interval: 50 };

let folder: string;
let keeper: TillKeeper;
let closing: AbortController;
beforeEach(() => {
  folder = createFolder();
  closing = new AbortController();
  keeper = valueOf(keepTill(folder, openServiceLog(folder), { checkpointAfterMs: NEVER_MS }));
});
afterEach(() => {
  closing.abort();
  keeper.close();
});

function schedule(timing: Partial<BackupTiming>) {
  const queueBooks = createTaskQueue();
  const books = { folder, keeper, log: openServiceLog(folder), closing: closing.signal, queueBooks };
  const usual = { everyMs: NEVER_MS, lookEveryMs: NEVER_MS, afterCloseMs: NEVER_MS };
  return { queueBooks, ...scheduleBackups(books, { ...usual, ...timing }) };
}

describe('a till that runs', () => {
  test('backs itself up after a close, and not again while nothing was done', async () => {
    const { closed, stop, queueBooks } = schedule({ afterCloseMs: 1 });
    closed();
    await vi.waitFor(() => expect(listBackups(folder)).toHaveLength(1), WAIT);
    await queueBooks(() => Promise.resolve());
    closed();
    await vi.waitFor(async () => {
      await queueBooks(() => Promise.resolve());
      expect(listBackups(folder)).toHaveLength(1);
    }, WAIT);
    keeper.run('command', (register) => {
      valueOf(openShift(register, 0));
      return ok(null);
    });
    closed();
    await vi.waitFor(() => expect(listBackups(folder)).toHaveLength(2), WAIT);
    stop();
  });

  test('backs itself up now and then, once the last one is old', async () => {
    const { stop } = schedule({ everyMs: 0, lookEveryMs: 1 });
    await vi.waitFor(() => expect(listBackups(folder)).toHaveLength(1), WAIT);
    stop();
    expect(listBackups(folder)[0]?.fault).toBeNull();
  });
});
