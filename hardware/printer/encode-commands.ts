import type { DrawerSettings, PrinterSettings, TextEncoding } from '../../domain/devices/device-settings.ts';
import type { Emphasis } from '../../domain/receipt/document.ts';
import type { Bitmap } from './bitmap.ts';

export type Bytes = readonly number[];

/** The commands of a dialect, each complete in itself. What a command changes, its counterpart changes back. */
export interface PrinterCommands {
  /** Rows of a drawn line: with the feed after it, as high as a printed one. */
  readonly drawnRowDots: number;
  /** The widest module that the printer's own QR command can be asked for. */
  readonly qrModuleDotsMax: number;
  /** Forgets what was set before, and chooses the font of an encoding with the signs of the USA. */
  begin(encoding: TextEncoding): Bytes;
  /** Begins or ends text of two bytes a character. */
  twoByte(isOn: boolean): Bytes;
  emphasize(emphasis: Emphasis): Bytes;
  deemphasize(emphasis: Emphasis): Bytes;
  center(isOn: boolean): Bytes;
  /** Feeds whole lines, at least one. */
  feed(lines: number): Bytes;
  /** Feeds to where paper is cut or torn, and cuts it. */
  cut(cut: PrinterSettings['cut']): Bytes;
  picture(bitmap: Bitmap): Bytes;
  /** A QR code, correction level M, of 1 to 300 bytes. The quiet zone above and below is the caller's. */
  qr(data: Uint8Array, moduleDots: number): Bytes;
  /** Code 128, set B, of printable ASCII. */
  code128(text: string, moduleDots: 2 | 3, heightDots: number): Bytes;
  pulse(drawer: DrawerSettings): Bytes;
}

/** Commands one after the other. */
export function inOrder(...commands: readonly Bytes[]): Bytes {
  return commands.flat();
}

/** A number as two bytes, the low one first. */
export function lowHigh(value: number): Bytes {
  return [value & 0xff, value >> 8];
}

export function asciiBytes(text: string): Bytes {
  return [...text].map((character) => character.charCodeAt(0));
}
