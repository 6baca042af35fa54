import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const PIECE_BYTES = 256 * 1024;

/** The bytes of a file, unzipped where its content or its name says gzip. What goes wrong is thrown, as streams do. */
export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of await openBytes(path)) yield chunk as Buffer;
}

async function openBytes(path: string): Promise<Readable> {
  const isGzip = await startsAsGzip(path);
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES });
  if (!isGzip) return file;
  const unzipped = createGunzip({ chunkSize: PIECE_BYTES });
  // The reader of `unzipped` sees any failure: the pipeline ends it with that error.
  pipeline(file, unzipped, () => undefined);
  return unzipped;
}

async function startsAsGzip(path: string): Promise<boolean> {
  if (path.toLowerCase().endsWith('.gz')) return true;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
