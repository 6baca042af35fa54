import type { Language } from '../text/language.ts';
import type { ReceiptPicture } from './picture.ts';

/**
 * A receipt, report or slip as its parts, before any printer, page or screen. Drivers turn it into bytes, `html.ts`
 * into a page, `text-layout.ts` into lines: so nothing here is measured in dots, points or bytes.
 */
export interface ReceiptDocument {
  readonly language: Language;
  /** What the document is, for a window's title or a file's properties: its kind and number. */
  readonly title: string;
  readonly blocks: readonly ReceiptBlock[];
}

/** Columns of a printer's normal font: 32 on 58 mm paper, 42 or 48 on 80 mm. */
export type PaperColumns = 32 | 42 | 48;

/** Widths of the paper and of what prints on it, in millimetres. */
export const paperWidthMm: Readonly<
  Record<PaperColumns, { readonly paper: number; readonly print: number }>
> = {
  32: { paper: 58, print: 48 },
  42: { paper: 80, print: 72 },
  48: { paper: 80, print: 72 },
};

/** Of nearly all receipt printers: 203 dots an inch. */
export const DOTS_PER_MM = 8;

/** `strong` is bold; `tall` is bold and of double height, which keeps the columns as they are. */
export type Emphasis = 'normal' | 'strong' | 'tall';

export type ReceiptBlock =
  | ReceiptParagraph
  | ReceiptRow
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'barcode'; readonly text: string }
  /** A picture in the middle; plain text leaves it out. */
  | { readonly kind: 'logo'; readonly picture: ReceiptPicture }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' }
  /** Opens the drawer that hangs on the printer. Never in a document that is queued or printed again. */
  | { readonly kind: 'drawer' };

export interface ReceiptParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly align: 'left' | 'center';
  readonly emphasis: Emphasis;
}

/** Cells of one row: a text that wraps, a count or amount in the middle, and one at the right edge that does not. */
export interface ReceiptRow {
  readonly kind: 'row';
  readonly left: string;
  readonly middle: string;
  readonly right: string;
  /** Steps of two columns that the left cell stands in. */
  readonly indent: number;
  readonly emphasis: Emphasis;
}

/** A drawn code: an SVG path of filled modules in a box of `widthModules` by `heightModules`, without a quiet zone. */
export interface CodeDrawing {
  readonly widthModules: number;
  readonly heightModules: number;
  readonly path: string;
}

/** Draws a code, or says that the text cannot be one: then the text is shown instead. */
export type DrawCode = (kind: 'qr' | 'barcode', text: string) => CodeDrawing | null;

export function centered(text: string, emphasis: Emphasis = 'normal'): ReceiptParagraph {
  return { kind: 'paragraph', text, align: 'center', emphasis };
}

export function paragraph(text: string): ReceiptParagraph {
  return { kind: 'paragraph', text, align: 'left', emphasis: 'normal' };
}

export function row(
  left: string,
  right: string,
  options: Partial<Pick<ReceiptRow, 'middle' | 'indent' | 'emphasis'>> = {},
): ReceiptRow {
  return { kind: 'row', left, middle: '', right, indent: 0, emphasis: 'normal', ...options };
}

export const rule: ReceiptBlock = { kind: 'rule' };
export const cut: ReceiptBlock = { kind: 'cut' };
