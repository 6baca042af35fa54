import {
  atLineStart,
  dotRows,
  other,
  printLine,
  readCommands,
  refuse,
  type CommandTable,
  type Head,
} from './command-reader.ts';
import type { PaperBarcode, PaperQr, Reading } from './paper.ts';
import type { CodePage, TwoByteFont } from './printer-fonts.ts';

/** `ESC t`, of Epson's table what is used here. */
const pages: Readonly<Record<number, CodePage>> = {
  0: 'cp437',
  1: 'katakana',
  2: 'cp850',
  16: 'windows-1252',
  17: 'ibm866',
  19: 'cp858',
};
const levels = { 48: 'L', 49: 'M', 50: 'Q', 51: 'H' } as const;

interface CodeState {
  qr: { moduleDots: number; level: PaperQr['level']; data: Uint8Array | null };
  barcode: { moduleDots: number; heightDots: number };
}

/** What an ESC/POS printer with a two-byte font, as it comes in China or Japan, prints of these bytes. */
export function readEscPos(
  bytes: Uint8Array,
  { font = 'gb18030', columns = 48 }: { readonly font?: TwoByteFont; readonly columns?: number } = {},
): Reading {
  const codes: CodeState = {
    qr: { moduleDots: 3, level: 'L', data: null },
    barcode: { moduleDots: 3, heightDots: 162 },
  };
  const head: Head = { items: [], font, columns, text: '', textColumns: 0, ...initial() };
  return readCommands(bytes, { ...basics, ...codeCommands(codes), ...realTime }, head);
}

/** As after power-on: Chinese and Japanese models begin in two-byte mode. */
function initial() {
  return {
    page: 'cp437' as CodePage,
    nationalSet: 0,
    isTwoByte: true,
    isBold: false,
    isTall: false,
    isCentered: false,
  };
}

const basics: CommandTable = {
  '0a': (head) => printLine(head),
  '1b40': atLineStart((head) => void Object.assign(head, initial())),
  '1b45': (head, { byte }) => void (head.isBold = (byte() & 1) === 1),
  '1b61': atLineStart((head, { byte }) => {
    const align = byte();
    if (align !== 0 && align !== 1) refuse(`alignment ${align}`);
    head.isCentered = align === 1;
  }),
  '1b64': (head, { byte }) => {
    const lines = byte();
    if (head.text !== '') printLine(head);
    if (lines > 0) head.items.push({ kind: 'feed', lines });
  },
  '1b52': (head, { byte }) => {
    head.nationalSet = byte();
    if (![0, 8, 15].includes(head.nationalSet)) refuse('a national set that is not in the table');
  },
  '1b74': (head, { byte }) => {
    const page = pages[byte()];
    if (!page) return refuse('a code page that is not in the table');
    head.page = page;
  },
  '1b70': (head, { byte }) => {
    const pin = byte();
    if (pin > 1 && pin !== 48 && pin !== 49) refuse(`drawer ${pin}`);
    head.items.push({ kind: 'kick', pin: pin % 2 === 0 ? 2 : 5, onMs: byte() * 2, offMs: byte() * 2 });
  },
  '1c26': (head) => void (head.isTwoByte = true),
  '1c2e': (head) => void (head.isTwoByte = false),
  '1c43': (head, { byte }) => {
    if (byte() !== 1 || head.font !== 'shift_jis') refuse('a code system other than Shift JIS');
  },
  '1d21': (head, { byte }) => {
    const size = byte();
    if (size > 1) refuse(`character size ${size}`);
    head.isTall = size === 1;
  },
  '1d56': atLineStart((head, { byte }) => {
    const how = byte();
    const feedsFirst = how === 65 || how === 66;
    if (![0, 1, 48, 49, 65, 66].includes(how)) refuse(`cut ${how}`);
    if (feedsFirst) byte();
    head.items.push({
      kind: 'cut',
      how: how === 66 || (how % 2 === 1 && how !== 65) ? 'partial' : 'full',
      feedsFirst,
    });
  }),
  '1d7630': atLineStart((head, { byte, low16, take }) => {
    if (byte() !== 0) refuse('a raster of another density');
    const [widthBytes, height] = [low16(), low16()];
    if (widthBytes === 0 || height === 0 || height > 2303) refuse('a raster without a size');
    const rows = dotRows(take(widthBytes * height), widthBytes);
    head.items.push({ kind: 'picture', widthDots: widthBytes * 8, rows, isCentered: head.isCentered });
  }),
};

