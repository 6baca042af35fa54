import { afterEach, beforeEach, expect, test } from 'vitest';
import { readReferenceKeys } from '../../db/reference-keys.ts';
import {
  nobodysAccount,
  openJoinedTill,
  pullMembers,
  sealedMember,
  tellAccount,
} from '../register/chain-till.ts';
import { entryContext } from '../../register/register.ts';
import type { TestTill } from '../register/till.ts';

const ids = [1, 2, 3].map((digit) => `01a00000-0000-7000-8000-00000000000${digit}`);

let till: TestTill;
beforeEach(() => (till = openJoinedTill()));
afterEach(() => till.remove());

const keys = (
  ...[scope, after, upTo, limit = 100]: [
    Parameters<typeof readReferenceKeys>[1],
    string | null,
    string | null,
    number?,
  ]
) => readReferenceKeys(till.register.store.db, scope, { after, upTo }, limit);

test('keys come in the order of their bytes, after one, up to and with another', () => {
  const { store } = till.register;
  // What is between rule, member and day comes after a blank and before nothing else that a rule's name has.
  const uses = ['a b|m|', 'a||', 'a|m|2026-01-01', 'aa|m|', 'Z||', 'é|m|', '可|m|'];
  store.commit((writer) => {
    for (const use of uses) writer.chain.saveRuleUse(use, { uses: 1, amountMinor: 0 });
    for (const id of ids) writer.chain.saveAccount(id, nobodysAccount);
  });
  const ordered = ['Z||', 'a b|m|', 'aa|m|', 'a|m|2026-01-01', 'a||', 'é|m|', '可|m|'];
  expect(keys('rule-use', null, null)).toEqual(ordered);
  expect(keys('rule-use', 'a b|m|', 'a||')).toEqual(ordered.slice(2, 5));
  expect(keys('rule-use', 'a b', null, 2)).toEqual(ordered.slice(1, 3));
  expect(keys('account', ids[0]!, ids[2]!)).toEqual(ids.slice(1));
  expect(keys('account', null, ids[1]!)).toEqual(ids.slice(0, 2));
});

test('a part of what rules used is found without reading the rest', () => {
  const plan = till.register.store.db
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT rule_id || '|' || member_id || '|' || business_date FROM central_rule_use
       WHERE rule_id || '|' || member_id || '|' || business_date > 'a' ORDER BY rule_id || '|' || member_id || '|' || business_date LIMIT 5`,
    )
    .all();
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH central_rule_use USING .*INDEX central_rule_use_key \(<expr>>\?\)$/),
  ]);
});

test('members who were registered or changed here are none of the keys until central has counted that', () => {
  const { register } = till;
  pullMembers(
    register,
    ids.map((memberId, place) => sealedMember(register, { memberId, number: `20000000${place}5` })),
  );
  const registered = ids[1]!;
  register.store.commit((writer) => {
    const payload = { memberId: registered };
    writer.record({ type: 'member.changed', payload } as never, entryContext(register));
  });
  expect(keys('member', null, null)).toEqual([ids[0], ids[2]]);
  tellAccount(register, registered, { points: 1 });
  expect(keys('member', null, null)).toEqual(ids);
});
