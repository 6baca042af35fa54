import { createHash } from 'node:crypto';
import { createGzip, type Gzip } from 'node:zlib';
import { CHUNK_BYTES_MAX } from '../../protocol/limits.ts';

/** A chunk is closed when it has grown to this: what gzip still holds back is far less than the rest. */
const CHUNK_BYTES_FULL = CHUNK_BYTES_MAX - 512 * 1_024;
/** What gzip is given at once, so that it says early how much it has made of it. */
const PIECE_CHARACTERS = 256 * 1_024;
/** Half the time of the usual level, for an eighth more bytes. */
const PACK_LEVEL = 4;

export interface PackedChunk {
  readonly bytes: Buffer;
  /** Hex, of the compressed bytes. */
  readonly sha256: string;
  readonly changes: number;
}

/** Packs lines into chunks that registers take one by one. `fullBytes` closes one sooner: tests have less to tell. */
export interface ChunkPacker {
  /** A line without its end. Resolves when there is room for more. */
  add(line: string): Promise<void>;
  /** Closes the chunk that is open, if there is one. */
  end(): Promise<void>;
}

export function createChunkPacker(
  onChunk: (chunk: PackedChunk) => Promise<void>,
  fullBytes = CHUNK_BYTES_FULL,
): ChunkPacker {
  let open: OpenChunk | null = null;
  async function close(): Promise<void> {
    if (open === null) return;
    const { changes } = open;
    const bytes = await finish(open);
    open = null;
    await onChunk({ bytes, changes, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return {
    async add(line) {
      open ??= openChunk();
      open.changes += 1;
      open.text += `${line}\n`;
      if (open.text.length < PIECE_CHARACTERS && fullBytes >= PIECE_CHARACTERS) return;
      await flush(open);
      if (open.size >= fullBytes) await close();
    },
    end: close,
  };
}

interface OpenChunk {
  readonly gzip: Gzip;
  readonly parts: Buffer[];
  size: number;
  changes: number;
  text: string;
}

function openChunk(): OpenChunk {
  const gzip = createGzip({ level: PACK_LEVEL });
  const chunk: OpenChunk = { gzip, parts: [], size: 0, changes: 0, text: '' };
  gzip.on('data', (part: Buffer) => {
    chunk.parts.push(part);
    chunk.size += part.length;
  });
  return chunk;
}

async function flush(chunk: OpenChunk): Promise<void> {
  const { gzip, text } = chunk;
  chunk.text = '';
  await new Promise<void>((resolve, reject) => {
    gzip.once('error', reject);
    gzip.write(text, (error) => {
      gzip.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}

async function finish(chunk: OpenChunk): Promise<Buffer> {
  if (chunk.text !== '') await flush(chunk);
  const { gzip, parts } = chunk;
  const ended = new Promise<void>((resolve, reject) => {
    gzip.once('end', resolve);
    gzip.once('error', reject);
  });
  gzip.end();
  await ended;
  return Buffer.concat(parts);
}
