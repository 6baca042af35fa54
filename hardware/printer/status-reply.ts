/** What a printer of the ESC/POS kind sent, taken apart. */
export type EscPosReply =
  /** The answer to `DLE EOT n`. It does not say to which n. */
  | { readonly kind: 'status'; readonly byte: number }
  /** What it says by itself when something changes (`GS a`): four bytes. */
  | { readonly kind: 'automatic'; readonly bytes: Uint8Array }
  /** What was sent before this number is on paper (`GS ( H`). */
  | { readonly kind: 'process-id'; readonly id: string }
  /** Something that nobody asked for. */
  | { readonly kind: 'other' };

const XON = 0x11;
const XOFF = 0x13;
/** The bits that tell an answer and the first automatic byte apart, and those that the other three have not set. */
const MARK_BITS = 0b1001_0011;
const STATUS_MARK = 0b0001_0010;
const AUTOMATIC_MARK = 0b0001_0000;
const AUTOMATIC_REST_BITS = 0b1001_0000;
const AUTOMATIC_BYTES = 4;
const PROCESS_ID_BLOCK = [0x37, 0x22] as const;
/** The first bytes of blocks that end with NUL: responses, and what `GS I` tells. */
const BLOCK_HEADERS = new Set([0x37, 0x5f]);
/** Longer than any block that is documented. */
const BLOCK_MAX_BYTES = 128;

/**
 * Takes what a printer sends apart, in whatever pieces it comes. Which bits are fixed tells whose byte it is: an answer to
 * `DLE EOT` is `0xx1xx10`, the first of four automatic bytes `0xx1xx00`, XON and XOFF are their own (Citizen CT-S310II
 * command reference, 5.3; Epson says the same of its own).
 */
export function createReplyReader(): (bytes: Uint8Array) => EscPosReply[] {
  let pending: number[] = [];
  return (bytes) => {
    const replies: EscPosReply[] = [];
    // Flow control may stand between any two bytes, also inside of a block.
    pending.push(...bytes.filter((byte) => byte !== XON && byte !== XOFF));
    for (let found = readBlock(pending); found !== null; found = readBlock(pending)) {
      replies.push(found.reply);
      pending = pending.slice(found.length);
    }
    return replies;
  };
}

/** The first reply among bytes, and how many of them it is; null while more of it has to come. */
function readBlock(bytes: readonly number[]): { reply: EscPosReply; length: number } | null {
  const [first] = bytes;
  if (first === undefined) return null;
  const other = { reply: { kind: 'other' }, length: 1 } as const;
  const marks = first & MARK_BITS;
  if (marks === STATUS_MARK) return { reply: { kind: 'status', byte: first }, length: 1 };
  if (marks === AUTOMATIC_MARK) {
    const block = bytes.slice(0, AUTOMATIC_BYTES);
    if (!block.slice(1).every((byte) => (byte & AUTOMATIC_REST_BITS) === 0)) return other;
    return block.length < AUTOMATIC_BYTES
      ? null
      : { reply: { kind: 'automatic', bytes: Uint8Array.from(block) }, length: AUTOMATIC_BYTES };
  }
  if (!BLOCK_HEADERS.has(first)) return other;
  const end = bytes.indexOf(0);
  if (end === -1) return bytes.length < BLOCK_MAX_BYTES ? null : other;
  const isProcessId = end === 6 && PROCESS_ID_BLOCK.every((byte, at) => bytes[at] === byte);
  const id = String.fromCharCode(...bytes.slice(2, end));
  return { reply: isProcessId ? { kind: 'process-id', id } : { kind: 'other' }, length: end + 1 };
}
