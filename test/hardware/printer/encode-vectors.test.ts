import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { row, type ReceiptBlock } from '../../../domain/receipt/document.ts';
import { drawerPulse } from '../../../hardware/printer/drawer-pulse.ts';
import { encodeConfirmation } from '../../../hardware/printer/encode-confirmation.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import { describeIf } from '../../skip.ts';
import { describePaper } from '../decoder/paper.ts';
import { readEscPos } from '../decoder/read-esc-pos.ts';
import { readStarLine } from '../decoder/read-star-line.ts';
import { drawing, printerOf } from './sample-printers.ts';

interface Vector {
  readonly id: string;
  readonly hex: string;
  readonly dir: string;
  readonly meaning: string;
  readonly note?: string;
}

const file = process.env['CASES'] ?? resolve(import.meta.dirname, '../../../../shared/cases/hardware.json');
const contents = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { escpos?: readonly Vector[] })
  : {};
const vectors = (contents.escpos ?? []).filter(({ dir }) => dir === 'host->printer');

interface Expected {
  /** What is sent around the vector, so that what it switches shows. */
  readonly before?: string;
  readonly after?: string;
  /** What then is on paper, or why it is none. */
  readonly paper: string;
}

const FOUR_BYTE = 'a four-byte code, which printers have no letters for';

const readings: Readonly<Record<string, Expected>> = {
  init: { paper: '' },
  'kanji-on': { after: 'd6d0 0a', paper: ' |中' },
  'kanji-off': { after: '82 0a', paper: ' |é' },
  'gb-d6d0cec4': { after: '0a', paper: ' |中文' },
  'gb-a3a4372e3030': { after: '0a', paper: ' |￥7.00' },
  'gb-a2e3': { after: '0a', paper: ' |€' },
  'gb-fe9f': { after: '0a', paper: ' |䶮' },
  'gb-82328d37': { paper: FOUR_BYTE },
  'gb-9534b235': { paper: FOUR_BYTE },
  'yen-halfwidth': { paper: FOUR_BYTE },
  'euro-bad': { after: '35 0a', paper: FOUR_BYTE },
  cp1252: { before: '1c2e', after: '0a', paper: ' |Café' },
  'esc-R-15': { after: '24 0a', paper: ' |¥' },
  'kick-pin2': { paper: '  [drawer on pin 2: 50 ms on, 500 ms off]' },
  'kick-pin5': { paper: '  [drawer on pin 5: 50 ms on, 500 ms off]' },
  'kick-truncated': { paper: 'a command that is cut short' },
  'ntp-kick': { paper: 'a stray byte 1' },
  'kick-realtime': { paper: '  [drawer on pin 2: 200 ms on, 200 ms off]' },
  'cut-full': { paper: '  [full cut]' },
  'cut-feed-partial': { paper: '  [partial cut after feeding]' },
  feed4: { paper: '  [feed 4]' },
  'qr-store': { after: '1d286b0300315130', paper: '  [qr L 3: HY:800012345]' },
  'qr-print': { paper: 'a QR code without data' },
  'qr-utf8-len': { after: '1d286b0300315130', paper: '  [qr L 3: 会员1]' },
  ean13: { paper: '  [ean13 3 x 162: 690123456789]' },
  code128: { paper: '  [code128 3 x 162: POS-0001]' },
  raster: { paper: '  [picture 16 x 8]' },
  'beep-epson-clone': { paper: '  [beep 0202]' },
  eot1: { paper: '  [status 01]' },
  'asb-on': { paper: '  [automatic status 0f]' },
  'gs-r-1': { paper: '  [paper status 01]' },
  'process-id': { paper: '  [confirm A001]' },
  'clear-buffers': { paper: '  [clear buffers 01031401060208]' },
  recover: { paper: '  [recover 02]' },
  'star-cut': { paper: '  [full cut after feeding]' },
  'star-kick': { paper: '  [drawer on pin 2: 110 ms on, 550 ms off]' },
};

const onPaper = (...blocks: ReceiptBlock[]) =>
  encodeReceipt({ language: 'en', title: '', blocks }, printerOf(), drawing);

/** What the program sends where a vector is what it should send. */
const emitted: Readonly<Record<string, () => Promise<Uint8Array | null>>> = {
  init: () => onPaper(),
  'kanji-on': () => onPaper(row('中文', '')),
  'kanji-off': () => onPaper(row('中文', '')),
  'gb-d6d0cec4': () => onPaper(row('中文', '')),
  'gb-a2e3': () => onPaper(row('€', '')),
  'gb-fe9f': () => onPaper(row('䶮', '')),
  'kick-pin2': async () => drawerPulse(printerOf()),
  'kick-pin5': async () => drawerPulse(printerOf({ drawer: { pin: 5, onMs: 50, offMs: 500 } })),
  'cut-feed-partial': () => onPaper({ kind: 'cut' }),
  feed4: () => onPaper({ kind: 'feed', lines: 4 }),
  'qr-store': () => onPaper({ kind: 'qr', text: 'HY:800012345' }),
  'qr-print': () => onPaper({ kind: 'qr', text: 'HY:800012345' }),
  'qr-utf8-len': () => onPaper({ kind: 'qr', text: '会员1' }),
  code128: () => onPaper({ kind: 'barcode', text: 'POS-0001' }),
  raster: () => {
    const picture = { widthDots: 16, heightDots: 8, rows: 'ffff800180018001800180018001ffff' };
    const blocks = [{ kind: 'logo', picture } as const];
    return encodeReceipt({ language: 'en', title: '', blocks }, printerOf(), drawing);
  },
  cp1252: () =>
    encodeReceipt(
      { language: 'en', title: '', blocks: [row('Café', '')] },
      printerOf({ encoding: 'cp1252' }),
      drawing,
    ),
  'process-id': async () => encodeConfirmation('A001'),
  'star-cut': () =>
    encodeReceipt(
      { language: 'en', title: '', blocks: [{ kind: 'cut' }] },
      printerOf({ dialect: 'star-line', cut: 'full' }),
      drawing,
    ),
  'star-kick': async () =>
    drawerPulse(printerOf({ dialect: 'star-line', drawer: { pin: 2, onMs: 110, offMs: 550 } })),
};

describeIf(vectors.length > 0, `no printer commands in ${file}`)('the commands of the hardware cases', () => {
  test.each(vectors)('$id is read as it says', ({ id, hex, meaning, note }) => {
    const { before = '', after = '', paper }: Partial<Expected> = readings[id] ?? {};
    const read = id.startsWith('star-') ? readStarLine : readEscPos;
    const { items, misprint } = read(bytesOf(before + hex + after));
    const found = misprint?.why ?? describePaper(items).join('\n');
    expect(found).toBe(paper ?? found);
    const isWrong = /INVALID|4-byte|stray|^CP936/.test(`${meaning} ${note ?? ''}`);
    // To print a code that was never stored is right only behind the command that stores it.
    expect(misprint !== null).toBe(isWrong || id === 'qr-print');
  });

  test.each(vectors.filter(({ id }) => id in emitted))('$id is sent', async ({ id, hex }) => {
    expect(Buffer.from((await emitted[id]!()) ?? []).toString('hex')).toContain(hex.replaceAll(' ', ''));
  });
});

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
}
