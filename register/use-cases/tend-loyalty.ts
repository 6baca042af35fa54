import type { LotPlace } from '../../db/loyalty-store.ts';
import type { Register } from '../register.ts';
import { sweepMembers } from './erase-member.ts';
import { expirePoints } from './expire-points.ts';
import { reviewTiers } from './review-tiers.ts';

/** Lots or members of one slice: a few milliseconds, which are the most that a scan waits for it. */
const SLICE = 50;
/** Points end at midnight of the shop's zone; nobody waits for the minute in which the till writes it down. */
const EVERY_MS = 15 * 60_000;

/** Does what time does to members, in slices: points end, tiers are reviewed. Call it whenever the till is idle. */
export interface LoyaltyTending {
  /** One slice; whether there is more to do at once. */
  tend(register: Register): boolean;
}

/** A sale in checkout is left alone: what its customer was told must stay so. */
export function createLoyaltyTending(): LoyaltyTending {
  let after: LotPlace | null = null;
  let doneAtUtcMs = 0;
  return {
    tend(register) {
      // An erasure that a death of the process cut short goes on.
      if (!sweepMembers(register)) return true;
      // Central does what time does to the members of a chain.
      if (register.store.chain.link()) return false;
      const nowUtcMs = register.clock.nowUtcMs();
      if (Math.abs(nowUtcMs - doneAtUtcMs) < EVERY_MS) return false;
      if (register.store.baskets.current()?.state === 'checkout') return false;
      const expired = expirePoints(register, { after, lotsMax: SLICE });
      after = expired.after;
      if (expired.state === 'more') return true;
      if (expired.state === 'done' && reviewTiers(register, SLICE).state === 'more') return true;
      doneAtUtcMs = nowUtcMs;
      return false;
    },
  };
}
