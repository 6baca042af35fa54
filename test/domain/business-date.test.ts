import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  businessDateAt,
  isZone,
  utcOffsetMinutesAt,
  utcOfWallClock,
  wallClockAt,
} from '../../domain/business-date.ts';
import { lawRuns } from './exact.ts';

const zones = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Africa/Casablanca',
];
const moments = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2036, 0) });
const anyZone = fc.constantFrom(...zones);

function utc(iso: string): number {
  return Date.parse(iso);
}

/** `2026-06-12 14:08:00` as the platform prints it, by another way than the program's. */
function printedClock(utcMs: number, zone: string): string {
  return new Date(utcMs).toLocaleString('sv-SE', { timeZone: zone });
}

describe('a zone', () => {
  test('is known by its IANA name', () => {
    expect(zones.every(isZone)).toBe(true);
    expect(['Asia/Peking', 'Mars/Base', '', 'China Standard Time', '../etc'].some(isZone)).toBe(false);
  });
});

describe('the wall clock', () => {
  test('shows date, time and ISO weekday where the shop is', () => {
    expect(wallClockAt(utc('2026-11-22T20:30:00Z'), 'Asia/Shanghai')).toEqual({
      date: '2026-11-23',
      hour: 4,
      minute: 30,
      weekday: 1,
      utcOffsetMinutes: 480,
    });
    expect(wallClockAt(utc('2026-11-22T12:00:00.999Z'), 'UTC')).toMatchObject({
      date: '2026-11-22',
      weekday: 7,
    });
  });

  test('knows offsets of half and quarter hours, and changes of half an hour', () => {
    const [january, july] = [utc('2026-01-15T12:00:00Z'), utc('2026-07-15T12:00:00Z')];
    const offsets = [
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Pacific/Chatham',
      'Australia/Lord_Howe',
      'America/St_Johns',
    ];
    expect(offsets.map((zone) => utcOffsetMinutesAt(january, zone))).toEqual([330, 345, 825, 660, -210]);
    expect(offsets.map((zone) => utcOffsetMinutesAt(july, zone))).toEqual([330, 345, 765, 630, -150]);
  });

  test('is the one that the platform prints, at any moment', () => {
    fc.assert(
      fc.property(moments, anyZone, (utcMs, zone) => {
        const { date, hour, minute } = wallClockAt(utcMs, zone);
        const clock = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
        expect(`${date} ${clock}`).toBe(printedClock(utcMs, zone).slice(0, 16));
      }),
      lawRuns,
    );
  });
});

describe('the business date', () => {
  test('is still yesterday until the cut-over', () => {
    expect(businessDateAt(utc('2026-06-12T19:59:59.999Z'), 'Asia/Shanghai', 240)).toBe('2026-06-12');
    expect(businessDateAt(utc('2026-06-12T20:00:00Z'), 'Asia/Shanghai', 240)).toBe('2026-06-13');
    expect(businessDateAt(utc('2026-06-12T16:00:00Z'), 'Asia/Shanghai', 0)).toBe('2026-06-13');
    expect(businessDateAt(utc('2025-12-31T16:30:00Z'), 'Asia/Shanghai', 240)).toBe('2025-12-31');
  });

  test('changes when the wall clock shows the cut-over, in the night that loses an hour and the one that gains one', () => {
    const spring = ['2026-03-29T01:59:59Z', '2026-03-29T02:00:00Z'];
    expect(spring.map((iso) => businessDateAt(utc(iso), 'Europe/Berlin', 240))).toEqual([
      '2026-03-28',
      '2026-03-29',
    ]);
    const autumn = ['2026-10-25T02:59:59Z', '2026-10-25T03:00:00Z'];
    expect(autumn.map((iso) => businessDateAt(utc(iso), 'Europe/Berlin', 240))).toEqual([
      '2026-10-24',
      '2026-10-25',
    ]);
  });

  test('is the day of the wall clock, or the day before while it shows less than the cut-over', () => {
    fc.assert(
      fc.property(moments, anyZone, fc.integer({ min: 0, max: 1_439 }), (utcMs, zone, cutOver) => {
        const { date, hour, minute } = wallClockAt(utcMs, zone);
        const yesterday = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
        expect(businessDateAt(utcMs, zone, cutOver)).toBe(hour * 60 + minute < cutOver ? yesterday : date);
      }),
      lawRuns,
    );
  });
});

describe('the moment of a wall clock', () => {
  test('of an hour that a clock change skips is as much later', () => {
    expect(utcOfWallClock('2026-03-29T02:30:00', 'Europe/Berlin')).toBe(utc('2026-03-29T01:30:00Z'));
    expect(utcOfWallClock('2026-03-08T02:30:00', 'America/New_York')).toBe(utc('2026-03-08T07:30:00Z'));
    expect(utcOfWallClock('2026-10-04T02:15:00', 'Australia/Lord_Howe')).toBe(utc('2026-10-03T15:45:00Z'));
  });

  test('of an hour that a clock change repeats is the first', () => {
    expect(utcOfWallClock('2026-10-25T02:30:00', 'Europe/Berlin')).toBe(utc('2026-10-25T00:30:00Z'));
    expect(utcOfWallClock('2026-11-01T01:30:00', 'America/New_York')).toBe(utc('2026-11-01T05:30:00Z'));
    expect(utcOfWallClock('2026-04-05T01:45:00', 'Australia/Lord_Howe')).toBe(utc('2026-04-04T14:45:00Z'));
  });

  test('of a day that a zone left out is a day later', () => {
    expect(utcOfWallClock('2011-12-30T12:00:00', 'Pacific/Apia')).toBe(utc('2011-12-30T22:00:00Z'));
  });

  test('refuses what is no date and time', () => {
    for (const text of ['', 'yesterday', '2026-13-01T00:00:00', '2026-06-12T25:00:00']) {
      expect(() => utcOfWallClock(text, 'UTC')).toThrow(RangeError);
    }
  });

  test('shows that wall clock again, and no earlier moment of that night does', () => {
    fc.assert(
      fc.property(moments, anyZone, (utcMs, zone) => {
        const secondMs = utcMs - (((utcMs % 1_000) + 1_000) % 1_000);
        const shown = printedClock(secondMs, zone);
        const found = utcOfWallClock(shown.replace(' ', 'T'), zone);
        expect(printedClock(found, zone)).toBe(shown);
        expect(found).toBeLessThanOrEqual(secondMs);
      }),
      lawRuns,
    );
  });

  test('is right in every quarter of an hour around a change of the clocks', () => {
    const changes = [
      ['Europe/Berlin', '2026-03-29T01:00:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00:00Z'],
      ['America/New_York', '2026-03-08T07:00:00Z'],
      ['America/New_York', '2026-11-01T06:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['Pacific/Chatham', '2026-09-26T14:00:00Z'],
      ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
    ] as const;
    for (const [zone, iso] of changes) {
      const firstSeen = new Map<string, number>();
      for (let quarter = -120; quarter <= 120; quarter += 1) {
        const utcMs = utc(iso) + quarter * 900_000;
        const shown = printedClock(utcMs, zone);
        if (!firstSeen.has(shown)) firstSeen.set(shown, utcMs);
      }
      for (const [shown, utcMs] of firstSeen)
        expect(utcOfWallClock(shown.replace(' ', 'T'), zone)).toBe(utcMs);
    }
  });
});
