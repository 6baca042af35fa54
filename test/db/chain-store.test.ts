import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CentralAccount } from '../../domain/chain/central-account.ts';
import { strictestPolicy } from '../../domain/chain/offline-policy.ts';
import { packDatedPoints, unpackDatedPoints } from '../../db/dated-points.ts';
import { digestedScopes } from '../../db/scope-digests.ts';
import { createScopeDigester } from '../../seal/scope-digest.ts';
import { entryContext } from '../../register/register.ts';
import { lawRuns } from '../domain/exact.ts';
import {
  headOf,
  joining,
  nobodysAccount,
  openJoinedTill,
  pullMembers,
  sealedMember,
} from '../register/chain-till.ts';
import { expectBooksHold, type TestTill } from '../register/till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const li = { memberId: '01a00000-0000-7000-8000-000000000002', number: '2000000023', name: '李伟' };
const exception = {
  kind: 'coupon-used-elsewhere',
  registerId: joining.chainId,
  till: 'BATH 02',
  epoch: 1,
  seq: 12,
  atUtcMs: 5,
  subject: 'C-1',
  amountMinor: 500,
  points: 0,
  isResolved: false,
  note: null,
};

let till: TestTill;
beforeEach(() => (till = openJoinedTill()));
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

describe('what a till keeps of central', () => {
  test('is nothing at first but the chain it joined, and the strictest policy', () => {
    const { chain } = till.register.store;
    const { chainId, chainName, shopCode, tillCode, centralKey } = joining;
    expect(chain.link()).toEqual({ chainId, chainName, shopCode, tillCode, centralKey });
    expect(chain.policy()).toEqual(strictestPolicy);
    expect(chain.state()).toEqual({
      url: joining.url,
      caFile: null,
      cursor: null,
      acknowledged: null,
      anchor: null,
      applied: null,
      contactedAtUtcMs: null,
      pulledAtUtcMs: null,
      clockAheadMs: null,
      outageSinceUtcMs: null,
      isRevoked: false,
      fault: null,
    });
  });

  test('survives the till, and is whole again with what is told again', () => {
    const account = {
      ...nobodysAccount,
      points: 1_240,
      availablePoints: 1_200,
      tier: 'gold',
      reviewOn: '2027-01-31',
    };
    till.register.store.commit((writer) => {
      writer.chain.saveState({ cursor: 'c9', applied: { epoch: 1, seq: 3 }, fault: 'fork' });
      writer.chain.saveState({ anchor: 'signed', contactedAtUtcMs: 4 });
      writer.chain.saveAccount(wang.memberId, { ...account, points: 9 });
      writer.chain.saveAccount(wang.memberId, account);
      writer.chain.saveAccount(li.memberId, account);
      writer.chain.saveAccount(li.memberId, null);
      writer.chain.savePolicy({ ...strictestPolicy, otherTillRefundMaxMinor: 5_000 });
    });
    const { chain } = till.reopen().store;
    expect(chain.state()).toMatchObject({ cursor: 'c9', anchor: 'signed', applied: { epoch: 1, seq: 3 } });
    expect(chain.state()).toMatchObject({ fault: 'fork', contactedAtUtcMs: 4, url: joining.url });
    expect(chain.account(wang.memberId)).toEqual(account);
    expect(chain.account(li.memberId)).toBeNull();
    expect(chain.policy().otherTillRefundMaxMinor).toBe(5_000);
  });

  test('has open exceptions in front, and counts them', () => {
    const { store } = till.register;
    store.commit((writer) => {
      writer.chain.saveException('a', { ...exception, atUtcMs: 9, isResolved: true, note: 'seen' });
      writer.chain.saveException('b', exception);
      writer.chain.saveException('c', { ...exception, atUtcMs: 7 });
    });
    expect(store.chain.openExceptionCount()).toBe(2);
    expect(store.chain.exceptions(2).map(({ id }) => id)).toEqual(['c', 'b']);
    store.commit((writer) => writer.chain.saveException('c', null));
    expect(store.chain.exceptions(5).map(({ id, note }) => [id, note])).toEqual([
      ['b', null],
      ['a', 'seen'],
    ]);
  });

  test('takes no more than 64 bytes of an account with two lots that end', () => {
    const { store } = till.register;
    const day = 86_400_000;
    const accounts = 20_000;
    const before = Number(store.db.pragma('page_count', { simple: true }));
    store.commit((writer) => {
      for (let place = 0; place < accounts; place += 1) {
        const memberId = `01a00000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;
        const points = 100 + (place % 5_000);
        const expiring = [20_500, 20_600].map((days) => ({ points: 50, atUtcMs: days * day }));
        const spentMinor = 100 * points;
        const figures = {
          points,
          availablePoints: points,
          expiring,
          tier: 'gold',
          spentMinor,
          measured: spentMinor,
        };
        writer.chain.saveAccount(memberId, { ...nobodysAccount, ...figures, visits: place % 100 });
      }
    });
    const pages = Number(store.db.pragma('page_count', { simple: true })) - before;
    const pageBytes = Number(store.db.pragma('page_size', { simple: true }));
    expect((pages * pageBytes) / accounts).toBeLessThanOrEqual(64);
  });

  test('refuses a rule’s use that names no rule, member and day', () => {
    const save = (key: string) =>
      till.register.store.commit((writer) => writer.chain.saveRuleUse(key, { uses: 1, amountMinor: 1 }));
    expect(() => save('rule')).toThrow(RangeError);
    save('a|rule|with|bars||2026-11-02');
    const row = till.register.store.db.prepare('SELECT * FROM central_rule_use').get();
    expect(row).toMatchObject({ rule_id: 'a|rule|with|bars', member_id: '', business_date: '2026-11-02' });
  });
});

test('dated points take a few bytes and come back as they were, at midnights and at any other moment', () => {
  const dated = fc.record({
    points: fc.nat({ max: 2 ** 31 }),
    atUtcMs: fc.oneof(
      fc.nat({ max: 10 ** 8 }).map((minutes) => minutes * 60_000),
      fc.nat({ max: 10 ** 14 }),
    ),
  });
  fc.assert(
    fc.property(fc.array(dated, { maxLength: 5 }), (all) => {
      expect(unpackDatedPoints(packDatedPoints(all))).toEqual(all);
    }),
    lawRuns,
  );
});

describe('the journal as an outbox', () => {
  test('has everything from the first entry, and less with each that is acknowledged', () => {
    const { store } = till.register;
    const { entries, oldestAtUtcMs } = store.chain.waiting();
    const head = store.journal.head()!;
    expect([entries, oldestAtUtcMs]).toEqual([head.position, store.journal.row(1)!.at_utc]);
    store.commit((writer) => writer.chain.saveState({ acknowledged: { epoch: 1, seq: head.seq - 1 } }));
    expect(store.chain.waiting()).toMatchObject({ entries: 1, sales: 0, totalMinor: 0 });
    store.commit((writer) => writer.chain.saveState({ acknowledged: headOf(till.register) }));
    expect(store.chain.waiting()).toEqual({ entries: 0, sales: 0, totalMinor: 0, oldestAtUtcMs: null });
  });

  test('counts nothing as sent by what central has beyond its end, which is of another journal', () => {
    const { store } = till.register;
    const beyond = { epoch: 1, seq: 10_000 };
    store.commit((writer) => writer.chain.saveState({ acknowledged: beyond }));
    expect(store.chain.waiting().entries).toBe(store.journal.head()!.position);
    expect(store.chain.isBeyond(beyond)).toBe(true);
    expect(store.chain.isBeyond(headOf(till.register))).toBe(false);
    store.commit((writer) => writer.chain.saveState({ acknowledged: null }));
  });

  test('goes out in pieces of so many entries or bytes, but one at least', () => {
    const { chain, journal } = till.register.store;
    const all = [...journal.rows(1)];
    expect(chain.entriesAfter(null, 5, 1_000_000).rows).toEqual(all.slice(0, 5));
    expect(chain.entriesAfter({ epoch: 1, seq: 5 }, 3, 1_000_000).rows).toEqual(all.slice(5, 8));
    expect(chain.entriesAfter({ epoch: 1, seq: 5 }, 100, 1).rows).toEqual(all.slice(5, 6));
    const some = chain.entriesAfter(null, 1_000, 5_000).rows;
    const bytes = some.reduce(
      (sum, row) => sum + JSON.stringify({ ...row, prev_hash: '', hash: '' }).length,
      0,
    );
    expect(some.length).toBeGreaterThan(1);
    expect(bytes + 128 * some.length).toBeLessThanOrEqual(5_000);
  });

  test('brings the salts of those whom its entries register, and of nobody else', () => {
    const { register } = till;
    pullMembers(register, [sealedMember(register, wang), sealedMember(register, li)]);
    const { memberId, number, cards, joinedAtUtcMs, consents } = register.store.members.byId(wang.memberId)!;
    const record = { memberId, number, sealed: '', phoneHash: null, cards, consents, joinedAtUtcMs };
    const digest = register.store.members.storedDigest();
    register.store.commit((writer) => {
      writer.record({ type: 'member.changed', payload: { ...record, digest } }, entryContext(register));
      const gone = { ...record, memberId: register.newId(), digest };
      writer.record({ type: 'member.registered', payload: gone }, entryContext(register));
    });
    const { salts } = register.store.chain.entriesAfter(null, 1_000, 10_000_000);
    const salt = register.store.db
      .prepare<[], Buffer>(`SELECT salt FROM member WHERE number = '${number}'`)
      .pluck();
    expect(salts).toEqual({ [wang.memberId]: salt.get()!.toString('base64') });
  });
});

describe('the digest of a scope', () => {
  test('is of the values as they came over the wire, whatever their order', () => {
    const { register } = till;
    const pulled = sealedMember(register, { ...wang, phone: '+8613800138000', cards: ['C1', 'C2'] });
    pullMembers(register, [sealedMember(register, li), pulled]);
    const coupon = {
      code: 'K1',
      ruleId: 'ten',
      memberId: wang.memberId,
      expiresOn: null,
      useCount: 1,
      isVoided: false,
    };
    const account: CentralAccount = {
      ...nobodysAccount,
      points: -3,
      expiring: [{ points: 2, atUtcMs: 61_001 }],
    };
    register.store.commit((writer) => {
      writer.chain.saveAliases(wang.memberId, [
        '01a00000-0000-7000-8000-00000000000b',
        '01a00000-0000-7000-8000-00000000000a',
      ]);
      writer.chain.saveAccount(wang.memberId, account);
      writer.chain.saveCoupon(li.memberId, coupon);
      writer.chain.saveRuleUse('ten|m|2026-11-02', { uses: 2, amountMinor: 5 });
      writer.chain.saveException('x', exception);
    });
    pullMembers(register, [], [li.memberId]);
    const wire = {
      number: wang.number,
      salt: pulled.salt.toString('base64'),
      sealed: pulled.sealed.toString('base64'),
      phoneHash: pulled.phoneHash!.toString('hex'),
      namesakeHash: null,
      cards: ['C1', 'C2'],
      consents: [],
      joinedAtUtcMs: pulled.joinedAtUtcMs,
      formerIds: ['01a00000-0000-7000-8000-00000000000a', '01a00000-0000-7000-8000-00000000000b'],
      words: null,
    };
    const expected = {
      member: { [wang.memberId]: wire },
      account: { [wang.memberId]: account },
      coupon: { [li.memberId]: coupon },
      'rule-use': { 'ten|m|2026-11-02': { uses: 2, amountMinor: 5 } },
      exception: { x: exception },
      promotion: {},
    };
    for (const [scope, values] of Object.entries(expected)) {
      const digester = createScopeDigester(scope);
      for (const [key, value] of Object.entries(values)) digester.add(key, value);
      expect(register.store.chain.digest(scope as keyof typeof expected), scope).toEqual(digester.result());
    }
  });

  test('is the same in steps of any length', () => {
    const { chain } = till.register.store;
    for (const scope of digestedScopes) {
      const steps = chain.digestInSteps(scope, 1);
      let step = steps.next();
      while (!step.done) step = steps.next();
      expect(step.value, scope).toEqual(chain.digest(scope));
    }
    expect(chain.digest('article').count).toBe(12);
  });
});
