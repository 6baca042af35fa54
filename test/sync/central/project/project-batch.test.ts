import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { startTestPostgres } from '../../postgres.ts';
import { projectAll } from '../../../../sync/central/project/worker.ts';
import { foundChain, type ToldChain } from './chain-of-tills.ts';
import { saleFact } from './told-facts.ts';

const postgres = startTestPostgres();
let chain: ToldChain;

beforeEach(async () => {
  chain = await foundChain((await (await postgres).openCentral()).pool);
});

async function memberOf(profile = {}, joinedDays = 0): Promise<{ id: string }> {
  const till = await chain.till();
  const fact = await chain.memberFact({ profile: { name: 'Ada Lovelace', ...profile }, joinedDays });
  await till.tell(joinedDays, fact);
  await projectAll(chain.projecting);
  return { id: (fact.payload as { memberId: string }).memberId };
}

describe('points of members', () => {
  test('a member who registered at one till has the points of purchases at every till', async () => {
    const { id } = await memberOf();
    const [one, two] = [await chain.till(), await chain.till('two')];
    await one.tell(1, saleFact({ memberId: id, earned: 500 }));
    await two.tell(2, saleFact({ memberId: id, earned: 20, redeemed: 300 }));
    expect(await projectAll(chain.projecting)).toBe(2);
    expect(await chain.account(id)).toMatchObject({ points: 220, visits: 2 });
    expect(await chain.applied(two.id)).toEqual({ epoch: 1, seq: 1 });
    expect(await chain.reference('member', id)).toMatchObject({ formerIds: [] });
    expect(await projectAll(chain.projecting)).toBe(0);
  });

  test('points that are spent twice are owed, and a manager sees what they cost', async () => {
    const { id } = await memberOf();
    const [one, two] = [await chain.till(), await chain.till()];
    await one.tell(1, saleFact({ memberId: id, earned: 100 }), saleFact({ memberId: id, redeemed: 100 }));
    await two.tell(1.5, saleFact({ memberId: id, redeemed: 100 }));
    await projectAll(chain.projecting);
    expect((await chain.account(id))?.points).toBe(-100);
    expect(await chain.exceptions()).toEqual([
      { kind: 'points-overdrawn', subject: 'number', amountMinor: 100, points: 100 },
    ]);
  });
});

