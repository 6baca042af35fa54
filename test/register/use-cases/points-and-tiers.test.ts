import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LotPlace } from '../../../db/loyalty-store.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import { entryContext } from '../../../register/register.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { expirePoints } from '../../../register/use-cases/expire-points.ts';
import { holdPoints, releasePoints } from '../../../register/use-cases/hold-points.ts';
import { confirmClock } from '../../../register/use-cases/loyalty-clock.ts';
import { loyaltyMoment, memberLoyalty } from '../../../register/use-cases/member-loyalty.ts';
import { reviewTiers, setTier } from '../../../register/use-cases/review-tiers.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import { availablePoints } from '../../../domain/loyalty/points-lots.ts';
import { giveBack, sellTo } from '../rung-membership.ts';
import type { Ring } from '../../domain/loyalty/random-sale.ts';
import {
  cashier,
  codeOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openTestTill,
  setSection,
  type TestTill,
} from '../till.ts';

const DAY_MS = 86_400_000;
const because = { reason: 'goodwill' };

let till: TestTill;
let memberId: string;

beforeEach(() => {
  till = openTestTill();
  okOf(signIn(till.register, manager.code, manager.pin));
  memberId = till.register.newId();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

/** One article of so much, nothing off. */
function plainSale(totalMinor: number): SaleCompleted {
  const ring: Ring = {
    lines: [
      {
        unitMinor: totalMinor,
        units: 1,
        isWeighed: false,
        rateBp: 0,
        isTaxIncluded: true,
        earns: true,
        hasRule: false,
        hasCoupon: false,
      },
    ],
    ruleBp: 0,
    couponBp: 0,
    costPoints: 0,
    redeemedBp: 0,
    factorBp: 10_000,
    bonus: 0,
  };
  return sellTo(till.register, memberId, ring, 'no coupon');
}

function giveAllBack(sale: SaleCompleted): void {
  const whole = sale.lines.map(({ lineNo, quantityThousandths }) => ({
    lineNo,
    fromThousandths: 0,
    quantityThousandths,
  }));
  giveBack(till.register, sale, whole);
}

/** Days in which somebody was there: an entry on each. */
function openForDays(days: number): void {
  const somebody = till.register.newId();
  for (let day = 0; day < days; day += 1) {
    till.clock.advance(DAY_MS);
    okOf(adjustPoints(till.register, somebody, 1, because));
  }
}

function available(): number {
  const { member } = memberLoyalty(till.register, memberId, loyaltyMoment(till.register));
  return availablePoints(member.account, till.clock.nowUtcMs());
}

describe('points by hand', () => {
  test('need a right and a reason, and leave an entry with both', () => {
    const { register } = till;
    expect(codeOf(adjustPoints(register, memberId, 50))).toBe('reason-missing');
    expect(okOf(adjustPoints(register, memberId, 50, because))).toBe(50);
    expect(okOf(adjustPoints(register, memberId, -20, because))).toBe(30);
    expect(factsOf(register, 'points.adjusted')[1]).toMatchObject({
      points: -20,
      authorization: { reason: 'goodwill' },
    });
    okOf(signIn(register, cashier.code, cashier.pin));
    expect(codeOf(adjustPoints(register, memberId, 50, because))).toBe('approval-needed');
    const approval = { ...because, staffCode: manager.code, pin: manager.pin };
    expect(okOf(adjustPoints(register, memberId, 5, approval))).toBe(35);
  });

  test('are refused where they are no whole number, none, or more than there is to take', () => {
    const { register } = till;
    for (const points of [0, 0.5, Number.NaN, 2_000_000_000])
      expect(codeOf(adjustPoints(register, memberId, points, because))).toBe('points-invalid');
    expect(codeOf(adjustPoints(register, memberId, -1, because))).toBe('points-not-there');
  });

  test('fill what the member owes first', () => {
    const { register } = till;
    const sale = plainSale(10_000);
    okOf(adjustPoints(register, memberId, -100, because));
    giveAllBack(sale);
    expect(register.store.loyalty.facts(memberId)).toMatchObject({ balance: -100, debt: 100 });
    expect(okOf(adjustPoints(register, memberId, 130, because))).toBe(30);
    expect(register.store.loyalty.facts(memberId)).toMatchObject({ balance: 30, debt: 0 });
  });
});

describe('held points', () => {
  test('are not spent until they are released', () => {
    const { register } = till;
    okOf(adjustPoints(register, memberId, 100, because));
    const holdId = okOf(holdPoints(register, { memberId, lotId: null, points: 60 }, because));
    expect(available()).toBe(40);
    expect(codeOf(adjustPoints(register, memberId, -41, because))).toBe('points-not-there');
    okOf(releasePoints(register, memberId, holdId, because));
    expect(available()).toBe(100);
    expect(codeOf(releasePoints(register, memberId, holdId, because))).toBe('hold-unknown');
  });

  test('may be those of a lot that the member has', () => {
    const { register } = till;
    okOf(adjustPoints(register, memberId, 100, because));
    okOf(adjustPoints(register, memberId, 50, because));
    const [lot] = register.store.loyalty.account(memberId).lots;
    okOf(holdPoints(register, { memberId, lotId: lot!.lotId, points: null }, because));
    expect(available()).toBe(150 - lot!.remaining);
    const request = { memberId, lotId: 'no such lot', points: null };
    expect(codeOf(holdPoints(register, request, because))).toBe('lot-unknown');
  });
});

describe('the statement', () => {
  test('has every booking with the balance after it, page by page', () => {
    const { register } = till;
    const sale = plainSale(5_000);
    okOf(adjustPoints(register, memberId, 7, because));
    giveAllBack(sale);
    const rows = register.store.loyalty.statement(memberId, 10);
    expect(rows.map(({ kind, points, balance }) => [kind, points, balance])).toEqual([
      ['unearn', -50, 7],
      ['adjust', 7, 57],
      ['earn', 50, 50],
    ]);
    expect(rows[2]).toMatchObject({ receiptNumber: sale.receiptNumber });
    expect(register.store.loyalty.statement(memberId, 10, rows[0])).toEqual(rows.slice(1));
  });
});

describe('the job that ends points', () => {
  test('waits for a clock that ran ahead, until somebody says that it is right', () => {
    const { register, clock } = till;
    okOf(adjustPoints(register, memberId, 100, because));
    clock.advance(400 * DAY_MS);
    expect(expirePoints(register)).toMatchObject({ state: 'waits', changed: 0 });
    // Whoever signs in makes an entry with the wrong time, which does not make it right.
    okOf(signIn(register, manager.code, manager.pin));
    expect(expirePoints(register)).toMatchObject({ state: 'waits', changed: 0 });
    okOf(confirmClock(register));
    expect(expirePoints(register)).toMatchObject({ state: 'done', changed: 1 });
    expect(register.store.loyalty.facts(memberId)).toMatchObject({ balance: 0, debt: 0 });
  });

  test('believes a clock that has gone on for two days after a gap', () => {
    const { register, clock } = till;
    okOf(adjustPoints(register, memberId, 100, because));
    clock.advance(400 * DAY_MS);
    okOf(signIn(register, manager.code, manager.pin));
    openForDays(2);
    till.clock.advance(1);
    expect(expirePoints(register)).toMatchObject({ state: 'done', changed: 1 });
  });

  test('works through many members in portions', () => {
    const { register } = till;
    const { loyalty } = register.settings;
    setSection(register, 'loyalty', { ...loyalty, expiry: { kind: 'days', days: 1 } });
    const members = Array.from({ length: 5 }, () => register.newId());
    for (const each of members) okOf(adjustPoints(register, each, 10, because));
    openForDays(2);
    let after: LotPlace | null = null;
    let changed = 0;
    let rounds = 0;
    do {
      const outcome: ReturnType<typeof expirePoints> = expirePoints(register, { after, lotsMax: 2 });
      ({ after } = outcome);
      changed += outcome.changed;
      rounds += 1;
    } while (after);
    expect({ changed, rounds }).toEqual({ changed: 5, rounds: 3 });
  });
});

describe('tiers', () => {
  test('are reached at the till, kept until their review, given a grace, and lost', () => {
    const { register } = till;
    const { loyalty } = register.settings;
    const tiers = {
      ...loyalty.tiers,
      reviewMonths: 1,
      graceDays: 3,
      window: { kind: 'rolling' as const, months: 1 },
    };
    setSection(register, 'loyalty', { ...loyalty, tiers });
    expect(plainSale(120_000).loyalty!.tierChange).toMatchObject({
      from: 'basic',
      to: 'silver',
      reason: 'reached',
    });
    openForDays(29);
    expect(reviewTiers(register)).toEqual({ state: 'done', changed: 0 });
    openForDays(1);
    expect(reviewTiers(register)).toEqual({ state: 'done', changed: 1 });
    expect(register.store.loyalty.facts(memberId)).toMatchObject({ tier: 'silver', isInGrace: true });
    expect(reviewTiers(register)).toEqual({ state: 'done', changed: 0 });
    openForDays(3);
    expect(reviewTiers(register)).toEqual({ state: 'done', changed: 1 });
    expect(register.store.loyalty.facts(memberId)).toMatchObject({ tier: 'basic', reviewOn: null });
    const kept = register.store.loyalty.tierChanges(memberId, 10);
    expect(kept.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['silver', 'basic', 'review'],
      ['silver', 'silver', 'review'],
      ['basic', 'silver', 'reached'],
    ]);
  });

  test('are lost with the sale that reached them', () => {
    const sale = plainSale(120_000);
    giveAllBack(sale);
    expect(till.register.store.loyalty.facts(memberId)).toMatchObject({
      tier: 'basic',
      spentMinor: 0,
      visits: 0,
    });
  });

  test('are given by hand with a reason', () => {
    const { register } = till;
    expect(codeOf(setTier(register, memberId, 'gold'))).toBe('reason-missing');
    expect(codeOf(setTier(register, memberId, 'diamond', because))).toBe('tier-unknown');
    okOf(setTier(register, memberId, 'gold', because));
    expect(register.store.loyalty.facts(memberId)).toMatchObject({ tier: 'gold', reviewOn: '2027-11-02' });
  });
});

describe('two members who are one', () => {
  test('have their points, tier input and uses together, and a sale of either is reversed on the one', () => {
    const { register } = till;
    const sale = plainSale(5_000);
    const intoMemberId = register.newId();
    okOf(adjustPoints(register, intoMemberId, 10, because));
    const authorization = { by: 'system', approvedBy: 'system', reason: null };
    // Members that are not in the books of members: their digest is the empty one.
    const payload = { fromMemberId: memberId, intoMemberId, authorization, digest: '0'.repeat(64) };
    register.store.commit((writer) => {
      writer.record({ type: 'member.merged', payload }, entryContext(register));
    });
    expect(register.store.loyalty.currentId(memberId)).toBe(intoMemberId);
    expect(register.store.loyalty.facts(memberId)).toBeNull();
    expect(register.store.loyalty.facts(intoMemberId)).toMatchObject({
      balance: 60,
      spentMinor: 5_000,
      visits: 1,
      tier: null,
    });
    giveAllBack(sale);
    expect(register.store.loyalty.facts(intoMemberId)).toMatchObject({
      balance: 10,
      spentMinor: 0,
      visits: 0,
    });
  });
});
