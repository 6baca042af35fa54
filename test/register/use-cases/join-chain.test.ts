import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDataKey, writeDataKey } from '../../../db/data-key.ts';
import { snapshotFolder } from '../../../db/snapshot-folder.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { addArticle, addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { setMember } from '../../../register/use-cases/basket-membership.ts';
import { voidBasket } from '../../../register/use-cases/change-basket.ts';
import { issueCoupons, voidCoupon } from '../../../register/use-cases/coupons.ts';
import { eraseMember } from '../../../register/use-cases/erase-member.ts';
import { holdPoints, releasePoints } from '../../../register/use-cases/hold-points.ts';
import { importMembers } from '../../../register/use-cases/import-members.ts';
import { importProducts } from '../../../register/use-cases/import-products.ts';
import { importPromotions } from '../../../register/use-cases/import-promotions.ts';
import {
  checkMayJoin,
  joinChain,
  leaveChain,
  obeyRevocation,
} from '../../../register/use-cases/join-chain.ts';
import { keepDataKey } from '../../../register/use-cases/keep-data-key.ts';
import { mergeMembers } from '../../../register/use-cases/merge-members.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { setTier } from '../../../register/use-cases/review-tiers.ts';
import { switchPromotion } from '../../../register/use-cases/switch-promotion.ts';
import { createLoyaltyTending } from '../../../register/use-cases/tend-loyalty.ts';
import { headOf, joining, openJoinedTill, pullMembers, sealedMember, tellAccount } from '../chain-till.ts';
import {
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  okOf,
  openSellingTill,
  openTestTill,
  payAll,
  type TestTill,
} from '../till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const because = { reason: 'test' };

let till: TestTill;
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function sell(): string {
  okOf(addArticle(till.register, 'book', {}));
  return payAll(till.register).receiptNumber;
}

describe('a till that joins a chain', () => {
  beforeEach(() => (till = openSellingTill(null)));

  test('numbers its receipts as central says from then on, and goes on from its last', () => {
    expect(sell()).toBe('SHOP-01-1-000001');
    okOf(joinChain(till.register, joining));
    expect(sell()).toBe('BATH-07-1-000002');
    expect(till.reopen().identity).toMatchObject({ shopCode: 'BATH', tillCode: '07' });
  });

  test('seals and hashes under the chain’s key from then on, also after it was opened again', () => {
    const before = readDataKey(till.folder)!;
    okOf(joinChain(till.register, joining));
    expect(readDataKey(till.folder)).toEqual(joining.dataKey);
    expect(before).not.toEqual(joining.dataKey);
    okOf(registerMember(till.register, { name: 'Ann', phone: '07700 900123' }));
    expect(till.reopen().store.members.byPhone('+447700900123')?.profile?.name).toBe('Ann');
  });

  test('keeps its key where the machine stopped while the chain’s was put in its place', () => {
    writeFileSync(join(till.folder, 'data.key'), `${joining.dataKey.toString('hex')}\n`);
    const register = till.reopen();
    expect(register.store.members.keyState()).toBe('ready');
    keepDataKey(register);
    okOf(registerMember(register, { name: 'Ann' }));
    okOf(eraseMember(register, register.store.members.search('ann', 1)[0]!.memberId, because));
  });

  test('has all that it did before to send, from the first entry on', () => {
    sell();
    okOf(joinChain(till.register, joining));
    const { chain, journal } = till.register.store;
    expect(chain.waiting()).toMatchObject({ entries: journal.head()!.position, sales: 1, totalMinor: 1_000 });
    expect(chain.entriesAfter(null, 1, 1_000_000).rows[0]!.seq).toBe(1);
  });

  test.each(['members', 'accounts', 'a sale on the counter', 'a chain'])(
    'is refused with %s of its own',
    (what) => {
      const { register } = till;
      const codes = {
        members: 'chain-has-members',
        accounts: 'chain-has-members',
        'a chain': 'chain-joined',
      } as const;
      if (what === 'members') okOf(registerMember(register, { name: 'Ann' }));
      if (what === 'accounts') okOf(adjustPoints(register, register.newId(), 5, because));
      if (what === 'a chain') okOf(joinChain(register, joining));
      if (what === 'a sale on the counter') okOf(addArticle(register, 'book', {}));
      const entries = register.store.journal.head()!.position;
      const code = what in codes ? codes[what as keyof typeof codes] : 'chain-basket-open';
      expect(codeOf(checkMayJoin(register))).toBe(code);
      expect(codeOf(joinChain(register, joining))).toBe(code);
      expect(register.store.journal.head()!.position).toBe(entries);
      if (what === 'a sale on the counter') okOf(voidBasket(register, because));
    },
  );

  test('takes whoever may change its settings', () => {
    till.remove();
    till = openSellingTill(cashier);
    expect(codeOf(joinChain(till.register, joining))).toBe('approval-needed');
    expect(codeOf(leaveChain(till.register))).toBe('approval-needed');
  });
});

