/** A field of a report, as a device's own description of it says: WebHID's `HIDReportItem`, as far as it is read here. */
export interface ReportField {
  /** In bits, each of so many values. */
  readonly reportSize?: number;
  readonly reportCount?: number;
  /** What the values are: page and usage, of 16 bits each. The last one goes for all values after it. */
  readonly usages?: readonly number[];
}

/** What a scanner says in one report: a long code comes in several. */
export interface ScannedPiece {
  /** As ISO/IEC 15424 has it, such as `]E0`; empty where the scanner does not say. */
  readonly aim: string;
  readonly text: string;
  readonly isContinued: boolean;
}

/** USB HID Point of Sale Usage Tables 1.02, section 3: the page of bar code scanners, and of its scanned data. */
export const SCANNER_PAGE = 0x8c;
export const SCANNER_USAGE = 0x02;
const AIM_USAGES = [0x8c_00fb, 0x8c_00fc, 0x8c_00fd];
const DATA_USAGE = 0x8c_00fe;
const CONTINUED_USAGE = 0x8c_00ff;
/** Of the page of generic desktop controls: how many bytes of the data count. */
const BYTE_COUNT_USAGE = 0x01_003b;
const AIM = /^\][A-Za-z][0-9A-Za-z]$/;

/**
 * Reads a report of scanned data by the device's own description of it: vendors put the fields in different places. Null for
 * a report that has no scanned data. Bytes are characters of Latin-1, as most scanners send them.
 */
export function readScannedPiece(fields: readonly ReportField[], data: DataView): ScannedPiece | null {
  const values = new Map<number, number[]>();
  let bit = 0;
  for (const { reportSize = 0, reportCount = 0, usages = [] } of fields) {
    for (let index = 0; index < reportCount; index++) {
      const usage = usages[Math.min(index, usages.length - 1)];
      if (usage !== undefined)
        values.set(usage, [...(values.get(usage) ?? []), readBits(data, bit, reportSize)]);
      bit += reportSize;
    }
  }
  const bytes = values.get(DATA_USAGE);
  if (!bytes) return null;
  const length = values.get(BYTE_COUNT_USAGE)?.[0];
  const counted = length === undefined ? bytes.slice(0, lengthWithoutEnd(bytes)) : bytes.slice(0, length);
  const aim = String.fromCharCode(...AIM_USAGES.flatMap((usage) => values.get(usage) ?? []));
  return {
    aim: AIM.test(aim) ? aim : '',
    text: String.fromCharCode(...counted),
    isContinued: (values.get(CONTINUED_USAGE)?.[0] ?? 0) !== 0,
  };
}

/** Values of more than four bytes are no scanner's; bits beyond the report are 0. */
function readBits(data: DataView, from: number, size: number): number {
  let value = 0;
  for (let at = 0; at < Math.min(size, 32); at++) {
    const bit = from + at;
    const byte = bit >> 3 < data.byteLength ? data.getUint8(bit >> 3) : 0;
    if ((byte & (1 << (bit & 7))) !== 0) value += 2 ** at;
  }
  return value;
}

function lengthWithoutEnd(bytes: readonly number[]): number {
  return bytes.findLastIndex((byte) => byte !== 0) + 1;
}
