import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncPath } from './sync-file.ts';

/** One id a line: what a restore of an older backup must not bring back. An id names nobody. */
const ERASED_FILE = 'erased-members';
const ID = /^[0-9a-f-]{36}$/;

/** Keeps in mind that a member was erased, beside the database, which a restore replaces. */
export function noteErased(folder: string, memberId: string): void {
  const path = join(folder, ERASED_FILE);
  appendFileSync(path, `${memberId}\n`, { mode: 0o600 });
  syncPath(path, 'file');
}

/** The members that were ever erased in this folder. */
export function readErased(folder: string): string[] {
  const path = join(folder, ERASED_FILE);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'latin1')
    .split('\n')
    .filter((line) => ID.test(line));
}
