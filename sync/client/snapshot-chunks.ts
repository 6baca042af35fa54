import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncPath } from '../../db/sync-file.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { CHUNK_BYTES_MAX } from '../protocol/limits.ts';
import { snapshotManifest, type SnapshotManifest } from '../protocol/snapshot.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';

/** Where a snapshot lies while it comes, in a till's data folder. */
const FOLDER = 'snapshot';
const MANIFEST = 'manifest.json';
/** A hundred thousand chunks name themselves in this much. */
const MANIFEST_BYTES_MAX = 16_777_216;
/** A snapshot that central has thrown away meanwhile is begun afresh, so often. */
const RESTARTS_MAX = 3;

export function snapshotFolder(dataFolder: string): string {
  return join(dataFolder, FOLDER);
}

export function chunkPath(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(6, '0')}.gz`);
}

/**
 * Fetches what is missing of a snapshot into a folder. Each chunk is checked and lies there under its name only when it is whole,
 * so that a till which is killed at any moment goes on from there. `onChunk` is told how many changes are there.
 */
export async function fetchChunks(
  central: Central,
  folder: string,
  onChunk: (fetchedChanges: number, manifest: SnapshotManifest) => void,
): Promise<Result<SnapshotManifest, CentralFault>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let restarts = 0; ; restarts += 1) {
    const found = await findManifest(central, folder);
    if (!found.ok) return found;
    const fetched = await fetchMissing(central, folder, found.value, onChunk);
    if (fetched.ok) return found;
    const isGone = fetched.error.kind === 'refused' && fetched.error.code === 'not-found';
    if (!isGone || restarts >= RESTARTS_MAX) return fetched;
    forgetSnapshot(folder);
  }
}

function forgetSnapshot(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** The snapshot that is on its way already, else the one that central has now. */
async function findManifest(
  central: Central,
  folder: string,
): Promise<Result<SnapshotManifest, CentralFault>> {
  const known = readManifest(folder);
  if (known) return ok(known);
  const asked = await central.ask({
    method: 'GET',
    target: '/v1/snapshot',
    answer: snapshotManifest,
    answerBytesMax: MANIFEST_BYTES_MAX,
  });
  if (asked.ok) writeWhole(join(folder, MANIFEST), Buffer.from(JSON.stringify(asked.value)));
  return asked;
}

function readManifest(folder: string): SnapshotManifest | null {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return null;
  const read = snapshotManifest.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return read.success ? read.data : null;
}

async function fetchMissing(
  central: Central,
  folder: string,
  manifest: SnapshotManifest,
  onChunk: (fetchedChanges: number, manifest: SnapshotManifest) => void,
): Promise<Result<null, CentralFault>> {
  let fetchedChanges = 0;
  for (const [number, chunk] of manifest.chunks.entries()) {
    const path = chunkPath(folder, number);
    if (!isWhole(path, chunk)) {
      const fetched = await central.fetchBytes(`/v1/snapshot/${manifest.id}/${number}`, CHUNK_BYTES_MAX);
      if (!fetched.ok) return fetched;
      if (fetched.value.length !== chunk.bytes || hash('sha256', fetched.value, 'hex') !== chunk.sha256) {
        return fail({
          kind: 'malformed',
          detail: `chunk ${number} is not what it was to be`,
          isTooLong: false,
        });
      }
      writeWhole(path, fetched.value);
    }
    fetchedChanges += chunk.changes;
    onChunk(fetchedChanges, manifest);
  }
  return ok(null);
}

function isWhole(path: string, { bytes, sha256 }: SnapshotManifest['chunks'][number]): boolean {
  if (!existsSync(path)) return false;
  const content = readFileSync(path);
  return content.length === bytes && hash('sha256', content, 'hex') === sha256;
}

function writeWhole(path: string, content: Buffer): void {
  writeFileSync(`${path}.part`, content, { mode: 0o600 });
  syncPath(`${path}.part`, 'file');
  renameSync(`${path}.part`, path);
}
