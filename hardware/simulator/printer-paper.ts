import iconv from 'iconv-lite';
import type { TextEncoding } from '../../domain/devices/device-settings.ts';
import type { PrinterCommand } from './printer-command-form.ts';

/** A piece of paper that a simulated printer printed. */
export interface SimulatedPaper {
  /** When it was begun, in UTC milliseconds. */
  readonly at: number;
  readonly lines: readonly string[];
  /** Whether it was cut off; otherwise its sender ended, or it is still being printed. */
  readonly isCut: boolean;
  /** The printer's own second print of the paper before it: nobody sent it. */
  readonly isRepeat: boolean;
}

/** The roll of a simulated printer. */
export interface PaperRoll {
  print(command: PrinterCommand): void;
  /** Prints the paper that came out last once more. */
  repeat(): void;
  /** Ends a document that did not cut its paper. */
  endDocument(): void;
  papers(): readonly SimulatedPaper[];
}

const PAPERS_MAX = 100;
const LINES_MAX = 5_000;

const decoders: Readonly<Record<TextEncoding, string>> = {
  gb18030: 'gb18030',
  big5: 'big5',
  'shift-jis': 'shift_jis',
  cp437: 'cp437',
  cp850: 'cp850',
  cp858: 'cp858',
  cp1252: 'windows-1252',
  cp866: 'cp866',
};

export function createPaperRoll(encoding: TextEncoding, nowUtcMs: () => number): PaperRoll {
  const sheets = createSheets(nowUtcMs);
  const line = createLine(encoding);
  let storedCode = '';
  const strips = createStrips(sheets.put);

  const flush = (): void => {
    if (!line.isEmpty()) sheets.add(line.take());
  };
  const endSheet = (isCut: boolean): void => {
    flush();
    strips.end();
    sheets.end(isCut);
  };
  const feed = (lines: number): void => {
    if (strips.takeFeed()) return;
    sheets.add(line.take());
    for (let fed = 1; fed < lines; fed++) sheets.add('');
  };
  const addImage = (widthDots: number, heightDots: number): void => {
    flush();
    if (!strips.add(widthDots, heightDots)) sheets.add(`[image ${widthDots}x${heightDots}]`);
  };
  const print = (command: PrinterCommand): void => {
    switch (command.kind) {
      case 'text':
        strips.end();
        return line.addText(command.bytes);
      case 'feed':
        return feed(command.lines);
      case 'cut':
        return endSheet(true);
      case 'begin':
        storedCode = '';
        return line.clear();
      case 'strips':
        flush();
        return strips.begin(sheets.nextIndex());
      case 'image':
        return addImage(command.widthDots, command.heightDots);
      case 'store-code':
        storedCode = command.text;
        return;
      case 'code':
        flush();
        return sheets.add(`[${command.name} ${command.text ?? storedCode}]`);
      case 'unknown':
        return line.addNote(`[?${Buffer.from(command.bytes).toString('hex')}]`);
      case 'set':
      case 'kick':
      case 'question':
      case 'mark':
        return;
    }
  };
  return { print, repeat: sheets.repeat, endDocument: () => endSheet(false), papers: sheets.papers };
}

/** The line that is being put together: text whose last character may not be whole yet. */
function createLine(encoding: TextEncoding) {
  let shown = '';
  let bytes: Uint8Array[] = [];
  const take = (): string => {
    const taken = shown + iconv.decode(Buffer.concat(bytes), decoders[encoding]);
    clear();
    return taken;
  };
  const clear = (): void => {
    shown = '';
    bytes = [];
  };
  return {
    isEmpty: () => shown === '' && bytes.length === 0,
    addText: (text: Uint8Array): void => void bytes.push(Uint8Array.from(text)),
    addNote: (note: string): void => {
      shown = take() + note;
    },
    take,
    clear,
  };
}

/** A picture that comes in strips, each with a line feed of its own, and is one line of a paper. */
function createStrips(put: (index: number, text: string) => void) {
  let picture: { readonly lineIndex: number; heightDots: number } | null = null;
  let hasFeed = false;
  return {
    begin: (lineIndex: number): void => {
      picture = { lineIndex, heightDots: 0 };
    },
    /** Whether it was a strip. */
    add: (widthDots: number, heightDots: number): boolean => {
      if (picture === null) return false;
      picture.heightDots += heightDots;
      put(picture.lineIndex, `[image ${widthDots}x${picture.heightDots}]`);
      hasFeed = true;
      return true;
    },
    /** Whether a line feed is the one of a strip. */
    takeFeed: (): boolean => {
      const isOne = hasFeed;
      hasFeed = false;
      return isOne;
    },
    end: (): void => {
      picture = null;
      hasFeed = false;
    },
  };
}

/** The sheets that came out, the last of them while it is being printed. */
function createSheets(nowUtcMs: () => number) {
  const papers: {
    readonly at: number;
    readonly lines: string[];
    isCut: boolean;
    readonly isRepeat: boolean;
  }[] = [];
  let sheet: (typeof papers)[number] | null = null;
  const begin = (next: (typeof papers)[number]): (typeof papers)[number] => {
    papers.push(next);
    if (papers.length > PAPERS_MAX) papers.shift();
    return next;
  };
  const current = (): (typeof papers)[number] => {
    sheet ??= begin({ at: nowUtcMs(), lines: [], isCut: false, isRepeat: false });
    return sheet;
  };
  const put = (index: number, text: string): void => {
    if (index < LINES_MAX) current().lines[index] = text.trimEnd();
  };
  return {
    nextIndex: () => current().lines.length,
    put,
    add: (text: string): void => put(current().lines.length, text),
    end: (isCut: boolean): void => {
      if (sheet === null) return;
      while (sheet.lines.at(-1) === '') sheet.lines.pop();
      sheet.isCut = isCut;
      sheet = null;
    },
    repeat: (): void => {
      const last = papers.at(-1);
      if (last) begin({ ...last, at: nowUtcMs(), lines: [...last.lines], isRepeat: true });
    },
    papers: (): SimulatedPaper[] => papers.map((paper) => ({ ...paper, lines: [...paper.lines] })),
  };
}
