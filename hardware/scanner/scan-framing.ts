import type { ScanFraming } from '../../domain/devices/device-settings.ts';

/** The longest code that is taken, as for every other way of scanning; a longer one is dropped whole. */
export const SCAN_MAX_BYTES = 4_096;

/** What a scanner's bytes came to. */
export type ScanFrame =
  | { readonly kind: 'scan'; readonly bytes: Uint8Array }
  /** Bytes that are no scan, said once for all of them: too many, or with no end or no beginning. The framing or speed is wrong. */
  | { readonly kind: 'lost' };

/** Bytes in, whole scans out. */
export interface ScanFramer {
  take(bytes: Uint8Array): ScanFrame[];
  /** The line was quiet: that ends a scan (`silence`), or what it has begun will never end (all others). */
  rest(): ScanFrame[];
}

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

/** What a scan ends with. Where CR LF is set, a CR alone belongs to the code. */
const ENDS: Readonly<Record<ScanFraming, readonly number[] | null>> = {
  cr: [CR],
  lf: [LF],
  crlf: [CR, LF],
  'stx-etx': [ETX],
  silence: null,
};

/** Cuts what a serial scanner sends into scans; one framer for each opening of the line. */
export function createScanFramer(framing: ScanFraming): ScanFramer {
  const end = ENDS[framing];
  const limit = SCAN_MAX_BYTES + (end?.length ?? 1);
  let code: number[] = [];
  let isInside = false;
  let isOverlong = false;
  let hasStray = false;

  const begin = (inside: boolean): void => {
    code = [];
    isInside = inside;
    isOverlong = false;
  };

  const finish = (length: number): ScanFrame[] => {
    const scanned = isOverlong ? [] : withoutLineEnds(code.slice(0, length));
    begin(false);
    // The other half of a line end, or a trigger that found nothing, is no scan.
    return scanned.length === 0 ? [] : [{ kind: 'scan', bytes: Uint8Array.from(scanned) }];
  };

  const takeByte = (byte: number): ScanFrame[] => {
    if (framing === 'stx-etx' && byte === STX) {
      begin(true);
      return [];
    }
    if (framing === 'stx-etx' && !isInside) {
      hasStray ||= !isLineEnd(byte);
      return [];
    }
    code.push(byte);
    const isEnd = end?.every((each, index) => each === code[code.length - end.length + index]) ?? false;
    if (isEnd) return finish(code.length - (end?.length ?? 0));
    if (code.length < limit) return [];
    // Of all the rest only its end is looked for.
    code = code.slice(-1);
    const isNews = !isOverlong;
    isOverlong = true;
    return isNews ? [{ kind: 'lost' }] : [];
  };

  return {
    take: (bytes) => [...bytes].flatMap(takeByte),
    rest: () => {
      if (framing === 'silence') return finish(code.length);
      const isLost = hasStray || (!isOverlong && withoutLineEnds(code).length > 0);
      begin(false);
      hasStray = false;
      return isLost ? [{ kind: 'lost' }] : [];
    },
  };
}

/** A scanner that is set to another line end than the till leaves half of it at the code. */
function withoutLineEnds(code: readonly number[]): readonly number[] {
  const start = code.findIndex((byte) => !isLineEnd(byte));
  return start < 0 ? [] : code.slice(start, code.findLastIndex((byte) => !isLineEnd(byte)) + 1);
}

function isLineEnd(byte: number): boolean {
  return byte === CR || byte === LF;
}