describe('a till of a chain', () => {
  beforeEach(() => (till = openJoinedTill()));

  test('leaves to central what central decides', async () => {
    const { register } = till;
    pullMembers(register, [sealedMember(register, wang)]);
    const { memberId } = wang;
    const refused = [
      adjustPoints(register, memberId, 5, because),
      holdPoints(register, { memberId, lotId: null, points: 5 }, because),
      releasePoints(register, memberId, 'hold', because),
      setTier(register, memberId, 'gold', because),
      mergeMembers(register, memberId, memberId, because),
      eraseMember(register, memberId, because),
      issueCoupons(register, { ruleId: 'ten', to: { bearers: 1 }, ...because }),
      voidCoupon(register, 'coupon', because),
      switchPromotion(register, 'ten', false, because),
      importPromotions(register, 'none.json', 'en'),
      await importProducts(register, 'none.csv', 'en'),
      await importMembers(register, 'none.csv', 'en'),
    ];
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'central-decides'));
  });

  test('leaves points and tiers alone that time would end', () => {
    const { register } = till;
    pullMembers(register, [sealedMember(register, wang)]);
    tellAccount(register, wang.memberId, {
      points: 50,
      expiring: [{ points: 50, atUtcMs: 1 }],
      tier: 'gold',
      reviewOn: '2020-01-01',
    });
    const tending = createLoyaltyTending();
    while (tending.tend(register));
    expect(factsOf(register, 'points.expired')).toEqual([]);
    expect(factsOf(register, 'tier.reviewed')).toEqual([]);
    expect(register.store.chain.account(wang.memberId)?.points).toBe(50);
  });

  test('registers members without asking, but nobody twice whose phone it knows', () => {
    const { register } = till;
    pullMembers(register, [sealedMember(register, { ...wang, phone: '+447700900123' })]);
    expect(okOf(registerMember(register, { name: '王', phone: '07700 900123' })).kind).toBe('already-member');
    const { member } = okOf(registerMember(register, { name: 'Ann', phone: '07700 900124' }));
    okOf(addArticle(register, 'book', {}));
    okOf(setMember(register, member.memberId));
    payAll(register);
    expect(register.store.chain.unapplied(member.memberId)).toHaveLength(1);
    const { salts } = register.store.chain.entriesAfter(null, 1_000, 1_000_000);
    expect(Object.keys(salts)).toEqual([member.memberId]);
  });

  test('leaves once all is sent, without members and their key, and goes on selling', () => {
    const { register } = till;
    pullMembers(register, [sealedMember(register, wang)]);
    tellAccount(register, wang.memberId, { points: 50 });
    okOf(addArticle(register, 'book', {}));
    okOf(setMember(register, wang.memberId));
    expect(codeOf(leaveChain(register))).toBe('chain-basket-open');
    const { receiptNumber } = payAll(register);
    expect(errorOf(leaveChain(register), 'chain-unsent')).toMatchObject({
      entries: register.store.journal.head()!.position,
    });
    register.store.commit((writer) => writer.chain.saveState({ acknowledged: headOf(register) }));
    okOf(leaveChain(register));
    expect(codeOf(leaveChain(register))).toBe('chain-none');
    const { chain, members, catalogue } = register.store;
    expect([chain.link(), chain.account(wang.memberId), members.count()]).toEqual([null, null, 0]);
    expect(members.search('wang', 5)).toEqual([]);
    expect(readDataKey(till.folder)).not.toEqual(joining.dataKey);
    expect(catalogue.count()).toBeGreaterThan(0);
    expect(chain.waiting().entries).toBe(1);
    expect(receiptNumber.startsWith('BATH-07')).toBe(true);
    expect(sell().startsWith('BATH-07')).toBe(true);
    okOf(registerMember(register, { name: 'Ann' }));
    // What the chain counted of a sale is not this till's to undo any more; the goods still come back.
    okOf(addReturn(register, receiptNumber, 1, 1_000));
    payAll(register);
    const refund = factsOf(register, 'sale.completed').at(-1)!;
    expect(refund.reversals).toMatchObject([{ memberId: null, unearned: null, uses: [], isWholeSale: true }]);
    expect(refund.totalMinor).toBe(-1_000);
    expectBooksHold(register);
  });

  test('that was put out has nothing left of the chain, not even in a file, but its journal', () => {
    const { register } = till;
    pullMembers(register, [sealedMember(register, { ...wang, words: 'xiaofangword', cards: ['CARD77'] })]);
    register.store.checkpoint();
    sell();
    const { entries } = register.store.chain.waiting();
    leaveChunk(till.folder);
    obeyRevocation(register);
    obeyRevocation(register);
    expect(existsSync(snapshotFolder(till.folder))).toBe(false);
    const { chain, members, catalogue, promotions } = register.store;
    expect([chain.link(), members.count(), catalogue.count(), promotions.all()]).toEqual([null, 0, 0, []]);
    expect(chain.state()).toMatchObject({ isRevoked: true, cursor: null, url: joining.url });
    expect(chain.waiting().entries).toBe(entries + 1);
    const sale = { department: 'general', unitPriceE4: 10_000 };
    expect(codeOf(addDepartmentSale(register, sale))).toBe('till-revoked');
    expect(existsSync(join(till.folder, 'data.key'))).toBe(false);
    expect(factsOf(register, 'chain.left')).toEqual([{ chainId: joining.chainId, reason: 'revoked' }]);
    register.store.checkpoint();
    const files = ['guitai.db', 'guitai.db-wal'].map((name) =>
      readFileSync(join(till.folder, name), 'latin1'),
    );
    for (const left of ['xiaofangword', 'CARD77', wang.number]) {
      expect(
        files.some((content) => content.includes(left)),
        left,
      ).toBe(false);
    }
  });
});

test('a till that was switched off while it was put out has nothing of the chain once it is on again', () => {
  till = openJoinedTill();
  obeyRevocation(till.register);
  leaveChunk(till.folder);
  writeDataKey(till.folder, joining.dataKey);
  till.reopen();
  expect(existsSync(snapshotFolder(till.folder))).toBe(false);
  expect(readDataKey(till.folder)).not.toEqual(joining.dataKey);
});

test('a till of a chain finds what came of its snapshot when it is on again', () => {
  till = openJoinedTill();
  leaveChunk(till.folder);
  till.reopen();
  expect(existsSync(snapshotFolder(till.folder))).toBe(true);
});

/** A piece of a snapshot that is on its way. */
function leaveChunk(folder: string): void {
  mkdirSync(snapshotFolder(folder));
  writeFileSync(join(snapshotFolder(folder), '000000.gz'), 'xiaofangword');
}

test('a till for practice joins no chain', () => {
  till = openTestTill();
  const { register } = till;
  register.identity = { ...register.identity, isTraining: true };
  expect(codeOf(joinChain(register, joining))).toBe('not-in-training');
});
