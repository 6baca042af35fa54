/** A picture of black dots as receipts carry one: no printer, page or screen is needed to know what it looks like. */
export interface ReceiptPicture {
  readonly widthDots: number;
  readonly heightDots: number;
  /** Rows from the top, each of whole bytes, its first dot in the highest bit, 1 for black; in hex. */
  readonly rows: string;
}

/** As wide as 80 mm paper prints, and about 40 mm high: a logo above each receipt, not a poster. */
export const PICTURE_WIDTH_MAX_DOTS = 576;
export const PICTURE_HEIGHT_MAX_DOTS = 320;

const HEX = /^[0-9a-f]*$/;
const BLACK_BELOW = 128;
const WHITE = 255;

/** Whether the rows are as long as the picture's size says, and the size within its limits. */
export function isReceiptPicture({ widthDots, heightDots, rows }: ReceiptPicture): boolean {
  const isSized =
    Number.isInteger(widthDots) &&
    Number.isInteger(heightDots) &&
    widthDots >= 1 &&
    heightDots >= 1 &&
    widthDots <= PICTURE_WIDTH_MAX_DOTS &&
    heightDots <= PICTURE_HEIGHT_MAX_DOTS;
  return isSized && rows.length === rowBytes(widthDots) * heightDots * 2 && HEX.test(rows);
}

/** The largest size within the limits, and within so many dots across, that keeps the proportions; never larger than the picture. */
export function fitPicture(
  width: number,
  height: number,
  widthMaxDots: number,
): { readonly widthDots: number; readonly heightDots: number } {
  const scale = Math.min(1, widthMaxDots / width, PICTURE_HEIGHT_MAX_DOTS / height);
  return {
    widthDots: Math.max(1, Math.floor(width * scale)),
    heightDots: Math.max(1, Math.floor(height * scale)),
  };
}

/**
 * Black dots for greys, 0 black to 255 white, row by row: each dot's error goes to its neighbours, so that an area is as dark as
 * it was (Floyd and Steinberg, 1976).
 */
export function ditherPicture(
  greys: ArrayLike<number>,
  widthDots: number,
  heightDots: number,
): ReceiptPicture {
  const left = Float32Array.from(greys);
  const bytes = new Uint8Array(rowBytes(widthDots) * heightDots);
  const pass = (x: number, y: number, error: number): void => {
    if (x >= 0 && x < widthDots && y < heightDots) left[y * widthDots + x]! += error;
  };
  for (let y = 0; y < heightDots; y++) {
    for (let x = 0; x < widthDots; x++) {
      const grey = left[y * widthDots + x]!;
      const isBlack = grey < BLACK_BELOW;
      if (isBlack) bytes[y * rowBytes(widthDots) + (x >> 3)]! |= 0x80 >> (x & 7);
      const error = grey - (isBlack ? 0 : WHITE);
      pass(x + 1, y, (error * 7) / 16);
      pass(x - 1, y + 1, (error * 3) / 16);
      pass(x, y + 1, (error * 5) / 16);
      pass(x + 1, y + 1, error / 16);
    }
  }
  const rows = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { widthDots, heightDots, rows };
}

/** The black dots as an SVG path in a box of the picture's size: one rectangle for each run of a row. */
export function picturePath({ widthDots, heightDots, rows }: ReceiptPicture): string {
  const rowDigits = rowBytes(widthDots) * 2;
  let path = '';
  for (let y = 0; y < heightDots; y++) {
    let start = -1;
    for (let x = 0; x <= widthDots; x++) {
      const digit = x < widthDots ? Number.parseInt(rows[y * rowDigits + (x >> 2)]!, 16) : 0;
      const isBlack = (digit & (8 >> (x & 3))) !== 0;
      if (isBlack && start < 0) start = x;
      if (isBlack || start < 0) continue;
      path += `M${start} ${y}h${x - start}v1H${start}z`;
      start = -1;
    }
  }
  return path;
}

function rowBytes(widthDots: number): number {
  return Math.ceil(widthDots / 8);
}
