import type { Database } from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyedHash } from '../seal/keyed-hash.ts';
import { syncPath } from './sync-file.ts';

export const DATA_KEY_FILE = 'data.key';
const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}\s*$/;
const FINGERPRINT_BYTES = 8;

/**
 * Whether this folder has the key that its members are sealed under: `ready`; `missing`, as on a new machine; `foreign`,
 * the key of another till; `none`, where nothing was sealed yet.
 */
export type DataKeyState = 'ready' | 'missing' | 'foreign' | 'none';

/** The key in a folder, 32 bytes; null where there is none, or what the file holds is no key. */
export function readDataKey(folder: string): Buffer | null {
  const path = join(folder, DATA_KEY_FILE);
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'latin1');
  return KEY_TEXT.test(text) ? Buffer.from(text.trim(), 'hex') : null;
}

/** Puts a key into a folder, in a file that only the owner may read, synced before anything is sealed with it. */
export function writeDataKey(folder: string, key: Buffer): void {
  const path = join(folder, DATA_KEY_FILE);
  const part = `${path}.part`;
  writeFileSync(part, `${key.toString('hex')}\n`, { mode: 0o600 });
  syncPath(part, 'file');
  renameSync(part, path);
  syncPath(folder, 'folder');
}

/** Takes a folder's key away; nothing opens what was sealed under it. */
export function removeDataKey(folder: string): void {
  rmSync(join(folder, DATA_KEY_FILE), { force: true });
  syncPath(folder, 'folder');
}

/** The folder's key, made where there is none. */
export function ensureDataKey(folder: string): Buffer {
  const known = readDataKey(folder);
  if (known) return known;
  const key = randomBytes(KEY_BYTES);
  writeDataKey(folder, key);
  return key;
}

/** What tells a key from others and tells nothing else of it. */
export function fingerprintOf(key: Buffer): Buffer {
  return createKeyedHash(key, 'fingerprint')('').subarray(0, FINGERPRINT_BYTES);
}

/** Which key seals what is in a database; null where none does yet. */
export function readFingerprint(db: Database): Buffer | null {
  return db.prepare<[], Buffer>('SELECT fingerprint FROM data_key').pluck().get() ?? null;
}

/** How the key of a folder stands to what is sealed in a database. */
export function dataKeyState(db: Database, folder: string): DataKeyState {
  const fingerprint = readFingerprint(db);
  if (!fingerprint) return 'none';
  const key = readDataKey(folder);
  if (!key) return 'missing';
  return fingerprintOf(key).equals(fingerprint) ? 'ready' : 'foreign';
}
