import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PASSWORD_BYTES = 24;

/** Where a central keeps its keys and its database unless `--data` or `GUITAI_CENTRAL_DATA` says otherwise. */
export function defaultDataFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env['GUITAI_CENTRAL_DATA']) return env['GUITAI_CENTRAL_DATA'];
  switch (process.platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Guitai Central');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Guitai Central');
    default:
      // Root's home is closed to the user that the database runs as.
      if (process.getuid?.() === 0) return '/var/lib/guitai-central';
      return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'guitai-central');
  }
}

/** Makes the folder where it is missing. What is secret in it is a file or folder of its owner's alone. */
export function ensureDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  // Others may pass, because root's database is another user's.
  if (process.platform !== 'win32') chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/** The password of the embedded database, made where it is missing. */
export function ensurePassword(folder: string): string {
  const path = join(folder, 'postgres-password');
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(PASSWORD_BYTES).toString('base64url'), { mode: 0o600, flush: true });
  }
  return readFileSync(path, 'utf8');
}