describe('members that tills register', () => {
  test('two who registered with one phone are one: points, cards and coupons of both are the older’s', async () => {
    const [one, two] = [await chain.till(), await chain.till('two')];
    const profile = { name: '王芳', phone: '+8613900001111' };
    const older = await chain.memberFact({ profile, joinedDays: 1, cards: ['C1'] });
    const newer = await chain.memberFact({ profile, joinedDays: 2, cards: ['C2'] });
    const [olderId, newerId] = [older, newer].map(
      ({ payload }) => (payload as { memberId: string }).memberId,
    );
    await two.tell(2, newer, saleFact({ memberId: newerId!, earned: 30 }));
    await projectAll(chain.projecting);
    expect(await chain.reference('member', newerId!)).toMatchObject({ cards: ['C2'] });
    await one.tell(1, older, saleFact({ memberId: olderId!, earned: 10 }));
    await projectAll(chain.projecting);
    expect(await chain.reference('member', newerId!)).toBeNull();
    expect(await chain.account(newerId!)).toBeNull();
    expect(await chain.reference('member', olderId!)).toMatchObject({
      cards: ['C1', 'C2'],
      formerIds: [newerId],
    });
    expect(await chain.account(olderId!)).toMatchObject({ points: 40, visits: 2 });
    // What the other till sells before it has heard of it counts as well.
    await two.tell(3, saleFact({ memberId: newerId!, earned: 5, redeemed: 20 }));
    await projectAll(chain.projecting);
    expect(await chain.account(olderId!)).toMatchObject({ points: 25 });
    expect(await chain.exceptions()).toEqual([]);
  });

  test('two of one phone who are named differently are shown to a person', async () => {
    const till = await chain.till();
    const phone = '+8613900001111';
    await till.tell(1, await chain.memberFact({ profile: { name: '王芳', phone } }));
    await till.tell(
      2,
      await chain.memberFact({ profile: { name: '李雷', phone }, joinedDays: 1, number: '77' }),
    );
    await projectAll(chain.projecting);
    expect(await chain.exceptions()).toMatchObject([{ kind: 'member-duplicate', subject: '77' }]);
  });

  test('a number that two tills gave stays with who joined first, and the other gets one of their own', async () => {
    const till = await chain.till();
    const later = await chain.memberFact({ profile: { name: 'B' }, joinedDays: 2, number: '2000000008' });
    const first = await chain.memberFact({ profile: { name: 'A' }, joinedDays: 1, number: '2000000008' });
    await till.tell(2, later, first);
    await projectAll(chain.projecting);
    const idOf = (fact: typeof first) => (fact.payload as { memberId: string }).memberId;
    expect(await chain.reference('member', idOf(first))).toMatchObject({ number: '2000000008' });
    const { number } = (await chain.reference('member', idOf(later))) as { number: string };
    expect(number).toMatch(/^[2-9]\d{9}$/);
    expect(number).not.toBe('2000000008');
    expect(await chain.exceptions()).toMatchObject([{ kind: 'member-duplicate', subject: '2000000008' }]);
  });

  test('the last change of a member counts, whichever came first', async () => {
    const [one, two] = [await chain.till(), await chain.till()];
    const memberId = randomUUID();
    const write = (name: string, type: 'member.registered' | 'member.changed', cards: string[]) =>
      chain.memberFact({ memberId, profile: { name }, cards, number: '12' }, type);
    await one.tell(1, await write('first', 'member.registered', []));
    await projectAll(chain.projecting);
    await two.tell(5, await write('later', 'member.changed', ['LATER']));
    await projectAll(chain.projecting);
    await one.tell(3, await write('between', 'member.changed', ['BETWEEN']));
    await projectAll(chain.projecting);
    expect(await chain.reference('member', memberId)).toMatchObject({ cards: ['LATER'] });
  });

  test('a sale of somebody who is not known waits for them, and is theirs when they come', async () => {
    const [one, two] = [await chain.till(), await chain.till()];
    const memberId = randomUUID();
    await two.tell(2, saleFact({ memberId, earned: 30 }));
    await projectAll(chain.projecting);
    expect(await chain.exceptions()).toMatchObject([{ kind: 'member-unknown', subject: memberId }]);
    expect(await chain.account(memberId)).toBeNull();
    await one.tell(1, await chain.memberFact({ memberId, profile: { name: 'Ada' } }));
    await projectAll(chain.projecting);
    expect(await chain.account(memberId)).toMatchObject({ points: 30 });
    expect(await chain.exceptions()).toEqual([]);
  });
});

describe('what cannot be applied', () => {
  test('an entry that cannot be read, or is of a newer program, is told and does not stop the next', async () => {
    const { id } = await memberOf();
    const till = await chain.till();
    await till.tellRaw(1, 'sale.completed', '{"lines": 7}');
    await till.tellRaw(1, 'sale.completed', 'not even JSON');
    await till.tellRaw(1, 'sale.completed', '{}', 99);
    await till.tellRaw(1, 'something.new', '{}', 99);
    await till.tell(2, saleFact({ memberId: id, earned: 7 }));
    await projectAll(chain.projecting);
    expect(await chain.account(id)).toMatchObject({ points: 7 });
    expect(await chain.exceptions()).toMatchObject([
      { kind: 'schema-too-new', subject: 'sale.completed' },
      { kind: 'unreadable' },
      { kind: 'unreadable' },
    ]);
  });

  test('an entry that the database will not take is found among others, passed over, and nothing else is lost', async () => {
    const { id } = await memberOf();
    const [one, two] = [await chain.till(), await chain.till()];
    await one.tell(1, saleFact({ memberId: id, earned: 7 }));
    const poison = saleFact({ memberId: id, earned: 1 });
    // A character that PostgreSQL keeps in no text.
    await one.tell(1, { ...poison, payload: { ...poison.payload, receiptNumber: 'A\u0000B' } });
    await one.tell(1, saleFact({ memberId: id, earned: 5 }));
    await two.tell(1, saleFact({ memberId: id, earned: 3 }));
    const faults: unknown[] = [];
    await projectAll(chain.projecting, (fault) => faults.push(fault));
    expect(await chain.account(id)).toMatchObject({ points: 15 });
    expect(await chain.exceptions()).toMatchObject([{ kind: 'unreadable', subject: 'sale.completed' }]);
    expect(faults.length).toBeGreaterThan(0);
    expect(await chain.applied(one.id)).toEqual({ epoch: 1, seq: 3 });
  });
});
