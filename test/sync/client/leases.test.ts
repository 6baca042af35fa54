import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { strictestPolicy, type OfflinePolicy } from '../../../domain/chain/offline-policy.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { beginCheckout, leaveCheckout } from '../../../register/use-cases/checkout.ts';
import type { LeaseAnswer, LeaseRequest, WireLease } from '../../../sync/protocol/lease.ts';
import type { PushRequest } from '../../../sync/protocol/push.ts';
import { headOf } from '../../register/chain-till.ts';
import {
  joinScripted,
  sellCrisps,
  startScriptedCentral,
  storePush,
  type ScriptedCentral,
} from './scripted-central.ts';
import { sendJson } from './scripted-server.ts';
import { hasty, type JoinedTill } from './joined-till.ts';

const DAY_MS = 24 * 3_600_000;
const leased: OfflinePolicy = { ...strictestPolicy, points: { kind: 'leased', shareBp: 5_000 } };
const ada = '01a00000-0000-7000-8000-000000000001';
const bob = '01a00000-0000-7000-8000-000000000002';

let central: ScriptedCentral;
let till: JoinedTill;
let asked: LeaseRequest[];
/** What central keeps for the till, page by page. */
let pages: Partial<LeaseAnswer>[];

beforeEach(async () => {
  central = await startScriptedCentral();
  asked = [];
  pages = [{}];
  central.answers['/v1/leases'] = ({ body }, response) => {
    asked.push(body as LeaseRequest);
    sendJson(response, answerTo(body as LeaseRequest));
  };
});
afterEach(async () => {
  till.verify();
  await till.stop();
  await central.close();
});

function answerTo({ after }: LeaseRequest): LeaseAnswer {
  const place = after === null ? 0 : pages.findIndex(({ next }) => next === after) + 1;
  return { leases: [], coupons: [], next: null, isSettled: true, centralUtcMs: Date.now(), ...pages[place] };
}

const leaseOf = (memberId: string, points: number, given: Partial<WireLease> = {}): WireLease => ({
  memberId,
  points,
  place: { epoch: 1, seq: 0 },
  endsAtUtcMs: Date.now() + DAY_MS,
  ...given,
});

async function join(times: Partial<typeof hasty> = {}): Promise<void> {
  till = await joinScripted(central, { ...hasty, leasesSettleMs: 50, ...times });
  await untilAsked(1);
}

async function tellPolicy(policy: OfflinePolicy): Promise<void> {
  const changes = [{ scope: 'policy', key: 'offline', value: policy }];
  central.answers['/v1/feed'] = (_, response) =>
    sendJson(response, {
      cursor: `c-${policy.points.kind}`,
      isMore: false,
      changes,
      centralUtcMs: Date.now(),
    });
  await till.until(
    'the policy is there',
    ({ store }) => store.chain.policy().points.kind === policy.points.kind,
  );
  delete central.answers['/v1/feed'];
}

async function untilAsked(times: number): Promise<void> {
  await expect.poll(() => asked.length, { timeout: 15_000, interval: 5 }).toBeGreaterThanOrEqual(times);
}
const kept = () =>
  till.read(({ store, clock }) =>
    [ada, bob].map((memberId) => store.chain.leasedPoints(memberId, clock.nowUtcMs())),
  );
async function untilKept(...points: number[]): Promise<void> {
  await expect.poll(kept, { timeout: 15_000, interval: 5 }).toEqual(points);
}
/** That a pull came and went again shows that whatever it would have had done was done. */
async function anotherPull(): Promise<void> {
  const pulls = () => central.server.heard.filter(({ target }) => target.startsWith('/v1/feed')).length;
  const before = pulls();
  await expect.poll(pulls, { timeout: 15_000, interval: 5 }).toBeGreaterThan(before + 2);
}

