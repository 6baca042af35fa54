import type { LotPlace } from '../../db/loyalty-store.ts';
import type { PointsExpired } from '../../domain/facts/loyalty-facts.ts';
import { expirePoints as expireAccount } from '../../domain/loyalty/points-lots.ts';
import { entryContext, type Register } from '../register.ts';
import { isClockTrusted, isSaleBeingPaid } from './loyalty-clock.ts';

/** What a run of a job did. One that `waits`, for the clock to be believed or for a sale to be paid, did nothing. */
export type JobOutcome =
  | { readonly state: 'done' | 'more'; readonly changed: number }
  | { readonly state: 'waits'; readonly changed: 0 };

/** Lots or members of one run, and of one entry, which they stay far below the size of. */
export const JOB_MAX = 1_000;

/**
 * Ends the points whose time has come, so many lots after the one that the last run came to; one commit and at most one
 * entry a run, so that a scan never waits for long. Going on from `after` passes those that are held; a run from the start
 * that is repeated finds nothing more to end.
 */
export function expirePoints(
  register: Register,
  { after = null, lotsMax = JOB_MAX }: { readonly after?: LotPlace | null; readonly lotsMax?: number } = {},
): JobOutcome & { readonly after: LotPlace | null } {
  if (!isClockTrusted(register) || isSaleBeingPaid(register)) return { state: 'waits', changed: 0, after };
  const { loyalty } = register.store;
  const nowUtcMs = register.clock.nowUtcMs();
  const due = loyalty.lotsToExpire(nowUtcMs, after, lotsMax);
  const dueLots = new Set(due.map(({ lotId }) => lotId));
  const members = new Set(due.map(({ memberId }) => memberId));
  const lots: PointsExpired['lots'] = [...members].flatMap((memberId) => {
    const account = loyalty.account(memberId);
    const { ended } = expireAccount(account, nowUtcMs, register.settings.loyalty.heldPointsExpire);
    return ended.filter(({ lotId }) => dueLots.has(lotId)).map((move) => ({ memberId, ...move }));
  });
  if (lots.length > 0) {
    register.store.commit((writer) => {
      writer.record({ type: 'points.expired', payload: { lots } }, entryContext(register));
    });
  }
  return due.length < lotsMax
    ? { state: 'done', changed: lots.length, after: null }
    : { state: 'more', changed: lots.length, after: due.at(-1)! };
}
