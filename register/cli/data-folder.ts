import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a till's data lives unless `--data` or `GUITAI_DATA` says otherwise: the user's own data folder. */
export function defaultDataFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env['GUITAI_DATA']) return env['GUITAI_DATA'];
  switch (process.platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Guitai');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Guitai');
    default:
      return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'guitai');
  }
}
