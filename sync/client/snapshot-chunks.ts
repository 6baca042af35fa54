import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncPath } from '../../db/sync-file.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { CHUNK_BYTES_MAX } from '../protocol/limits.ts';
import { snapshotManifest, type SnapshotManifest } from '../protocol/snapshot.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';

/** Why a chunk did not come. */
export interface ChunkFault {
  readonly fault: CentralFault;
  /** Asked for again it would be no better: only another snapshot may be. */
  readonly isForGood: boolean;
}

const MANIFEST = 'manifest.json';
/** A chunk that comes wrong so often is wrong at central, or for everyone who asks from here. */
const CHUNK_TRIES = 2;
/** A hundred thousand chunks name themselves in this much. */
const MANIFEST_BYTES_MAX = 16_777_216;

function chunkPath(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(6, '0')}.gz`);
}

/** The snapshot that is on its way already, else the one that central has now. */
export async function findManifest(
  central: Central,
  folder: string,
): Promise<Result<SnapshotManifest, CentralFault>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = readManifest(folder);
  if (known) return ok(known);
  const asked = await central.ask({
    method: 'GET',
    target: '/v1/snapshot',
    answer: snapshotManifest,
    answerBytesMax: MANIFEST_BYTES_MAX,
  });
  if (asked.ok) writeManifest(folder, asked.value);
  return asked;
}

/**
 * The bytes of a chunk: from the folder where it lies there whole, else from central, and into the folder, so that a till which
 * is killed at any moment goes on from there. They are what the manifest says of them.
 */
export async function takeChunk(
  central: Central,
  folder: string,
  { id, chunks }: SnapshotManifest,
  number: number,
): Promise<Result<Buffer, ChunkFault>> {
  const chunk = chunks[number];
  if (!chunk) throw new RangeError(`the snapshot has no chunk ${number}`);
  const path = chunkPath(folder, number);
  const kept = existsSync(path) ? await readFile(path) : null;
  if (kept && isWhole(kept, chunk)) return ok(kept);
  for (let tries = 0; tries < CHUNK_TRIES; tries += 1) {
    const fetched = await central.fetchBytes(`/v1/snapshot/${id}/${number}`, CHUNK_BYTES_MAX);
    if (!fetched.ok) return fail({ fault: fetched.error, isForGood: false });
    if (!isWhole(fetched.value, chunk)) continue;
    // One that a power cut leaves in pieces is seen to be no chunk, and fetched again.
    await writeFile(path, fetched.value, { mode: 0o600 });
    return fetched;
  }
  const detail = `chunk ${number} is not what it was to be`;
  return fail({ fault: { kind: 'malformed', detail, isTooLong: false }, isForGood: true });
}

/** Has whatever comes next be a snapshot that central has then. */
export function forgetSnapshot(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function readManifest(folder: string): SnapshotManifest | null {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return null;
  const read = snapshotManifest.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return read.success ? read.data : null;
}

function writeManifest(folder: string, manifest: SnapshotManifest): void {
  const path = join(folder, MANIFEST);
  writeFileSync(`${path}.part`, JSON.stringify(manifest), { mode: 0o600 });
  syncPath(`${path}.part`, 'file');
  renameSync(`${path}.part`, path);
}

function isWhole(content: Buffer, { bytes, sha256 }: SnapshotManifest['chunks'][number]): boolean {
  return content.length === bytes && hash('sha256', content, 'hex') === sha256;
}
