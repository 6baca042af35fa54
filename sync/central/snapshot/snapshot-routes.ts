import { setTimeout } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Scope } from '../../protocol/feed.ts';
import { uuid } from '../../protocol/fields.ts';
import type { SnapshotManifest } from '../../protocol/snapshot.ts';
import type { Central, CentralFault } from '../central.ts';
import type { Queryable } from '../database.ts';
import { registerRoute, type ReadyAnswer } from '../register-route.ts';
import { buildSnapshot } from './build-snapshot.ts';

/** When a register may ask again that came before the first snapshot was built. */
const BUILDING_MS = 2_000;

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
): Promise<Result<ReadyAnswer, CentralFault>> {
  const unknown = { error: 'not-found', detail: 'there is no such chunk' } as const;
  if (!uuid.safeParse(id).success || !/^\d{1,6}$/.test(chunk)) return fail(unknown);
  const { rows } = await pool.query<{ bytes: Buffer }>(
    `SELECT bytes FROM snapshot_chunk JOIN snapshot ON snapshot.id = snapshot_chunk.snapshot
     WHERE snapshot = $1 AND shop IN ('', $2) AND done_at_utc_ms IS NOT NULL ORDER BY place OFFSET $3 LIMIT 1`,
    [id, shop, Number(chunk)],
  );
  const [found] = rows;
  return found ? ok({ contentType: 'application/octet-stream', bytes: found.bytes }) : fail(unknown);
}
