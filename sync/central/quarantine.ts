import type { PoolClient } from 'pg';
import type { JournalPlace, WireEntry } from '../protocol/push.ts';
import { raiseExceptions } from './exceptions.ts';

/** Enough to find out what happened; a register that goes on sending it fills no disk. */
const QUARANTINED_MAX = 1_000;

/**
 * Keeps entries that do not follow what is stored, takes no more from the register, and puts it before a person. The
 * register's row is locked.
 */
export async function quarantine(
  client: PoolClient,
  registerId: string,
  entries: readonly WireEntry[],
  at: JournalPlace,
  nowUtcMs: number,
): Promise<void> {
  await client.query(
    `INSERT INTO quarantined_entry (register, hash, epoch, seq, entry, received_at_utc_ms)
     SELECT $1, decode(hash, 'hex'), epoch, seq, entry, $6
     FROM unnest($2::text[], $3::integer[], $4::integer[], $5::text[]) AS sent (hash, epoch, seq, entry)
     WHERE (SELECT count(*) FROM quarantined_entry WHERE register = $1) < $7
     ON CONFLICT DO NOTHING`,
    [
      registerId,
      entries.map(({ hash }) => hash),
      entries.map(({ epoch }) => epoch),
      entries.map(({ seq }) => seq),
      entries.map((entry) => JSON.stringify(entry)),
      nowUtcMs,
      QUARANTINED_MAX,
    ],
  );
  await client.query(`UPDATE register SET state = 'forked' WHERE id = $1 AND state = 'active'`, [registerId]);
  const entry = entries.find(({ epoch, seq }) => epoch === at.epoch && seq === at.seq);
  await raiseExceptions(
    client,
    [
      {
        kind: 'fork',
        registerId,
        epoch: at.epoch,
        seq: at.seq,
        atUtcMs: Math.max(entry?.atUtcMs ?? 0, 0),
        subject: entry?.type ?? '',
        amountMinor: 0,
        points: 0,
      },
    ],
    nowUtcMs,
  );
}
