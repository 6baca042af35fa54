import type { PoolClient } from 'pg';
import { CLOCK_WRONG_MS } from '../protocol/limits.ts';
import type { JournalPlace } from '../protocol/push.ts';
import { raiseExceptions, resolveExceptions } from './exceptions.ts';

/** What a push shows of a register's clock, and the one before it showed. */
export interface ShownClock {
  readonly beforeMs: number | null;
  readonly sentAtUtcMs: number;
  readonly nowUtcMs: number;
}

/**
 * Puts a clock that has become wrong before people, and settles that once it is right again. In between nothing more is raised,
 * not even where somebody resolved it: they know. The register's row is locked.
 */
export async function tellOfClock(
  client: PoolClient,
  registerId: string,
  { epoch, seq }: JournalPlace,
  { beforeMs, sentAtUtcMs, nowUtcMs }: ShownClock,
): Promise<void> {
  const isWrong = isFarOff(sentAtUtcMs - nowUtcMs);
  if (isWrong === isFarOff(beforeMs ?? 0)) return;
  if (!isWrong) return settle(client, registerId, nowUtcMs);
  const subject = `${new Date(sentAtUtcMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const exception = { kind: 'clock-wrong', registerId, epoch, seq, atUtcMs: nowUtcMs, subject } as const;
  await raiseExceptions(client, [{ ...exception, amountMinor: 0, points: 0 }], nowUtcMs);
}

async function settle(client: PoolClient, registerId: string, nowUtcMs: number): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM exception WHERE register = $1 AND kind = 'clock-wrong' AND resolved_at_utc_ms IS NULL`,
    [registerId],
  );
  const ids = rows.map(({ id }) => id);
  await resolveExceptions(client, ids, { by: null, note: null }, nowUtcMs);
}

function isFarOff(aheadMs: number): boolean {
  return Math.abs(aheadMs) > CLOCK_WRONG_MS;
}
