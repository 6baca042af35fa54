import { chmodSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a small file that only this machine's owner can read, as a whole or not at all. */
export function writeOwnerFile(path: string, text: string): void {
  const part = `${path}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  // A part that an earlier crash left keeps its rights when it is written over.
  if (process.platform !== 'win32') chmodSync(part, 0o600);
  renameSync(part, path);
}

/** Whether a process of ours has this id. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's is there too, but what it serves is not for us.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
