import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { publish } from '../../../../sync/central/changes.ts';
import { withTransaction } from '../../../../sync/central/database.ts';
import { readHistory } from '../../../../sync/central/project/member-history.ts';
import { issueCoupons, voidCoupon } from '../../../../sync/central/project/coupons.ts';
import { bytesOf } from '../../../../sync/central/project/member-registry.ts';
import {
  eraseMember,
  mergeMembers,
  recordOfficeEvent,
  writeOfficeMembers,
  type OfficeEvent,
} from '../../../../sync/central/project/office-members.ts';
import { forgetOldUses } from '../../../../sync/central/project/rule-uses.ts';
import { projectAll, refreshSome } from '../../../../sync/central/project/worker.ts';
import { defaultLoyalty } from '../../../../domain/loyalty/default-loyalty.ts';
import { emptyProfile, type MemberOpening } from '../../../../domain/members/member.ts';
import { SALT_BYTES } from '../../../../seal/member-seal.ts';
import { randomPiece } from '../../../../seal/random-piece.ts';
import { startTestPostgres } from '../../postgres.ts';
import { DAY_MS, foundChain, START, type ToldChain } from './chain-of-tills.ts';
import { saleFact } from './told-facts.ts';

const postgres = startTestPostgres();
let chain: ToldChain;
const who = { reason: 'a reason', actor: 'Mary' };

beforeEach(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
  chain.clock.days = 0;
});

interface Written {
  readonly name: string;
  readonly phone?: string;
  readonly opening?: MemberOpening;
  readonly id?: string;
}

async function write(...members: readonly Written[]): Promise<string[]> {
  const { seal } = chain.projecting;
  const rows = members.map(({ name, phone = null, opening = null, id = randomUUID() }, index) => {
    const salt = randomPiece(SALT_BYTES);
    const profile = { ...emptyProfile, name, phone };
    return {
      memberId: id,
      number: `${name}-${index}`,
      sealed: seal.seal({ id: bytesOf(id), salt }, profile, true).toString('base64'),
      salt,
      cards: [`CARD-${name}`],
      consents: [],
      joinedAtUtcMs: index,
      opening,
    };
  });
  await withTransaction(chain.pool, (client) =>
    writeOfficeMembers(client, seal, rows, chain.central.nowUtcMs()),
  );
  return rows.map(({ memberId }) => memberId);
}

function record(memberId: string, event: OfficeEvent): Promise<void> {
  return withTransaction(chain.pool, (client) =>
    recordOfficeEvent(client, memberId, event, chain.central.nowUtcMs()),
  );
}

const opening = { points: 500, pointsExpireOn: '2026-06-30', tier: 'silver', spentMinor: 200_000, visits: 7 };

describe('what people at central do to members', () => {
  test('an import brings points, tier and visits, and the same file again brings nothing more', async () => {
    const [id] = await write({ name: 'Ada', opening });
    expect(await chain.account(id!)).toMatchObject({
      points: 500,
      availablePoints: 500,
      tier: 'silver',
      reviewOn: '2027-06-01',
      spentMinor: 200_000,
      visits: 7,
      expiring: [{ points: 500, atUtcMs: Date.UTC(2026, 5, 30, 23) }],
    });
    await write({ name: 'Ada', opening, id: id! });
    expect(await chain.account(id!)).toMatchObject({ points: 500, visits: 7 });
  });

  test('points are given, taken and held, and the statement says which did what', async () => {
    const [id] = await write({ name: 'Ada', opening });
    await record(id!, { kind: 'adjustment', points: 100, lotId: randomUUID(), ...who });
    await record(id!, { kind: 'adjustment', points: -50, lotId: randomUUID(), ...who });
    await record(id!, { kind: 'hold', holdId: 'h', points: 200, ...who });
    expect(await chain.account(id!)).toMatchObject({ points: 550, availablePoints: 350 });
    await record(id!, { kind: 'release', holdId: 'h', ...who });
    await record(id!, { kind: 'tier', tier: 'gold', ...who });
    expect(await chain.account(id!)).toMatchObject({ availablePoints: 550, tier: 'gold' });
    const { bookings } = await readHistory(chain.pool, id!);
    expect(bookings.map(({ kind, points, balance }) => [kind, points, balance])).toEqual([
      ['opening', 500, 500],
      ['adjust', 100, 600],
      ['adjust', -50, 550],
    ]);
  });

  test('two members become one by hand: points, cards, coupons and later purchases are the second’s', async () => {
    const [from, into] = await write({ name: 'Ada', opening }, { name: 'Adah' });
    const couponId = randomUUID();
    const coupon = { couponId, code: 'C-1', ruleId: 'ten-off', memberId: from!, expiresOn: null };
    await issueCoupons(chain.pool, [coupon], 0);
    const now = chain.central.nowUtcMs();
    const merge = (a: string, b: string) =>
      withTransaction(chain.pool, (client) => mergeMembers(client, a, b, now));
    expect(await merge(from!, into!)).toEqual({ ok: true, value: null });
    expect(await merge(from!, into!)).toEqual({ ok: false, error: 'member-unknown' });
    const till = await chain.till();
    await till.tell(0, saleFact({ memberId: from!, earned: 5 }));
    await projectAll(chain.projecting);
    expect(await chain.account(into!)).toMatchObject({ points: 505, visits: 8 });
    expect(await chain.account(from!)).toBeNull();
    expect(await chain.reference('coupon', couponId)).toMatchObject({ memberId: into });
    expect(await chain.reference('member', into!)).toMatchObject({
      cards: ['CARD-Ada', 'CARD-Adah'],
      formerIds: [from],
    });
  });

  test('who is erased is gone with all that tells who it was, and what tills still tell of them is nobody’s', async () => {
    const [id] = await write({ name: 'Ada', phone: '+447700900123', opening });
    await chain.publishRule('rule', { limits: { perMember: 3 } });
    const till = await chain.till();
    const rules = [{ ruleId: 'rule', version: 1, name: 'R', isOnOrder: false, amountMinor: 40, uses: 1 }];
    await till.tell(0, saleFact({ memberId: id!, earned: 5, rules }));
    await projectAll(chain.projecting);
    const erase = () =>
      withTransaction(chain.pool, (client) => eraseMember(client, id!, chain.central.nowUtcMs()));
    expect(await erase()).toBe(true);
    expect(await erase()).toBe(false);
    expect(await chain.reference('member', id!)).toBeNull();
    expect(await chain.account(id!)).toBeNull();
    expect(await chain.reference('rule-use', `rule|${id}|`)).toBeNull();
    for (const table of ['member', 'member_salt', 'member_state']) {
      expect((await chain.pool.query(`SELECT FROM ${table}`)).rowCount, table).toBe(0);
    }
    const again = await chain.memberFact({ memberId: id!, profile: { name: 'Ada' } }, 'member.changed');
    await till.tell(1, again, saleFact({ memberId: id!, earned: 5 }));
    await projectAll(chain.projecting);
    expect(await chain.reference('member', id!)).toBeNull();
    expect(await chain.account(id!)).toBeNull();
    expect(await chain.exceptions()).toEqual([]);
  });

  test('a voided coupon that a till accepts is a loss', async () => {
    const couponId = randomUUID();
    const coupon = { couponId, code: 'C-1', ruleId: 'ten-off', memberId: null, expiresOn: null };
    await issueCoupons(chain.pool, [coupon], 0);
    expect(await voidCoupon(chain.pool, couponId, 0)).toBe(true);
    expect(await voidCoupon(chain.pool, couponId, 0)).toBe(false);
    const till = await chain.till();
    await till.tell(
      0,
      saleFact({ coupons: [{ couponId, ruleId: 'ten-off', code: 'C-1', amountMinor: 70 }] }),
    );
    await projectAll(chain.projecting);
    expect(await chain.reference('coupon', couponId)).toMatchObject({ isVoided: true, useCount: 1 });
    expect(await chain.exceptions()).toMatchObject([{ kind: 'coupon-void', amountMinor: 70 }]);
  });
});

