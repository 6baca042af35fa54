import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CentralAccount } from '../../../domain/chain/central-account.ts';
import { knownAccount } from '../../../domain/chain/known-account.ts';
import type { PointsIntent } from '../../../domain/chain/points-intent.ts';
import { expiringSoon } from '../../../domain/loyalty/expiry.ts';
import { availablePoints, balanceOf } from '../../../domain/loyalty/points-lots.ts';
import { lawRuns, total } from '../exact.ts';

const DAY = 86_400_000;
const told: CentralAccount = {
  points: 0,
  availablePoints: 0,
  expiring: [],
  pending: [],
  tier: null,
  reviewOn: null,
  isInGrace: false,
  measured: 0,
  spentMinor: 0,
  visits: 0,
};
const nothing: PointsIntent = { atUtcMs: 0, earnedPoints: 0, redeemedPoints: 0, spentMinor: 0, visits: 0 };

const points = fc.nat({ max: 10_000 });
const dated = fc.array(fc.record({ points, atUtcMs: fc.nat({ max: 100 * DAY }) }), { maxLength: 5 });
/** Any account at all, also one whose parts do not go together. */
const anyAccount: fc.Arbitrary<CentralAccount> = fc.record({
  points: fc.integer({ min: -10_000, max: 50_000 }),
  availablePoints: points,
  expiring: dated,
  pending: dated,
  tier: fc.option(fc.constantFrom('silver', 'gold')),
  reviewOn: fc.constant(null),
  isInGrace: fc.boolean(),
  measured: points,
  spentMinor: points,
  visits: points,
});
const moved = fc.integer({ min: -5_000, max: 5_000 });
const anyIntent: fc.Arbitrary<PointsIntent> = fc.record({
  atUtcMs: fc.nat({ max: 100 * DAY }),
  earnedPoints: moved,
  redeemedPoints: moved,
  spentMinor: moved,
  visits: fc.integer({ min: -1, max: 1 }),
});
const lives = fc.record({
  waitDays: fc.nat({ max: 3 }),
  lifeDays: fc.option(fc.integer({ min: 4, max: 50 })),
});

function known(
  account: CentralAccount | null,
  intents: readonly PointsIntent[],
  life = { waitDays: 0, lifeDays: null as number | null },
) {
  return knownAccount(account, intents, ({ spentMinor }) => spentMinor, {
    activeFrom: (earnedAtUtcMs) => earnedAtUtcMs + life.waitDays * DAY,
    expiresAt: (earnedAtUtcMs) => (life.lifeDays === null ? null : earnedAtUtcMs + life.lifeDays * DAY),
  });
}

const netOf = (intents: readonly PointsIntent[]) =>
  total(intents.map(({ earnedPoints, redeemedPoints }) => earnedPoints - redeemedPoints));

describe('the account that a till knows', () => {
  test('is that of nobody where central told nothing and nothing was done', () => {
    const { account, tier, measured, visits } = known(null, []);
    expect([balanceOf(account), availablePoints(account, 0), tier, measured, visits]).toEqual([
      0,
      0,
      null,
      0,
      0,
    ]);
  });

  test('lets be spent what is active, keeps what is held, and gives what was to come on its day', () => {
    const { account } = known(
      { ...told, points: 1_000, availablePoints: 600, pending: [{ points: 300, atUtcMs: 5 * DAY }] },
      [],
    );
    expect(balanceOf(account)).toBe(1_000);
    expect(availablePoints(account, 0)).toBe(600);
    expect(availablePoints(account, 5 * DAY)).toBe(900);
  });

  test('ends points on their day though central says nothing more, and says so before', () => {
    const expiring = [
      { points: 100, atUtcMs: 2 * DAY },
      { points: 50, atUtcMs: 9 * DAY },
    ];
    const { account } = known({ ...told, points: 400, availablePoints: 400, expiring }, []);
    expect(availablePoints(account, 2 * DAY - 1)).toBe(400);
    expect(availablePoints(account, 2 * DAY)).toBe(300);
    expect(expiringSoon(account.lots, DAY, 30, 'Europe/London')).toEqual({ points: 150, on: '1970-01-03' });
  });

  test('spends what ends first, so that it is not lost twice', () => {
    const expiring = [{ points: 100, atUtcMs: 2 * DAY }];
    const spent = { ...nothing, redeemedPoints: 80 };
    const { account } = known({ ...told, points: 400, availablePoints: 400, expiring }, [spent]);
    expect(availablePoints(account, 0)).toBe(320);
    expect(availablePoints(account, 2 * DAY)).toBe(300);
  });

  test('owes what was spent and is not there, and fills it with what comes', () => {
    const overdrawn = { ...nothing, redeemedPoints: 500 };
    expect(balanceOf(known({ ...told, points: 200, availablePoints: 200 }, [overdrawn]).account)).toBe(-300);
    const { account } = known({ ...told, points: -100 }, [{ ...nothing, earnedPoints: 150 }]);
    expect([balanceOf(account), account.debt, availablePoints(account, 0)]).toEqual([50, 0, 50]);
  });

  test('has in its balance exactly what central said and what was done since, once', () => {
    fc.assert(
      fc.property(anyAccount, fc.array(anyIntent, { maxLength: 8 }), lives, (account, intents, life) => {
        expect(balanceOf(known(account, intents, life).account)).toBe(account.points + netOf(intents));
      }),
      lawRuns,
    );
  });

  test('never lets more be spent than there is, nor than central let and came since', () => {
    fc.assert(
      fc.property(
        anyAccount,
        fc.array(anyIntent, { maxLength: 8 }),
        fc.nat({ max: 200 * DAY }),
        (account, intents, nowUtcMs) => {
          const found = known(account, intents);
          const available = availablePoints(found.account, nowUtcMs);
          const came = total(
            intents.map((each) => Math.max(0, each.earnedPoints) + Math.max(0, -each.redeemedPoints)),
          );
          const due = total(account.pending.map(({ points: coming }) => coming));
          expect(available).toBeGreaterThanOrEqual(0);
          expect(available).toBeLessThanOrEqual(Math.max(0, account.availablePoints + due + came));
        },
      ),
      lawRuns,
    );
  });

  test('comes to the same when central has counted what was done, whatever the moment', () => {
    fc.assert(
      fc.property(
        anyAccount,
        fc.array(anyIntent, { maxLength: 8 }),
        fc.nat({ max: 8 }),
        (account, intents, place) => {
          const counted = intents.slice(0, place);
          const after = { ...account, points: account.points + netOf(counted) };
          const [before, later] = [known(account, intents), known(after, intents.slice(place))];
          expect(balanceOf(later.account)).toBe(balanceOf(before.account));
        },
      ),
      lawRuns,
    );
  });
});
