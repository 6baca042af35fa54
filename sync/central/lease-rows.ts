import type { LeaseRequest } from '../protocol/lease.ts';
import type { JournalPlace } from '../protocol/push.ts';
import type { Queryable } from './database.ts';

/** Of points, and of coupons. */
const LEASE_TABLES = ['lease', 'coupon_lease'];

/** Nobody else changes a register's leases, nor brings its entries into accounts, until the transaction ends. */
export async function lockLeases(client: Queryable, registerId: string): Promise<JournalPlace> {
  const { rows } = await client.query<JournalPlace>(
    'SELECT epoch, seq FROM applied WHERE register = $1 FOR UPDATE',
    [registerId],
  );
  if (!rows[0]) throw new Error(`register ${registerId} has no place in the accounts`);
  return rows[0];
}

/** Frees all that is kept for a register, whether it has said what it redeemed of it or not. */
export async function freeLeases(client: Queryable, registerId: string): Promise<void> {
  await lockLeases(client, registerId);
  for (const table of LEASE_TABLES)
    await client.query(`DELETE FROM ${table} WHERE register = $1`, [registerId]);
}

/** What the register holds no more, once all that it redeemed of it is in the accounts. */
export async function endLeases(
  client: Queryable,
  registerId: string,
  { place, heldFromUtcMs }: LeaseRequest,
): Promise<void> {
  for (const table of LEASE_TABLES) {
    await client.query(
      `DELETE FROM ${table} WHERE register = $1
         AND (epoch <> $2 OR $3::bigint IS NULL OR ends_at_utc_ms < $3)`,
      [registerId, place.epoch, heldFromUtcMs],
    );
  }
}
