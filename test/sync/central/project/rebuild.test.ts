import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import { startTestPostgres } from '../../postgres.ts';
import { recordOfficeEvent } from '../../../../sync/central/project/office-members.ts';
import { reproject } from '../../../../sync/central/project/reproject.ts';
import { projectAll } from '../../../../sync/central/project/worker.ts';
import { withTransaction } from '../../../../sync/central/database.ts';
import { foundChain, type ToldChain } from './chain-of-tills.ts';
import { refundFact, saleFact, shownRefund } from './told-facts.ts';
import { runsOf } from './runs.ts';

const postgres = startTestPostgres();
/** It asks the database some thousand times, on machines that do other things too. */
const TIMEOUT_MS = process.env['GUITAI_LONG'] === '1' ? 3_600_000 : 120_000;

/** What three tills do for three members, a few of it more than once. */
const anySteps = fc.array(
  fc.record({
    till: fc.nat(2),
    member: fc.nat(3),
    days: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom('sale', 'sale', 'sale', 'refund', 'shown'),
    earned: fc.integer({ min: 1, max: 300 }),
    redeemed: fc.constantFrom(0, 0, 100, 250),
    units: fc.integer({ min: 1, max: 3 }),
    of: fc.nat(8),
    usesCoupon: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);
type Steps = typeof anySteps extends fc.Arbitrary<infer T> ? T : never;

/** Where members shop, and everything that registers are told but of exceptions whose ids are random, and those by what they are of. */
async function toldBy(pool: Pool): Promise<unknown> {
  const { rows: references } = await pool.query(
    `SELECT scope, key, shop, value FROM reference WHERE scope NOT IN ('exception', 'promotion', 'setting')
     AND value IS NOT NULL ORDER BY scope, key, shop`,
  );
  const { rows: exceptions } = await pool.query(
    `SELECT kind, register, epoch, seq, subject, amount_minor, points FROM exception
     WHERE resolved_at_utc_ms IS NULL ORDER BY kind, register, epoch, seq, subject`,
  );
  const { rows: states } = await pool.query(
    `SELECT member, state, next_at_utc_ms FROM member_state WHERE state <> '' ORDER BY member`,
  );
  const { rows: homes } = await pool.query('SELECT * FROM member_home ORDER BY member');
  return { references, exceptions, states, homes };
}

async function openChain(): Promise<ToldChain> {
  return foundChain((await (await postgres).openCentral()).pool);
}

interface Cast {
  readonly tills: readonly string[];
  readonly members: readonly string[];
  readonly couponId: string;
  readonly ruleId: string;
  readonly events: readonly {
    readonly till: number;
    readonly days: number;
    readonly fact: ReturnType<typeof saleFact>;
  }[];
}

function castOf(steps: Steps): Cast {
  const members = Array.from({ length: 4 }, () => randomUUID());
  const [couponId, ruleId] = [randomUUID(), randomUUID()];
  const sales: ReturnType<typeof saleFact>[] = [];
  const events = steps.map(({ till, member, days, kind, earned, redeemed, units, of, usesCoupon }) => {
    const sold = sales[of];
    if (kind === 'refund' && sold) {
      const most = sold.payload.lines[0]!.quantityThousandths / 1_000;
      return { till, days, fact: refundFact(sold, Math.min(units, most)) };
    }
    if (kind === 'shown' && sold) {
      const goods = {
        article: redeemed === 250 ? 'OTHER' : 'A1',
        thousandths: units * 1_000,
        paidMinor: earned,
      };
      return { till, days, fact: shownRefund(sold.payload, [goods]) };
    }
    const rules = [{ ruleId, version: 1, name: 'R', isOnOrder: false, amountMinor: 40, uses: 1 }];
    const coupons = usesCoupon ? [{ couponId, ruleId, code: couponId, amountMinor: 100 }] : [];
    const memberId = member === 3 ? null : members[member]!;
    const fact = saleFact({ memberId, earned, redeemed: memberId ? redeemed : 0, units, rules, coupons });
    sales.push(fact);
    return { till, days, fact };
  });
  return { tills: Array.from({ length: 3 }, () => randomUUID()), members, couponId, ruleId, events };
}

/** Plays it on a central of its own, the tills' entries in the order that is given. */
async function play(chain: ToldChain, cast: Cast, order: readonly number[]) {
  const tills = [];
  for (const id of cast.tills) tills.push(await chain.till('one', id));
  await chain.publishRule(cast.ruleId, { limits: { inAll: 3 }, coupon: { sharedCode: null, uses: 1 } });
  await chain.pool.query(`INSERT INTO coupon (id, code, rule_id, issued_at_utc_ms) VALUES ($1, $1, $2, 0)`, [
    cast.couponId,
    cast.ruleId,
  ]);
  // Members are central's own here: their sealing is random, and would differ between two chains.
  await chain.pool.query(
    `INSERT INTO member (id, number, sealed, joined_at_utc_ms, told_at_utc_ms, told_register, told_epoch, told_seq)
     SELECT id, id::text, '', 0, 0, '00000000-0000-0000-0000-000000000000', 1, 1 FROM unnest($1::uuid[]) AS id`,
    [cast.members],
  );
  for (const [turn, index] of order.entries()) {
    const { till, days, fact } = cast.events[index]!;
    await tills[till]!.tell(days, fact);
    if (turn % 3 === 2) await projectAll(chain.projecting);
  }
  await projectAll(chain.projecting);
}

describe('projections are what the entries say, and nothing else', () => {
  test(
    'whatever order the tills are heard in, and made again from zero, everything told to registers is the same',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          anySteps,
          fc.array(fc.nat(2), { minLength: 60, maxLength: 60 }),
          async (steps, turns) => {
            const cast = castOf(steps);
            const inOrder = cast.events.map((_event, index) => index);
            const first = await foundChain((await (await postgres).openCentral()).pool);
            await play(first, cast, inOrder);
            const told = await toldBy(first.pool);
            await reproject(first.central, fail);
            expect(await toldBy(first.pool)).toEqual(told);
            const second = await foundChain((await (await postgres).openCentral()).pool);
            await play(second, cast, interleave(cast, turns));
            expect(await toldBy(second.pool)).toEqual(told);
          },
        ),
        runsOf(6),
      );
    },
    TIMEOUT_MS,
  );

  test('what people at central decided outlives a projection made again', async () => {
    const chain = await openChain();
    const till = await chain.till();
    const memberId = randomUUID();
    await till.tell(1, await chain.memberFact({ memberId, profile: { name: 'Ada' } }));
    await till.tell(2, saleFact({ memberId, earned: 30 }));
    await projectAll(chain.projecting);
    const who = { reason: 'a complaint', actor: 'Mary' };
    const body = { kind: 'adjustment', points: 70, lotId: randomUUID(), ...who } as const;
    await withTransaction(chain.pool, (client) =>
      recordOfficeEvent(client, memberId, body, chain.central.nowUtcMs()),
    );
    const told = await toldBy(chain.pool);
    expect(await chain.account(memberId)).toMatchObject({ points: 100 });
    expect(await reproject(chain.central, fail)).toBe(2);
    expect(await toldBy(chain.pool)).toEqual(told);
  });
});

function fail(error: unknown): never {
  throw error;
}

/** Each till's entries in their own order, the tills' turns as given. */
function interleave({ events }: Cast, turns: readonly number[]): number[] {
  const left = [0, 1, 2].map((till) =>
    events.flatMap((event, index) => (event.till === till ? [index] : [])),
  );
  const order: number[] = [];
  for (const turn of turns) order.push(...left[turn]!.splice(0, 1));
  return [...order, ...left.flat()];
}
