import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueCoupons } from '../../../../sync/central/project/coupons.ts';
import { reproject } from '../../../../sync/central/project/reproject.ts';
import { membersFile } from './chain-files.ts';
import { openOffice, type OfficeApp } from './office-app.ts';

let chain: OfficeApp;
let memberId: string;
beforeAll(async () => {
  chain = await openOffice();
  await chain.owner.handOver('members.import', membersFile);
  const { value } = await chain.owner.ask('members.search', { text: '700001', after: null });
  ({ memberId } = value.rows[0]!);
});

async function shown() {
  return (await chain.owner.ask('members.show', { memberId })).value;
}

/** What registers are told of members and their figures. */
async function told(): Promise<unknown[]> {
  const { rows } = await chain.pool.query(
    `SELECT scope, key, value FROM reference WHERE scope IN ('member', 'account') ORDER BY scope, key`,
  );
  return rows;
}

describe('points that are frozen', () => {
  test('are not to be spent until they are released, once, by somebody with the right, with a reason', async () => {
    const { owner } = chain;
    const hold = (points: number | null, reason = 'stolen card') =>
      owner.ask('members.hold', { memberId, points, reason });
    expect((await hold(250)).value).toEqual({ points: 1_250, availablePoints: 1_000 });
    expect((await hold(null)).value).toEqual({ points: 1_250, availablePoints: 0 });
    expect(await hold(10, ' ')).toMatchObject({ error: { code: 'reason-missing' } });
    expect((await hold(0)).status).toBe(400);
    const taken = await owner.ask('members.adjust', { memberId, points: -1, reason: 'x' });
    expect(taken).toMatchObject({ error: { code: 'points-not-there', available: 0 } });
    const { holds } = await shown();
    expect(holds).toMatchObject([
      { points: 250, reason: 'stolen card', actor: 'owner' },
      { points: null, reason: 'stolen card' },
    ]);
    const release = (holdId: string) =>
      owner.ask('members.release', { memberId, holdId, reason: 'found again' });
    expect((await release(holds[1]!.holdId)).value).toEqual({ points: 1_250, availablePoints: 1_000 });
    expect(await release(holds[1]!.holdId)).toMatchObject({ error: { code: 'gone' } });
    const both = await Promise.all([release(holds[0]!.holdId), release(holds[0]!.holdId)]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 404]);
    expect((await shown()).holds).toEqual([]);
    const audit = await owner.ask('audit.list', { action: 'points-held', text: '700001', after: null });
    expect(audit.value.rows).toMatchObject([
      { before: { availablePoints: 1_000 }, after: { points: 'all', availablePoints: 0 } },
      { after: { points: 250, availablePoints: 1_000, reason: 'stolen card' } },
    ]);
  });

  test('are shown with the till that they are reserved for, and are not taken away from it', async () => {
    const { owner, pool, clock } = chain;
    const till = randomUUID();
    await pool.query(
      `INSERT INTO register (id, shop, till_code, public_key, program, machine, enrolled_at_utc_ms, contacted_at_utc_ms)
       VALUES ($1, 'S1', '01', '', '', '', 0, 0)`,
      [till],
    );
    await pool.query('INSERT INTO applied (register) VALUES ($1)', [till]);
    await pool.query('INSERT INTO lease VALUES ($1, $2, 600, 1, 1, $3)', [till, memberId, clock.nowUtcMs]);
    expect((await shown()).leases).toEqual([
      { till: 'S1-01', points: 600, endsAtUtcMs: clock.nowUtcMs, isOver: true },
    ]);
    const adjust = (points: number) => owner.ask('members.adjust', { memberId, points, reason: 'x' });
    expect(await adjust(-651)).toMatchObject({ error: { code: 'points-not-there', available: 650 } });
    const { value } = await owner.ask('registers.revoke', { id: till, reason: 'stolen' });
    expect([value, (await shown()).leases]).toEqual([null, []]);
    expect([(await adjust(-651)).status, (await adjust(651)).status]).toEqual([200, 200]);
  });

  test('and coupons too', async () => {
    const { pool } = chain;
    const coupon = { couponId: randomUUID(), code: 'C-1', ruleId: 'two-off', memberId, expiresOn: null };
    await issueCoupons(pool, [coupon], 1);
    expect((await shown()).coupons).toMatchObject([{ code: 'C-1', state: 'open', till: null }]);
    const till = randomUUID();
    await pool.query(
      `INSERT INTO register (id, shop, till_code, public_key, program, machine, enrolled_at_utc_ms, contacted_at_utc_ms)
       VALUES ($1, 'S1', '02', '', '', '', 0, 0)`,
      [till],
    );
    await pool.query('INSERT INTO applied (register) VALUES ($1)', [till]);
    await pool.query('INSERT INTO coupon_lease VALUES ($1, $2, 1, 1, 1)', [coupon.couponId, till]);
    expect((await shown()).coupons).toMatchObject([{ code: 'C-1', state: 'open', till: 'S1-02' }]);
  });

  test('may be frozen by no shop manager', async () => {
    const mei = await chain.addUser('mei', 'manager', ['S1']);
    const refused = { status: 403, error: { code: 'right-missing' } };
    expect(await mei.ask('members.hold', { memberId, points: 1, reason: 'x' })).toMatchObject(refused);
    const tier = { memberId, tier: 'gold', reviewOn: null, reason: 'x' };
    expect(await mei.ask('members.give-tier', tier)).toMatchObject(refused);
    expect(await mei.ask('members.change', { memberId, name: 'X' })).toMatchObject(refused);
  });
});

