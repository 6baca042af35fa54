import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wallClockAt } from '../../../domain/business-date.ts';
import type { OfflinePolicy } from '../../../domain/chain/offline-policy.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import { memberBlocks } from '../../../domain/receipt/member-rows.ts';
import { entryContext } from '../../../register/register.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { setMember, setPoints } from '../../../register/use-cases/basket-membership.ts';
import { holdWish, noteHold } from '../../../register/use-cases/central-hold.ts';
import { beginCheckout, takeTender } from '../../../register/use-cases/checkout.ts';
import { obeyRevocation } from '../../../register/use-cases/join-chain.ts';
import {
  openJoinedTill,
  pullMembers,
  sealedMember,
  tellAccount,
  tellLease,
  tellPolicy,
} from '../chain-till.ts';
import {
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  okOf,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

const HOUR_MS = 3_600_000;
const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const leased: OfflinePolicy = {
  points: { kind: 'leased', shareBp: 5_000 },
  coupons: { kind: 'none' },
  otherTillRefundMaxMinor: 0,
};

let till: TestTill;
beforeEach(() => {
  till = openJoinedTill();
  const { loyalty } = till.register.settings;
  // A point for every 1.00, a hundred of them worth 1.00.
  const earning = { ...loyalty.earning, points: 1, perMinor: 100 };
  const redemption = { ...loyalty.redemption, isOn: true, blockPoints: 100, blockMinor: 100, minPoints: 100 };
  setSection(till.register, 'loyalty', { ...loyalty, isOn: true, earning, redemption });
  pullMembers(till.register, [sealedMember(till.register, wang)]);
  tellAccount(till.register, wang.memberId, { points: 1_240 });
  tellPolicy(till.register, leased);
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function serve(): void {
  okOf(addArticle(till.register, 'book', {}));
  okOf(setMember(till.register, wang.memberId));
}

/** Central is lost: nobody can be asked. */
function partFromCentral(): void {
  till.register.store.commit((writer) => writer.chain.saveState({ outageSinceUtcMs: till.clock.nowUtcMs() }));
}

function lastSale(): SaleCompleted {
  return factsOf(till.register, 'sale.completed').at(-1)!;
}

const leasedNow = () => till.register.store.chain.leasedPoints(wang.memberId, till.register.clock.nowUtcMs());
const maxShown = () => takeSnapshot(till.register).offers?.points?.max;

describe('points that central keeps for the till', () => {
  test('are redeemed without asking, up to what is left of them and again the same day', () => {
    tellLease(till.register, wang.memberId, 600);
    partFromCentral();
    serve();
    expect(maxShown()).toBe(600);
    expect(errorOf(setPoints(till.register, 700), 'unasked-points-limit')).toMatchObject({ max: 600 });
    okOf(setPoints(till.register, 400));
    expect(holdWish(till.register)).toBeNull();
    payAll(till.register);
    expect(lastSale().loyalty?.central).toMatchObject({ isHeld: true, leased: 400 });
    serve();
    expect(maxShown()).toBe(200);
    okOf(setPoints(till.register, 200));
    payAll(till.register);
    serve();
    expect(codeOf(setPoints(till.register, 100))).toBe('unasked-points-elsewhere');
    expect(till.register.store.db.prepare('SELECT COUNT(*) FROM unasked_use').pluck().get()).toBe(0);
  });

  test('were asked for as far as a receipt says', () => {
    tellLease(till.register, wang.memberId, 600);
    partFromCentral();
    serve();
    okOf(setPoints(till.register, 600));
    payAll(till.register);
    const { zone } = till.register.settings.shop;
    const at = wallClockAt(till.clock.nowUtcMs(), zone);
    const said = JSON.stringify(memberBlocks(lastSale(), { at, zone }, 'en'));
    expect(said).toContain('-600');
    expect(said).not.toContain('offline');
  });

  test('leave only the rest to be asked for, and what was held goes first', () => {
    tellLease(till.register, wang.memberId, 600);
    serve();
    expect(holdWish(till.register, 600)).toBeNull();
    const wish = holdWish(till.register, 900)!;
    expect(wish.points).toBe(300);
    okOf(noteHold(till.register, wish, { kind: 'granted' }));
    okOf(setPoints(till.register, 900));
    expect(holdWish(till.register)).toBeNull();
    payAll(till.register);
    expect(lastSale().loyalty?.central).toMatchObject({ isHeld: true, leased: 600 });
    expect(leasedNow()).toBe(0);
  });

  test('are not touched by a sale whose hold covers all', () => {
    serve();
    okOf(noteHold(till.register, holdWish(till.register, 500)!, { kind: 'granted' }));
    tellLease(till.register, wang.memberId, 600);
    okOf(setPoints(till.register, 500));
    payAll(till.register);
    expect(lastSale().loyalty?.central).toEqual({
      balance: 745,
      asOfUtcMs: till.clock.nowUtcMs(),
      isHeld: true,
    });
    expect(leasedNow()).toBe(600);
  });

  test('are no more than the member has by what the till knows', () => {
    tellLease(till.register, wang.memberId, 600);
    tellAccount(till.register, wang.memberId, { points: 310 });
    partFromCentral();
    serve();
    expect(maxShown()).toBe(300);
  });

  test('do not grow by what comes back', () => {
    tellLease(till.register, wang.memberId, 600);
    partFromCentral();
    serve();
    okOf(setPoints(till.register, 600));
    const { receiptNumber } = payAll(till.register);
    okOf(addReturn(till.register, receiptNumber, 1, 1_000));
    payAll(till.register);
    expect(leasedNow()).toBe(0);
  });

  test('end by central’s clock, and then nobody may spend them unasked', () => {
    tellLease(till.register, wang.memberId, 600);
    // This till is two hours ahead: it is earlier at central.
    till.register.store.commit((writer) => writer.chain.saveState({ clockAheadMs: 2 * HOUR_MS }));
    partFromCentral();
    till.clock.advance(26 * HOUR_MS - 1);
    expect(leasedNow()).toBe(600);
    till.clock.advance(1);
    expect(leasedNow()).toBe(0);
    serve();
    expect(maxShown()).toBe(0);
    expect(codeOf(setPoints(till.register, 100))).toBe('unasked-points-elsewhere');
  });

  test('pay a sale that was in checkout when they ended', () => {
    tellLease(till.register, wang.memberId, 600);
    partFromCentral();
    serve();
    okOf(setPoints(till.register, 600));
    const { dueInCashMinor } = okOf(beginCheckout(till.register));
    till.clock.advance(25 * HOUR_MS);
    okOf(takeTender(till.register, { tenderCode: 'cash', amountMinor: dueInCashMinor }));
    expect(lastSale().loyalty).toMatchObject({
      points: { redeemed: { points: 600 } },
      central: { isHeld: true, leased: 600 },
    });
  });

  test('are the member’s under every id that two who were made one had', () => {
    const formerId = '01a00000-0000-7000-8000-000000000002';
    tellLease(till.register, wang.memberId, 300);
    tellLease(till.register, formerId, 200);
    till.register.store.commit((writer) => writer.chain.saveAliases(wang.memberId, [formerId]));
    partFromCentral();
    serve();
    okOf(setPoints(till.register, 500));
    payAll(till.register);
    expect(leasedNow()).toBe(0);
  });

  test('are not a restored till’s, which knows not what it redeemed of them', () => {
    tellLease(till.register, wang.memberId, 600);
    const { publicKey } = till.register.identity;
    const head = till.register.store.journal.head()!;
    till.register.store.commit((writer) => {
      const payload = {
        epoch: 2,
        reason: 'restore' as const,
        publicKey,
        restoredHeadSeq: head.seq,
        restoredHeadHash: head.hash.toString('hex'),
      };
      writer.record({ type: 'epoch.started', payload }, entryContext(till.register));
    });
    expect(leasedNow()).toBe(0);
  });

  test('are gone with the chain', () => {
    tellLease(till.register, wang.memberId, 600);
    obeyRevocation(till.register);
    expect(till.register.store.chain.firstLeaseEnd()).toBeNull();
  });
});

test('a shop whose members’ points are kept says who has none here where they can be spent', () => {
  partFromCentral();
  serve();
  expect(codeOf(setPoints(till.register, 100))).toBe('unasked-points-elsewhere');
  okOf(setPoints(till.register, 0));
  tellPolicy(till.register, { ...leased, points: { kind: 'none' } });
  expect(codeOf(setPoints(till.register, 100))).toBe('unasked-points');
});
