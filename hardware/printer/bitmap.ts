/** A picture of black and white dots: rows from the top, each of whole bytes, its first dot in the highest bit; 1 is black. */
export interface Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rows: Uint8Array;
}

export function blankBitmap(widthDots: number, heightDots: number): Bitmap {
  return { widthDots, heightDots, rows: new Uint8Array(rowBytes(widthDots) * heightDots) };
}

/** How many bytes a row of so many dots takes. */
export function rowBytes(widthDots: number): number {
  return Math.ceil(widthDots / 8);
}

export function isDark({ widthDots, heightDots, rows }: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= widthDots || y >= heightDots) return false;
  return (rows[y * rowBytes(widthDots) + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
}

/** Blackens a rectangle, or what of it lies on the picture. */
export function blacken(bitmap: Bitmap, x: number, y: number, widthDots: number, heightDots: number): void {
  const right = Math.min(x + widthDots, bitmap.widthDots);
  const bottom = Math.min(y + heightDots, bitmap.heightDots);
  for (let row = Math.max(0, y); row < bottom; row++) {
    for (let column = Math.max(0, x); column < right; column++) {
      bitmap.rows[row * rowBytes(bitmap.widthDots) + (column >> 3)]! |= 0x80 >> (column & 7);
    }
  }
}

/** Puts a picture's black dots onto one that has room for it, with its upper left corner at `x`, `y`. */
export function stamp(target: Bitmap, source: Bitmap, x: number, y: number): void {
  const [sourceBytes, targetBytes] = [rowBytes(source.widthDots), rowBytes(target.widthDots)];
  const shift = x & 7;
  source.rows.forEach((byte, index) => {
    if (byte === 0) return;
    const row = y + Math.floor(index / sourceBytes);
    const at = row * targetBytes + (x >> 3) + (index % sourceBytes);
    target.rows[at]! |= byte >> shift;
    const rest = (byte << (8 - shift)) & 0xff;
    if (rest !== 0) target.rows[at + 1]! |= rest;
  });
}

/** The picture, shrunk by leaving dots out where it is wider than so many dots. */
export function fitWidth(bitmap: Bitmap, widthDots: number): Bitmap {
  if (bitmap.widthDots <= widthDots) return bitmap;
  const scale = bitmap.widthDots / widthDots;
  const fitted = blankBitmap(widthDots, Math.max(1, Math.round(bitmap.heightDots / scale)));
  for (let y = 0; y < fitted.heightDots; y++) {
    for (let x = 0; x < widthDots; x++) {
      if (isDark(bitmap, Math.floor(x * scale), Math.floor(y * scale))) blacken(fitted, x, y, 1, 1);
    }
  }
  return fitted;
}
