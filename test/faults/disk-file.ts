import type { Random } from './random.ts';

/** The content of one file: what is durable, and what was done to it since the last sync. All sizes are bytes. */
export type DiskFile = {
  readonly write: (offset: number, data: Buffer) => void;
  readonly resize: (length: number) => void;
  /** Makes everything so far durable. */
  readonly sync: () => void;
  /** Makes a random part of the unsynced changes durable and forgets the rest. */
  readonly failSync: (random: Random) => void;
  /** What running programs read. */
  readonly live: () => Buffer;
  /** What may be on the disk after a cut; each unsynced sector is its newest version in `survivalPercent` of cases. */
  readonly afterCut: (random: Random, survivalPercent: number) => Buffer;
};

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly length: number };

/** What a disk writes whole or not at all; the smallest that is in use. */
const SECTOR_BYTES = 512;

/** Makes a file that holds `content`, durably. */
export function createDiskFile(content: Buffer = Buffer.alloc(0)): DiskFile {
  const durable = createGrowingBuffer(content);
  const pending: Change[] = [];
  return {
    write: (offset, data) => void pending.push({ kind: 'write', offset, data }),
    resize: (length) => void pending.push({ kind: 'resize', length }),
    sync() {
      for (const change of pending) applyWhole(durable, change);
      pending.length = 0;
    },
    failSync(random) {
      durable.replace(survivingContent(durable, pending, random, 50));
      pending.length = 0;
    },
    live() {
      const seen = createGrowingBuffer(durable.copy());
      for (const change of pending) applyWhole(seen, change);
      return seen.copy();
    },
    afterCut: (random, survivalPercent) => survivingContent(durable, pending, random, survivalPercent),
  };
}

function applyWhole(content: GrowingBuffer, change: Change): void {
  if (change.kind === 'write') content.write(change.offset, change.data);
  else content.resize(change.length);
}

/**
 * Draws one possible content. The length of a file changes in order, so the changes up to a random point set it, and
 * beyond that length nothing is visible. Every sector that unsynced writes touched holds its durable version or one
 * of the versions that the writes gave it, never a later write on top of a missing earlier one. What is written behind
 * a shrinking that did not reach the disk lies in new blocks, which are not visible either.
 */
function survivingContent(
  durable: GrowingBuffer,
  pending: readonly Change[],
  random: Random,
  survivalPercent: number,
): Buffer {
  const sizedBy = survivalPercent === 100 ? pending.length : random.below(pending.length + 1);
  const versionOf = chooseVersions(pending, random, survivalPercent);
  const seenOf = new Map<number, number>();
  const content = createGrowingBuffer(durable.copy());
  let visibleBytes = Infinity;
  for (const [index, change] of pending.entries()) {
    if (change.kind === 'resize') {
      if (index < sizedBy) content.resize(change.length);
      else visibleBytes = Math.min(visibleBytes, change.length);
      continue;
    }
    if (index < sizedBy) content.extend(change.offset + change.data.length);
    for (const { sector, start, end } of sectorsOf(change)) {
      const seen = (seenOf.get(sector) ?? 0) + 1;
      seenOf.set(sector, seen);
      if (seen > (versionOf.get(sector) ?? 0)) continue;
      const limit = Math.min(end, content.length(), visibleBytes);
      if (start < limit)
        content.write(start, change.data.subarray(start - change.offset, limit - change.offset));
    }
  }
  return content.copy();
}

/** Chooses, for every sector that unsynced writes touch, how many of them it holds. */
function chooseVersions(
  pending: readonly Change[],
  random: Random,
  survivalPercent: number,
): ReadonlyMap<number, number> {
  const versionOf = new Map<number, number>();
  for (const change of pending) {
    if (change.kind !== 'write') continue;
    for (const { sector } of sectorsOf(change)) versionOf.set(sector, (versionOf.get(sector) ?? 0) + 1);
  }
  for (const [sector, newest] of versionOf) {
    versionOf.set(sector, random.below(100) < survivalPercent ? newest : random.below(newest));
  }
  return versionOf;
}

function* sectorsOf(change: { readonly offset: number; readonly data: Buffer }) {
  const fileEnd = change.offset + change.data.length;
  for (let start = change.offset; start < fileEnd;) {
    const sector = Math.floor(start / SECTOR_BYTES);
    const end = Math.min(fileEnd, (sector + 1) * SECTOR_BYTES);
    yield { sector, start, end };
    start = end;
  }
}

/** Bytes that grow by doubling, as appends to a log would otherwise copy the file each time. */
type GrowingBuffer = ReturnType<typeof createGrowingBuffer>;

function createGrowingBuffer(content: Buffer) {
  let bytes: Buffer = Buffer.from(content);
  let used = content.length;
  function reserve(length: number): void {
    if (length <= bytes.length) return;
    const larger = Buffer.alloc(Math.max(length, bytes.length * 2));
    bytes.copy(larger, 0, 0, used);
    bytes = larger;
  }
  function extend(length: number): void {
    reserve(length);
    used = Math.max(used, length);
  }
  return {
    length: () => used,
    copy: () => Buffer.from(bytes.subarray(0, used)),
    extend,
    write(offset: number, data: Buffer): void {
      extend(offset + data.length);
      data.copy(bytes, offset);
    },
    resize(length: number): void {
      reserve(length);
      if (length < used) bytes.fill(0, length, used);
      used = length;
    },
    replace(replacement: Buffer): void {
      bytes = replacement;
      used = replacement.length;
    },
  };
}
