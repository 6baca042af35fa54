import type { KeptBackup } from '../use-cases/keep-backup.ts';
import { readLastBackup } from '../../db/last-backup.ts';
import { ok, type Result } from '../../domain/result.ts';
import { keepBackupOfBooks } from './books-task.ts';
import type { ServiceLog } from './service-log.ts';
import type { TaskQueue } from './task-queue.ts';
import type { TillKeeper } from './till-keeper.ts';

/** When the till backs itself up: after a close, and now and then while something was done since the last one. */
export interface BackupSchedule {
  /** A shift was closed: its Z goes into a backup soon, once nobody is busy with it. */
  readonly closed: () => void;
  readonly stop: () => void;
}

export interface BackupTiming {
  /** How old the last backup may be while something was done since. */
  readonly everyMs: number;
  readonly lookEveryMs: number;
  readonly afterCloseMs: number;
}

const USUAL: BackupTiming = { everyMs: 4 * 3_600_000, lookEveryMs: 15 * 60_000, afterCloseMs: 10_000 };

interface Books {
  readonly folder: string;
  readonly keeper: TillKeeper;
  readonly log: ServiceLog;
  readonly closing: AbortSignal;
  readonly queueBooks: TaskQueue;
}

/** Backs a till up by itself, in a process of its own. What fails is in the log, and shows as an old backup. */
export function scheduleBackups(
  { folder, keeper, log, closing, queueBooks }: Books,
  { everyMs, lookEveryMs, afterCloseMs }: BackupTiming = USUAL,
): BackupSchedule {
  const look = setInterval(() => {
    const last = readLastBackup(folder);
    if (Date.now() - (last?.atUtcMs ?? 0) >= everyMs) void backUp();
  }, lookEveryMs).unref();
  let soon: NodeJS.Timeout | undefined;

  /** Nothing is written while nothing was done since the last one. */
  function isDue(): boolean {
    const head = keeper.runSignedOut('command', (register) => ok(register.store.journal.head()));
    if (!head.ok || !head.value) return false;
    const last = readLastBackup(folder);
    return last?.epoch !== head.value.epoch || last.headSeq !== head.value.seq;
  }

  async function backUp(): Promise<void> {
    try {
      const kept: Result<KeptBackup> | null = await queueBooks(async () =>
        isDue() ? keepBackupOfBooks(folder, closing) : null,
      );
      if (kept && !kept.ok) log.note('backup-failed', { code: kept.error.code });
    } catch (error) {
      log.fault('backup', error);
    }
  }

  return {
    closed() {
      clearTimeout(soon);
      soon = setTimeout(() => void backUp(), afterCloseMs).unref();
    },
    stop() {
      clearInterval(look);
      clearTimeout(soon);
    },
  };
}
