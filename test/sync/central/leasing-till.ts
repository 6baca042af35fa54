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
  type WireCouponLease,
  type WireLease,
} from '../../../sync/protocol/lease.ts';
import type { JournalPlace } from '../../../sync/protocol/push.ts';
import type { ToldChain, ToldTill } from './project/chain-of-tills.ts';
import { refundFact, saleFact, type ToldSale } from './project/told-facts.ts';

/** What a till that is drawn from faults gets wrong, to see whether anybody notices. */
export interface Misdeeds {
  /** Takes nothing off a lease of what it has redeemed or used. */
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
  readonly coupons: ReadonlyMap<string, WireCouponLease>;
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
  /** Whether it may use a coupon without asking. */
  mayUse(couponId: string): boolean;
  /** Asks central to keep points and coupons for a sale. */
  hold(memberId: string, points: number, saleId?: string, couponIds?: readonly string[]): Promise<HoldAnswer>;
  release(saleId: string): Promise<void>;
  sell(memberId: string, redeemed: number, leased: number, saleId?: string): void;
  use(memberId: string, couponId: string): ToldSale;
  takeBack(sale: ToldSale): void;
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
  const coupons = new Map<string, WireCouponLease>();
  let used: { readonly couponId: string; readonly place: JournalPlace }[] = [];
  let [epoch, seq, turn] = [1, 0, 0];
  let sold: Sold[] = [];
  let unsent: { readonly fact: ToldSale; readonly days: number }[] = [];
  const now = () => central.nowUtcMs();

  function isGood({ endsAtUtcMs, place }: Pick<WireLease, 'endsAtUtcMs' | 'place'>): boolean {
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
    for (const lease of coupons.values()) if (!isGood(lease)) coupons.delete(lease.couponId);
    const ends = [...leases.values(), ...coupons.values()].map(({ endsAtUtcMs }) => endsAtUtcMs);
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
    for (const lease of answer.coupons) coupons.set(lease.couponId, lease);
  }

  function note(fact: ToldSale): JournalPlace {
    seq += 1;
    unsent.push({ fact, days: clock.days });
    return { epoch, seq };
  }

  return {
    id: journal.id,
    leases,
    coupons,
    request,
    send,
    keep,
    giveUp() {
      leases.clear();
      coupons.clear();
    },
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
    mayUse(couponId) {
      const lease = coupons.get(couponId);
      if (!lease || !isGood(lease)) return false;
      if (misdeeds.ignoresPlace) return true;
      return !used.some((use) => use.couponId === couponId && use.place.seq > lease.place.seq);
    },
    async hold(memberId, points, saleId = randomUUID(), couponIds = []) {
      const answer = await askRoute(holdRoute, { saleId, memberId, points, couponIds });
      if (!answer.ok) throw new Error(answer.error.detail);
      return holdAnswer.strict().parse(answer.value);
    },
    async release(saleId) {
      await askRoute(releaseRoute, undefined, { saleId });
    },
    sell(memberId, redeemed, leased, saleId = randomUUID()) {
      const place = note(saleFact({ saleId, memberId, redeemed, leased }));
      sold.push({ place, memberId, redeemed, leased });
    },
    use(memberId, couponId) {
      const coupon = { couponId, ruleId: 'two-off', code: couponId, amountMinor: 200, isHeld: true };
      const sale = saleFact({ memberId, coupons: [coupon] });
      used.push({ couponId, place: note(sale) });
      return sale;
    },
    takeBack: (sale) => void note(refundFact(sale)),
    async push() {
      for (const { days, fact } of unsent) await journal.tell(days, fact);
      unsent = [];
    },
    restore() {
      [epoch, seq, sold, used, unsent] = [epoch + 1, 0, [], [], []];
      journal.restart();
    },
  };
}
