import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DiskOperation } from './disk-log.ts';
import { createDiskFile, type DiskFile } from './disk-file.ts';
import { createRandom, type Random } from './random.ts';

/** Where the power fails: after `after` operations of the log; `seed` decides what of the unsynced part survives. */
export type Cut = { readonly after: number; readonly seed: number };

/** What the disk holds, and what the program had promised, at a cut. Paths are relative to the data folder. */
export type DiskImage = {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly folders: readonly string[];
  /** Every byte that had been written to the acknowledgement file. */
  readonly acknowledged: Buffer;
};

/** What the data folder held before the recording began: path to bytes. */
export type BaseFolder = ReadonlyMap<string, Buffer>;

type Namespace = { readonly files: Map<string, DiskFile>; readonly folders: Set<string> };

type NamespaceChange =
  | { readonly kind: 'create'; readonly path: string; readonly file: DiskFile }
  | { readonly kind: 'rename'; readonly path: string; readonly newPath: string }
  | { readonly kind: 'unlink' | 'make-folder' | 'remove-folder'; readonly path: string };

type Disk = {
  /** What running programs see. */
  readonly live: Namespace;
  /** What is certainly on the disk. */
  readonly durable: Namespace;
  /** The changes between the two, oldest first. */
  readonly pending: NamespaceChange[];
  readonly fileOfInode: Map<bigint, DiskFile>;
  readonly acknowledged: Buffer[];
};

const NO_BASE: BaseFolder = new Map();

/**
 * Rebuilds what a disk may hold when the power fails at each of the cuts, which must be in ascending order of `after`;
 * one walk through the log serves them all. The result depends on nothing but the operations, the cut and the base.
 *
 * The model is a journalling file system such as ext4 (data=ordered), at its least obliging:
 * - A file holds what was synced, plus any subset of the 512-byte sectors written since (a sector may also hold an
 *   earlier one of its unsynced versions), at any of the lengths that it had since: `disk-file.ts`.
 * - Creations, renames and removals reach the disk in their order; how many of those not yet synced did, is random.
 * - Syncing a folder makes every change in it durable. Syncing a file makes its creation durable (with what came
 *   before it), as ext4, XFS, NTFS and APFS do, but not a later rename of it.
 * - A sync that failed wrote some sectors and forgot the rest, so that a later sync does not write them again
 *   (as Linux does: https://lwn.net/Articles/752063/).
 * - An acknowledgement was seen by the customer the moment it was written.
 */
export function* imagesAfter(
  operations: readonly DiskOperation[],
  cuts: readonly Cut[],
  base: BaseFolder = NO_BASE,
): Generator<DiskImage> {
  const disk = createDisk(base);
  let applied = 0;
  for (const cut of cuts) {
    if (cut.after < applied || cut.after > operations.length) {
      throw new Error(`cut after ${cut.after} is out of order or beyond ${operations.length} operations`);
    }
    for (; applied < cut.after; applied++)
      applyOperation(disk, operations[applied] as DiskOperation, applied);
    yield imageOf(disk, createRandom(cut.seed));
  }
}

/** What the folder holds for running programs after all operations: must equal the real one, or the log has gaps. */
export function liveImage(operations: readonly DiskOperation[], base: BaseFolder = NO_BASE): DiskImage {
  const disk = createDisk(base);
  for (const [index, operation] of operations.entries()) {
    // Programs still read what a failed sync did not store.
    if (operation.kind !== 'fail') applyOperation(disk, operation, index);
  }
  return {
    files: new Map([...disk.live.files].map(([path, file]) => [path, file.live()])),
    folders: [...disk.live.folders],
    acknowledged: Buffer.concat(disk.acknowledged),
  };
}

/** Chooses `count` cuts at random points of a log of `length` operations, in the order that `imagesAfter` needs. */
export function chooseCuts(length: number, count: number, seed: number): Cut[] {
  const random = createRandom(seed);
  const cuts = Array.from({ length: count }, () => ({
    after: random.below(length + 1),
    seed: random.below(2 ** 32),
  }));
  return cuts.sort((a, b) => a.after - b.after);
}

