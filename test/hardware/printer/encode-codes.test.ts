import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import jsQR from 'jsqr';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule as prepareReader, readBarcodes } from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, writeBarcode } from 'zxing-wasm/writer';
import { printerDialects, type PrinterSettings } from '../../../domain/devices/device-settings.ts';
import type { ReceiptBlock } from '../../../domain/receipt/document.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import type { PaperItem } from '../decoder/paper.ts';
import { drawing, paperDots, paperOf, printerOf } from './sample-printers.ts';

/** What a camera sees: grey dots on white paper. */
interface Photo {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

const qrTexts = [
  '0001-02-1-000147',
  'HY:800012345',
  '会员1',
  '谢谢惠顾，扫码关注，下次再来。',
  'https://example.com/r/0001-02-1-000147?a=%20&b=çé',
  '1234567890'.repeat(20),
  '汉'.repeat(100),
];
const barcodeTexts = [
  '0001-02-1-000147',
  'POS-0001',
  '6901234567892',
  'a{b}%c~',
  '00012345678901234567890123456789',
];
const printers = printerDialects.flatMap((dialect) =>
  ([32, 48] as const).map((columns) => ({ dialect, columns, dots: paperDots[columns] })),
);

beforeAll(async () => {
  const load = (kind: 'reader' | 'writer') => {
    const path = import.meta.resolve(`zxing-wasm/${kind}/zxing_${kind}.wasm`);
    return { wasmBinary: readFileSync(fileURLToPath(path)).buffer };
  };
  await prepareReader({ overrides: load('reader'), fireImmediately: true });
  await prepareWriter({ overrides: load('writer'), fireImmediately: true });
});

describe.each(printers)('in $dialect on $dots dots', (changes) => {
  test.each(qrTexts)('a drawn QR code of %s scans', async (text) => {
    const printer = printerOf({ ...changes, drawsCodes: true });
    const [code] = await print({ kind: 'qr', text }, printer);
    const photo = photoOf(code!, printer.dots);
    expect(quietModules(code!, 7)).toEqual({ beside: 4, around: 4 });
    expect(scanQr(photo)).toBe(text);
    expect(await scanAny(photo)).toEqual([text]);
  });

  test.each(qrTexts)(
    'a QR code of %s that the printer makes scans, and fits with its quiet zone',
    async (text) => {
      const printer = printerOf(changes);
      const [above, code, below] = await print({ kind: 'qr', text }, printer);
      expect([above, below]).toEqual([
        { kind: 'feed', lines: 1 },
        { kind: 'feed', lines: 1 },
      ]);
      if (code?.kind !== 'qr') throw new Error(`no QR code but ${code?.kind}`);
      expect(Buffer.from(code.data).toString('utf8')).toBe(text);
      const modules = await writtenModules(code.data, 'QRCode');
      expect((modules[0]!.length + 8) * code.moduleDots).toBeLessThanOrEqual(printer.dots);
      expect(scanQr(photograph(modules, code.moduleDots, code.moduleDots, 4))).toBe(text);
    },
  );

  test.each(barcodeTexts)(
    'a barcode of %s scans, or is left to its caption where it does not fit',
    async (text) => {
      const [bars] = await writtenModules(text, 'Code128');
      const fits = (bars!.length + 20) * 2 <= changes.dots;
      for (const drawsCodes of [true, false]) {
        const printer = printerOf({ ...changes, drawsCodes });
        const [code] = await print({ kind: 'barcode', text }, printer);
        expect(await scanBarcode(code!, printer)).toEqual(fits ? [text] : null);
      }
    },
  );
});

test('a text that is no code is its caption alone', async () => {
  const printer = printerOf({ drawsCodes: true });
  const kindsOf = async (block: ReceiptBlock) => (await print(block, printer)).map(({ kind }) => kind);
  expect(await kindsOf({ kind: 'barcode', text: '号' })).toEqual(['line']);
  expect(await kindsOf({ kind: 'barcode', text: 'x'.repeat(33) })).toEqual(['line']);
  expect(await kindsOf({ kind: 'qr', text: 'x'.repeat(301) })).not.toContain('picture');
});

test('the length of a QR code counts its bytes, not its characters', async () => {
  const bytes = await encode({ kind: 'qr', text: '会员1' }, printerOf());
  expect(Buffer.from(bytes).toString('hex')).toContain('1d286b0a00315030e4bc9ae5919831');
  const long = await encode({ kind: 'qr', text: '汉'.repeat(100) }, printerOf());
  expect(Buffer.from(long).toString('hex')).toContain(`1d286b2f01315030${'e6b189'.repeat(100)}`);
});

function encode(block: ReceiptBlock, printer: PrinterSettings): Promise<Uint8Array> {
  return encodeReceipt({ language: 'en', title: '', blocks: [block] }, printer, drawing);
}

async function print(block: ReceiptBlock, printer: PrinterSettings): Promise<readonly PaperItem[]> {
  return paperOf(await encode(block, printer), printer);
}

/** What a scanner reads; of a code that the printer makes, as another program makes it by what the command says. */
async function scanBarcode(code: PaperItem, { dots }: PrinterSettings): Promise<string[] | null> {
  if (code.kind === 'picture') {
    // Every Code 128 begins with a bar of two modules; less white beside it than ten, and some scanners see nothing.
    return quietModules(code, 2).beside < 10 ? [] : scanAny(photoOf(code, dots));
  }
  if (code.kind !== 'barcode') return null;
  const [bars] = await writtenModules(code.text, 'Code128');
  // In set B alone the printer's is longer: 11 modules a character, and 35 around them.
  expect((11 * code.text.length + 35 + 20) * code.moduleDots).toBeLessThanOrEqual(dots);
  return scanAny(photograph([bars!], code.moduleDots, code.heightDots, 10));
}

/** The least white around a picture's ink in modules, of which the first run of ink in it has so many. */
function quietModules(item: PaperItem, firstRunModules: number): { beside: number; around: number } {
  if (item.kind !== 'picture') throw new Error(`no picture but ${item.kind}`);
  const hasInk = (row: string) => row.includes('#');
  const inked = item.rows.filter(hasInk);
  const [, start = '', run = ''] = /^( *)(#+)/.exec(inked[0]!) ?? [];
  const end = Math.min(...inked.map((row) => row.length - row.trimEnd().length));
  const above = item.rows.findIndex(hasInk);
  const below = item.rows.length - 1 - item.rows.findLastIndex(hasInk);
  const moduleDots = run.length / firstRunModules;
  return {
    beside: Math.min(start.length, end) / moduleDots,
    around: Math.min(start.length, end, above, below) / moduleDots,
  };
}

async function writtenModules(text: string | Uint8Array, format: 'QRCode' | 'Code128'): Promise<string[]> {
  const { symbol, error } = await writeBarcode(text, {
    format,
    ...(format === 'QRCode' ? { ecLevel: 'M' } : {}),
  });
  if (error !== '') throw new Error(error);
  return Array.from({ length: symbol.height }, (_, y) =>
    [...symbol.data.subarray(y * symbol.width, (y + 1) * symbol.width)]
      .map((grey) => (grey < 128 ? '#' : ' '))
      .join(''),
  );
}

/** A printed picture on its paper, where the printer puts it. */
function photoOf(item: PaperItem, paperDotsWide: number): Photo {
  if (item.kind !== 'picture') throw new Error(`no picture but ${item.kind}`);
  expect(item.isCentered).toBe(true);
  expect(item.widthDots).toBeLessThanOrEqual(paperDotsWide);
  const left = ' '.repeat(Math.floor((paperDotsWide - item.widthDots) / 2));
  return photograph(
    item.rows.map((row) => (left + row).padEnd(paperDotsWide)),
    1,
    1,
    0,
  );
}

function photograph(modules: readonly string[], widthDots: number, heightDots: number, quiet: number): Photo {
  const width = (modules[0]!.length + 2 * quiet) * widthDots;
  const margin = quiet * widthDots;
  const height = modules.length * heightDots + 2 * margin;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height - 2 * margin; y++) {
    for (let x = 0; x < width - 2 * margin; x++) {
      const isInk = modules[Math.floor(y / heightDots)]![Math.floor(x / widthDots)] === '#';
      if (isInk)
        data.fill(20, ((y + margin) * width + x + margin) * 4, ((y + margin) * width + x + margin) * 4 + 3);
    }
  }
  return { width, height, data };
}

function scanQr({ data, width, height }: Photo): string | null {
  const read = jsQR.default(data, width, height);
  return read && Buffer.from(read.binaryData).toString('utf8');
}

async function scanAny(photo: Photo): Promise<string[]> {
  const image = { ...photo, colorSpace: 'srgb' } as Parameters<typeof readBarcodes>[0];
  return (await readBarcodes(image, { tryHarder: true })).map(({ text }) => text);
}