test('a tier is given until a day, on which it is reviewed, and the member’s page says by whom and why', async () => {
  const { owner, clock } = chain;
  const give = (tier: string, reviewOn: string | null, reason = 'our best customer') =>
    owner.ask('members.give-tier', { memberId, tier, reviewOn, reason });
  const { value: tiers } = await owner.ask('members.tiers', {});
  const [lowest] = tiers;
  const highest = tiers.at(-1)!;
  expect(await give('diamond', null)).toMatchObject({
    error: { code: 'member-entry', fault: { code: 'tier-unknown', tier: 'diamond' } },
  });
  expect(await give(highest.code, '2026-11-20')).toMatchObject({ error: { code: 'day-over' } });
  expect(await give(highest.code, '2027-02-30')).toMatchObject({ status: 400 });
  expect((await give(highest.code, '2027-03-31')).status).toBe(200);
  const { member, tierGiven } = await shown();
  expect(member.account).toMatchObject({ tier: highest.code, reviewOn: '2027-03-31', isInGrace: false });
  expect(member.tier).toEqual(highest.name);
  expect(tierGiven).toMatchObject({ actor: 'owner', reason: 'our best customer' });
  const audit = await owner.ask('audit.list', { action: 'tier-given', text: '', after: null });
  expect(audit.value.rows).toMatchObject([
    { subject: '700001', after: { tier: highest.code, reviewOn: '2027-03-31', reason: 'our best customer' } },
  ]);
  clock.nowUtcMs += 1_000;
  expect((await give(highest.code, null)).status).toBe(200);
  expect((await shown()).member.account?.reviewOn).toBe('2027-11-20');
  clock.nowUtcMs += 1_000;
  expect((await give(lowest!.code, '2027-03-31')).status).toBe(200);
  expect((await shown()).member.account).toMatchObject({ tier: lowest!.code, reviewOn: null });
});

test('what was decided outlives a projection made again', async () => {
  const { owner, central } = chain;
  await owner.ask('members.hold', { memberId, points: 30, reason: 'a complaint' });
  await owner.ask('members.give-tier', {
    memberId,
    tier: 'gold',
    reviewOn: '2027-05-01',
    reason: 'promised',
  });
  await owner.ask('members.change', { memberId, note: 'likes tea' });
  const before = await told();
  await reproject(central, (error) => {
    throw error;
  });
  expect(await told()).toEqual(before);
  const { holds, member, tierGiven } = await shown();
  expect(holds).toMatchObject([{ points: 30 }]);
  expect(member.account).toMatchObject({ tier: 'gold', reviewOn: '2027-05-01', availablePoints: 1_220 });
  expect(tierGiven?.reason).toBe('promised');
});

test('a statement says who adjusted points and why', async () => {
  await chain.owner.ask('members.adjust', { memberId, points: 5, reason: 'goodwill' });
  const [row] = (await shown()).statement;
  expect(row).toMatchObject({ kind: 'adjust', points: 5, decision: { reason: 'goodwill', actor: 'owner' } });
});
