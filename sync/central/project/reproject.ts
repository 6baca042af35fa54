import type { PoolClient } from 'pg';
import { createMemberSeal } from '../../../seal/member-seal.ts';
import type { Central } from '../central.ts';
import { withTransaction } from '../database.ts';
import { refoldMembers } from './accounts.ts';
import { CENTRAL_ID } from './office-members.ts';
import type { Projecting } from './project-batch.ts';
import { projectAll, type FaultHandler } from './worker.ts';

const PROJECTED_TABLES = [
  'member_state',
  'sale',
  'sale_return',
  'return_elsewhere',
  'reversal',
  'coupon_use',
  'rule_use',
  'member_home',
];
const MEMBERS_AT_ONCE = 1_000;

/**
 * Makes everything that comes from journals again from their entries: after an update that reads more of them than the one before
 * did. What people at central decided stays. All of it is one transaction, for which registers and workers wait, so nobody sees
 * it half done; registers then hear of what is different. Returns how many entries were read.
 */
export async function reproject(
  { pool, keys, nowUtcMs }: Pick<Central, 'pool' | 'keys' | 'nowUtcMs'>,
  onFault: FaultHandler,
): Promise<number> {
  const seal = createMemberSeal(keys.dataKey);
  return withTransaction(pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
    await forget(client);
    const projecting: Projecting = { seal, nowUtcMs, transact: (run) => withinSavepoint(client, run) };
    const count = await projectAll(projecting, onFault);
    await refoldDecided(client, nowUtcMs());
    return count;
  });
}

async function forget(client: PoolClient): Promise<void> {
  // Waits for the batches that run, and keeps others from beginning until this is done.
  await client.query('LOCK TABLE applied IN EXCLUSIVE MODE');
  await client.query(`TRUNCATE ${PROJECTED_TABLES.join(', ')}`);
  await client.query('DELETE FROM member_event WHERE register <> $1', [CENTRAL_ID]);
  await client.query(
    `UPDATE exception SET resolved_at_utc_ms = raised_at_utc_ms
     WHERE resolved_at_utc_ms IS NULL AND kind IN ('schema-too-new', 'unreadable')`,
  );
  await client.query('UPDATE applied SET epoch = 1, seq = 0, believed_at_utc_ms = 0');
}

/** Members of whom no journal tells, but people at central did something. */
async function refoldDecided(client: PoolClient, nowUtcMs: number): Promise<void> {
  const { rows } = await client.query<{ member: string }>(
    `SELECT DISTINCT member FROM member_event WHERE NOT EXISTS (
       SELECT FROM member_state WHERE member_state.member = member_event.member)`,
  );
  for (let from = 0; from < rows.length; from += MEMBERS_AT_ONCE) {
    const whole = rows.slice(from, from + MEMBERS_AT_ONCE).map(({ member }) => member);
    await refoldMembers(client, { added: [], whole }, nowUtcMs);
  }
}

/** What fails takes itself back, and the transaction around it goes on. */
async function withinSavepoint<Value>(
  client: PoolClient,
  run: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  await client.query('SAVEPOINT batch');
  try {
    const value = await run(client);
    await client.query('RELEASE SAVEPOINT batch');
    return value;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT batch');
    throw error;
  }
}
