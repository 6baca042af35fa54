import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback, gzip as gzipWithCallback } from 'node:zlib';

/** Packs in a thread of its own. */
export const gzip: (bytes: Buffer) => Promise<Buffer> = promisify(gzipWithCallback);

/** Unpacks in a thread of its own; rejects what would be longer than `maxOutputLength`. */
export const gunzip: (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer> =
  promisify(gunzipWithCallback);
