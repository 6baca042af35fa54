import { randomUUID } from 'node:crypto';
import { fail, type Result } from '../../../domain/result.ts';
import type { Central, CentralFault } from '../../../sync/central/central.ts';
import { holdRoute, releaseRoute } from '../../../sync/central/holds.ts';
import { leaseRoute } from '../../../sync/central/leases.ts';
import type { RegisterRoute } from '../../../sync/central/register-route.ts';
import { findRegister } from '../../../sync/central/registers.ts';
import { holdAnswer, type HoldAnswer } from '../../../sync/protocol/hold.ts';
import {
  leaseAnswer,
  type LeaseAnswer,
  type LeaseRequest,
  type WireLease,
} from '../../../sync/protocol/lease.ts';
import type { JournalPlace } from '../../../sync/protocol/push.ts';
import type { ToldChain, ToldTill } from './project/chain-of-tills.ts';
import { saleFact } from './project/told-facts.ts';

/** What a till that is drawn from faults gets wrong, to see whether anybody notices. */
export interface Misdeeds {
  /** Takes nothing off a lease of what it has redeemed. */
  readonly ignoresPlace?: boolean;
  /** Says that central has brought all that it redeemed into the accounts already. */
  readonly saysApplied?: boolean;
  /** Makes a request that comes late look like the last. */
  readonly repeatsTurns?: boolean;
}

interface Sold {
  readonly place: JournalPlace;
  readonly memberId: string;
  readonly redeemed: number;
  readonly leased: number;
}

/** A register as far as leases go: what it keeps of them, what it sells, and what of that it has sent. */
export interface LeasingTill {
  readonly id: string;
  readonly leases: ReadonlyMap<string, WireLease>;
  /** What it gives up now, and with that the request for a page. */
  request(after?: string | null): LeaseRequest;
  /** Sends a request as it was made. */
  send(request: LeaseRequest): Promise<Result<LeaseAnswer, CentralFault>>;
  keep(answer: LeaseAnswer): void;
  giveUp(): void;
  /** All pages, one after the other. The last answer. */
  ask(): Promise<LeaseAnswer>;
  /** Points that it may redeem of its leases now: of a member, and of who became them as far as it knows. */
  left(...memberIds: readonly string[]): number;
  /** Asks central to keep points for a sale. */
  hold(memberId: string, points: number, saleId?: string): Promise<HoldAnswer>;
  release(saleId: string): Promise<void>;
  sell(memberId: string, redeemed: number, leased: number, saleId?: string): void;
  /** Sends what it sold. */
  push(): Promise<void>;
  /** Begins a new epoch, without what it had not sent. */
  restore(): void;
}

export async function leasingTill(
  { central: chain, clock, ...told }: ToldChain,
  shop: string,
  misdeeds: Misdeeds = {},
): Promise<LeasingTill> {
  const central: Central = { ...chain, chain: { id: '', name: '' } };
  const journal: ToldTill = await told.till(shop);
  const leases = new Map<string, WireLease>();
  let [epoch, seq, turn] = [1, 0, 0];
  let sold: Sold[] = [];
  let unsent: (Sold & { readonly saleId: string; readonly days: number })[] = [];
  const now = () => central.nowUtcMs();

  function isGood({ endsAtUtcMs, place }: WireLease): boolean {
    return endsAtUtcMs > now() && place.epoch === epoch;
  }

  async function askRoute(route: RegisterRoute, body: unknown, params = {}) {
    const register = await findRegister(central.pool, journal.id);
    return route.answer(central, { register: register!, body, query: {}, params });
  }

  async function send(asked: LeaseRequest): Promise<Result<LeaseAnswer, CentralFault>> {
    const answer = await askRoute(leaseRoute, asked);
    return answer.ok ? { ok: true, value: leaseAnswer.strict().parse(answer.value) } : fail(answer.error);
  }

  function request(after: string | null = null): LeaseRequest {
    for (const lease of leases.values()) if (!isGood(lease)) leases.delete(lease.memberId);
    const ends = [...leases.values()].map(({ endsAtUtcMs }) => endsAtUtcMs);
    turn += 1;
    return {
      place: { epoch, seq: misdeeds.saysApplied ? 0 : seq },
      heldFromUtcMs: ends.length === 0 ? null : Math.min(...ends),
      after,
      turn,
    };
  }

  function keep(answer: LeaseAnswer): void {
    for (const lease of answer.leases) leases.set(lease.memberId, lease);
  }

  return {
    id: journal.id,
    leases,
    request,
    send,
    keep,
    giveUp: () => leases.clear(),
    async ask() {
      let after: string | null = null;
      for (;;) {
        const answer = await send(request(after));
        if (!answer.ok) throw new Error(answer.error.detail);
        keep(answer.value);
        after = answer.value.next;
        if (after === null) return answer.value;
      }
    },
    left(...memberIds) {
      const good = memberIds.flatMap((id) => leases.get(id) ?? []).filter(isGood);
      const points = good.reduce((sum, lease) => sum + lease.points, 0);
      if (misdeeds.ignoresPlace) return points;
      const from = Math.min(...good.map(({ place }) => place.seq));
      const since = sold.filter((sale) => memberIds.includes(sale.memberId) && sale.place.seq > from);
      return Math.max(0, points - since.reduce((sum, { leased }) => sum + leased, 0));
    },
    async hold(memberId, points, saleId = randomUUID()) {
      const answer = await askRoute(holdRoute, { saleId, memberId, points, couponIds: [] });
      if (!answer.ok) throw new Error(answer.error.detail);
      return holdAnswer.strict().parse(answer.value);
    },
    async release(saleId) {
      await askRoute(releaseRoute, undefined, { saleId });
    },
    sell(memberId, redeemed, leased, saleId = randomUUID()) {
      seq += 1;
      const sale = { place: { epoch, seq }, memberId, redeemed, leased };
      sold.push(sale);
      unsent.push({ ...sale, saleId, days: clock.days });
    },
    async push() {
      for (const { saleId, days, memberId, redeemed, leased } of unsent)
        await journal.tell(days, saleFact({ saleId, memberId, redeemed, leased }));
      unsent = [];
    },
    restore() {
      [epoch, seq, sold, unsent] = [epoch + 1, 0, [], []];
      journal.restart();
    },
  };
}
