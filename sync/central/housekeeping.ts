import type { Central } from './central.ts';
import { publish, type Published } from './changes.ts';
import { withTransaction } from './database.ts';
import { foldSums } from './digests.ts';
import { forgetOldUses } from './project/rule-uses.ts';

const DAY_MS = 86_400_000;
/** How long a register may be away before it needs a snapshot, and how long what was resolved is still shown at tills. */
const KEPT_DAYS = 30;

/**
 * Forgets what is not needed any more: what was gone long ago, holds and codes that ended, the parts of sums. Any number of servers
 * may do it at once.
 */
export async function keepHouse(central: Central): Promise<void> {
  const cutoffUtcMs = central.nowUtcMs() - KEPT_DAYS * DAY_MS;
  await forgetGone(central);
  await hideResolved(central, cutoffUtcMs);
  await foldSums(central);
  await withTransaction(central.pool, (client) => forgetOldUses(client, central.nowUtcMs()));
  await central.pool.query('DELETE FROM hold WHERE ends_at_utc_ms < $1', [cutoffUtcMs]);
  await central.pool.query('DELETE FROM receipt_hold WHERE ends_at_utc_ms < $1', [cutoffUtcMs]);
  await central.pool.query('DELETE FROM enrolment_code WHERE used_by IS NULL AND expires_at_utc_ms < $1', [
    cutoffUtcMs,
  ]);
}

/** Who has not heard by then that something is gone never will: it takes a snapshot. */
export async function forgetGone({ pool, nowUtcMs }: Central): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query(
      `WITH forgotten AS (
         DELETE FROM reference WHERE value IS NULL AND changed_at_utc_ms < $1
           AND xid < pg_snapshot_xmin(pg_current_snapshot()) RETURNING xid
       )
       UPDATE chain SET feed_floor = greatest(feed_floor, last.xid)
       FROM (SELECT ((max(xid)::text::numeric + 1)::text)::xid8 AS xid FROM forgotten) AS last WHERE last.xid IS NOT NULL`,
      [nowUtcMs() - KEPT_DAYS * DAY_MS],
    );
  });
}

/** Tills have no use for exceptions that were resolved long ago; central keeps them. */
async function hideResolved({ pool, nowUtcMs }: Central, cutoffUtcMs: number): Promise<void> {
  await withTransaction(pool, async (client) => {
    const { rows } = await client.query<{ key: string; shop: string }>(
      `SELECT r.key, r.shop FROM reference r JOIN exception e ON e.id::text = r.key
       WHERE r.scope = 'exception' AND r.value IS NOT NULL AND e.resolved_at_utc_ms < $1`,
      [cutoffUtcMs],
    );
    const hidden = rows.map(({ key, shop }): Published => ({ scope: 'exception', key, shop, value: null }));
    await publish(client, hidden, nowUtcMs());
  });
}
