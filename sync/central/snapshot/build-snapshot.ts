import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { scopes, type Scope } from '../../protocol/feed.ts';
import type { Central } from '../central.ts';
import { withTransaction, type Queryable } from '../database.ts';
import { feedPosition } from '../feed.ts';
import { createChunkPacker, type PackedChunk } from './chunk-packer.ts';

/** One server builds at a time. */
const SNAPSHOT_LOCK = 6_148_213_909;
/** Rows that are read at once: a few megabytes. */
const FETCH_ROWS = 5_000;
export interface BuildOptions {
  /** Closes a chunk at so many bytes, fewer than the protocol allows. */
  readonly chunkBytes?: number;
  /** Builds one even where nothing changed since the last. */
  readonly always?: boolean;
}

export interface BuiltSnapshot {
  readonly id: string;
  readonly chunks: number;
  readonly bytes: number;
  readonly changes: number;
}

/**
 * Builds a snapshot of what registers are told, as it is in one moment, while everything else goes on. Null where nothing
 * changed since the last one, or another server builds one.
 */
export async function buildSnapshot(
  central: Central,
  options: BuildOptions = {},
): Promise<BuiltSnapshot | null> {
  const { pool } = central;
  const lock = await pool.connect();
  let isTaken = false;
  try {
    const { rows } = await lock.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      SNAPSHOT_LOCK,
    ]);
    isTaken = rows[0]?.taken === true;
    if (!isTaken) return null;
    // A server that died while it built one left its chunks.
    await pool.query('DELETE FROM snapshot WHERE done_at_utc_ms IS NULL');
    const lastChange = await readLastChange(pool);
    if (!options.always && (await isCurrent(pool, lastChange))) return null;
    return await build(central, lastChange, options);
  } finally {
    // The lock is the connection's: with one that cannot even give it back it ends.
    const isFree = !isTaken || (await unlock(lock));
    lock.release(!isFree);
  }
}

function unlock(client: PoolClient): Promise<boolean> {
  return client.query('SELECT pg_advisory_unlock($1)', [SNAPSHOT_LOCK]).then(
    () => true,
    () => false,
  );
}

async function readLastChange(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ last: number }>('SELECT last_value AS last FROM reference_change');
  return rows[0]!.last;
}

async function isCurrent(client: Queryable, lastChange: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM snapshot WHERE last_change = $1 AND done_at_utc_ms IS NOT NULL',
    [lastChange],
  );
  return rowCount !== null && rowCount > 0;
}

async function build(
  { pool, nowUtcMs }: Central,
  lastChange: number,
  { chunkBytes }: BuildOptions,
): Promise<BuiltSnapshot> {
  const id = uuidv7();
  return withTransaction(
    pool,
    async (reader) => {
      await reader.query('SET LOCAL statement_timeout = 0');
      const cursor = await feedPosition(reader);
      // Written apart from what is read: a reader in a transaction of its own sees no chunk of it until all are there.
      await pool.query(
        'INSERT INTO snapshot (id, cursor, last_change, built_at_utc_ms) VALUES ($1, $2, $3, $4)',
        [id, cursor, lastChange, nowUtcMs()],
      );
      const built = { id, chunks: 0, bytes: 0, changes: 0 };
      const { rows: shops } = await reader.query<{ code: string }>('SELECT code FROM shop ORDER BY code');
      // A chunk has one scope, of all shops or of one: so that each shop's registers find them in the order of scopes.
      for (const scope of scopes) {
        for (const shop of ['', ...shops.map(({ code }) => code)]) {
          await pack(reader, shop, scope, chunkBytes, async (chunk) => {
            await pool.query(
              `INSERT INTO snapshot_chunk (snapshot, place, shop, scope, sha256, changes, bytes)
               VALUES ($1, $2, $3, $4, $5, $6, $7)`,
              [id, built.chunks, shop, scope, chunk.sha256, chunk.changes, chunk.bytes],
            );
            built.chunks += 1;
            built.bytes += chunk.bytes.length;
            built.changes += chunk.changes;
          });
        }
      }
      await pool.query('UPDATE snapshot SET done_at_utc_ms = $2 WHERE id = $1', [id, nowUtcMs()]);
      return built;
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

async function pack(
  reader: PoolClient,
  shop: string,
  scope: Scope,
  chunkBytes: number | undefined,
  keep: (chunk: PackedChunk) => Promise<void>,
): Promise<void> {
  const packer = createChunkPacker(keep, chunkBytes);
  for await (const line of readLines(reader, shop, scope)) await packer.add(line);
  await packer.end();
}

interface Row {
  readonly key: string;
  readonly value: string;
  /** Of a member: what finds them. */
  readonly words?: string | null;
}

/** How much of each register's journal is in the accounts, which no feed row says. */
const APPLIED = `SELECT applied.register::text AS key, json_build_object('epoch', applied.epoch, 'seq', applied.seq)::text AS value
  FROM applied JOIN register ON register.id = applied.register WHERE register.shop = $2 AND $1 = 'applied'`;
const MEMBERS = `SELECT key, value, words FROM reference LEFT JOIN member ON member.id = key::uuid
  WHERE scope = $1 AND shop = $2 AND value IS NOT NULL`;
const OTHERS = `SELECT key, value FROM reference WHERE scope = $1 AND shop = $2 AND value IS NOT NULL`;

/** Changes as lines of the protocol, as the transaction sees them. The values are JSON already. */
async function* readLines(reader: PoolClient, shop: string, scope: Scope): AsyncGenerator<string> {
  const select = scope === 'applied' ? APPLIED : scope === 'member' ? MEMBERS : OTHERS;
  await reader.query(`DECLARE lines NO SCROLL CURSOR FOR ${select}`, [scope, shop]);
  for (;;) {
    const { rows } = await reader.query<Row>(`FETCH ${FETCH_ROWS} FROM lines`);
    for (const { key, value, words } of rows) {
      const full = words ? withWords(value, words) : value;
      yield `{"scope":"${scope}","key":${JSON.stringify(key)},"value":${full}}`;
    }
    if (rows.length < FETCH_ROWS) break;
  }
  await reader.query('CLOSE lines');
}

/** In canonical JSON a member's words come last. */
const NO_WORDS = '"words":null}';

function withWords(value: string, words: string): string {
  if (!value.endsWith(NO_WORDS)) return value;
  return `${value.slice(0, -NO_WORDS.length)}"words":${JSON.stringify(words)}}`;
}
