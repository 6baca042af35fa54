import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What IT settled about updates on this machine, in `updates.json` of the machine-wide folder. */
export interface UpdateSettings {
  /** The folder on IT's own web server that holds `latest.yml` and the installers; https. */
  readonly url: string;
  /** Whether somebody must ask for the update, or it is put in when the program ends. */
  readonly install: 'asked' | 'on-quit';
}

const FILE = 'updates.json';
const URL_MAX_LENGTH = 2_000;

/**
 * Reads the settings; `off` where there are none. `isTestable` also admits a server on this machine over http. What is not
 * understood is `unreadable`, and means no updates: a guessed address would be a way in.
 */
export function readUpdateSettings(
  machineFolder: string,
  isTestable: boolean,
): UpdateSettings | 'off' | 'unreadable' {
  try {
    const text = readFileSync(join(machineFolder, FILE), 'utf8');
    return parseSettings(JSON.parse(text), isTestable) ?? 'unreadable';
  } catch (error) {
    if (error instanceof SyntaxError) return 'unreadable';
    if (error instanceof Error && 'code' in error) return error.code === 'ENOENT' ? 'off' : 'unreadable';
    throw error;
  }
}

function parseSettings(value: unknown, isTestable: boolean): UpdateSettings | null {
  if (typeof value !== 'object' || value === null) return null;
  const { url, install = 'asked' } = value as { readonly url?: unknown; readonly install?: unknown };
  if (install !== 'asked' && install !== 'on-quit') return null;
  if (typeof url !== 'string' || url.length > URL_MAX_LENGTH || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  const isLocal = isTestable && protocol === 'http:' && hostname === '127.0.0.1';
  return protocol === 'https:' || isLocal ? { url, install } : null;
}
