import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify.ts';
import { openTill } from '../../register/open-till.ts';
import type { Clock, Register } from '../../register/register.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { openShift, readX } from '../../register/use-cases/shifts.ts';
import { soak } from '../../register/use-cases/soak.ts';
import { expectOk } from '../register/rung-shop.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const STARTED_AT_UTC_MS = Date.UTC(2026, 10, 2, 9);

let folder: string;
let nowUtcMs: number;
let register: Register;

/** A till with an open shift and some sales, on a clock that only the test moves. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-clock-'));
  nowUtcMs = STARTED_AT_UTC_MS;
  register = startTill();
  sell(5);
});

afterEach(() => {
  register.store.close();
  rmSync(folder, { recursive: true });
});

function startTill(): Register {
  const clock: Clock = { nowUtcMs: () => nowUtcMs };
  return expectOk(openTill(folder, {}, clock));
}

function sell(count: number): void {
  const before = register.store.sales.lastSequence();
  expectOk(soak(register, { count, ackPath: join(folder, 'acknowledged'), seed: 1 }));
  if (register.store.sales.lastSequence() === before) throw new Error('nothing was sold');
}

function endShift(): void {
  const { figures } = expectOk(readX(register));
  expectOk(closeShift(register, { countedMinor: figures.expectedCashMinor }));
}

describe('a clock that jumps', () => {
  test.for([
    ['a year forward', YEAR_MS],
    ['a year back', -YEAR_MS],
    ['to the start of the epoch', -STARTED_AT_UTC_MS],
    ['an hour back', -HOUR_MS],
  ] as const)('%s during a shift stops no sale, no close and no new start', ([, jumpMs]) => {
    nowUtcMs += jumpMs;
    const { businessDate } = register.store.shifts.open()!;
    sell(5);
    expect(register.store.shifts.open()).toMatchObject({ businessDate });
    register.store.close();
    register = startTill();
    sell(5);
    endShift();
    expect(verifyStore(register.store).fault).toBeNull();
  });

  test('forward between shifts is a shop that was closed', () => {
    endShift();
    nowUtcMs += YEAR_MS;
    expect(openShift(register, 0)).toMatchObject({ ok: true, value: { businessDate: '2027-11-02' } });
    sell(5);
    expect(verifyStore(register.store).fault).toBeNull();
  });

  test('less than two days back between shifts needs nobody', () => {
    endShift();
    nowUtcMs -= 48 * HOUR_MS;
    expect(openShift(register, 0)).toMatchObject({ ok: true });
  });

  test.for([
    ['three days', 3 * DAY_MS],
    ['a year', YEAR_MS],
  ] as const)('%s back between shifts opens none until a person confirms it, on the record', ([, backMs]) => {
    endShift();
    const head = register.store.journal.head()!;
    nowUtcMs -= backMs;
    expect(openShift(register, 0)).toEqual({
      ok: false,
      error: { code: 'clock-jumped', hours: backMs / HOUR_MS },
    });
    expect(register.store.journal.head()).toEqual(head);
    expect(openShift(register, 0, { confirmClock: true })).toMatchObject({ ok: true });
    expect(register.store.journal.latest('clock.confirmed', 2)).toHaveLength(1);
    sell(5);
    endShift();
    expect(openShift(register, 0)).toMatchObject({ ok: true });
    expect(verifyStore(register.store).fault).toBeNull();
  });
});
