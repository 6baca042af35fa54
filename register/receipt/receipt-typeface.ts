import { cleanText } from '../../domain/receipt/display-width.ts';
import type { Emphasis, ReceiptBlock, ReceiptDocument } from '../../domain/receipt/document.ts';
import { loadFontParts } from './receipt-font.ts';

const REGULAR_WEIGHT = 400;
const BOLD_WEIGHT = 700;
const TALL_SCALE = 1.35;

/** Measures and draws a document's text in a PDF; in points, `y` from the top of the page. */
export interface Typeface {
  /** The size of the characters, so also the width of a Chinese one. */
  sizeOf(emphasis: Emphasis): number;
  measure(text: string, emphasis: Emphasis): number;
  draw(text: string, emphasis: Emphasis, x: number, y: number): void;
}

/** Which registered font has a character. */
type FontByCharacter = ReadonlyMap<string, string>;

/** Opens Noto Sans SC in the two weights that a receipt needs, with the document's characters and no others. */
export async function openTypeface(
  pdf: PDFKit.PDFDocument,
  document: ReceiptDocument,
  fontSize: number,
): Promise<Typeface> {
  const texts = textsOf(document.blocks);
  const regular = await registerParts(pdf, texts.regular, REGULAR_WEIGHT);
  const bold = await registerParts(pdf, texts.bold, BOLD_WEIGHT);
  const fontsOf = (emphasis: Emphasis) => (emphasis === 'normal' ? regular : bold);
  const sizeOf = (emphasis: Emphasis) => (emphasis === 'tall' ? fontSize * TALL_SCALE : fontSize);
  return {
    sizeOf,
    measure(text, emphasis) {
      pdf.fontSize(sizeOf(emphasis));
      return runsOf(text, fontsOf(emphasis)).reduce((width, run) => width + runWidth(pdf, run), 0);
    },
    draw(text, emphasis, x, y) {
      pdf.fontSize(sizeOf(emphasis)).fillColor('black');
      let left = x;
      for (const run of runsOf(text, fontsOf(emphasis))) {
        pdf.font(run.font).text(run.text, left, y, { lineBreak: false });
        left += runWidth(pdf, run);
      }
    },
  };
}

async function registerParts(
  pdf: PDFKit.PDFDocument,
  text: string,
  weight: number,
): Promise<FontByCharacter> {
  const fonts = new Map<string, string>();
  for (const part of await loadFontParts(new Set(text), weight)) {
    pdf.registerFont(part.name, part.bytes);
    for (const character of part.characters) fonts.set(character, part.name);
  }
  return fonts;
}

function textsOf(blocks: readonly ReceiptBlock[]): { regular: string; bold: string } {
  const texts = { regular: '', bold: '' };
  for (const block of blocks) {
    if (block.kind === 'qr' || block.kind === 'barcode') texts.regular += cleanText(block.text);
    if (block.kind !== 'paragraph' && block.kind !== 'row') continue;
    const text = block.kind === 'row' ? `${block.left} ${block.middle} ${block.right}` : block.text;
    texts[block.emphasis === 'normal' ? 'regular' : 'bold'] += cleanText(text);
  }
  return texts;
}

interface Run {
  readonly font: string;
  readonly text: string;
}

/** A text in runs of one font each: Chinese characters are spread over the font's slices by how common they are. */
function runsOf(text: string, fonts: FontByCharacter): Run[] {
  const runs: { font: string; text: string }[] = [];
  for (const character of text) {
    const font = fonts.get(character);
    if (font === undefined)
      throw new Error(`no font was opened for U+${character.codePointAt(0)!.toString(16)}`);
    const last = runs.at(-1);
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

function runWidth(pdf: PDFKit.PDFDocument, run: Run): number {
  return pdf.font(run.font).widthOfString(run.text);
}
