import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { scopes } from '../protocol/feed.ts';
import type { ChainName } from './central.ts';
import type { ChainKeys } from './chain-keys.ts';
import { withTransaction, type Queryable } from './database.ts';

/** A shop of the chain. `currency` as ISO 4217 has it, `zone` an IANA zone; its day ends at the cut-over. */
export interface Shop {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
  readonly cutOverMinutes: number;
}

/**
 * The chain of a database, founded where it has none; `isNew` then. Other keys than it was founded with are refused: what
 * registers sealed could not be read, and nothing that is signed would be believed.
 */
export async function openChain(
  pool: Pool,
  keys: ChainKeys,
  name: string,
  nowUtcMs: number,
): Promise<ChainName & { readonly isNew: boolean }> {
  const founded = await pool.query(
    `INSERT INTO chain (id, name, key_check, founded_at_utc_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [uuidv7(), name, keys.check, nowUtcMs],
  );
  const { rows } = await pool.query<ChainName & { key_check: string }>(
    'SELECT id, name, key_check FROM chain',
  );
  const [chain] = rows;
  if (chain?.key_check !== keys.check)
    throw new Error('the key file is not the one of the chain in the database');
  await renewFeed(pool);
  return { id: chain.id, name: chain.name, isNew: founded.rowCount === 1 };
}

/**
 * Transactions are counted by the PostgreSQL that runs them. In a dump that was loaded into another one, what was written last
 * may seem yet to come: then all is told anew, and cursors from before are not taken any more.
 */
async function renewFeed(pool: Pool): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query('SELECT FROM chain FOR UPDATE');
    const { rows } = await client.query(
      `SELECT FROM unnest($1::text[]) AS each (scope) CROSS JOIN LATERAL (
         SELECT FROM reference AS r WHERE r.scope = each.scope AND xid >= pg_snapshot_xmax(pg_current_snapshot()) LIMIT 1
       ) AS later`,
      [scopes],
    );
    if (rows.length === 0) return;
    await client.query(`SET LOCAL statement_timeout = 0`);
    await client.query(
      `UPDATE reference SET xid = pg_current_xact_id(), change = nextval('reference_change')`,
    );
    await client.query('DELETE FROM snapshot');
    await client.query(`UPDATE chain SET feed_generation = feed_generation + 1, feed_floor = '0'`);
  });
}

export async function saveShop(
  client: Queryable,
  { code, name, currency, zone, cutOverMinutes }: Shop,
  nowUtcMs: number,
): Promise<void> {
  await client.query(
    `INSERT INTO shop (code, name, currency, zone, cut_over_minutes, created_at_utc_ms) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, currency = excluded.currency, zone = excluded.zone,
       cut_over_minutes = excluded.cut_over_minutes`,
    [code, name, currency, zone, cutOverMinutes, nowUtcMs],
  );
}
