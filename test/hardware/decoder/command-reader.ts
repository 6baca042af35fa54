import type { PaperItem, PaperLine, Reading } from './paper.ts';
import { isLead, readByte, readPair, type CodePage, type TwoByteFont } from './printer-fonts.ts';

/** The state of a printer that reads. */
export interface Head {
  readonly items: PaperItem[];
  readonly font: TwoByteFont;
  readonly columns: number;
  page: CodePage;
  nationalSet: number;
  isTwoByte: boolean;
  isBold: boolean;
  isTall: boolean;
  isCentered: boolean;
  /** Text that waits for its line feed. */
  text: string;
  textColumns: number;
}

/** Bytes of a command after its name. */
export interface Parameters {
  readonly byte: () => number;
  readonly low16: () => number;
  readonly take: (count: number) => Uint8Array;
  /** All up to a byte, which is taken too. */
  readonly until: (end: number) => Uint8Array;
}

export type Command = (head: Head, parameters: Parameters) => void;

/** Commands by the bytes they begin with, in hex without spaces. */
export type CommandTable = Readonly<Record<string, Command>>;

/** Bytes that a printer would make something else of, or nothing. */
class Refusal extends Error {}

export function refuse(why: string): never {
  throw new Refusal(why);
}

/** Reads all bytes, or as far as they are commands of the table and text of the font. */
export function readCommands(bytes: Uint8Array, table: CommandTable, head: Head): Reading {
  const longest = Math.max(...Object.keys(table).map((name) => name.length / 2));
  let at = 0;
  let began = 0;
  const take = (count: number) => {
    if (at + count > bytes.length) refuse('a command that is cut short');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const parameters: Parameters = {
    byte: () => take(1)[0]!,
    low16: () => {
      const [low, high] = take(2);
      return low! + 256 * high!;
    },
    take,
    until(end) {
      const length = bytes.subarray(at).indexOf(end);
      if (length === -1) refuse('a command that does not end');
      return take(length + 1).subarray(0, length);
    },
  };
  const readCommand = (): boolean => {
    for (let length = longest; length > 0; length--) {
      const command = table[Buffer.from(bytes.subarray(at, at + length)).toString('hex')];
      if (!command || at + length > bytes.length) continue;
      at += length;
      command(head, parameters);
      return true;
    }
    return false;
  };
  try {
    while (at < bytes.length) {
      began = at;
      if (!readCommand()) readText(head, parameters);
    }
    began = at;
    if (head.text !== '') refuse('text that is never printed');
    return { items: head.items, misprint: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { items: head.items, misprint: { at: began, why: error.message } };
  }
}

function readText(head: Head, { byte }: Parameters): void {
  const first = byte();
  let columns = 1;
  let character: string | null;
  if (head.isTwoByte && isLead(first, head.font)) {
    const pair = readPair(first, byte(), head.font);
    character = typeof pair === 'string' ? pair : refuse(pair.why);
    columns = 2;
  } else {
    character = readByte(first, head.page, head.nationalSet);
  }
  if (character === null) return refuse(`a stray byte ${first.toString(16)}`);
  head.text += character;
  head.textColumns += columns;
  if (head.textColumns > head.columns) refuse('a line that is wider than the paper');
}

/** Prints what waits, or feeds a line where nothing does. */
export function printLine(head: Head): void {
  const { text, textColumns: columns, isBold, isTall, isCentered } = head;
  if (text === '') {
    head.items.push({ kind: 'feed', lines: 1 });
    return;
  }
  const line: PaperLine = { kind: 'line', text, columns, isBold, isTall, isCentered };
  head.items.push(line);
  head.text = '';
  head.textColumns = 0;
}

/** Commands that are only obeyed, or only safe, where a line begins. */
export function atLineStart(command: Command): Command {
  return (head, parameters) => {
    if (head.text !== '') refuse('a command in the middle of a line');
    command(head, parameters);
  };
}

/** A command that has no effect on paper. */
export function other(what: string, byteCount: number): Command {
  return (head, { take }) => {
    const given = Buffer.from(take(byteCount)).toString('hex');
    head.items.push({ kind: 'other', what: given === '' ? what : `${what} ${given}` });
  };
}

export function dotRows(data: Uint8Array, widthBytes: number): string[] {
  const rows: string[] = [];
  for (let start = 0; start < data.length; start += widthBytes) {
    const row = data.subarray(start, start + widthBytes);
    rows.push([...row].map((byte) => byte.toString(2).padStart(8, '0')).join(''));
  }
  return rows.map((row) => row.replaceAll('0', ' ').replaceAll('1', '#'));
}
