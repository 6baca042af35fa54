const formats = new Map<string, Intl.DateTimeFormat>();

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

export function wallClockAt(utcMs: number, zone: string): WallClock {
  const offsetMinutes = utcOffsetMinutesAt(utcMs, zone);
  const local = new Date(utcMs + offsetMinutes * 60_000);
  return {
    date: local.toISOString().slice(0, 10),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    weekday: local.getUTCDay() || 7,
    utcOffsetMinutes: offsetMinutes,
  };
}

/** The business date that a shift opened now belongs to: before the cut-over it is still yesterday. */
export function businessDateAt(utcMs: number, zone: string, cutOverMinutes: number): string {
  return wallClockAt(utcMs - cutOverMinutes * 60_000, zone).date;
}

/** The zone's offset from UTC at a moment, in minutes, east positive. */
export function utcOffsetMinutesAt(utcMs: number, zone: string): number {
  const wholeSecondMs = Math.floor(utcMs / 1000) * 1000;
  const part = new Map(formatFor(zone).formatToParts(wholeSecondMs).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  const local = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return Math.round((local - wholeSecondMs) / 60_000);
}

/** The moment at which the zone's wall clock shows this; an hour that a clock change skips moves forward. */
export function utcOfWallClock(localIso: string, zone: string): number {
  const asUtc = Date.parse(`${localIso}Z`);
  if (Number.isNaN(asUtc)) throw new RangeError(`${localIso} is not a local date and time`);
  const first = asUtc - utcOffsetMinutesAt(asUtc, zone) * 60_000;
  return asUtc - utcOffsetMinutesAt(first, zone) * 60_000;
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
