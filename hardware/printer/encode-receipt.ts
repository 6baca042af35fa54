import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import {
  centered,
  type Emphasis,
  type ReceiptBlock,
  type ReceiptDocument,
} from '../../domain/receipt/document.ts';
import { layoutBlock } from '../../domain/receipt/text-layout.ts';
import { fitWidth } from './bitmap.ts';
import { encodeBarcode, encodeQr } from './encode-code.ts';
import type { Bytes, PrinterCommands } from './encode-commands.ts';
import { commandsOf } from './encode-dialect.ts';
import { charsetOf, type Charset } from './text-charset.ts';
import type { TextDrawing } from './text-drawing.ts';

interface Paper {
  readonly printer: PrinterSettings;
  readonly commands: PrinterCommands;
  readonly charset: Charset;
  /** What draws text outside the printer's font. */
  readonly drawing: TextDrawing;
}

/**
 * A document as the bytes that print it. They begin by resetting the printer and end as its blocks do. All text stands in
 * the printer's columns; a line with a character that its font lacks is drawn. No text can be a command.
 * A thousand drawn lines take the processor for a second: whoever sells leaves it to another thread.
 */
export async function encodeReceipt(
  document: ReceiptDocument,
  printer: PrinterSettings,
  drawing: TextDrawing,
): Promise<Uint8Array> {
  const commands = commandsOf(printer.dialect);
  const paper: Paper = { printer, commands, drawing, charset: charsetOf(printer.encoding) };
  const parts = [Uint8Array.from(commands.begin(printer.encoding))];
  for (const block of document.blocks) parts.push(Uint8Array.from(await encodeBlock(block, paper)));
  return Buffer.concat(parts);
}

async function encodeBlock(block: ReceiptBlock, paper: Paper): Promise<Bytes> {
  const { printer, commands } = paper;
  switch (block.kind) {
    case 'paragraph':
      return encodeLines(reword(block, paper.charset), block.emphasis, paper);
    case 'row':
      return encodeLines(reword(block, paper.charset), block.emphasis, paper);
    case 'rule':
      return encodeLines(block, 'normal', paper);
    case 'qr':
    case 'barcode': {
      const encode = block.kind === 'qr' ? encodeQr : encodeBarcode;
      const caption = await encodeBlock(centered(block.text), paper);
      return [...(encode(block.text, printer, commands) ?? []), ...caption];
    }
    case 'logo': {
      const { widthDots, heightDots, rows } = block.picture;
      const bitmap = { widthDots, heightDots, rows: Buffer.from(rows, 'hex') };
      return [
        ...commands.center(true),
        ...commands.picture(fitWidth(bitmap, printer.dots)),
        ...commands.center(false),
      ];
    }
    case 'feed':
      return block.lines > 0 ? commands.feed(block.lines) : [];
    case 'cut':
      return commands.cut(printer.cut);
    case 'drawer':
      return printer.drawer ? commands.pulse(printer.drawer) : [];
  }
}

/** The block in characters that the printer has, before it is laid out: some of them are wider than the original. */
function reword<Block extends Extract<ReceiptBlock, { kind: 'paragraph' | 'row' }>>(
  block: Block,
  charset: Charset,
): Block {
  const words =
    block.kind === 'paragraph'
      ? { text: charset.reword(block.text) }
      : {
          left: charset.reword(block.left),
          middle: charset.reword(block.middle),
          right: charset.reword(block.right),
        };
  return { ...block, ...words };
}

async function encodeLines(block: ReceiptBlock, emphasis: Emphasis, paper: Paper): Promise<Bytes> {
  const bytes: number[] = [];
  for (const line of layoutBlock(block, paper.printer.columns, paper.charset.measure)) {
    bytes.push(...(spellLine(line, emphasis, paper) ?? (await drawLine(line, emphasis, paper))));
  }
  return bytes;
}

/** A line in the printer's own letters; null where it lacks one. */
function spellLine(line: string, emphasis: Emphasis, { commands, charset }: Paper): Bytes | null {
  const letters = charset.spell(line);
  if (!letters) return null;
  const bytes: number[] = [];
  let isTwoByte = false;
  for (const letter of letters) {
    if ((letter.length === 2) !== isTwoByte) {
      isTwoByte = !isTwoByte;
      bytes.push(...commands.twoByte(isTwoByte));
    }
    bytes.push(...letter);
  }
  if (isTwoByte) bytes.push(...commands.twoByte(false));
  return [...commands.emphasize(emphasis), ...bytes, ...commands.feed(1), ...commands.deemphasize(emphasis)];
}

async function drawLine(line: string, emphasis: Emphasis, paper: Paper): Promise<Bytes> {
  const { printer, commands, charset, drawing } = paper;
  const { columns, dots } = printer;
  const columnDots = Math.floor(dots / columns);
  const grid = { columns, columnDots, rowDots: commands.drawnRowDots, measure: charset.measure };
  return commands.picture(await drawing.drawLine(line, emphasis, grid));
}
