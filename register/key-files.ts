import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_KEY_FILE } from '../db/data-key.ts';
import { KEY_FILE } from '../db/till-key.ts';

/**
 * To whom the files of a till's keys are open by their modes: to their `owner`, or `shared` with other users of the machine. `unseen` on
 * Windows, whose rights are no modes.
 */
export type KeyFiles = 'owner' | 'shared' | 'unseen';

const OTHERS = 0o077;

export function keyFilesOf(folder: string): KeyFiles {
  if (process.platform === 'win32') return 'unseen';
  const isShared = [KEY_FILE, DATA_KEY_FILE].some((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats !== undefined && (stats.mode & OTHERS) !== 0;
  });
  return isShared ? 'shared' : 'owner';
}
