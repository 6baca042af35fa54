import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';

/**
 * Whoever locks one of these names in a transaction waits until the others' transactions that did have ended. Two that lock
 * several never wait for each other.
 */
export async function lockNames(client: PoolClient, names: readonly string[]): Promise<void> {
  const keys = [...new Set(names.map(keyOf))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  await client.query('SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key', [
    keys.map(String),
  ]);
}

/** Whoever keeps points of a member for a sale or a register locks this. */
export function memberName(memberId: string): string {
  return `member ${memberId}`;
}

function keyOf(name: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${hash('sha256', name, 'hex').slice(0, 16)}`));
}
