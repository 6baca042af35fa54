import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryContext } from '../../register/register.ts';
import { openJoinedTill, pullMembers, pullPromotions, sealedMember } from '../register/chain-till.ts';
import { expectBooksHold, factsOf, type TestTill } from '../register/till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const li = { memberId: '01a00000-0000-7000-8000-000000000002', number: '2000000023', name: '李伟' };

let till: TestTill;
beforeEach(() => (till = openJoinedTill()));
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

describe('what central says of members', () => {
  test('adds, changes and takes out, and says what did change', () => {
    const { register } = till;
    const member = sealedMember(register, { ...wang, phone: '+8613800138000', cards: ['C1'] });
    expect(pullMembers(register, [member, sealedMember(register, li)])).toEqual(['added', 'added']);
    expect(pullMembers(register, [member])).toEqual(['unchanged']);
    expect(pullMembers(register, [{ ...member, cards: ['C2'] }])).toEqual(['changed']);
    const { members } = register.store;
    expect(members.byPhone('+8613800138000')?.profile?.name).toBe('王小芳');
    expect([members.byCard('C1'), members.byCard('C2')?.number]).toEqual([null, wang.number]);
    expect(members.search('wxf', 5).map(({ number }) => number)).toEqual([wang.number]);
    expectBooksHold(register);
    pullMembers(register, [], [wang.memberId, wang.memberId]);
    expect([members.byId(wang.memberId), members.search('wxf', 5), members.count()]).toEqual([null, [], 1]);
    expect(factsOf(register, 'members.pulled')).toHaveLength(4);
  });

  test('finds by the words that come with a member, without opening them', () => {
    const { register } = till;
    pullMembers(register, [{ ...sealedMember(register, wang), sealed: Buffer.from('shut'), words: 'fang' }]);
    expect(register.store.members.search('fang', 5)).toHaveLength(1);
  });

  test('gives phone, number and card to whom central gives them, whoever had them here', () => {
    const { register } = till;
    const mine = sealedMember(register, { ...wang, phone: '+8613800138000', cards: ['C1', 'C2'] });
    pullMembers(register, [mine]);
    const theirs = sealedMember(register, {
      ...li,
      number: wang.number,
      phone: '+8613800138000',
      cards: ['C2'],
    });
    expect(pullMembers(register, [theirs])).toEqual(['added']);
    const { members } = register.store;
    expect(members.byPhone('+8613800138000')?.memberId).toBe(li.memberId);
    expect(members.byCard('C2')?.memberId).toBe(li.memberId);
    expect(members.byId(wang.memberId)).toMatchObject({ number: wang.memberId, cards: ['C1'] });
    expectBooksHold(register);
    pullMembers(register, [{ ...mine, number: '2000000031', cards: ['C1'], phoneHash: null }]);
    expect(members.byNumber('2000000031')?.memberId).toBe(wang.memberId);
  });

  test('finds a member under the ids that they had before, and takes out only the very one', () => {
    const { register } = till;
    pullMembers(register, [sealedMember(register, wang)]);
    register.store.commit((writer) => writer.chain.saveAliases(wang.memberId, [li.memberId, wang.memberId]));
    expect(register.store.members.byId(li.memberId)?.memberId).toBe(wang.memberId);
    expect(register.store.loyalty.currentId(li.memberId)).toBe(wang.memberId);
    pullMembers(register, [], [li.memberId]);
    expect(register.store.members.count()).toBe(1);
    register.store.commit((writer) => writer.chain.saveAliases(wang.memberId, []));
    expect(register.store.members.byId(li.memberId)).toBeNull();
  });
});

describe('what central says of articles and promotions', () => {
  test('takes articles out with barcodes and words', () => {
    const { register } = till;
    const removed = register.store.commit((writer) => {
      writer.catalogue.countSold(new Map([['crisps', 3]]));
      const batch = writer.catalogue.begin();
      const outcomes = [batch.remove('crisps'), batch.remove('crisps'), batch.remove('nothing')];
      const payload = { cursor: 'c1', changedCount: 0, removedCount: 1, digest: batch.finish() };
      writer.record({ type: 'catalogue.pulled', payload }, entryContext(register));
      return outcomes;
    });
    expect(removed).toEqual([true, false, false]);
    const { catalogue } = register.store;
    expect([catalogue.byCode('crisps'), catalogue.byBarcode('05000112637922')]).toEqual([null, null]);
    expect(catalogue.search('crisps', 5)).toEqual([]);
  });

  test('puts single promotions in their place', () => {
    const { register } = till;
    const [one, two] = ['one', 'two'].map((id) => ({ id, version: 1 }) as never);
    pullPromotions(register, [one!, two!]);
    const change = new Map([
      ['one', { promotion: one!, place: 0, isOn: true }],
      ['two', { promotion: two!, place: 1, isOn: false }],
      ['none', null],
    ]);
    const apply = () => register.store.commit((writer) => writer.promotions.apply(change));
    const { digest, ...counts } = apply();
    expect(counts).toEqual({ changed: 1, removed: 0 });
    expect(apply()).toEqual({ changed: 0, removed: 0, digest });
    expect(register.store.promotions.active()).toEqual([one]);
    pullPromotions(register, [one!, two!]);
  });
});
