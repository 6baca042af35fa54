import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLoyalty } from '../../../../domain/loyalty/default-loyalty.ts';
import { balanceOf } from '../../../../domain/loyalty/points-lots.ts';
import { accountNow } from '../../../../sync/central/project/account-of-state.ts';
import { foldMember, foldNext } from '../../../../sync/central/project/fold-member.ts';
import {
  comparePlaces,
  type MemberEvent,
  type MemberEventBody,
} from '../../../../sync/central/project/member-event.ts';
import { emptyState, readState, storeState } from '../../../../sync/central/project/member-state.ts';
import { createRulebook } from '../../../../sync/central/project/rulebook.ts';
import { runsOf } from './runs.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 5, 9);
const shop = defaultLoyalty('GBP');
const rules = createRulebook([{ fromUtcMs: 0, settings: shop }]);
const TILLS = ['aaaaaaaa-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'] as const;

function event(days: number, seq: number, body: MemberEventBody, till: 0 | 1 = 0): MemberEvent {
  const atUtcMs = START + Math.round(days * DAY_MS);
  return {
    at: { atUtcMs, registerId: TILLS[till], epoch: 1, seq, place: 0 },
    day: new Date(atUtcMs).toISOString().slice(0, 10),
    zone: 'Europe/London',
    body,
  };
}

function sale(saleId: string, earned: number, redeemed = 0, spentMinor = earned * 100): MemberEventBody {
  const memberNumber = '2000000008';
  return {
    kind: 'sale',
    saleId,
    memberNumber,
    earned,
    redeemed,
    redeemedMinor: redeemed,
    spentMinor,
    isVisit: true,
  };
}

function reversal(saleId: string, unearned: number, returned: number, isWholeSale = true): MemberEventBody {
  return { kind: 'reversal', saleId, unearned, returned, spentMinor: unearned * 100, isWholeSale };
}

function pointsOf(events: readonly MemberEvent[], atDays = 40): number {
  return accountNow(foldMember(events, rules).state, START + atDays * DAY_MS, rules).account.points;
}

describe('what a member has from all that happened', () => {
  test('a sale’s points are the account’s, and redeemed ones leave it', () => {
    const events = [event(0, 1, sale('s1', 500)), event(1, 2, sale('s2', 20, 300))];
    expect(pointsOf(events)).toBe(220);
    expect(
      foldMember(events, rules).bookings.map(({ kind, points, balance }) => [kind, points, balance]),
    ).toEqual([
      ['earn', 500, 500],
      ['redeem', -300, 200],
      ['earn', 20, 220],
    ]);
  });

  test('points that two tills spent of one balance are owed, and say so with what they paid', () => {
    const folded = foldMember(
      [event(0, 1, sale('s1', 100)), event(1, 2, sale('s2', 0, 100)), event(1.1, 1, sale('s3', 0, 100), 1)],
      rules,
    );
    expect(balanceOf(folded.state.account)).toBe(-100);
    expect(folded.overdrafts).toEqual([
      { at: event(1.1, 1, sale('s3', 0), 1).at, points: 100, amountMinor: 100 },
    ]);
  });

  test('points that come later fill what is owed, and a refund of the overdraft gives all of it back', () => {
    const events = [
      event(0, 1, sale('s1', 100)),
      event(1, 2, sale('s2', 0, 150)),
      event(2, 3, sale('s3', 80)),
    ];
    expect(pointsOf(events)).toBe(30);
    expect(pointsOf([...events, event(3, 4, reversal('s2', 0, 150))])).toBe(180);
  });

  test('a refund takes back what its sale earned, and what was spent of it is owed', () => {
    const events = [
      event(0, 1, sale('s1', 100)),
      event(1, 2, sale('s2', 0, 80)),
      event(2, 3, reversal('s1', 100, 0)),
    ];
    expect(pointsOf(events)).toBe(-80);
  });

  test('a refund that comes before its sale waits, and acts as soon as the sale is there', () => {
    const refund = event(2, 1, reversal('s1', 100, 0), 1);
    const alone = foldMember([refund], rules);
    expect(alone.state.awaitedSaleIds).toEqual(['s1']);
    expect(balanceOf(alone.state.account)).toBe(0);
    expect(pointsOf([refund, event(0, 1, sale('s1', 100))])).toBe(0);
    // Also where the clock of the till that refunded was behind.
    expect(pointsOf([event(-1, 1, reversal('s1', 100, 0), 1), event(0, 1, sale('s1', 100))])).toBe(0);
  });

  test('goods that two tills took back take the points of their sale once', () => {
    const events = [
      event(0, 1, sale('s1', 100, 0)),
      event(1, 2, reversal('s1', 100, 0)),
      event(1, 1, reversal('s1', 100, 0), 1),
    ];
    expect(pointsOf(events)).toBe(0);
    expect(foldMember(events, rules).state).toMatchObject({ visits: 0, spentMinor: 0 });
  });

  test('points that were spent before they ended, and told of after it, were good', () => {
    const earned = event(0, 1, sale('s1', 100));
    const late = event(360, 1, sale('s2', 0, 100), 1);
    expect(pointsOf([earned], 500)).toBe(0);
    expect(pointsOf([earned, late], 500)).toBe(0);
    expect(foldMember([earned, late], rules).overdrafts).toEqual([]);
    expect(foldMember([earned, event(500, 1, sale('s2', 0, 100), 1)], rules).overdrafts).toHaveLength(1);
  });

  test('a tier is reached by what was spent at any till, reviewed on its day, kept in grace and lost after it', () => {
    const events = [event(0, 1, sale('s1', 600, 0, 60_000)), event(1, 1, sale('s2', 500, 0, 50_000), 1)];
    const { state } = foldMember(events, rules);
    const at = (days: number) => accountNow(state, START + days * DAY_MS, rules).account;
    expect(at(2)).toMatchObject({
      tier: 'silver',
      reviewOn: '2027-01-06',
      isInGrace: false,
      measured: 110_000,
    });
    expect(at(367)).toMatchObject({ tier: 'silver', reviewOn: '2027-02-05', isInGrace: true });
    expect(at(400)).toMatchObject({ tier: 'basic', reviewOn: null, measured: 0 });
  });

  test('held points are in the balance and may not be spent until they are released', () => {
    const who = { reason: 'why', actor: 'office' };
    const held = [
      event(0, 1, sale('s1', 100)),
      event(1, 2, { kind: 'hold', holdId: 'h', points: 60, ...who }),
    ];
    const now = START + 2 * DAY_MS;
    expect(accountNow(foldMember(held, rules).state, now, rules).account).toMatchObject({
      points: 100,
      availablePoints: 40,
    });
    const released = [...held, event(1.5, 3, { kind: 'release', holdId: 'h', ...who })];
    expect(accountNow(foldMember(released, rules).state, now, rules).account.availablePoints).toBe(100);
  });

  test('what time does next is told: a lot that ends, points that become active, a review', () => {
    const { state } = foldMember([event(0, 1, sale('s1', 100))], rules);
    expect(accountNow(state, START, rules).nextAtUtcMs).toBe(Date.UTC(2027, 1, 1));
    expect(accountNow(state, Date.UTC(2027, 1, 1), rules)).toMatchObject({
      account: { points: 0, expiring: [] },
      nextAtUtcMs: null,
    });
  });

  test('rules that change leave what was earned before as it was', () => {
    const changed = createRulebook([
      { fromUtcMs: 0, settings: shop },
      { fromUtcMs: START + DAY_MS, settings: { ...shop, expiry: { kind: 'days', days: 1 } } },
    ]);
    const { state } = foldMember([event(0, 1, sale('s1', 100)), event(2, 2, sale('s2', 10))], changed);
    expect(accountNow(state, START + 10 * DAY_MS, changed).account.points).toBe(100);
  });
});

