import { createPublicKey, verify } from 'node:crypto';
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { arch, homedir, release } from 'node:os';
import { resolve, sep } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import type { DataKeyState } from '../db/data-key.ts';
import { readLastBackup } from '../db/last-backup.ts';
import type { StoreReader } from '../db/open-store.ts';
import { storeHealth, type StoreHealth } from '../db/store-health.ts';
import { signWithTillKey } from '../db/till-key.ts';
import type { TillIdentity } from '../db/till-store.ts';
import {
  attentions,
  BACKUP_OLD_MS,
  BOOKS_LARGE_BYTES,
  DISK_LOW_BYTES,
  PRINT_LATE_MS,
  type Attention,
  type AttentionNotice,
} from '../domain/attention.ts';
import type { RegisterError } from '../domain/errors.ts';
import { guardStore } from './guard-store.ts';
import { keyFilesOf, type KeyFiles } from './key-files.ts';
import { openTillReader } from './open-till.ts';
import type { Clock } from './register.ts';
import { CLOCK_JUMP_MAX_MS } from './use-cases/shifts.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * How a till and its machine are, to be read or sent: no names, no sales, and the user's own folder written as `~`. Sizes
 * in bytes, moments in UTC milliseconds. `till` is null where there is none or it cannot be opened, and `error` says why.
 */
export interface Diagnosis {
  readonly atUtcMs: number;
  readonly program: { readonly version: string; readonly node: string; readonly platform: string };
  readonly folder: FolderHealth;
  readonly till: TillHealth | null;
  readonly error: RegisterError | null;
  readonly attention: readonly Attention[];
}

interface FolderHealth {
  readonly path: string;
  /** Null where there is no such folder. */
  readonly mode: string | null;
  readonly isWritable: boolean;
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
}

interface TillHealth extends StoreHealth {
  readonly shopCode: string | null;
  readonly tillCode: string | null;
  readonly epoch: number | null;
  readonly key: 'matches' | 'missing' | 'foreign' | 'unreadable';
  /** Of the key that seals the members. */
  readonly dataKey: DataKeyState;
  /** Of the files of both keys, which no keystore wraps. */
  readonly keyFiles: KeyFiles;
  readonly hasRecoveryCode: boolean;
  readonly memberCount: number;
  readonly entryCount: number;
  readonly lastEntryAtUtcMs: number | null;
  /** How far the clock is ahead of the last entry; negative where it is behind. */
  readonly clockAheadMs: number | null;
  readonly openShift: { readonly number: number; readonly businessDate: string } | null;
  readonly heldBasketCount: number;
  /** What central does not have; everything in the journal where the till belongs to no chain. */
  readonly unsentCount: number;
  /** Null for a till that stands alone. */
  readonly chain: ChainHealth | null;
  readonly printing: PrintingHealth;
  readonly lastBackupAtUtcMs: number | null;
  /** How long what was sold has been without a backup; null with an empty journal. */
  readonly unsavedForMs: number | null;
}

interface ChainHealth {
  readonly name: string;
  /** Null before central answered. */
  readonly contactedAtUtcMs: number | null;
  /** How far the till's clock is ahead of central's. */
  readonly clockAheadMs: number | null;
  readonly fault: string | null;
}

interface PrintingHealth {
  readonly printerCount: number;
  readonly waitingCount: number;
  /** Of documents that may be on paper, or not: the counter asks about them. */
  readonly askedCount: number;
  /** How long the oldest of both has been there; null with none. */
  readonly oldestForMs: number | null;
}

/** Looks at a data folder without writing to it, beside a till that goes on selling. */
export function diagnose(folder: string, clock: Clock): Diagnosis {
  const atUtcMs = clock.nowUtcMs();
  const folderHealth = diagnoseFolder(folder);
  const { till, error } = diagnoseTill(folder, atUtcMs);
  return {
    atUtcMs,
    program: {
      version: manifest.version,
      node: process.versions.node,
      platform: `${process.platform} ${arch()} ${release()}`,
    },
    folder: folderHealth,
    till,
    error,
    attention: attentions.filter((each) => needsAttention[each](folderHealth, till)),
  };
}

const needsAttention: Readonly<
  Record<Attention, (folder: FolderHealth, till: TillHealth | null) => boolean>
> = {
  folderShared: ({ mode }) => mode !== null && process.platform !== 'win32' && !mode.endsWith('00'),
  folderNotWritable: ({ mode, isWritable }) => mode !== null && !isWritable,
  diskLow: ({ freeBytes }) => freeBytes !== null && freeBytes < DISK_LOW_BYTES,
  clockBehind: (_, till) => (till?.clockAheadMs ?? 0) < -CLOCK_JUMP_MAX_MS,
  clockAhead: (_, till) => (till?.clockAheadMs ?? 0) > CLOCK_JUMP_MAX_MS,
  keyLost: (_, till) => till !== null && till.key !== 'matches',
  keysShared: (_, till) => till?.keyFiles === 'shared',
  centralKeyUnknown: (_, till) => till?.chain?.fault === 'unauthorized',
  journalModeWrong: (_, till) => till !== null && till.journalMode !== 'wal',
  backupNone: (_, till) => isUnsaved(till) && till?.lastBackupAtUtcMs === null,
  backupOld: (_, till) => isUnsaved(till) && till?.lastBackupAtUtcMs !== null,
  // A backup is first a copy of the database and then, beside it, what that is packed to.
  backupNoRoom: ({ freeBytes }, till) =>
    freeBytes !== null && till !== null && freeBytes < 2 * till.databaseBytes,
  printsLeft: (_, till) => (till?.printing.oldestForMs ?? 0) > PRINT_LATE_MS,
  booksLarge: (_, till) => till !== null && till.databaseBytes > BOOKS_LARGE_BYTES,
};

