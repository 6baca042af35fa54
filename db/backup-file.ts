import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, openSync, readSync, closeSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { openStoreReaderAt, type StoreReader } from './open-store.ts';
import { schemaVersion } from './migrate.ts';
import { syncPath } from './sync-file.ts';

/**
 * What a backup says of itself: one line of JSON, then the database, Zstandard-compressed. The checksum is of the
 * database, so that it holds whatever the compression becomes.
 */
export interface BackupHeader {
  readonly format: 'guitai-backup';
  readonly version: 1;
  readonly createdAtUtcMs: number;
  readonly registerId: string;
  readonly shopCode: string;
  readonly tillCode: string;
  readonly epoch: number;
  readonly headSeq: number;
  readonly headHash: string;
  readonly schemaVersion: number;
  readonly databaseBytes: number;
  readonly databaseSha256: string;
}

const HEADER_MAX_BYTES = 4_096;

/** Why a file is no usable backup. */
export class BackupFault extends Error {}

/**
 * Writes a consistent copy of a till beside its writer: the till goes on selling. The file appears under its name only when
 * it is whole and synced. `createdAtUtcMs` is what the header says.
 */
export async function writeBackup(store: StoreReader, path: string, createdAtUtcMs: number): Promise<BackupHeader> {
  const copy = join(dirname(path), `.${basename(path)}.copy`);
  const part = `${path}.part`;
  rmSync(copy, { force: true });
  try {
    store.db.prepare('VACUUM INTO ?').run(copy);
    const header = await describeCopy(store, copy, createdAtUtcMs);
    const target = createWriteStream(part, { mode: 0o600 });
    target.write(`${JSON.stringify(header)}\n`);
    await pipeline(createReadStream(copy), createZstdCompress(), target);
    syncPath(part, 'file');
    renameSync(part, path);
    syncPath(dirname(path), 'folder');
    return header;
  } finally {
    rmSync(copy, { force: true });
    rmSync(part, { force: true });
  }
}

async function describeCopy(store: StoreReader, copy: string, createdAtUtcMs: number): Promise<BackupHeader> {
  // The copy may be younger than what the reader sees by now, so it is asked itself.
  const reader = openStoreReaderAt(copy, store.folder);
  try {
    const identity = reader.till.identity();
    const head = reader.journal.head();
    if (!identity || !head) throw new BackupFault('the till has not been set up');
    return {
      format: 'guitai-backup',
      version: 1,
      createdAtUtcMs,
      registerId: identity.registerId,
      shopCode: identity.shopCode,
      tillCode: identity.tillCode,
      epoch: identity.epoch,
      headSeq: head.seq,
      headHash: head.hash.toString('hex'),
      schemaVersion: schemaVersion(reader.db),
      databaseBytes: statSync(copy).size,
      databaseSha256: await sha256OfFile(copy),
    };
  } finally {
    reader.close();
  }
}

/** Unpacks a backup's database to `target`, synced, and checks it against the header. Throws `BackupFault`. */
export async function unpackBackup(path: string, target: string): Promise<BackupHeader> {
  const { header, length } = readHeader(path);
  const hash = createHash('sha256');
  const counter = new CountingHash(hash, header.databaseBytes);
  try {
    await pipeline(createReadStream(path, { start: length }), createZstdDecompress(), counter, createWriteStream(target, { mode: 0o600 }));
  } catch (error) {
    rmSync(target, { force: true });
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ZSTD')) {
      throw new BackupFault('it is damaged');
    }
    throw error;
  }
  if (counter.bytes !== header.databaseBytes || hash.digest('hex') !== header.databaseSha256) {
    rmSync(target, { force: true });
    throw new BackupFault('its checksum does not match');
  }
  syncPath(target, 'file');
  return header;
}

/** Reads only what a backup says of itself. Throws `BackupFault`. */
export function readBackupHeader(path: string): BackupHeader {
  return readHeader(path).header;
}

function readHeader(path: string): { header: BackupHeader; length: number } {
  if (!existsSync(path)) throw new BackupFault('there is no such file');
  const head = Buffer.alloc(HEADER_MAX_BYTES);
  const file = openSync(path, 'r');
  const read = readSync(file, head, 0, HEADER_MAX_BYTES, 0);
  closeSync(file);
  const end = head.subarray(0, read).indexOf(10);
  const header = end === -1 ? null : parseHeader(head.toString('utf8', 0, end));
  if (!header) throw new BackupFault('it was not written by this program');
  if (header.version !== 1) throw new BackupFault('it was written by a newer version');
  return { header, length: end + 1 };
}

function parseHeader(text: string): BackupHeader | null {
  try {
    const value: unknown = JSON.parse(text);
    const isHeader = typeof value === 'object' && value !== null && 'format' in value && value.format === 'guitai-backup';
    return isHeader ? (value as BackupHeader) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Passes bytes on, hashing and counting them; more than the header promised is not a backup but a bomb. */
class CountingHash extends Transform {
  bytes = 0;
  readonly #hash: ReturnType<typeof createHash>;
  readonly #maxBytes: number;

  constructor(hash: ReturnType<typeof createHash>, maxBytes: number) {
    super();
    this.#hash = hash;
    this.#maxBytes = maxBytes;
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += piece.length;
    if (this.bytes > this.#maxBytes) {
      done(new BackupFault('it holds more than it says'));
      return;
    }
    this.#hash.update(piece);
    done(null, piece);
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
