import { scopes, type Scope } from '../protocol/feed.ts';
import type { JournalPlace } from '../protocol/push.ts';

/** A place in what changed: within a transaction the order in which it changed. */
export interface FeedPosition {
  /** PostgreSQL counts transactions in 64 bits; a number holds 2^53 of them, a million a second for 285 years. */
  readonly xid: number;
  readonly change: number;
}

/** What is still to be sent whole: of the first scope what comes after a key, of the others everything. Never of no scope. */
export interface WholeLeft {
  readonly scopes: readonly [Scope, ...Scope[]];
  /** Empty: nothing of the first scope was sent. */
  readonly after: string;
}

/** How far a register is. To the register it is one opaque text. */
export interface FeedCursor {
  readonly generation: number;
  readonly position: FeedPosition;
  /** The last request to be sent scopes anew that was heard of; null where a copy of everything was taken since. */
  readonly repullId: number | null;
  /** Null where there is nothing. */
  readonly whole: WholeLeft | null;
  /** What the register was told of its own journal. */
  readonly applied: JournalPlace | null;
}

const RADIX = 36;
const FORM =
  /^(?:[0-9a-z]{1,11}\.){4}[0-9a-z]{0,11}\.[0-9a-z+-]{0,100}\.[\w-]{0,800}\.[0-9a-z]{0,11}\.[0-9a-z]{0,11}$/;

export function writeCursor({ generation, position, repullId, whole, applied }: FeedCursor): string {
  const number = (value: number | null | undefined): string => value?.toString(RADIX) ?? '';
  return [
    number(generation),
    number(position.xid),
    number(position.change),
    // Cursors that registers hold have a number here.
    '0',
    number(repullId),
    whole?.scopes.join('+') ?? '',
    Buffer.from(whole?.after ?? '').toString('base64url'),
    number(applied?.epoch),
    number(applied?.seq),
  ].join('.');
}

/** Null for a text that is no cursor of ours. */
export function readCursor(text: string): FeedCursor | null {
  if (!FORM.test(text)) return null;
  const parts = text.split('.');
  const numberAt = (place: number) => Number.parseInt(parts[place] ?? '', RADIX);
  const numbers = [0, 1, 2, 3, 4, 7, 8].map(numberAt);
  if (numbers.some((number) => number > Number.MAX_SAFE_INTEGER)) return null;
  const isThere = (place: number) => !Number.isNaN(numberAt(place));
  const after = Buffer.from(parts[6] ?? '', 'base64url').toString();
  const names = (parts[5] ?? '').split('+');
  return {
    generation: numberAt(0),
    position: { xid: numberAt(1), change: numberAt(2) },
    repullId: isThere(4) ? numberAt(4) : null,
    whole: wholeOf(
      scopes.filter((scope) => names.includes(scope)),
      after,
    ),
    applied: isThere(7) && isThere(8) ? { epoch: numberAt(7), seq: numberAt(8) } : null,
  };
}

/** What is to be sent whole of these scopes; null where they are none. */
export function wholeOf([first, ...others]: readonly Scope[], after: string): WholeLeft | null {
  return first === undefined ? null : { scopes: [first, ...others], after };
}
