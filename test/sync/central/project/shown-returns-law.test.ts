import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultLoyalty } from '../../../../domain/loyalty/default-loyalty.ts';
import type { LoyaltySettings } from '../../../../domain/loyalty/loyalty-settings.ts';
import type { ReturnedUnits } from '../../../../domain/loyalty/reversal.ts';
import { issueCoupons } from '../../../../sync/central/project/coupons.ts';
import { projectAll } from '../../../../sync/central/project/worker.ts';
import { startTestPostgres } from '../../postgres.ts';
import { anyReturn, anySaleShape, countBack, saleOf, unitsOf, type Tally } from './any-sale.ts';
import { enlist, foundChain, tellSettings, type ToldChain } from './chain-of-tills.ts';
import { runsOf } from './runs.ts';
import { lineFact, namedRefund, saleFact, shownRefund, type ToldSale } from './told-facts.ts';

const postgres = startTestPostgres();
const TIMEOUT_MS = process.env['GUITAI_LONG'] === '1' ? 3_600_000 : 120_000;

/** Two or three sales to a member, what of them comes back, and points that are spent in between. */
const anyHistory = fc.record({
  shapes: fc.array(anySaleShape, { minLength: 1, maxLength: 3 }),
  acts: fc.array(
    fc.record({
      gapDays: fc.double({ min: 0.1, max: 9, noNaN: true }),
      kind: fc.constantFrom('refund', 'refund', 'refund', 'spend'),
      of: fc.nat(2),
      parts: fc.array(anyReturn, { minLength: 1, maxLength: 2 }),
      isNamed: fc.boolean(),
      isExchange: fc.boolean(),
      points: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
type History = typeof anyHistory extends fc.Arbitrary<infer Value> ? Value : never;

/** The same things done to a member of its own, with names of its own. */
interface World {
  readonly memberId: string;
  readonly ruleId: string;
  readonly couponRuleId: string;
  readonly couponIds: readonly string[];
  readonly sales: readonly ToldSale[];
  readonly told: readonly {
    readonly till: 'sells' | 'takesBack' | 'spends';
    readonly days: number;
    readonly fact: ToldSale;
  }[];
}

/** `isOnline`: every refund names the units, as a till does that asks central at that moment. */
async function worldOf(chain: ToldChain, { shapes, acts }: History, isOnline: boolean): Promise<World> {
  const memberId = await enlist(chain);
  const [ruleId, couponRuleId] = [randomUUID(), randomUUID()];
  await chain.publishRule(ruleId, { limits: { inAll: 1_000 } });
  await chain.publishRule(couponRuleId, { limits: { inAll: 1_000 }, coupon: { sharedCode: null, uses: 1 } });
  const couponIds = shapes.map(() => randomUUID());
  const issued = couponIds.map((couponId) => {
    return { couponId, code: couponId, ruleId: couponRuleId, memberId, expiresOn: null };
  });
  await issueCoupons(chain.pool, issued, 0);
  const sales = shapes.map((shape, index) =>
    saleOf(shape, { saleId: randomUUID(), memberId, ruleId, couponRuleId, couponId: couponIds[index]! }),
  );
  const told: World['told'][number][] = sales.map((fact, index) => {
    return { till: 'sells', days: 1 + index / 10, fact };
  });
  const tallies = sales.map(({ payload }): Tally => ({ sale: payload, returned: new Map() }));
  let days = 2;
  for (const { gapDays, kind, of, parts, isNamed, isExchange, points } of acts) {
    days += gapDays;
    if (kind === 'spend') {
      told.push({ till: 'spends', days, fact: saleFact({ memberId, earned: 3, redeemed: points }) });
      continue;
    }
    const tally = tallies[of % tallies.length]!;
    const before = new Map(tally.returned);
    const taken = parts.map((part) => {
      const units = unitsOf(tally, { ...part, isNamed });
      countBack(tally, units);
      return units;
    });
    const units = taken.flat();
    if (units.length === 0) continue;
    const fact =
      isOnline || isNamed
        ? namedRefund(tally.sale, before, units)
        : shownRefund(tally.sale, goodsOf(tally, taken));
    told.push({ till: 'takesBack', days, fact: isExchange ? exchanged(fact, memberId) : fact });
  }
  return { memberId, ruleId, couponRuleId, couponIds, sales, told };
}

/** What a till without the sale journals of the same units. */
function goodsOf({ sale }: Tally, taken: readonly (readonly ReturnedUnits[])[]) {
  return taken.flatMap(([first, ...more]) => {
    if (!first) return [];
    const article = sale.lines.find(({ lineNo }) => lineNo === first.lineNo)!.articleCode!;
    const thousandths = [first, ...more].reduce((sum, part) => sum + part.quantityThousandths, 0);
    return [{ article, thousandths, paidMinor: 77 }];
  });
}

/** The member takes something else instead, in the same sale. */
function exchanged(fact: ToldSale, memberId: string): ToldSale {
  const { lines, loyalty } = saleFact({ memberId, earned: 5 }).payload;
  const bought = lines.map((line) => lineFact({ ...line, lineNo: fact.payload.lines.length + 1 }));
  return { ...fact, payload: { ...fact.payload, lines: [...fact.payload.lines, ...bought], loyalty } };
}

type Till = World['told'][number]['till'];

/** What tills tell, each in its own order, is heard in turns; whatever a till's turns leave is heard at the end. */
async function play(chain: ToldChain, world: World, turns: readonly Till[]): Promise<void> {
  const tills = { sells: await chain.till(), takesBack: await chain.till(), spends: await chain.till() };
  const left = Map.groupBy(world.told, ({ till }) => till);
  for (const turn of turns) {
    const [next] = left.get(turn)?.splice(0, 1) ?? [];
    if (!next) continue;
    await tills[turn].tell(next.days, next.fact);
    await projectAll(chain.projecting);
  }
  for (const { till, days, fact } of [...left.values()].flat()) await tills[till].tell(days, fact);
  await projectAll(chain.projecting);
}

/** All that central says of the member, coupons, rules and goods that are back, under names that both worlds have. */
async function outcomeOf(chain: ToldChain, world: World): Promise<unknown> {
  const { pool } = chain;
  const { memberId, ruleId, couponRuleId, couponIds, sales } = world;
  const { rows: states } = await pool.query<{ state: string }>(
    'SELECT state FROM member_state WHERE member = $1',
    [memberId],
  );
  const saleIds = world.told.map(({ fact }) => fact.payload.saleId);
  const named = saleIds.reduce((text, id, index) => text.replaceAll(id, `sale ${index}`), states[0]!.state);
  const { at: _at, ...state } = JSON.parse(named) as Record<string, unknown>;
  const { rows: returned } = await pool.query(
    `SELECT array_position($1::uuid[], sale_id) AS sale, line_no, sum(thousandths) AS thousandths
     FROM sale_return WHERE sale_id = ANY ($1) GROUP BY 1, 2 ORDER BY 1, 2`,
    [sales.map(({ payload }) => payload.saleId)],
  );
  const { rows: coupons } = await pool.query(
    `SELECT array_position($1::text[], coupon_id) AS coupon, is_restored FROM coupon_use
     WHERE coupon_id = ANY ($1) ORDER BY 1`,
    [couponIds],
  );
  const uses = [];
  for (const rule of [ruleId, couponRuleId]) {
    for (const whose of ['||', `|${memberId}|`, '||2026-06-02', `|${memberId}|2026-06-02`]) {
      uses.push(await chain.reference('rule-use', `${rule}${whose}`));
    }
  }
  const useCounts = [];
  for (const id of couponIds) {
    useCounts.push(((await chain.reference('coupon', id)) as { useCount: number }).useCount);
  }
  return { account: await chain.account(memberId), state, returned, coupons, useCounts, uses };
}

const basic = defaultLoyalty('GBP');
const manySettings: [string, Partial<LoyaltySettings>][] = [
  ['spend', { expiry: { kind: 'days', days: 15 }, tiers: { ...basic.tiers, list: lowTiers('spend') } }],
  ['visits', { tiers: { ...basic.tiers, measure: 'visits', list: lowTiers('visits') } }],
];

function lowTiers(measure: 'spend' | 'visits'): LoyaltySettings['tiers']['list'] {
  return basic.tiers.list.map((tier, index) => ({ ...tier, from: index * (measure === 'spend' ? 500 : 2) }));
}

describe.each(manySettings)('in a chain that measures tiers by %s', (_measure, settings) => {
  let chain: ToldChain;
  beforeAll(async () => {
    chain = await foundChain((await (await postgres).openCentral()).pool);
    await tellSettings(chain, settings, 0);
  });

  test(
    'a refund leaves the same account whether the till asked central or showed the receipt to it later, in any order',
    async () => {
      const anyTurns = fc.array(fc.constantFrom<Till>('sells', 'takesBack', 'takesBack', 'spends'));
      await fc.assert(
        fc.asyncProperty(anyHistory, anyTurns, async (history, turns) => {
          const online = await worldOf(chain, history, true);
          await play(chain, online, []);
          const expected = await outcomeOf(chain, online);
          const apart = await worldOf(chain, history, false);
          await play(chain, apart, turns);
          expect(await outcomeOf(chain, apart)).toEqual(expected);
          const refunds = (await chain.exceptions()).filter(({ kind }) => kind.startsWith('refund'));
          expect(refunds).toEqual([]);
        }),
        runsOf(40),
      );
    },
    TIMEOUT_MS,
  );
});