function isUnsaved(till: TillHealth | null): boolean {
  return (till?.unsavedForMs ?? 0) > BACKUP_OLD_MS;
}

/** What needs a look, with the figures that its sentences name. */
export function noticesOf({ attention, till }: Diagnosis): AttentionNotice[] {
  const clockHours = Math.round(Math.abs(till?.clockAheadMs ?? 0) / HOUR_MS);
  const backupDays = Math.floor((till?.unsavedForMs ?? 0) / DAY_MS);
  return attention.map((code) => ({ code, clockHours, backupDays }));
}

function diagnoseFolder(folder: string): FolderHealth {
  const path = withoutHome(folder);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) return { path, mode: null, isWritable: false, freeBytes: null, totalBytes: null };
  const disk = statfsSync(folder);
  return {
    path,
    mode: (stats.mode & 0o777).toString(8).padStart(3, '0'),
    isWritable: mayWrite(folder),
    freeBytes: disk.bavail * disk.bsize,
    totalBytes: disk.blocks * disk.bsize,
  };
}

/** A home folder is named after its person. */
function withoutHome(folder: string): string {
  const [path, home] = [resolve(folder), homedir()];
  return path === home || path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function diagnoseTill(folder: string, atUtcMs: number): Pick<Diagnosis, 'till' | 'error'> {
  const opened = openTillReader(folder);
  if (!opened.ok) return { till: null, error: opened.error };
  const store = opened.value;
  try {
    const till = guardStore(folder, () => tillHealth(store, atUtcMs));
    return till.ok ? { till: till.value, error: null } : { till: null, error: till.error };
  } finally {
    store.close();
  }
}

function tillHealth(store: StoreReader, atUtcMs: number): TillHealth {
  const identity = store.till.identity();
  const head = store.journal.head();
  const shift = store.shifts.open();
  const link = store.chain.link();
  const { contactedAtUtcMs, clockAheadMs, fault } = store.chain.state();
  const lastBackup = readLastBackup(store.folder);
  const savedAtUtcMs = lastBackup?.atUtcMs ?? store.journal.row(1)?.at_utc;
  return {
    ...storeHealth(store),
    shopCode: identity?.shopCode ?? null,
    tillCode: identity?.tillCode ?? null,
    epoch: identity?.epoch ?? null,
    key: keyState(store.folder, identity),
    dataKey: store.members.keyState(),
    keyFiles: keyFilesOf(store.folder),
    hasRecoveryCode: store.members.hasRecoveryCode(),
    memberCount: store.members.count(),
    entryCount: head?.position ?? 0,
    lastEntryAtUtcMs: head?.atUtcMs ?? null,
    clockAheadMs: head ? atUtcMs - head.atUtcMs : null,
    openShift: shift && { number: shift.number, businessDate: shift.businessDate },
    heldBasketCount: store.baskets.held().length,
    unsentCount: link ? store.chain.waiting().entries : (head?.position ?? 0),
    chain: link && { name: link.chainName, contactedAtUtcMs, clockAheadMs, fault },
    printing: printingHealth(store, atUtcMs),
    lastBackupAtUtcMs: lastBackup?.atUtcMs ?? null,
    unsavedForMs: savedAtUtcMs === undefined ? null : atUtcMs - savedAtUtcMs,
  };
}

function printingHealth({ till, printQueue }: StoreReader, atUtcMs: number): PrintingHealth {
  const { queued = 0, sending = 0, failed = 0, unknown = 0 } = printQueue.counts();
  const oldest = printQueue.oldestOpenAtUtcMs();
  return {
    printerCount: till.settings().devices?.printers.length ?? 0,
    waitingCount: queued + sending + failed,
    askedCount: unknown,
    oldestForMs: oldest === null ? null : atUtcMs - oldest,
  };
}

/** Whether the key file signs what the till's public key accepts. */
function keyState(folder: string, identity: TillIdentity | null): TillHealth['key'] {
  const challenge = 'doctor';
  try {
    const signature = signWithTillKey(folder, challenge);
    if (signature === null || !identity) return 'missing';
    const key = createPublicKey({
      key: Buffer.from(identity.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const isOwn = verify(null, Buffer.from(challenge), key, Buffer.from(signature, 'base64'));
    return isOwn ? 'matches' : 'foreign';
  } catch (error) {
    // No right to read the file, or what it holds is no key.
    if (error instanceof Error && 'code' in error) return 'unreadable';
    throw error;
  }
}
