import { describe, expect, test } from 'vitest';
import { activeFrom, afterDays, expiresAt, expiringSoon } from '../../../domain/loyalty/expiry.ts';

const shanghai = 'Asia/Shanghai';
const london = 'Europe/London';
const utc = (iso: string) => Date.parse(iso);

describe('when points end', () => {
  test('is the midnight after the last of so many days, in the shop’s zone', () => {
    const expiry = { kind: 'days', days: 30 } as const;
    expect(expiresAt(expiry, utc('2026-01-22T10:00:00Z'), london)).toBe(utc('2026-02-22T00:00:00Z'));
    // 23:30 in Shanghai is still the 22nd there, and 00:30 the 23rd.
    expect(expiresAt(expiry, utc('2026-01-22T15:30:00Z'), shanghai)).toBe(utc('2026-02-21T16:00:00Z'));
    expect(expiresAt(expiry, utc('2026-01-22T16:30:00Z'), shanghai)).toBe(utc('2026-02-22T16:00:00Z'));
  });

  test('is the end of a month: points of January 22 are gone at 00:00 on February 1', () => {
    const earned = utc('2026-01-22T10:00:00Z');
    const at = (afterMonths: number) => expiresAt({ kind: 'month-end', afterMonths }, earned, london);
    expect(at(0)).toBe(utc('2026-02-01T00:00:00Z'));
    expect(at(12)).toBe(utc('2027-02-01T00:00:00Z'));
    // In summer time midnight is 23:00 UTC.
    expect(at(5)).toBe(utc('2026-06-30T23:00:00Z'));
  });

  test('is the end of a year, or never', () => {
    const earned = utc('2026-12-31T23:30:00Z');
    expect(expiresAt({ kind: 'year-end', afterYears: 0 }, earned, london)).toBe(utc('2027-01-01T00:00:00Z'));
    expect(expiresAt({ kind: 'year-end', afterYears: 1 }, earned, shanghai)).toBe(
      utc('2028-12-31T16:00:00Z'),
    );
    expect(expiresAt({ kind: 'never' }, earned, london)).toBeNull();
  });

  test('leaves points that come back so many whole days', () => {
    expect(afterDays(30, utc('2026-03-01T10:00:00Z'), london)).toBe(utc('2026-03-31T23:00:00Z'));
  });
});

describe('when points may be spent', () => {
  test('is at once, or the midnight that begins the day so many days later', () => {
    const earned = utc('2026-03-20T10:00:00Z');
    expect(activeFrom({ kind: 'at-once' }, earned, london)).toBe(earned);
    expect(activeFrom({ kind: 'days', days: 0 }, earned, london)).toBe(earned);
    expect(activeFrom({ kind: 'days', days: 14 }, earned, london)).toBe(utc('2026-04-02T23:00:00Z'));
  });
});

describe('what ends soon', () => {
  const lot = (remaining: number, endsOn: string | null) => ({
    lotId: `${remaining}`,
    points: remaining,
    remaining,
    lapsed: 0,
    earnedAtUtcMs: 0,
    activeFromUtcMs: 0,
    expiresAtUtcMs: endsOn === null ? null : utc(`${endsOn}T00:00:00Z`),
  });

  test('is summed, with the last day of what ends first', () => {
    const lots = [
      lot(10, '2026-01-11'),
      lot(20, '2026-01-05'),
      lot(40, '2026-03-01'),
      lot(80, null),
      lot(0, '2026-01-03'),
    ];
    const now = utc('2026-01-01T12:00:00Z');
    expect(expiringSoon(lots, now, 30, london)).toEqual({ points: 30, on: '2026-01-04' });
    expect(expiringSoon(lots, now, 4, london)).toEqual({ points: 20, on: '2026-01-04' });
    expect(expiringSoon(lots, now, 1, london)).toBeNull();
    expect(expiringSoon(lots, utc('2026-01-11T00:00:00Z'), 30, london)).toBeNull();
  });
});
