import type { StoreReader } from '../../db/open-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { leaseAnswer, type LeaseAnswer, type LeaseRequest } from '../protocol/lease.ts';
import type { CentralFault } from './central-fault.ts';
import type { Contact } from './contact.ts';
import type { TillPort } from './till-port.ts';

/** Why nothing is kept for the till. `disk`: it cannot be noted here. */
export type LeaseFault = CentralFault | { readonly kind: 'disk' };

/** How a page of leases went; `later`: a sale is being paid. */
export type LeasePage =
  | { readonly kind: 'later' }
  | { readonly kind: 'done'; readonly next: string | null; readonly isSettled: boolean };

export interface LeaseAsker {
  /** Gives up what has ended, and asks for one page of what is kept for the till; `after` is `next` of the page before. */
  askPage(after: string | null): Promise<Result<LeasePage, LeaseFault>>;
}

/** Two hundred leases and three times as many coupons are half of it. */
const ANSWER_BYTES_MAX = 262_144;

/**
 * Asks central which points and coupons it keeps for this till. What is given up is so on the disk before central hears of it, and what central
 * keeps is the till's only once it is on the disk: nobody else may spend what the till does.
 */
export function createLeaseAsker(till: TillPort, contact: Contact): LeaseAsker {
  /** Null while a sale is being paid, which counts on what is kept. */
  function giveUp(after: string | null): Result<LeaseRequest | null> {
    return till.commit(({ store, writer }) => {
      if (isPaying(store)) return null;
      const centralUtcMs =
        till.nowUtcMs() - (contact.clockAheadMs() ?? store.chain.state().clockAheadMs ?? 0);
      const policy = store.chain.policy();
      writer.chain.endLeases(centralUtcMs);
      for (const kind of ['points', 'coupons'] as const)
        if (policy[kind].kind !== 'leased') writer.chain.dropLeases(kind);
      const heldFromUtcMs = store.chain.firstLeaseEnd();
      return { place: lastPlace(store), heldFromUtcMs, after, turn: writer.chain.nextLeaseTurn() };
    });
  }

  /** False where they must be asked for once more. */
  function keep({ leases, coupons }: LeaseAnswer): Result<boolean> {
    return till.commit(({ store, writer }) => {
      if (isPaying(store)) return false;
      if (!store.chain.link()) return true;
      const aheadMs = contact.clockAheadMs();
      if (aheadMs !== null) writer.chain.saveState({ clockAheadMs: aheadMs });
      for (const lease of leases) writer.chain.saveLease(lease);
      for (const lease of coupons) writer.chain.saveCouponLease(lease);
      return true;
    });
  }

  return {
    async askPage(after) {
      const request = giveUp(after);
      if (!request.ok) return fail({ kind: 'disk' });
      if (!request.value) return ok({ kind: 'later' });
      const answered = await contact.central.ask({
        method: 'POST',
        target: '/v1/leases',
        body: request.value,
        answer: leaseAnswer,
        answerBytesMax: ANSWER_BYTES_MAX,
      });
      if (!answered.ok) return answered;
      const { next, isSettled } = answered.value;
      // Pages that do not go on would be asked for, for ever.
      if (next !== null && after !== null && next <= after) {
        return fail({ kind: 'malformed', detail: 'a page of leases that led nowhere', isTooLong: false });
      }
      const kept = keep(answered.value);
      if (!kept.ok) return fail({ kind: 'disk' });
      return ok(kept.value ? { kind: 'done', next, isSettled } : { kind: 'later' });
    },
  };
}

function isPaying({ baskets }: StoreReader): boolean {
  return baskets.current()?.state === 'checkout';
}

function lastPlace({ till, journal }: StoreReader): LeaseRequest['place'] {
  const identity = till.identity();
  if (!identity) throw new Error('a store without a till is in no chain');
  const { epoch } = identity;
  const head = journal.head();
  return { epoch, seq: head?.epoch === epoch ? head.seq : 0 };
}
