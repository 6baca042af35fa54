import { rmSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'snapshot';

/** Where a snapshot of central's lies while it comes, in a till's data folder. */
export function snapshotFolder(dataFolder: string): string {
  return join(dataFolder, FOLDER);
}

/** Removes what came of one. Files that somebody has open, which not every system removes, stay until they are closed. */
export function removeSnapshot(dataFolder: string): void {
  try {
    rmSync(snapshotFolder(dataFolder), { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