describe('which points are kept for a till', () => {
  test('is asked once when it finds central, and again only when the policy is one of leases', async () => {
    await join();
    expect(asked).toEqual([expect.objectContaining({ heldFromUtcMs: null, after: null, turn: 1 })]);
    await anotherPull();
    expect(asked).toHaveLength(1);
    pages = [{ leases: [leaseOf(ada, 500)] }];
    await tellPolicy(leased);
    await untilKept(500, 0);
    expect(asked).toHaveLength(2);
    await anotherPull();
    expect(asked).toHaveLength(2);
  });

  test('comes in pages, each kept as it comes, and place and first end are as they are then', async () => {
    await join();
    const endsAtUtcMs = Date.now() + DAY_MS - 7;
    pages = [{ leases: [leaseOf(ada, 500, { endsAtUtcMs })], next: ada }, { leases: [leaseOf(bob, 300)] }];
    await tellPolicy(leased);
    await untilKept(500, 300);
    const [, first, second] = asked;
    expect(first).toMatchObject({ after: null, heldFromUtcMs: null, turn: 2 });
    expect(second).toMatchObject({ after: ada, heldFromUtcMs: endsAtUtcMs, turn: 3 });
    expect(second!.place).toEqual(till.read(headOf));
  });

  test('is asked round after round, and a member whom nobody speaks of any more has theirs until it ends', async () => {
    await join({ leasesEveryMs: 60 });
    pages = [{ leases: [leaseOf(ada, 500), leaseOf(bob, 300)] }];
    await tellPolicy(leased);
    await untilKept(500, 300);
    pages = [{ leases: [leaseOf(ada, 600)] }];
    await untilKept(600, 300);
    const rounds = asked.length;
    await untilAsked(rounds + 2);
    expect(kept()).toEqual([600, 300]);
  });

  test('is asked as soon as an outage is over', async () => {
    await join();
    await tellPolicy(leased);
    await untilAsked(2);
    central.answers['/v1/feed'] = (_, response) => response.destroy();
    await till.until('central is lost', ({ store }) => store.chain.state().outageSinceUtcMs !== null);
    pages = [{ leases: [leaseOf(ada, 500)] }];
    const before = asked.length;
    delete central.answers['/v1/feed'];
    await untilKept(500, 0);
    expect(asked).toHaveLength(before + 1);
  });
});

test('coupons are kept beside points, each as long as its own policy is one of leases', async () => {
  const couponId = '01a00000-0000-7000-8000-0000000000c1';
  const isKept = () =>
    till.read(({ store, clock }) => store.chain.isCouponLeased(couponId, clock.nowUtcMs()));
  await join();
  const place = { epoch: 1, seq: 0 };
  pages = [{ leases: [leaseOf(ada, 500)], coupons: [{ couponId, place, endsAtUtcMs: Date.now() + DAY_MS }] }];
  await tellPolicy({ ...leased, coupons: { kind: 'leased' } });
  await untilKept(500, 0);
  expect([isKept(), asked.length]).toEqual([true, 2]);
  // An older central knows of no coupons.
  pages = [{ coupons: undefined as never }];
  await tellPolicy({ ...strictestPolicy, coupons: { kind: 'leased' } });
  await untilKept(0, 0);
  expect(isKept()).toBe(true);
  await tellPolicy({ ...leased, coupons: { kind: 'none' } });
  await expect.poll(isKept, { timeout: 15_000, interval: 5 }).toBe(false);
});

