import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Forces a file's content, or a folder's names, to the disk. Windows has no way to sync a folder and does not need one. */
export function syncPath(path: string, kind: 'file' | 'folder'): void {
  if (kind === 'folder' && process.platform === 'win32') return;
  const handle = openSync(path, kind === 'file' ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
