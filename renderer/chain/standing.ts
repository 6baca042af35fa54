import type { ChainStatus } from '../service/answers.ts';

/** What waits for longer than this, although central answers, is worth a word. */
const BEHIND_MS = 60_000;

/** How the till stands to its chain, in one word: what stops it first, what needs nobody last. */
export type Standing =
  | 'alone'
  | 'revoked'
  | 'fork'
  | 'disk'
  | 'sealed'
  | 'certificate'
  | 'protocol'
  | 'unauthorized'
  | 'refused'
  | 'clock'
  | 'offline'
  | 'fetching'
  | 'behind'
  | 'online';

export function standingOf(status: ChainStatus, nowUtcMs: number): Standing {
  const { mode, fault, isOnline, snapshot, waiting } = status;
  if (mode === 'alone') return 'alone';
  if (mode === 'revoked') return 'revoked';
  if (fault !== null && fault !== 'unreachable') return fault;
  if (!isOnline) return 'offline';
  if (snapshot) return 'fetching';
  const { sales, oldestAtUtcMs } = waiting;
  return sales > 0 && oldestAtUtcMs !== null && nowUtcMs - oldestAtUtcMs > BEHIND_MS ? 'behind' : 'online';
}

/** How much of a snapshot is in, in basis points; nothing where it is not known how much there is. */
export function fetchedBp({ snapshot }: ChainStatus): number {
  if (!snapshot || snapshot.total === 0) return 0;
  return Math.min(10_000, Math.floor((snapshot.done * 10_000) / snapshot.total));
}