describe('what time does', () => {
  test('points end and tiers are reviewed on their day at the shop’s midnight, and registers hear of it', async () => {
    const [id] = await write({ name: 'Ada', opening });
    const before = Date.UTC(2026, 5, 30, 22, 59);
    chain.clock.days = (before - START) / DAY_MS;
    expect(await refreshSome(chain.projecting)).toBe(0);
    chain.clock.days = (before + 60_000 - START) / DAY_MS;
    expect(await refreshSome(chain.projecting)).toBe(1);
    expect(await chain.account(id!)).toMatchObject({ points: 0, availablePoints: 0, expiring: [] });
    expect(await refreshSome(chain.projecting)).toBe(0);
    chain.clock.days = 366;
    await refreshSome(chain.projecting);
    expect(await chain.account(id!)).toMatchObject({ tier: 'silver', isInGrace: true });
    chain.clock.days = 400;
    await refreshSome(chain.projecting);
    expect(await chain.account(id!)).toMatchObject({ tier: 'basic', isInGrace: false, reviewOn: null });
  });

  test('points that are pending become active, and were counted all the while', async () => {
    const settings = defaultLoyalty('GBP');
    const pending = { ...settings, earning: { ...settings.earning, pending: { kind: 'days', days: 14 } } };
    const setting = { scope: 'setting', key: 'loyalty', shop: null, value: { value: pending } } as const;
    await publish(chain.pool, [setting], 0);
    const [id] = await write({ name: 'Ada' });
    const till = await chain.till();
    await till.tell(0, saleFact({ memberId: id!, earned: 30 }));
    await projectAll(chain.projecting);
    expect(await chain.account(id!)).toMatchObject({
      points: 30,
      availablePoints: 0,
      pending: [{ points: 30, atUtcMs: Date.UTC(2026, 5, 14, 23) }],
    });
    chain.clock.days = 15;
    expect(await refreshSome(chain.projecting)).toBe(1);
    expect(await chain.account(id!)).toMatchObject({ points: 30, availablePoints: 30, pending: [] });
  });

  test('what was used on days that are over is told no more, what was used in all is', async () => {
    await chain.publishRule('rule', { limits: { perDay: 3 } });
    const till = await chain.till();
    const rules = [{ ruleId: 'rule', version: 1, name: 'R', isOnOrder: false, amountMinor: 40, uses: 1 }];
    await till.tell(0, saleFact({ rules }));
    await projectAll(chain.projecting);
    chain.clock.days = 20;
    await forgetOldUses(chain.pool, chain.central.nowUtcMs());
    expect(await chain.reference('rule-use', 'rule||2026-06-01')).toBeNull();
    expect(await chain.reference('rule-use', 'rule||')).toEqual({ uses: 1, amountMinor: 40 });
  });
});
