/** What a simulated printer understands of what it is sent. */
export type PrinterCommand =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' | 'kick' | 'begin' | 'strips' }
  /** Chooses how something looks, which a simulation of lines does not show. */
  | { readonly kind: 'set' }
  | { readonly kind: 'image'; readonly widthDots: number; readonly heightDots: number }
  | { readonly kind: 'store-code'; readonly text: string }
  /** Prints a code: its text, or null for the one that was stored. */
  | { readonly kind: 'code'; readonly name: string; readonly text: string | null }
  /** Asks how it is, to be answered at once: `DLE EOT n`, or 0 for Star's one question. */
  | { readonly kind: 'question'; readonly n: number }
  /** Asks to be told when all before it is printed: by an id, or by Star's count. */
  | { readonly kind: 'mark'; readonly id: string | null }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

/** One form of a command: how it begins, how long it is, what it means. */
export interface CommandForm {
  readonly prefix: readonly number[];
  /** The length of the whole command, as far as its bytes say it: more than there are where more have to come. */
  readonly length: (bytes: Uint8Array) => number;
  readonly read: (command: Uint8Array) => PrinterCommand;
}

/** A form of fixed length. */
export function form(
  prefix: readonly number[],
  parameters: number,
  read: PrinterCommand | ((command: Uint8Array) => PrinterCommand) = { kind: 'set' },
): CommandForm {
  return {
    prefix,
    length: () => prefix.length + parameters,
    read: typeof read === 'function' ? read : () => read,
  };
}

/** A form whose bytes say how long it is. */
export function longForm(
  prefix: readonly number[],
  length: CommandForm['length'],
  read: CommandForm['read'],
): CommandForm {
  return { prefix, length, read };
}

/** A byte of a command as a number; 0 past its end. */
export function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

/** A length of two bytes, the low one first. */
export function lowHighAt(bytes: Uint8Array, index: number): number {
  return at(bytes, index) + 256 * at(bytes, index + 1);
}

/** How long a command is that ends with a certain byte. */
export function lengthUpTo(bytes: Uint8Array, end: number, from: number): number {
  const index = bytes.indexOf(end, from);
  return index === -1 ? Infinity : index + 1;
}
