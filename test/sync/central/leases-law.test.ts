import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { withTransaction } from '../../../sync/central/database.ts';
import { mergeMembers } from '../../../sync/central/project/office-members.ts';
import { projectAll, refreshSome } from '../../../sync/central/project/worker.ts';
import type { LeaseRequest } from '../../../sync/protocol/lease.ts';
import { startTestPostgres } from '../postgres.ts';
import { fail, givePoints, openShop, settle, tellPolicy } from './leasing-chain.ts';
import { leasingTill, type LeasingTill, type Misdeeds } from './leasing-till.ts';
import { enlist, foundChain, tellSettings, type ToldChain } from './project/chain-of-tills.ts';
import { runsOf } from './project/runs.ts';

const postgres = startTestPostgres();
const TIMEOUT_MS = process.env['GUITAI_LONG'] === '1' ? 3_600_000 : 120_000;
const BLOCK = 100;
const MEMBERS = 2;
/** So that some of them end in most histories. */
const POINTS_LIVE_DAYS = 2;
let chain: ToldChain;

beforeAll(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
  await tellSettings(chain, { expiry: { kind: 'days', days: POINTS_LIVE_DAYS } }, 0);
});

const till = fc.nat(2);
const member = fc.nat(MEMBERS - 1);
const act = <Kind extends string, Fields>(
  kind: Kind,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) =>
  fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<
    { readonly kind: Kind } & Fields
  >;