/** A few weeks of one member at two tills: sales, partial and double refunds, adjustments. */
const anyHistory = fc
  .array(
    fc.record({
      days: fc.double({ min: 0, max: 800, noNaN: true }),
      till: fc.constantFrom(0 as const, 1 as const),
      kind: fc.constantFrom('sale', 'sale', 'sale', 'reversal', 'adjustment'),
      points: fc.nat(400),
      redeemed: fc.constantFrom(0, 0, 100, 250),
      of: fc.nat(9),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((steps) =>
    steps.map(({ days, till, kind, points, redeemed, of }, index): MemberEvent => {
      if (kind === 'reversal') return event(days, index, reversal(`s${of}`, points, redeemed), till);
      if (kind === 'sale') return event(days, index, sale(`s${index}`, points, redeemed), till);
      const lotId = `adjusted-${index}`;
      return event(
        days,
        index,
        { kind: 'adjustment', points: points - 150, lotId, reason: 'r', actor: 'a' },
        till,
      );
    }),
  );

describe('laws of a member’s account', () => {
  test('whatever order events arrive in, and whether one by one or all at once, the account is the same', () => {
    fc.assert(
      fc.property(anyHistory, fc.infiniteStream(fc.nat()), (events, random) => {
        const whole = storeState(foldMember(events, rules).state);
        const shuffled = events
          .map((each) => ({ each, rank: random.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        let state = emptyState('Europe/London');
        const seen: MemberEvent[] = [];
        for (const each of shuffled) {
          seen.push(each);
          const next = foldNext(state, [each], rules) ?? foldMember(seen, rules);
          state = readState(storeState(next.state));
        }
        expect(storeState(state)).toEqual(whole);
      }),
      runsOf(300),
    );
  });

  test('the balance is what was booked, and what lots hold less what is owed', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const { state, bookings } = foldMember(events, rules);
        expect(bookings.reduce((sum, { points }) => sum + points, 0)).toBe(balanceOf(state.account));
        expect(bookings.at(-1)?.balance ?? 0).toBe(balanceOf(state.account));
        for (const lot of state.account.lots) expect(lot.remaining).toBeLessThanOrEqual(lot.points);
        expect(state.account.debt).toBeGreaterThanOrEqual(0);
      }),
      runsOf(300),
    );
  });

  test('where nothing ends, the balance is the sum of what tills told, whichever lots it came from', () => {
    const endless = createRulebook([{ fromUtcMs: 0, settings: { ...shop, expiry: { kind: 'never' } } }]);
    fc.assert(
      fc.property(anyHistory, (events) => {
        const told = [...events]
          .sort((a, b) => comparePlaces(a.at, b.at))
          .reduce((sum, { body }) => {
            if (body.kind === 'sale') return sum + body.earned - body.redeemed;
            return body.kind === 'adjustment' ? sum + body.points : sum;
          }, 0);
        const withoutRefunds = events.filter(({ body }) => body.kind !== 'reversal');
        expect(balanceOf(foldMember(withoutRefunds, endless).state.account)).toBe(told);
      }),
      runsOf(300),
    );
  });
});
