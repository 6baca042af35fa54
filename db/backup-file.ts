import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import {
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  closeSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { schemaVersion } from './migrate.ts';
import { copyDatabase } from './open-database.ts';
import { openStoreReaderAt, type StoreReader } from './open-store.ts';
import { StoreFailure, storeErrorOf } from './store-error.ts';
import type { BackupReason } from '../domain/errors.ts';
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
export class BackupFault extends Error {
  readonly reason: BackupReason;
  readonly said: string;

  /** `said` is what the machine said of it, such as the code of a failed read. */
  constructor(reason: BackupReason, said = '') {
    super(`${reason} ${said}`.trim());
    this.reason = reason;
    this.said = said;
  }
}

/**
 * Writes a consistent copy of a till beside its writer: the till goes on selling. The file appears under its name only when
 * it is whole and synced. `createdAtUtcMs` is what the header says.
 */
export async function writeBackup(
  store: StoreReader,
  path: string,
  createdAtUtcMs: number,
): Promise<BackupHeader> {
  const copy = join(dirname(path), `.${basename(path)}.copy`);
  const part = `${path}.part`;
  try {
    copyDatabase(store.db, copy);
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
    if (!identity || !head) throw new StoreFailure({ code: 'store-missing', folder: store.folder });
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

/**
 * Unpacks a backup's database to `target`, synced, and checks it against the header. Throws `BackupFault` when the backup
 * is at fault and `StoreFailure` when the disk that it is unpacked to is; `target` is then gone.
 */
export async function unpackBackup(path: string, target: string): Promise<BackupHeader> {
  const { header, length } = readHeader(path);
  const hash = createHash('sha256');
  const counter = new CountingHash(hash, header.databaseBytes);
  try {
    await pipeline(
      createReadStream(path, { start: length }),
      createZstdDecompress(),
      counter,
      createWriteStream(target, { mode: 0o600 }),
    );
    if (counter.bytes !== header.databaseBytes || hash.digest('hex') !== header.databaseSha256) {
      throw new BackupFault('checksum');
    }
    checkAgainstHeader(target, header);
    syncPath(target, 'file');
    return header;
  } catch (error) {
    rmSync(target, { force: true });
    throw unpackFailure(error, target);
  }
}

/** The checksum does not cover the header, so what the header says of the till is asked of the database itself. */
function checkAgainstHeader(target: string, header: BackupHeader): void {
  const db = new Database(target, { readonly: true });
  try {
    const head = db
      .prepare<[], { register: string; epoch: number; seq: number; hash: Buffer }>(
        'SELECT register, epoch, seq, hash FROM journal ORDER BY position DESC LIMIT 1',
      )
      .get();
    const isOfHeader =
      head !== undefined &&
      head.register === header.registerId &&
      head.epoch === header.epoch &&
      head.seq === header.headSeq &&
      head.hash.toString('hex') === header.headHash;
    if (!isOfHeader) throw new BackupFault('other-till');
  } finally {
    db.close();
  }
}

/** Zlib's codes tell of the backup's bytes, a failed read of the disk that it lies on, all else of where it is unpacked to. */
function unpackFailure(error: unknown, target: string): unknown {
  if (error instanceof BackupFault || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (/^Z(STD)?_/.test(code)) return new BackupFault('damaged');
  if ('syscall' in error && error.syscall === 'read') return new BackupFault('unreadable', code);
  if (error instanceof Database.SqliteError) return new BackupFault('no-till');
  const known = storeErrorOf(error, dirname(target));
  return known ? new StoreFailure(known) : error;
}

/** Reads only what a backup says of itself. Throws `BackupFault`. */
export function readBackupHeader(path: string): BackupHeader {
  return readHeader(path).header;
}

function readHeader(path: string): { header: BackupHeader; length: number } {
  const start = readStart(path);
  const end = start.indexOf(10);
  const fields = end === -1 ? null : parseFields(start.toString('utf8', 0, end));
  if (fields?.['format'] !== 'guitai-backup') throw new BackupFault('foreign');
  if (fields['version'] !== 1) throw new BackupFault('newer');
  if (!isHeader(fields)) throw new BackupFault('damaged');
  return { header: fields, length: end + 1 };
}

/** As many bytes of a file as a header may take. */
function readStart(path: string): Buffer {
  const start = Buffer.alloc(HEADER_MAX_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      return start.subarray(0, readSync(file, start, 0, HEADER_MAX_BYTES, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw error.code === 'ENOENT'
      ? new BackupFault('missing')
      : new BackupFault('unreadable', String(error.code));
  }
}

type HeaderFields = Readonly<Record<string, unknown>>;

function parseFields(text: string): HeaderFields | null {
  try {
    return JSON.parse(text) as HeaderFields | null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const HEADER_TEXTS = ['registerId', 'shopCode', 'tillCode', 'headHash', 'databaseSha256'];
const HEADER_NUMBERS = ['createdAtUtcMs', 'epoch', 'headSeq', 'schemaVersion', 'databaseBytes'];
/** The last moment that a date can name. */
const HEADER_NUMBER_MAX = 8_640_000_000_000_000;

function isHeader(fields: HeaderFields): fields is HeaderFields & BackupHeader {
  const isNumber = (value: unknown) =>
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= HEADER_NUMBER_MAX;
  return (
    HEADER_TEXTS.every((name) => typeof fields[name] === 'string') &&
    HEADER_NUMBERS.every((name) => isNumber(fields[name]))
  );
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
      done(new BackupFault('oversized'));
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
