const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const QUARTER_MS = 15 * MINUTE_MS;

const formats = new Map<string, Intl.DateTimeFormat>();
/** The latest answers for each zone, by quarter of an hour. */
const offsets = new Map<string, Map<number, number>>();
const QUARTERS_KEPT = 1_000;
/** A till has one zone; only tests ask for many. */
const ZONES_KEPT = 50;

/** A shop's wall clock at a moment, as its IANA zone had it on that day. */
export interface WallClock {
  /** ISO date, `2026-11-22`. */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  /** ISO weekday, Monday is 1. */
  readonly weekday: number;
  readonly utcOffsetMinutes: number;
}

/** Whether the platform knows the zone, such as `Asia/Shanghai`. */
export function isZone(zone: string): boolean {
  try {
    formatFor(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The wall clock of `zone` at a moment. Throws RangeError for a zone that `isZone` does not know. */
export function wallClockAt(utcMs: number, zone: string): WallClock {
  const offsetMinutes = utcOffsetMinutesAt(utcMs, zone);
  const local = new Date(utcMs + offsetMinutes * MINUTE_MS);
  return {
    date: isoDate(local),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    weekday: local.getUTCDay() || 7,
    utcOffsetMinutes: offsetMinutes,
  };
}

/**
 * The business date that a shift opened now belongs to: until the wall clock shows the cut-over, in minutes after
 * midnight, it is still yesterday, also in a night that a clock change makes shorter or longer.
 */
export function businessDateAt(utcMs: number, zone: string, cutOverMinutes: number): string {
  const offsetMinutes = utcOffsetMinutesAt(utcMs, zone);
  return isoDate(new Date(utcMs + (offsetMinutes - cutOverMinutes) * MINUTE_MS));
}

/** The date so many days after an ISO date, before it where negative. */
export function addDays(date: string, days: number): string {
  return isoDate(new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS));
}

/** The same day so many months later, before it where negative; the last of a month that has no such day. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDate(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))));
}

/** The first moment of a date in a zone: midnight, or when a clock change skips it the first that there is. */
export function startOfDay(date: string, zone: string): number {
  return utcOfWallClock(`${date}T00:00:00`, zone);
}

/** A stored moment on the wall clock that it was stored with: `2026-11-21 07:52`. */
export function wallTime(utcMs: number, utcOffsetMinutes: number): string {
  return new Date(utcMs + utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** The zone's offset from UTC at a moment, in minutes, east positive. */
export function utcOffsetMinutesAt(utcMs: number, zone: string): number {
  // No zone has ever changed its clock but at a quarter of an hour, and asking the platform takes longer than a sale's tax.
  const quarter = Math.floor(utcMs / QUARTER_MS);
  const known = offsets.get(zone) ?? new Map<number, number>();
  const kept = known.get(quarter);
  if (kept !== undefined) return kept;
  const offsetMinutes = readOffsetMinutes(utcMs, zone);
  if (known.size >= QUARTERS_KEPT) known.clear();
  known.set(quarter, offsetMinutes);
  if (offsets.size >= ZONES_KEPT) offsets.clear();
  offsets.set(zone, known);
  return offsetMinutes;
}

function readOffsetMinutes(utcMs: number, zone: string): number {
  const wholeSecondMs = Math.floor(utcMs / 1000) * 1000;
  const part = new Map(
    formatFor(zone)
      .formatToParts(wholeSecondMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  const local = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return Math.round((local - wholeSecondMs) / MINUTE_MS);
}

/**
 * The moment at which the zone's wall clock shows `localIso`, such as `2010-03-28T01:30:00`. Of an hour that a clock
 * change repeats it is the first; an hour that one skips moves forward by as much (the `compatible` rule of RFC 5545
 * and of Temporal). Throws RangeError for anything that is no local date and time.
 */
export function utcOfWallClock(localIso: string, zone: string): number {
  const asUtc = Date.parse(`${localIso}Z`);
  if (Number.isNaN(asUtc)) throw new RangeError(`${localIso} is not a local date and time`);
  // A day on either side is beyond every offset, so these two are the offsets around a change near this day, if any. Whole
  // days, so that the moments of one day ask for the same.
  const day = Math.floor(asUtc / DAY_MS) * DAY_MS;
  const offsetBefore = utcOffsetMinutesAt(day - DAY_MS, zone);
  const offsetAfter = utcOffsetMinutesAt(day + 2 * DAY_MS, zone);
  const before = asUtc - offsetBefore * MINUTE_MS;
  const after = asUtc - offsetAfter * MINUTE_MS;
  if (offsetBefore === offsetAfter || utcOffsetMinutesAt(before, zone) === offsetBefore) return before;
  return utcOffsetMinutesAt(after, zone) === offsetAfter ? after : before;
}

function isoDate(local: Date): string {
  return local.toISOString().slice(0, 10);
}

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
