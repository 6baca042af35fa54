/**
 * What comes out of a printer, as somebody sees it who holds the paper. The readers beside this file make it from bytes by
 * the makers' manuals alone: they share nothing with the program that wrote the bytes.
 */
export type PaperItem =
  | PaperLine
  | PaperPicture
  | PaperQr
  | PaperBarcode
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut'; readonly how: 'full' | 'partial'; readonly feedsFirst: boolean }
  | { readonly kind: 'kick'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  /** Something besides paper: questions, buzzers, what is asked to be confirmed. */
  | { readonly kind: 'other'; readonly what: string };

export interface PaperLine {
  readonly kind: 'line';
  readonly text: string;
  /** The column after the last character; one of two bytes is two wide. */
  readonly columns: number;
  readonly isBold: boolean;
  readonly isTall: boolean;
  readonly isCentered: boolean;
}

export interface PaperPicture {
  readonly kind: 'picture';
  readonly widthDots: number;
  /** Rows of dots, `#` for black. */
  readonly rows: readonly string[];
  readonly isCentered: boolean;
}

export interface PaperQr {
  readonly kind: 'qr';
  readonly data: Uint8Array;
  readonly level: 'L' | 'M' | 'Q' | 'H';
  readonly moduleDots: number;
  readonly isCentered: boolean;
}

export interface PaperBarcode {
  readonly kind: 'barcode';
  readonly symbology: string;
  readonly text: string;
  readonly moduleDots: number;
  readonly heightDots: number;
  readonly isCentered: boolean;
}

/** Why bytes are no paper: a stray byte, a command cut short, or text that the font has no code for. */
export interface Misprint {
  readonly at: number;
  readonly why: string;
}

export interface Reading {
  readonly items: readonly PaperItem[];
  readonly misprint: Misprint | null;
}

/** The items of bytes that have to be whole. */
export function whole(reading: Reading): readonly PaperItem[] {
  const { misprint } = reading;
  if (misprint) throw new Error(`byte ${misprint.at}: ${misprint.why}`);
  return reading.items;
}

/** Items as lines of text, for people and for files that a change is compared with. */
export function describePaper(items: readonly PaperItem[]): string[] {
  return items.map((item) => {
    switch (item.kind) {
      case 'line':
        return `${item.isTall ? 'T' : item.isBold ? 'B' : ' '}${item.isCentered ? '>' : '|'}${item.text}`;
      case 'picture':
        return `  [picture ${item.widthDots} x ${item.rows.length}${middle(item.isCentered)}]`;
      case 'qr':
        return `  [qr ${item.level} ${item.moduleDots}${middle(item.isCentered)}: ${Buffer.from(item.data).toString('utf8')}]`;
      case 'barcode':
        return `  [${item.symbology} ${item.moduleDots} x ${item.heightDots}${middle(item.isCentered)}: ${item.text}]`;
      case 'feed':
        return `  [feed ${item.lines}]`;
      case 'cut':
        return `  [${item.how} cut${item.feedsFirst ? ' after feeding' : ''}]`;
      case 'kick':
        return `  [drawer on pin ${item.pin}: ${item.onMs} ms on, ${item.offMs} ms off]`;
      case 'other':
        return `  [${item.what}]`;
    }
  });
}

function middle(isCentered: boolean): string {
  return isCentered ? ', in the middle' : '';
}
