import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { beginMemberLoad } from '../../db/bulk-members.ts';
import { indexWords, indexWordsBeside } from '../../db/member-words.ts';
import { readFingerprint } from '../../db/data-key.ts';
import { openSeal } from '../../db/member-vault.ts';
import type { Store, StoreReader } from '../../db/open-store.ts';
import { carryPopularity, sealStaged, stageBooks } from '../../db/staged-books.ts';
import { syncPath } from '../../db/sync-file.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { MemberSeal } from '../../seal/member-seal.ts';
import { change, wireStaff, type Change } from '../protocol/feed.ts';
import { journalPlace } from '../protocol/push.ts';
import type { SnapshotManifest } from '../protocol/snapshot.ts';
import type { CentralFault } from './central-fault.ts';
import { createChangeApplier } from './change-applier.ts';
import { gunzip } from './gzip.ts';
import { quickCheck } from './quick-check.ts';
import { forgetSnapshot, type ChunkFault } from './snapshot-chunks.ts';

const BOOKS = 'books.db';
const LOADED = 'loaded.json';
const WORDS = 'words.db';
/** Fewer are loaded in a second. */
const MANY_MEMBERS = 20_000;
/** What four megabytes may unpack to: text of this kind shrinks to a tenth. */
const CHUNK_PLAIN_BYTES_MAX = 268_435_456;
/** Changes that are applied at once, a tenth of a second; in between the next chunk is fetched. */
const PIECE_CHANGES = 2_000;
/**
 * How long a chunk that comes is waited for while nothing is written. From near it is there by then, and one thing at a time leaves
 * the till a processor; from afar the network takes the time.
 */
const FETCH_ALONE_MS = 250;
/** How much of the way it is to have all changes written; the rest is to make the indexes of members, and to seal. */
const WRITTEN_PERCENT = 80;

/** What lies beside books that are filled: what of the snapshot is for the journal to say, once they are in place. */
const loadedSnapshot = z.object({
  snapshotId: z.string(),
  cursor: z.string(),
  settings: z.array(z.tuple([z.string(), z.unknown()])),
  staff: z.array(z.tuple([z.string(), wireStaff.nullable()])),
  applied: journalPlace.nullable(),
  refusedCount: z.int(),
});
export type LoadedSnapshot = z.infer<typeof loadedSnapshot>;

export function stagedBooksPath(folder: string): string {
  return join(folder, BOOKS);
}

