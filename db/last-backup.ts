import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LAST_BACKUP_FILE = 'last-backup.json';

/** When this till was last backed up, and up to which entry. Where the copy went is not the till's business. */
export interface LastBackup {
  readonly atUtcMs: number;
  readonly epoch: number;
  readonly headSeq: number;
}

/** Notes a backup that is complete. A note that a power cut loses only makes somebody back up again. */
export function noteBackup(folder: string, backup: LastBackup): void {
  const path = join(folder, LAST_BACKUP_FILE);
  writeFileSync(`${path}.part`, JSON.stringify(backup), { mode: 0o600 });
  renameSync(`${path}.part`, path);
}

/** The last backup noted, or null when there is none or its note cannot be read. */
export function readLastBackup(folder: string): LastBackup | null {
  const path = join(folder, LAST_BACKUP_FILE);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LastBackup;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