describe('a till never redeems what it gave up', () => {
  test('with an answer that was lost it has nothing, and asks again under a higher number', async () => {
    await join();
    const answer = central.answers['/v1/leases']!;
    let lost = 0;
    central.answers['/v1/leases'] = (heard, response) => {
      if (++lost > 2) return answer(heard, response);
      asked.push(heard.body as LeaseRequest);
      response.destroy();
    };
    pages = [{ leases: [leaseOf(ada, 500)] }];
    await tellPolicy(leased);
    await untilKept(500, 0);
    const turns = asked.map(({ turn }) => turn);
    expect(turns).toEqual(turns.map((_, index) => index + 1));
    expect(asked.length).toBeGreaterThanOrEqual(4);
  });

  test('what ended is given up on its disk before central hears of it', async () => {
    await join({ leasesEveryMs: 60 });
    let atTheTill: unknown;
    const answer = central.answers['/v1/leases']!;
    central.answers['/v1/leases'] = (heard, response) => {
      atTheTill = till.read(({ store }) => store.db.prepare('SELECT points FROM points_lease').pluck().all());
      answer(heard, response);
    };
    const soonUtcMs = Date.now() + 400;
    pages = [{ leases: [leaseOf(ada, 500, { endsAtUtcMs: soonUtcMs }), leaseOf(bob, 300)] }];
    await tellPolicy(leased);
    await untilKept(500, 300);
    pages = [{}];
    await expect.poll(() => atTheTill, { timeout: 15_000, interval: 5 }).toEqual([300]);
    expect(asked.at(-1)!.heldFromUtcMs).toBeGreaterThan(soonUtcMs);
    expect(kept()).toEqual([0, 300]);
  });

  test('a policy that allows it no more takes all of it away, for good', async () => {
    await join();
    pages = [{ leases: [leaseOf(ada, 500)] }];
    await tellPolicy(leased);
    await untilKept(500, 0);
    pages = [{ isSettled: false }];
    await tellPolicy(strictestPolicy);
    await untilKept(0, 0);
    // Central has not counted yet what was redeemed, so it is told again, until it has.
    const told = asked.length;
    await untilAsked(told + 2);
    expect(asked.at(-1)!.heldFromUtcMs).toBeNull();
    pages = [{}];
    await untilAsked(asked.length + 1);
    await anotherPull();
    const settled = asked.length;
    await anotherPull();
    expect(asked).toHaveLength(settled);
  });
});

test('what central has not counted yet is asked for again only once all is sent', async () => {
  await join();
  pages = [{ isSettled: false }];
  await tellPolicy(leased);
  await untilAsked(2);
  let isHeard = false;
  central.answers['/v1/push'] = (heard, response) => {
    if (isHeard) sendJson(response, storePush(central.stored, heard.body as PushRequest));
    else sendJson(response, { error: 'busy', detail: '', retryAfterMs: 10 }, 503);
  };
  sellCrisps(till);
  await anotherPull();
  const before = asked.length;
  await anotherPull();
  await anotherPull();
  expect(asked).toHaveLength(before);
  isHeard = true;
  pages = [{ leases: [leaseOf(ada, 500)] }];
  await untilKept(500, 0);
  expect(asked.at(-1)!.place).toEqual(till.read(headOf));
});

describe('while a sale is being paid', () => {
  function pay(): void {
    till.do((register) => addArticle(register, 'crisps'));
    till.do(beginCheckout);
  }

  test('nothing is given up, and nothing asked', async () => {
    await join({ leasesEveryMs: 60 });
    const soonUtcMs = Date.now() + 300;
    pages = [{ leases: [leaseOf(ada, 500, { endsAtUtcMs: soonUtcMs })] }];
    await tellPolicy(leased);
    await untilKept(500, 0);
    pay();
    await anotherPull();
    const before = asked.length;
    await expect.poll(() => Date.now(), { timeout: 5_000, interval: 5 }).toBeGreaterThan(soonUtcMs);
    await anotherPull();
    expect(asked).toHaveLength(before);
    expect(till.read(({ store }) => store.chain.firstLeaseEnd())).toBe(soonUtcMs);
    till.do(leaveCheckout);
    await untilAsked(before + 1);
  });

  test('an answer that comes changes nothing, and is asked for anew', async () => {
    await join();
    const answer = central.answers['/v1/leases']!;
    pages = [{ leases: [leaseOf(ada, 500)] }];
    let paid = 0;
    central.answers['/v1/leases'] = (heard, response) => {
      if (++paid === 1) pay();
      answer(heard, response);
    };
    await tellPolicy(leased);
    await untilAsked(2);
    await anotherPull();
    expect(kept()).toEqual([0, 0]);
    till.do(leaveCheckout);
    await untilKept(500, 0);
  });
});
