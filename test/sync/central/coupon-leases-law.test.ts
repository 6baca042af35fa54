import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueCoupons } from '../../../sync/central/project/coupons.ts';
import { projectAll } from '../../../sync/central/project/worker.ts';
import type { LeaseRequest } from '../../../sync/protocol/lease.ts';
import { startTestPostgres } from '../postgres.ts';
import { fail, openShop, regular, settle, tellPolicy } from './leasing-chain.ts';
import { leasingTill, type LeasingTill, type Misdeeds } from './leasing-till.ts';
import { foundChain, type ToldChain } from './project/chain-of-tills.ts';
import { runsOf } from './project/runs.ts';
import type { ToldSale } from './project/told-facts.ts';

const postgres = startTestPostgres();
const TIMEOUT_MS = process.env['GUITAI_LONG'] === '1' ? 3_600_000 : 120_000;
let chain: ToldChain;

beforeAll(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
  await chain.publishRule('two-off', { coupon: { sharedCode: null, uses: 1 } });
});

/** What tills, people and networks do about one coupon. The first till and the second are of one shop. */
const KINDS = [
  'ask',
  'ask',
  'ask',
  'ask-in-vain',
  'ask-late',
  'arrive-late',
  'use',
  'use',
  'use-online',
  'hold',
  'take-back',
  'take-back',
  'visit',
  'push',
  'push',
  'project',
  'project',
  'wait',
  'wait-long',
  'restore',
] as const;
type Act = readonly [kind: (typeof KINDS)[number], till: number];
const anyAct: fc.Arbitrary<Act> = fc.tuple(fc.constantFrom(...KINDS), fc.nat(2));

interface World {
  readonly tills: readonly LeasingTill[];
  readonly memberId: string;
  readonly couponId: string;
  /** Requests that are still under way, by till. */
  readonly late: readonly LeaseRequest[][];
  /** Sales with the coupon whose goods may come back, by till. */
  readonly sold: readonly ToldSale[][];
}

async function openWorld(misdeeds: Misdeeds): Promise<World> {
  const shops = [await openShop(chain), await openShop(chain)];
  for (const shop of shops) await tellPolicy(chain, shop, { kind: 'none' }, { kind: 'leased' });
  const tills: LeasingTill[] = [];
  for (const shop of [0, 0, 1]) tills.push(await leasingTill(chain, shops[shop]!, misdeeds));
  const memberId = await regular(chain, tills[0]!, 0);
  const couponId = randomUUID();
  const coupon = { couponId, code: couponId, ruleId: 'two-off', memberId, expiresOn: null };
  await issueCoupons(chain.pool, [coupon], chain.central.nowUtcMs());
  return { tills, memberId, couponId, late: tills.map(() => []), sold: tills.map(() => []) };
}

async function project(): Promise<void> {
  await projectAll(chain.projecting, fail);
}

async function carryOut(world: World, [kind, number]: Act, misdeeds: Misdeeds): Promise<void> {
  const { tills, memberId, couponId } = world;
  const [till, late, sold] = [tills[number]!, world.late[number]!, world.sold[number]!];
  switch (kind) {
    case 'ask':
      await till.ask();
      break;
    case 'ask-in-vain':
      await till.send(till.request());
      break;
    case 'ask-late':
      late.push(till.request());
      break;
    case 'arrive-late': {
      const request = late.shift();
      if (!request) break;
      const turn = misdeeds.repeatsTurns ? till.request().turn : request.turn;
      await till.send({ ...request, turn });
      break;
    }
    case 'use':
      if (till.mayUse(couponId)) sold.push(till.use(memberId, couponId));
      break;
    case 'use-online':
      if (!(await till.hold(memberId, 0, randomUUID(), [couponId])).isGranted) break;
      sold.push(till.use(memberId, couponId));
      // What was sold while central is there is in the accounts before its hold ends.
      await till.push();
      await project();
      break;
    case 'hold':
      await till.hold(memberId, 0, randomUUID(), [couponId]);
      break;
    case 'take-back': {
      const sale = sold.shift();
      if (sale) till.takeBack(sale);
      break;
    }
    case 'visit':
      till.sell(memberId, 0, 0);
      break;
    case 'push':
      await till.push();
      break;
    case 'project':
      await project();
      break;
    case 'wait':
      chain.clock.days += 0.3;
      break;
    case 'wait-long':
      chain.clock.days += 1.1;
      break;
    case 'restore':
      till.restore();
      // What it had not sent is lost, and nothing of it can come back.
      sold.length = 0;
      till.sell(memberId, 0, 0);
      break;
  }
}

/** Uses of the coupon that were one too many, also of those that settled since. */
async function lossesOf({ couponId }: World): Promise<number> {
  const { rows } = await chain.pool.query('SELECT FROM exception WHERE subject = $1', [couponId]);
  return rows.length;
}

async function play(acts: readonly Act[], misdeeds: Misdeeds): Promise<void> {
  const world = await openWorld(misdeeds);
  for (const act of acts) {
    await carryOut(world, act, misdeeds);
    const keepers = world.tills.filter((till) => till.mayUse(world.couponId));
    expect(keepers.length).toBeLessThanOrEqual(1);
  }
  await settle(chain, ...world.tills);
  expect(await lossesOf(world)).toBe(0);
}

describe('a coupon that is kept for tills', () => {
  test(
    'is used once at a time, whatever is lost, late, given back or restored',
    async () => {
      const law = fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 40 }), (acts) =>
        play(acts, {}),
      );
      await expect(fc.assert(law, runsOf(25))).resolves.toBeUndefined();
    },
    TIMEOUT_MS,
  );

  const askBoth: readonly Act[] = [
    ['ask', 0],
    ['ask', 1],
  ];
  const useBoth: readonly Act[] = [
    ['use', 0],
    ['use', 1],
  ];
  const moveAway: readonly Act[] = [
    ['wait', 2],
    ['visit', 2],
    ['push', 2],
    ['project', 2],
  ];

  test.each<{ readonly fault: string; readonly misdeeds: Misdeeds; readonly acts: readonly Act[] }>([
    {
      fault: 'a till that forgets that it used it',
      misdeeds: { ignoresPlace: true },
      acts: [...askBoth, ...useBoth, ...useBoth],
    },
    {
      fault: 'a lease that is freed before its use is in the accounts',
      misdeeds: { saysApplied: true },
      acts: [...askBoth, ...useBoth, ['wait-long', 0], ...moveAway, ...askBoth, ['use-online', 2]],
    },
    {
      fault: 'a request that is taken though a later one came first',
      misdeeds: { repeatsTurns: true },
      acts: [
        ['ask-late', 0],
        ['ask-late', 1],
        ...askBoth,
        ...moveAway,
        ['arrive-late', 0],
        ['arrive-late', 1],
        ['ask', 2],
      ],
    },
  ])('is not with $fault, and this shows it', async ({ misdeeds, acts }) => {
    await play(acts, {});
    await expect(play(acts, misdeeds)).rejects.toThrow(/expected/);
  });
});
