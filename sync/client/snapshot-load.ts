import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { beginMemberLoad } from '../../db/bulk-members.ts';
import { readFingerprint } from '../../db/data-key.ts';
import { openSeal } from '../../db/member-vault.ts';
import type { Store, StoreReader } from '../../db/open-store.ts';
import { carryPopularity, sealStaged, stageBooks } from '../../db/staged-books.ts';
import { syncPath } from '../../db/sync-file.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { MemberSeal } from '../../seal/member-seal.ts';
import { change, wireStaff } from '../protocol/feed.ts';
import { journalPlace } from '../protocol/push.ts';
import type { SnapshotManifest } from '../protocol/snapshot.ts';
import type { CentralFault } from './central-fault.ts';
import { createChangeApplier, type ChangeApplier } from './change-applier.ts';
import { gunzip } from './gzip.ts';
import { chunkPath } from './snapshot-chunks.ts';

const BOOKS = 'books.db';
const LOADED = 'loaded.json';
/** What four megabytes may unpack to: text of this kind shrinks to a tenth. */
const CHUNK_PLAIN_BYTES_MAX = 268_435_456;

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

/**
 * Fills books beside the till's own with a snapshot whose chunks lie in `folder`. It takes as long as it takes, so it is another process's
 * work than selling. Whoever is killed meanwhile begins it again.
 */
export async function loadSnapshot(
  live: StoreReader,
  folder: string,
  manifest: SnapshotManifest,
  onLoaded: (loadedChanges: number) => void,
): Promise<Result<null, CentralFault>> {
  const identity = live.till.identity();
  if (!identity) throw new Error('a store without a till takes no snapshot');
  const path = stagedBooksPath(folder);
  const staged = stageBooks(live, path);
  try {
    const filled = await fill(staged, folder, manifest, identity.registerId, onLoaded);
    if (!filled.ok) return filled;
    carryPopularity(staged, live);
    sealStaged(staged, path);
    writeLoaded(folder, filled.value);
    return ok(null);
  } finally {
    if (staged.db.open) staged.close();
  }
}

/** Thrown to have a commit undone. */
class UnreadableChunk extends Error {}

async function fill(
  staged: Store,
  folder: string,
  manifest: SnapshotManifest,
  registerId: string,
  onLoaded: (loadedChanges: number) => void,
): Promise<Result<LoadedSnapshot, CentralFault>> {
  const seal = (): MemberSeal => {
    const fingerprint = readFingerprint(staged.db);
    const opened = fingerprint && openSeal(staged.folder, fingerprint);
    if (!opened) throw new UnreadableChunk('members without words, and no key to make them with');
    return opened;
  };
  try {
    const applied = await staged.commitAlone(async (writer) => {
      const applier = createChangeApplier(staged, writer, registerId, {
        expectedArticles: manifest.counts.article,
        memberLoad: beginMemberLoad(staged.db, seal),
      });
      let loadedChanges = 0;
      for (const [number, chunk] of manifest.chunks.entries()) {
        await applyChunk(applier, chunkPath(folder, number));
        loadedChanges += chunk.changes;
        onLoaded(loadedChanges);
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
    const isTwice = error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
    if (!isTwice && !(error instanceof UnreadableChunk)) throw error;
    return fail({ kind: 'malformed', detail: error.message, isTooLong: false });
  }
}

async function applyChunk(applier: ChangeApplier, path: string): Promise<void> {
  const plain = await gunzip(await readFile(path), { maxOutputLength: CHUNK_PLAIN_BYTES_MAX });
  let start = 0;
  while (start < plain.length) {
    const newline = plain.indexOf(10, start);
    const end = newline === -1 ? plain.length : newline;
    if (end > start) applier.apply(readLine(plain.toString('utf8', start, end)));
    start = end + 1;
  }
}

function readLine(line: string) {
  const read = change.safeParse(JSON.parse(line));
  if (!read.success) throw new UnreadableChunk(read.error.issues[0]?.message ?? 'a change that is none');
  return read.data;
}

function writeLoaded(folder: string, loaded: LoadedSnapshot): void {
  const path = join(folder, LOADED);
  writeFileSync(`${path}.part`, JSON.stringify(loaded), { mode: 0o600 });
  syncPath(`${path}.part`, 'file');
  renameSync(`${path}.part`, path);
  syncPath(folder, 'folder');
}
