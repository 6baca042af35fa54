import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ImportFileError } from '../../domain/import-error.ts';

const PIECE_BYTES = 256 * 1024;

/**
 * The text of a UTF-8 file, plain or gzip by its content, in pieces: without a byte-order mark, every line ending a single
 * newline. What goes wrong is thrown, as streams do; `describeReadFailure` says what it was.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let heldReturn = '';
  for await (const chunk of (await openBytes(path)) as AsyncIterable<Buffer>) {
    const text = heldReturn + decoder.decode(chunk, { stream: true });
    // A return at the very end may be half of a line ending.
    heldReturn = text.endsWith('\r') ? '\r' : '';
    yield withNewlines(heldReturn ? text.slice(0, -1) : text);
  }
  yield withNewlines(heldReturn + decoder.decode());
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

function withNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The file's fault behind what a stream threw; anything else is a bug and is thrown on. `line` is how far reading came. */
export function describeReadFailure(failure: unknown, line: number): ImportFileError {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { code: 'file-not-text', line };
  if (code.startsWith('Z_')) return { code: 'file-bad-gzip' };
  if (/^E[A-Z0-9]+$/.test(code)) return { code: 'file-unopened', detail: code };
  throw failure;
}