/** What tills, people and networks do. The first till and the second are of one shop. */
const anyAct = fc.oneof(
  {
    weight: 6,
    arbitrary: act('ask', {
      till,
      fate: fc.constantFrom('answered', 'answered', 'answered', 'answer-lost', 'late'),
    }),
  },
  { weight: 1, arbitrary: act('arrive-late', { till }) },
  { weight: 6, arbitrary: act('redeem', { till, member, part: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 3,
    arbitrary: act('redeem-online', {
      till,
      member,
      blocks: fc.integer({ min: 1, max: 9 }),
      fate: fc.constantFrom('paid', 'paid', 'given-up', 'forgotten'),
    }),
  },
  { weight: 3, arbitrary: act('push', { till }) },
  { weight: 3, arbitrary: act('project', {}) },
  { weight: 2, arbitrary: act('visit', { till, member }) },
  { weight: 2, arbitrary: act('give', { member, blocks: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 3, arbitrary: act('wait', { hours: fc.constantFrom(0.3, 7, 13, 25, 49) }) },
  { weight: 1, arbitrary: act('restore', { till, isTailSent: fc.boolean() }) },
  { weight: 1, arbitrary: act('share', { till, shareBp: fc.constantFrom(2_500, 6_000, 10_000) }) },
  { weight: 1, arbitrary: act('merge', {}) },
  { weight: 1, arbitrary: act('hear', { till }) },
);
type Act = typeof anyAct extends fc.Arbitrary<infer Value> ? Value : never;

interface World {
  readonly tills: readonly LeasingTill[];
  readonly shops: readonly string[];
  readonly members: readonly string[];
  /** Requests that are still under way, by till. */
  readonly late: readonly LeaseRequest[][];
  /** Who the members are now, as central has it. */
  people: readonly string[];
  /** The same as each till has heard. */
  readonly heard: (readonly string[])[];
}

async function openWorld(misdeeds: Misdeeds): Promise<World> {
  // At the same time of a day, whatever the world before did: points end with days.
  chain.clock.days = Math.ceil(chain.clock.days) + 1;
  const shops = [await openShop(chain), await openShop(chain)];
  const tills = [];
  for (const shop of [0, 0, 1]) tills.push(await leasingTill(chain, shops[shop]!, misdeeds));
  const members: string[] = [];
  for (let number = 0; number < MEMBERS; number += 1) {
    const memberId = await enlist(chain);
    members.push(memberId);
    await givePoints(chain, memberId, 10 * BLOCK);
    tills[0]!.sell(memberId, 0, 0);
  }
  const world = { tills, shops, members, late: tills.map(() => []), people: members, heard: [] };
  await settle(chain, ...world.tills);
  return { ...world, heard: tills.map(() => members) };
}

async function project(): Promise<void> {
  await projectAll(chain.projecting, fail);
}

/** Everybody who is the same member, as far as the till has heard. */
function sameAs({ heard, members }: World, at: number, number: number): string[] {
  const known = heard[at]!;
  return members.filter((_id, index) => known[index] === known[number]);
}

async function carryOut(world: World, step: Act, misdeeds: Misdeeds): Promise<void> {
  const { tills, members, late } = world;
  switch (step.kind) {
    case 'ask': {
      const [asking, request] = [tills[step.till]!, tills[step.till]!.request()];
      if (step.fate === 'late') late[step.till]!.push(request);
      else {
        const answer = await asking.send(request);
        if (answer.ok && step.fate === 'answered') asking.keep(answer.value);
      }
      break;
    }
    case 'arrive-late': {
      const request = late[step.till]!.shift();
      if (!request) break;
      const turn = misdeeds.repeatsTurns ? tills[step.till]!.request().turn : request.turn;
      await tills[step.till]!.send({ ...request, turn });
      break;
    }
    case 'redeem': {
      const left = tills[step.till]!.left(...sameAs(world, step.till, step.member));
      const points = Math.floor((left * step.part) / 3 / BLOCK) * BLOCK;
      if (points > 0) tills[step.till]!.sell(members[step.member]!, points, points);
      break;
    }
    case 'redeem-online':
      await redeemOnline(world, step);
      break;
    case 'push':
      await tills[step.till]!.push();
      break;
    case 'project':
      await project();
      break;
    case 'visit':
      tills[step.till]!.sell(members[step.member]!, 0, 0);
      break;
    case 'give':
      await givePoints(chain, world.people[step.member]!, step.blocks * BLOCK);
      break;
    case 'wait':
      // A sale for which points were held is in the accounts before its hold ends.
      await project();
      chain.clock.days += step.hours / 24;
      while ((await refreshSome(chain.projecting)) > 0);
      break;
    case 'restore':
      if (step.isTailSent) await tills[step.till]!.push();
      tills[step.till]!.restore();
      tills[step.till]!.sell(members[0]!, 0, 0);
      break;
    case 'share':
      await tellPolicy(chain, world.shops[step.till === 2 ? 1 : 0]!, {
        kind: 'leased',
        shareBp: step.shareBp,
      });
      break;
    case 'merge':
      if (world.people[0] === world.people[1]) break;
      await withTransaction(chain.pool, (client) =>
        mergeMembers(client, members[0]!, members[1]!, chain.central.nowUtcMs()),
      );
      world.people = members.map(() => members[1]!);
      break;
    case 'hear':
      world.heard[step.till] = world.people;
      break;
  }
}

/** Central is asked for what goes beyond the lease. What was paid is sent at once; what is forgotten stays held until it ends. */
async function redeemOnline(world: World, step: Extract<Act, { kind: 'redeem-online' }>): Promise<void> {
  const [at, memberId, saleId] = [world.tills[step.till]!, world.members[step.member]!, randomUUID()];
  const wanted = step.blocks * BLOCK;
  const leased = Math.min(wanted, at.left(...sameAs(world, step.till, step.member)));
  const beyond = wanted - leased;
  if (beyond > 0 && !(await at.hold(memberId, beyond, saleId)).isGranted) return;
  if (step.fate === 'given-up') await at.release(saleId);
  if (step.fate !== 'paid') return;
  at.sell(memberId, wanted, leased, saleId);
  await at.push();
}

/** What members have and no till may redeem, the least of all; negative where more is kept than there is. */
async function leastFree({ people }: World): Promise<number> {
  const { rows } = await chain.pool.query<{ free: number }>(
    `SELECT (account.value::jsonb ->> 'availablePoints')::bigint - (
         SELECT coalesce(sum(points), 0)::bigint FROM lease JOIN member ON member.id = lease.member
         WHERE coalesce(member.into_id, member.id)::text = account.key AND ends_at_utc_ms > $2
       ) AS free
     FROM reference AS account WHERE account.scope = 'account' AND account.key = ANY ($1)`,
    [people, chain.central.nowUtcMs()],
  );
  return Math.min(...rows.map(({ free }) => free));
}

async function overdraftsOf({ tills }: World): Promise<number> {
  const { rows } = await chain.pool.query(
    `SELECT FROM exception WHERE kind = 'points-overdrawn' AND register = ANY ($1)`,
    [tills.map(({ id }) => id)],
  );
  return rows.length;
}

/** How many points more than central keeps for it a till believes that it may redeem, once central knows of all that it did. */
async function excessOf(world: World): Promise<number> {
  let most = 0;
  for (const [index, each] of world.tills.entries()) {
    const { rows } = await chain.pool.query<{ points: number }>(
      'SELECT coalesce(sum(points), 0)::bigint AS points FROM lease WHERE register = $1',
      [each.id],
    );
    const groups = new Set(world.members.map((_id, number) => sameAs(world, index, number).join(' ')));
    const left = [...groups].reduce((sum, ids) => sum + each.left(...ids.split(' ')), 0);
    most = Math.max(most, left - rows[0]!.points);
  }
  return most;
}

/** Throws where anybody is overdrawn, or could be. */
async function play(acts: readonly Act[], misdeeds: Misdeeds): Promise<void> {
  const world = await openWorld(misdeeds);
  for (const step of acts) {
    await carryOut(world, step, misdeeds);
    expect(await leastFree(world)).toBeGreaterThanOrEqual(0);
  }
  await settle(chain, ...world.tills);
  expect(await leastFree(world)).toBeGreaterThanOrEqual(0);
  expect(await overdraftsOf(world)).toBe(0);
  expect(await excessOf(world)).toBeLessThanOrEqual(0);
}

const ask = (at: number, fate: 'answered' | 'late' = 'answered'): Act => ({ kind: 'ask', till: at, fate });
const redeemAll = (at: number): Act => ({ kind: 'redeem', till: at, member: 0, part: 3 });
/** The first member shops where the third till is. */
const moveAway: readonly Act[] = [
  { kind: 'wait', hours: 0.3 },
  { kind: 'visit', till: 2, member: 0 },
  { kind: 'push', till: 2 },
];
const wait: Act = { kind: 'wait', hours: 25 };

describe('points that are kept for tills', () => {
  test(
    'are redeemed once, whatever is lost, late or restored: nobody is ever overdrawn',
    async () => {
      const law = fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 40 }), (acts) =>
        play(acts, {}),
      );
      await expect(fc.assert(law, runsOf(25))).resolves.toBeUndefined();
    },
    TIMEOUT_MS,
  );

  test.each<{ readonly fault: string; readonly misdeeds: Misdeeds; readonly acts: readonly Act[] }>([
    {
      fault: 'a till that forgets what it redeemed of a lease',
      misdeeds: { ignoresPlace: true },
      acts: [ask(0), redeemAll(0), redeemAll(0)],
    },
    {
      fault: 'a lease that is freed before what was redeemed of it is in the accounts',
      misdeeds: { saysApplied: true },
      acts: [ask(0), redeemAll(0), wait, ...moveAway, { kind: 'project' }, ask(0), ask(2)],
    },
    {
      fault: 'a request that is taken though a later one came first',
      misdeeds: { repeatsTurns: true },
      acts: [ask(0, 'late'), ask(0), ...moveAway, { kind: 'project' }, { kind: 'arrive-late', till: 0 }],
    },
  ])('are not with $fault, and this shows it', async ({ misdeeds, acts }) => {
    await play(acts, {});
    await expect(play(acts, misdeeds)).rejects.toThrow(/expected/);
  });
});