/** What is loaded and waits to be put in place; null where nothing is. */
export function readLoaded(folder: string): LoadedSnapshot | null {
  const path = join(folder, LOADED);
  if (!existsSync(path) || !existsSync(stagedBooksPath(folder))) return null;
  return loadedSnapshot.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Has what was staged made anew from its chunks, whatever happens from now on. */
export function forgetLoaded(folder: string): void {
  rmSync(join(folder, LOADED));
  syncPath(folder, 'folder');
}

/** The compressed bytes of a chunk. */
export type TakeChunk = (number: number) => Promise<Result<Buffer, ChunkFault>>;

/**
 * Fills books beside the till's own, in `folder`, with a snapshot; each chunk is asked for while the one before is written.
 * It takes as long as it takes, so it is another process's work than selling. Whoever is killed meanwhile begins it again.
 * `onDone` is told how far it is, in changes.
 */
export async function loadSnapshot(
  live: StoreReader,
  folder: string,
  manifest: SnapshotManifest,
  takeChunk: TakeChunk,
  onDone: (changes: number) => void,
): Promise<Result<null, CentralFault>> {
  const identity = live.till.identity();
  if (!identity) throw new Error('a store without a till takes no snapshot');
  const path = stagedBooksPath(folder);
  const staged = stageBooks(live, path);
  try {
    const filled = await fill(staged, join(folder, WORDS), manifest, identity.registerId, takeChunk, onDone);
    if (!filled.ok) {
      staged.close();
      // The next one is taken from its start.
      if (filled.error.isForGood) forgetSnapshot(folder);
      return fail(filled.error.fault);
    }
    carryPopularity(staged, live);
    sealStaged(staged, path);
    writeLoaded(folder, filled.value);
    onDone(countChanges(manifest));
    return ok(null);
  } finally {
    if (staged.db.open) staged.close();
  }
}

export function countChanges({ chunks }: SnapshotManifest): number {
  return chunks.reduce((sum, { changes }) => sum + changes, 0);
}

/** Whether it is half a minute's work rather than a moment's. */
export function hasManyMembers({ counts }: SnapshotManifest): boolean {
  return (counts.member ?? 0) >= MANY_MEMBERS;
}

/** Thrown to have a commit undone. */
class BrokenOff extends Error {
  readonly why: ChunkFault;

  constructor(why: ChunkFault) {
    super(why.fault.kind);
    this.why = why;
  }
}

/** Chunks that are what they were to be say something that nobody can take in. */
function unreadable(detail: string): ChunkFault {
  return { fault: { kind: 'malformed', detail, isTooLong: false }, isForGood: true };
}

async function fill(
  staged: Store,
  wordsPath: string,
  manifest: SnapshotManifest,
  registerId: string,
  takeChunk: TakeChunk,
  onDone: (changes: number) => void,
): Promise<Result<LoadedSnapshot, ChunkFault>> {
  const seal = (): MemberSeal => {
    const fingerprint = readFingerprint(staged.db);
    const opened = fingerprint && openSeal(staged.folder, fingerprint);
    if (!opened) throw new BrokenOff(unreadable('members without words, and no key to make them with'));
    return opened;
  };
  const total = countChanges(manifest);
  const doneAt = (percent: number): void => onDone(Math.floor((total * percent) / 100));
  // For fewer a thread is not worth its start.
  const words = hasManyMembers(manifest) ? indexWordsBeside(staged.db, wordsPath) : indexWords(staged.db);
  try {
    const applied = await staged.commitAlone(async (writer) => {
      const applier = createChangeApplier(staged, writer, registerId, {
        expectedArticles: manifest.counts.article,
        memberLoad: beginMemberLoad(staged.db, seal, words, (share) => {
          doneAt(WRITTEN_PERCENT + (100 - WRITTEN_PERCENT) * share);
        }),
      });
      let written = 0;
      for await (const plain of unpackChunks(manifest, takeChunk)) {
        for (const piece of piecesOf(plain)) {
          for (const each of piece) applier.apply(each);
          written += piece.length;
          await setImmediate();
        }
        doneAt((WRITTEN_PERCENT * written) / total);
      }
      return applier.finish();
    });
    return ok({
      snapshotId: manifest.id,
      cursor: manifest.cursor,
      settings: [...applied.settings],
      staff: [...applied.staff],
      applied: applied.applied,
      refusedCount: applied.refused.length,
    });
  } catch (error) {
    if (error instanceof BrokenOff) return fail(error.why);
    const isTwice = error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
    if (!isTwice) throw error;
    return fail(unreadable(error.message));
  } finally {
    await words.stop();
  }
}

/** The text of each chunk, the next one already on its way. */
async function* unpackChunks(manifest: SnapshotManifest, takeChunk: TakeChunk): AsyncGenerator<Buffer> {
  const unpack = async (number: number): Promise<Buffer> => {
    const taken = await takeChunk(number);
    if (!taken.ok) throw new BrokenOff(taken.error);
    return gunzip(taken.value, { maxOutputLength: CHUNK_PLAIN_BYTES_MAX }).catch((error: unknown) => {
      throw new BrokenOff(unreadable(`chunk ${number} does not unpack: ${String(error)}`));
    });
  };
  // Settled, because one that fails does so while nobody waits for it yet.
  const begin = (number: number) => Promise.allSettled([unpack(number)]);
  let coming = begin(0);
  try {
    for (let number = 0; number < manifest.chunks.length; number += 1) {
      const [come] = await coming;
      if (come.status === 'rejected') throw come.reason;
      if (number + 1 < manifest.chunks.length) {
        coming = begin(number + 1);
        await Promise.race([coming, setTimeout(FETCH_ALONE_MS, null, { ref: false })]);
      }
      yield come.value;
    }
  } finally {
    // Nothing is written any more once this has ended.
    await coming;
  }
}

function* piecesOf(plain: Buffer): Generator<Change[]> {
  let piece: Change[] = [];
  for (let start = 0; start < plain.length;) {
    const newline = plain.indexOf(10, start);
    const end = newline === -1 ? plain.length : newline;
    if (end > start) piece.push(readLine(plain.toString('utf8', start, end)));
    start = end + 1;
    if (piece.length < PIECE_CHANGES) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

const isChange = quickCheck(change);

function readLine(line: string): Change {
  const value = parseJson(line);
  if (isChange(value)) return value;
  const read = change.safeParse(value);
  if (read.success) return read.data;
  throw new BrokenOff(unreadable(read.error.issues[0]?.message ?? 'a change that is none'));
}

/** Undefined for what is no JSON, which is no change. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function writeLoaded(folder: string, loaded: LoadedSnapshot): void {
  const path = join(folder, LOADED);
  writeFileSync(`${path}.part`, JSON.stringify(loaded), { mode: 0o600 });
  syncPath(`${path}.part`, 'file');
  renameSync(`${path}.part`, path);
  syncPath(folder, 'folder');
}