const realTime: CommandTable = {
  '1004': other('status', 1),
  '1005': other('recover', 1),
  '101401': (head, { byte }) => {
    const [pin, time] = [byte(), byte()];
    head.items.push({ kind: 'kick', pin: pin === 0 ? 2 : 5, onMs: time * 100, offMs: time * 100 });
  },
  '101408': other('clear buffers', 7),
  '1b42': other('beep', 2),
  '1d61': other('automatic status', 1),
  '1d72': other('paper status', 1),
  '1d2848': (head, { low16, take }) => {
    const data = take(low16());
    if (data.length !== 6 || data[0] !== 48 || data[1] !== 48) refuse('another function of GS ( H');
    head.items.push({ kind: 'other', what: `confirm ${Buffer.from(data.subarray(2)).toString('ascii')}` });
  },
};

function codeCommands({ qr, barcode }: CodeState): CommandTable {
  return {
    '1d286b': (head, { low16, take }) => {
      const [cn, fn, ...rest] = take(low16());
      if (cn !== 49) refuse(`symbol ${cn}`);
      const [first = -1] = rest;
      if (fn === 65) {
        if (first !== 50) refuse('a QR code of another model');
      } else if (fn === 67) {
        if (first < 1 || first > 16) refuse(`a QR code with modules of ${first}`);
        qr.moduleDots = first;
      } else if (fn === 69) {
        qr.level = levels[first as keyof typeof levels] ?? refuse(`a QR code of level ${first}`);
      } else if (fn === 80) {
        if (first !== 48 || rest.length < 2) refuse('a QR code without data');
        qr.data = Uint8Array.from(rest.slice(1));
      } else if (fn === 81) {
        printQr(head, qr);
      } else refuse(`function ${fn} of a QR code`);
    },
    '1d48': (_head, { byte }) => {
      if (byte() !== 0) refuse('text at a barcode');
    },
    '1d68': (_head, { byte }) => void (barcode.heightDots = byte()),
    '1d77': (_head, { byte }) => {
      barcode.moduleDots = byte();
      if (barcode.moduleDots < 2 || barcode.moduleDots > 6) refuse('bars of another width');
    },
    '1d6b': atLineStart((head, { byte, take }) => {
      const symbology = byte();
      const data = Buffer.from(take(byte())).toString('latin1');
      const printed = { kind: 'barcode' as const, ...barcode, isCentered: head.isCentered };
      head.items.push({ ...printed, ...readBarcode(symbology, data) });
    }),
  };
}

const printQr = (head: Head, { moduleDots, level, data }: CodeState['qr']): void => {
  if (head.text !== '') refuse('a QR code in the middle of a line');
  if (!data) return refuse('a QR code without data');
  head.items.push({ kind: 'qr', data, level, moduleDots, isCentered: head.isCentered });
};

/** Function B of `GS k`: EAN-13, whose check digit the printer adds, and Code 128, whose set stands before the text. */
function readBarcode(symbology: number, data: string): Pick<PaperBarcode, 'symbology' | 'text'> {
  if (symbology === 67 && /^\d{12,13}$/.test(data)) return { symbology: 'ean13', text: data };
  if (symbology !== 73) return refuse(`barcode ${symbology} of ${data}`);
  if (!data.startsWith('{B') || data.length === 2) refuse('a Code 128 without its set');
  const text = data.slice(2);
  if (/(^|[^{])(\{\{)*\{([^{]|$)/.test(text)) refuse('a brace that is a function of Code 128');
  return { symbology: 'code128', text: text.replaceAll('{{', '{') };
}
