import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** A file of the built screens, as it is sent. */
export interface RendererFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** Whether its name changes with its content, so that it may be kept for ever. */
  readonly isImmutable: boolean;
}

const FILES_MAX = 5_000;
const TOTAL_MAX_BYTES = 128 * 1_048_576;
/** Where vite puts what it names by a hash of its content. */
const HASHED_FOLDER = '/assets/';

/** Where the customer's screen is. It gets what it shows from the counter's page, and needs no way to the service. */
export const DISPLAY_PATH = '/display';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Reads the built screens into memory, by their path from `/`; `/` itself is `index.html`, `/display` is `display.html`. A
 * request is then a lookup, and no path that anybody sends reaches the disk. Throws where the folder holds no screens or more
 * than screens could be.
 */
export function readRendererFiles(folder: string): ReadonlyMap<string, RendererFile> {
  const files = new Map<string, RendererFile>();
  let totalBytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    const { size } = statSync(path, { throwIfNoEntry: true });
    const contentType = contentTypes[extname(name).toLowerCase()];
    if (contentType === undefined) continue;
    totalBytes += size;
    if (files.size >= FILES_MAX || totalBytes > TOTAL_MAX_BYTES) throw new Error(`${folder} holds too much`);
    const urlPath = `/${name.split(sep).map(encodeURIComponent).join('/')}`;
    files.set(urlPath, {
      body: readFileSync(path),
      contentType,
      isImmutable: urlPath.startsWith(HASHED_FOLDER),
    });
  }
  const index = files.get('/index.html');
  if (!index) throw new Error(`${folder} holds no index.html`);
  const display = files.get('/display.html');
  // By one path only, so that its own policy always goes with it.
  if (display) files.set(DISPLAY_PATH, display).delete('/display.html');
  return files.set('/', index);
}