/** Writes an image into an empty folder, as the next start of the program would find it. */
export function writeImage(image: DiskImage, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const path of image.folders) mkdirSync(join(folder, path), { recursive: true });
  for (const [path, content] of image.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function createDisk(base: BaseFolder): Disk {
  const files = new Map([...base].map(([path, content]) => [path, createDiskFile(content)]));
  return {
    live: { files: new Map(files), folders: new Set() },
    durable: { files, folders: new Set() },
    pending: [],
    fileOfInode: new Map(),
    acknowledged: [],
  };
}

function applyOperation(disk: Disk, operation: DiskOperation, index: number): void {
  switch (operation.kind) {
    case 'create': {
      const file = createDiskFile();
      disk.fileOfInode.set(operation.inode, file);
      changeNamespace(disk, { kind: 'create', path: operation.path, file });
      return;
    }
    case 'open': {
      const file = disk.live.files.get(operation.path);
      if (!file) throw new Error(`the log opens ${operation.path}, which nothing had created`);
      disk.fileOfInode.set(operation.inode, file);
      return;
    }
    case 'write':
      return fileOf(disk, operation.inode).write(operation.offset, operation.data);
    case 'resize':
      return fileOf(disk, operation.inode).resize(operation.length);
    case 'sync': {
      // A base file that was opened only for reading has nothing to sync and no record of its opening.
      const file = disk.fileOfInode.get(operation.inode);
      if (!file) return;
      file.sync();
      persist(disk, disk.pending.findIndex((change) => change.kind === 'create' && change.file === file) + 1);
      return;
    }
    case 'sync-folder':
      return persist(disk, disk.pending.findLastIndex((change) => changesFolder(change, operation.path)) + 1);
    case 'rename':
    case 'unlink':
    case 'make-folder':
    case 'remove-folder':
      return changeNamespace(disk, operation);
    case 'acknowledge':
      disk.acknowledged.push(operation.data);
      return;
    case 'fail':
      if (operation.operation === 'sync')
        disk.fileOfInode.get(operation.inode)?.failSync(createRandom(index));
  }
}

function fileOf(disk: Disk, inode: bigint): DiskFile {
  const file = disk.fileOfInode.get(inode);
  if (!file) throw new Error(`the log changes inode ${inode}, which nothing had opened`);
  return file;
}

function changeNamespace(disk: Disk, change: NamespaceChange): void {
  applyChange(disk.live, change);
  disk.pending.push(change);
}

function persist(disk: Disk, count: number): void {
  for (const change of disk.pending.splice(0, count)) applyChange(disk.durable, change);
}

function changesFolder(change: NamespaceChange, folder: string): boolean {
  if (parentOf(change.path) === folder) return true;
  return change.kind === 'rename' && parentOf(change.newPath) === folder;
}

function parentOf(path: string): string {
  const parent = dirname(path);
  return parent === '.' ? '' : parent;
}

function applyChange(names: Namespace, change: NamespaceChange): void {
  switch (change.kind) {
    case 'create':
      names.files.set(change.path, change.file);
      return;
    case 'unlink':
      names.files.delete(change.path);
      return;
    case 'make-folder':
      names.folders.add(change.path);
      return;
    case 'remove-folder':
      names.folders.delete(change.path);
      return;
    case 'rename':
      renameEntries(names, change.path, change.newPath);
  }
}

/** Renames a file, or a folder with all that is in it. */
function renameEntries(names: Namespace, path: string, newPath: string): void {
  const isMoved = (entry: string) => entry === path || entry.startsWith(`${path}/`);
  const renamed = (entry: string) => newPath + entry.slice(path.length);
  const files = [...names.files].filter(([entry]) => isMoved(entry));
  const folders = [...names.folders].filter(isMoved);
  for (const [entry] of files) names.files.delete(entry);
  for (const entry of folders) names.folders.delete(entry);
  for (const [entry, file] of files) names.files.set(renamed(entry), file);
  for (const entry of folders) names.folders.add(renamed(entry));
}

/**
 * How likely a sector holds its newest version. Evenly random sectors alone would hardly ever leave a whole
 * transaction on the disk, nor ever none of it, so every cut first draws how much of its unsynced part survives.
 */
const SURVIVAL_PERCENTAGES = [0, 10, 50, 90, 100] as const;

function imageOf(disk: Disk, random: Random): DiskImage {
  const survivalPercent = SURVIVAL_PERCENTAGES[random.below(SURVIVAL_PERCENTAGES.length)] ?? 0;
  const names = { files: new Map(disk.durable.files), folders: new Set(disk.durable.folders) };
  const changeCount = survivalPercent === 100 ? disk.pending.length : random.below(disk.pending.length + 1);
  for (const change of disk.pending.slice(0, changeCount)) applyChange(names, change);
  return {
    files: new Map([...names.files].map(([path, file]) => [path, file.afterCut(random, survivalPercent)])),
    folders: [...names.folders],
    acknowledged: Buffer.concat(disk.acknowledged),
  };
}
