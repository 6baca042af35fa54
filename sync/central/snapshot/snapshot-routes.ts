import { setTimeout } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Scope } from '../../protocol/feed.ts';
import { uuid } from '../../protocol/fields.ts';
import type { SnapshotManifest } from '../../protocol/snapshot.ts';
import type { Central, CentralFault } from '../central.ts';
import type { Queryable } from '../database.ts';
import { registerRoute, type StreamedAnswer } from '../register-route.ts';
import { buildSnapshot } from './build-snapshot.ts';

/** When a register may ask again that came before the first snapshot was built. */
const BUILDING_MS = 2_000;
const PIECE_BYTES = 65_536;

export const snapshotRoute = registerRoute({
  method: 'GET',
  path: '/v1/snapshot',
  async run(central, { register }): Promise<Result<SnapshotManifest, CentralFault>> {
    const manifest = await readManifest(central.pool, register.shop);
    if (manifest !== null) return ok(manifest);
    // A small chain's first is ready at once; a large one's register asks again.
    const building = buildSnapshot(central);
    await Promise.race([building, setTimeout(BUILDING_MS)]);
    const built = await readManifest(central.pool, register.shop);
    if (built !== null) return ok(built);
    return fail({ error: 'busy', detail: 'a snapshot is being built', retryAfterMs: BUILDING_MS });
  },
});

export const chunkRoute = registerRoute({
  method: 'GET',
  path: '/v1/snapshot/:id/:chunk',
  run: (central, { register, params }) =>
    readChunk(central, register.shop, params['id'] ?? '', params['chunk'] ?? ''),
});

/** The newest that is whole; its chunks are all shops' and the register's own. */
async function readManifest(client: Queryable, shop: string): Promise<SnapshotManifest | null> {
  const { rows: snapshots } = await client.query<{ id: string; cursor: string; builtAtUtcMs: number }>(
    `SELECT id, cursor, built_at_utc_ms AS "builtAtUtcMs" FROM snapshot WHERE done_at_utc_ms IS NOT NULL
     ORDER BY id DESC LIMIT 1`,
  );
  const [snapshot] = snapshots;
  if (!snapshot) return null;
  const { rows: chunks } = await client.query<{
    bytes: number;
    sha256: string;
    changes: number;
    scope: Scope;
  }>(
    `SELECT octet_length(bytes) AS bytes, sha256, changes, scope FROM snapshot_chunk
     WHERE snapshot = $1 AND shop IN ('', $2) ORDER BY place`,
    [snapshot.id, shop],
  );
  const counts: Partial<Record<Scope, number>> = {};
  for (const { scope, changes } of chunks) counts[scope] = (counts[scope] ?? 0) + changes;
  return {
    ...snapshot,
    counts,
    chunks: chunks.map(({ bytes, sha256, changes }) => ({ bytes, sha256, changes })),
  };
}

/** A chunk by its place in the manifest, from 0. One of a snapshot that was replaced long ago is gone: take the newest. */
async function readChunk(
  { pool }: Central,
  shop: string,
  id: string,
  chunk: string,
): Promise<Result<StreamedAnswer, CentralFault>> {
  const unknown = { error: 'not-found', detail: 'there is no such chunk' } as const;
  if (!uuid.safeParse(id).success || !/^\d{1,6}$/.test(chunk)) return fail(unknown);
  const { rows } = await pool.query<{ place: number; length: number }>(
    `SELECT place, octet_length(bytes) AS length FROM snapshot_chunk JOIN snapshot ON snapshot.id = snapshot_chunk.snapshot
     WHERE snapshot = $1 AND shop IN ('', $2) AND done_at_utc_ms IS NOT NULL ORDER BY place OFFSET $3 LIMIT 1`,
    [id, shop, Number(chunk)],
  );
  const [found] = rows;
  if (!found) return fail(unknown);
  return ok({ lengthBytes: found.length, pieces: readPieces(pool, id, found.place, found.length) });
}

/** Piece by piece, the next when the last is sent: so many registers that begin at once hold little of central's memory. */
async function* readPieces(
  client: Queryable,
  id: string,
  place: number,
  lengthBytes: number,
): AsyncGenerator<Buffer> {
  for (let start = 0; start < lengthBytes; start += PIECE_BYTES) {
    // As the driver reads bytes, in hex, they would be twice as many.
    const { rows } = await client.query<{ piece: string }>(
      `SELECT encode(substring(bytes FROM $3 FOR $4), 'base64') AS piece FROM snapshot_chunk
       WHERE snapshot = $1 AND place = $2`,
      [id, place, start + 1, PIECE_BYTES],
    );
    const [found] = rows;
    if (!found) throw new Error('the snapshot was thrown away while it was sent');
    yield Buffer.from(found.piece, 'base64');
  }
}
