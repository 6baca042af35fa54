import {
  atLineStart,
  other,
  printLine,
  readCommands,
  refuse,
  type CommandTable,
  type Head,
} from './command-reader.ts';
import type { PaperQr, Reading } from './paper.ts';
import type { CodePage, TwoByteFont } from './printer-fonts.ts';

/** `ESC GS t`, of Star's table what is used here. */
const pages: Readonly<Record<number, CodePage>> = {
  0: 'cp437',
  1: 'cp437',
  2: 'katakana',
  4: 'cp858',
  10: 'ibm866',
  32: 'windows-1252',
};
const levels = ['L', 'M', 'Q', 'H'] as const;
const STRIP_DOTS = 24;

interface StarState {
  /** What a line feed feeds, in dots of 1/8 mm: 4 mm or 3 mm. */
  feedDots: 32 | 24;
  /** Columns of 24 dots that wait for their line feed. */
  strip: string[] | null;
  /** Rows of a picture whose next strip joins without a gap. */
  picture: string[] | null;
  pulse: { onMs: number; offMs: number };
  qr: { moduleDots: number; level: PaperQr['level']; data: Uint8Array | null };
}

/** What a Star printer with a two-byte font prints of these bytes in Line Mode. */
export function readStarLine(
  bytes: Uint8Array,
  { font = 'gb18030', columns = 48 }: { readonly font?: TwoByteFont; readonly columns?: number } = {},
): Reading {
  const star: StarState = {
    feedDots: 24,
    strip: null,
    picture: null,
    pulse: { onMs: 200, offMs: 200 },
    qr: { moduleDots: 3, level: 'L', data: null },
  };
  const head: Head = { items: [], font, columns, text: '', textColumns: 0, ...initial() };
  const reading = readCommands(bytes, { ...textCommands(star), ...codeCommands(star) }, head);
  if (!reading.misprint && (star.strip ?? star.picture))
    return { ...reading, misprint: { at: bytes.length, why: 'a picture that is never printed' } };
  return reading;
}

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

function feedLine(head: Head, star: StarState): void {
  const { strip, picture } = star;
  if (!strip) {
    if (picture) refuse('a gap in a picture');
    return printLine(head);
  }
  const rows = [...(picture ?? []), ...turn(strip)];
  star.strip = null;
  star.picture = star.feedDots === STRIP_DOTS ? rows : null;
  if (star.picture) return;
  head.items.push({ kind: 'picture', widthDots: strip.length, rows, isCentered: head.isCentered });
}

/** Columns of dots as rows. */
function turn(strip: readonly string[]): string[] {
  return Array.from({ length: STRIP_DOTS }, (_, y) => strip.map((column) => column[y]).join(''));
}

function textCommands(star: StarState): CommandTable {
  const switched = (value: number) => {
    if (![0, 1, 48, 49].includes(value)) refuse(`a switch at ${value}`);
    return value % 2 === 1;
  };
  return {
    '0a': (head) => feedLine(head, star),
    '1b40': atLineStart((head) => void Object.assign(head, initial())),
    '1b24': (head, { byte }) => void (head.isTwoByte = switched(byte())),
    '1b1d74': (head, { byte }) => {
      const page = pages[byte()];
      if (!page) return refuse('a code page that is not in the table');
      head.page = page;
    },
    '1b52': (head, { byte }) => {
      head.nationalSet = byte();
      if (head.nationalSet !== 0) refuse('a national set that is not in the table');
    },
    '1b7a': (_head, { byte }) => {
      if (!switched(byte())) refuse('a line feed that thermal printers do not have');
      star.feedDots = 32;
    },
    '1b30': () => void (star.feedDots = 24),
    '1b45': (head) => void (head.isBold = true),
    '1b46': (head) => void (head.isBold = false),
    '1b68': (head, { byte }) => void (head.isTall = switched(byte())),
    '1b1d61': atLineStart((head, { byte }) => void (head.isCentered = switched(byte()))),
    '1b61': atLineStart((head, { byte }) => {
      const lines = byte();
      if (lines < 1 || lines > 127) refuse(`a feed of ${lines}`);
      head.items.push({ kind: 'feed', lines });
    }),
    '1b64': atLineStart((head, { byte }) => {
      const how = byte() % 48;
      if (how > 3) refuse(`cut ${how}`);
      head.items.push({ kind: 'cut', how: how % 2 === 0 ? 'full' : 'partial', feedsFirst: how > 1 });
    }),
    '1b07': (_head, { byte }) => {
      const [on, off] = [byte(), byte()];
      if (on < 1 || on > 127 || off < 1 || off > 127) refuse('a pulse of another length');
      star.pulse = { onMs: on * 10, offMs: off * 10 };
    },
    '07': (head) => void head.items.push({ kind: 'kick', pin: 2, ...star.pulse }),
    '1a': (head) => void head.items.push({ kind: 'kick', pin: 5, onMs: 200, offMs: 200 }),
  };
}

function codeCommands(star: StarState): CommandTable {
  const { qr } = star;
  return {
    '1b58': atLineStart((_head, { low16, take }) => {
      if (star.strip) refuse('a strip over a strip');
      const width = low16();
      if (width === 0) refuse('a picture without a width');
      const data = take(width * 3);
      star.strip = Array.from({ length: width }, (_, x) =>
        [...data.subarray(x * 3, x * 3 + 3)]
          .map((byte) => byte.toString(2).padStart(8, '0'))
          .join('')
          .replaceAll('0', ' ')
          .replaceAll('1', '#'),
      );
    }),
    '1b1d795330': (_head, { byte }) => void (byte() === 2 || refuse('a QR code of another model')),
    '1b1d795331': (_head, { byte }) => void (qr.level = levels[byte()] ?? refuse('another level')),
    '1b1d795332': (_head, { byte }) => {
      qr.moduleDots = byte();
      if (qr.moduleDots < 1 || qr.moduleDots > 8) refuse('modules of another size');
    },
    '1b1d794431': (_head, { byte, low16, take }) => {
      if (byte() !== 0) refuse('QR data of another kind');
      qr.data = take(low16());
    },
    '1b1d7950': atLineStart((head) => {
      const { data, level, moduleDots } = qr;
      if (!data || data.length === 0) return refuse('a QR code without data');
      head.items.push({ kind: 'qr', data, level, moduleDots, isCentered: head.isCentered });
    }),
    '1b62': atLineStart((head, { byte, until }) => {
      const [type, below, mode, heightDots] = [byte() % 48, byte() % 48, byte() % 48, byte()];
      if (type !== 6 || below !== 1 || mode < 1 || mode > 3 || heightDots === 0) refuse('another barcode');
      const text = readCode128(Buffer.from(until(0x1e)).toString('latin1'));
      head.items.push({
        kind: 'barcode',
        symbology: 'code128',
        text,
        moduleDots: mode + 1,
        heightDots,
        isCentered: head.isCentered,
      });
    }),
    '05': other('enquiry', 0),
  };
}

/** Set B begins with `%7`; in it a percent sign is `%0`. */
function readCode128(data: string): string {
  if (!/^%7([\x20-\x24\x26-\x7e]|%0)+$/.test(data)) refuse(`a Code 128 of ${data}`);
  return data.slice(2).replaceAll('%0', '%');
}
