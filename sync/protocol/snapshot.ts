import { z } from 'zod';
import { count, sha256Hex, utcMs, uuid } from './fields.ts';
import { scopes } from './feed.ts';
import { CHUNK_BYTES_MAX, CURSOR_LENGTH_MAX } from './limits.ts';

/**
 * `GET /v1/snapshot`: everything in scope for the register, built before it was asked for. A chunk is gzip over lines of JSON,
 * each a change as the feed has it; `GET /v1/snapshot/ID/CHUNK` answers its bytes. The feed goes on from `cursor`.
 */
export const snapshotManifest = z.object({
  id: uuid,
  cursor: z.string().min(1).max(CURSOR_LENGTH_MAX),
  builtAtUtcMs: utcMs,
  counts: z.partialRecord(z.enum(scopes), count),
  chunks: z
    .array(
      z.object({
        bytes: z.int().min(1).max(CHUNK_BYTES_MAX),
        /** Of the compressed bytes. */
        sha256: sha256Hex,
        changes: z.int().min(1),
      }),
    )
    .max(100_000),
});
export type SnapshotManifest = z.infer<typeof snapshotManifest>;
