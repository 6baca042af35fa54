import PdfDocument from 'pdfkit';
import { cleanText } from '../../domain/receipt/display-width.ts';
import { centered, DOTS_PER_MM, paperWidthMm } from '../../domain/receipt/document.ts';
import type {
  CodeDrawing,
  Emphasis,
  PaperColumns,
  ReceiptBlock,
  ReceiptDocument,
  ReceiptParagraph,
  ReceiptRow,
} from '../../domain/receipt/document.ts';
import { picturePath, type ReceiptPicture } from '../../domain/receipt/picture.ts';
import { layoutRow, wrapText } from '../../domain/receipt/row-layout.ts';
import { drawCode } from './code-drawing.ts';
import { openTypeface, type Typeface } from './receipt-typeface.ts';

const POINTS_PER_MM = 72 / 25.4;
const LINE_HEIGHT = 1.4;
const MARGIN_TOP = 14;
const RULE_HEIGHT = 10;
const QR_SIZE = 62;
const BAR_WIDTH_SHARE = 0.9;
const BAR_HEIGHT = 34;
const CODE_GAP = 6;

/** A PDF page is at most 14,400 units long (ISO 32000-1, annex C.2); a longer receipt goes on on the next one. */
const PAGE_MAX_LENGTH = 14_400;

/** The paper that a document is laid out on; in points, as everything here. */
interface Paper {
  readonly columns: PaperColumns;
  readonly paperWidth: number;
  readonly printWidth: number;
  readonly typeface: Typeface;
}

/** Something at its place on the paper, `y` from the top. */
type Mark = { readonly y: number; readonly height: number } & (
  | { readonly kind: 'text'; readonly x: number; readonly text: string; readonly emphasis: Emphasis }
  | { readonly kind: 'rule' }
  | { readonly kind: 'code'; readonly x: number; readonly width: number; readonly drawing: CodeDrawing }
);

interface Laid {
  readonly marks: readonly Mark[];
  readonly height: number;
}

/**
 * A document as a PDF as wide as its paper and as long as its text, with its fonts in it. The same document and
 * `createdAtUtcMs` give the same bytes.
 */
