import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';

/**
 * Whoever locks one of these names in a transaction waits until the others' transactions that did have ended. Two that lock
 * several never wait for each other.
 */
export async function lockNames(client: PoolClient, names: readonly string[]): Promise<void> {
  const keys = names.map(keyOf).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  for (const key of new Set(keys)) await client.query('SELECT pg_advisory_xact_lock($1)', [String(key)]);
}

function keyOf(name: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${hash('sha256', name, 'hex').slice(0, 16)}`));
}