export async function receiptPdf(
  document: ReceiptDocument,
  columns: PaperColumns,
  createdAtUtcMs: number,
): Promise<Buffer> {
  const pdf = new PdfDocument({
    autoFirstPage: false,
    lang: document.language,
    info: { Title: document.title, Creator: 'Guitai', CreationDate: new Date(createdAtUtcMs) },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));

  const paperWidth = paperWidthMm[columns].paper * POINTS_PER_MM;
  const printWidth = paperWidthMm[columns].print * POINTS_PER_MM;
  // A Chinese character is as wide as it is high, and takes two columns.
  const typeface = await openTypeface(pdf, document, (printWidth / columns) * 2);
  const paper: Paper = { columns, paperWidth, printWidth, typeface };
  drawPages(pdf, stack(document.blocks.map((block) => layBlock(block, paper))).marks, paper);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function stack(parts: readonly Laid[]): Laid {
  const marks: Mark[] = [];
  let height = 0;
  for (const part of parts) {
    for (const mark of part.marks) marks.push({ ...mark, y: mark.y + height });
    height += part.height;
  }
  return { marks, height };
}

function layBlock(block: ReceiptBlock, paper: Paper): Laid {
  switch (block.kind) {
    case 'paragraph':
      return layParagraph(block, paper);
    case 'row':
      return layRow(block, paper);
    case 'rule':
      return { marks: [{ kind: 'rule', y: 0, height: RULE_HEIGHT }], height: RULE_HEIGHT };
    case 'qr':
    case 'barcode':
      return layCode(block.kind, block.text, paper);
    case 'feed':
      return { marks: [], height: block.lines * lineHeight('normal', paper) };
    case 'logo':
      return layLogo(block.picture, paper);
    case 'cut':
    case 'drawer':
      return { marks: [], height: 0 };
  }
}

function layParagraph(block: ReceiptParagraph, paper: Paper): Laid {
  const { typeface, printWidth } = paper;
  const measure = (text: string) => typeface.measure(text, block.emphasis);
  const lines = wrapText(cleanText(block.text), printWidth, measure).map((line) => {
    const x = block.align === 'center' ? (printWidth - measure(line)) / 2 : 0;
    return layLine([{ text: line, x }], block.emphasis, paper);
  });
  return stack(lines);
}

function layRow(block: ReceiptRow, paper: Paper): Laid {
  const { typeface, printWidth, columns } = paper;
  const measure = (text: string) => typeface.measure(text, block.emphasis);
  const cells = {
    left: cleanText(block.left),
    middle: cleanText(block.middle),
    right: cleanText(block.right),
  };
  const space = { width: printWidth, columnWidth: printWidth / columns, measure };
  const lines = layoutRow({ ...block, ...cells }, space).map((line) => {
    const texts = [
      { text: line.left, x: line.leftStart },
      { text: line.middle, x: line.middleEnd - measure(line.middle) },
      { text: line.right, x: printWidth - measure(line.right) },
    ];
    return layLine(texts, block.emphasis, paper);
  });
  return stack(lines);
}

function layLine(texts: readonly { text: string; x: number }[], emphasis: Emphasis, paper: Paper): Laid {
  const height = lineHeight(emphasis, paper);
  const marks = texts
    .filter(({ text }) => text !== '')
    .map(({ text, x }): Mark => ({ kind: 'text', text, x, emphasis, y: 0, height }));
  return { marks, height };
}

function lineHeight(emphasis: Emphasis, { typeface }: Paper): number {
  return typeface.sizeOf(emphasis) * LINE_HEIGHT;
}

function layCode(kind: 'qr' | 'barcode', text: string, paper: Paper): Laid {
  const caption = layParagraph(centered(text), paper);
  const drawing = drawCode(kind, text);
  if (!drawing) return caption;
  const gap: Laid = { marks: [], height: CODE_GAP };
  const width = kind === 'qr' ? QR_SIZE : paper.printWidth * BAR_WIDTH_SHARE;
  const height = kind === 'qr' ? QR_SIZE : BAR_HEIGHT;
  const code: Mark = { kind: 'code', x: (paper.printWidth - width) / 2, y: 0, width, height, drawing };
  return stack([gap, { marks: [code], height }, gap, caption]);
}

/** As large as a printer prints it, or as wide as the paper. */
function layLogo(picture: ReceiptPicture, { printWidth }: Paper): Laid {
  const { widthDots, heightDots } = picture;
  const width = Math.min((widthDots / DOTS_PER_MM) * POINTS_PER_MM, printWidth);
  const height = (width * heightDots) / widthDots;
  const drawing = { widthModules: widthDots, heightModules: heightDots, path: picturePath(picture) };
  const mark: Mark = { kind: 'code', x: (printWidth - width) / 2, y: 0, width, height, drawing };
  return stack([
    { marks: [mark], height },
    { marks: [], height: CODE_GAP },
  ]);
}

/** Pages are as long as what is on them; a line that a page has no room for begins the next. */
function drawPages(pdf: PDFKit.PDFDocument, marks: readonly Mark[], paper: Paper): void {
  const room = PAGE_MAX_LENGTH - 2 * MARGIN_TOP;
  let rest = marks;
  do {
    const top = rest[0]?.y ?? 0;
    const overflow = rest.findIndex((mark) => mark.y + mark.height > top + room);
    const page = overflow === -1 ? rest : rest.slice(0, overflow);
    rest = overflow === -1 ? [] : rest.slice(overflow);
    const length = Math.max(0, ...page.map((mark) => mark.y + mark.height - top));
    pdf.addPage({ size: [paper.paperWidth, length + 2 * MARGIN_TOP], margin: 0 });
    for (const mark of page) drawMark(pdf, mark, MARGIN_TOP + mark.y - top, paper);
  } while (rest.length > 0);
}

function drawMark(pdf: PDFKit.PDFDocument, mark: Mark, y: number, paper: Paper): void {
  const margin = (paper.paperWidth - paper.printWidth) / 2;
  if (mark.kind === 'text') {
    paper.typeface.draw(mark.text, mark.emphasis, margin + mark.x, y);
  } else if (mark.kind === 'rule') {
    const middle = y + mark.height / 2;
    pdf.moveTo(margin, middle).lineTo(margin + paper.printWidth, middle);
    pdf.lineWidth(0.5).dash(2, { space: 2 }).stroke('black').undash();
  } else {
    const { widthModules, heightModules, path } = mark.drawing;
    pdf.save().translate(margin + mark.x, y);
    pdf
      .scale(mark.width / widthModules, mark.height / heightModules)
      .path(path)
      .fill('black')
      .restore();
  }
}
