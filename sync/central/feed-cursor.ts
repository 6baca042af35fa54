import type { JournalPlace } from '../protocol/push.ts';

/** A place in what changed: within a transaction the order in which it changed. */
export interface FeedPosition {
  /** PostgreSQL counts transactions in 64 bits; a number holds 2^53 of them, a million a second for 285 years. */
  readonly xid: number;
  readonly change: number;
}

/** How far a register is. To the register it is one opaque text. */
export interface FeedCursor {
  readonly generation: number;
  readonly position: FeedPosition;
  /** Where the feed stood when the register began from nothing; 0 once it has passed that. */
  readonly begunAtXid: number;
  /** The last request to be sent scopes anew that was heard of; null where a copy of everything was taken since. */
  readonly repullId: number | null;
  /** How far it is fulfilled; null once it is. */
  readonly repull: FeedPosition | null;
  /** What the register was told of its own journal. */
  readonly applied: JournalPlace | null;
}

export const START: FeedPosition = { xid: 0, change: 0 };

const RADIX = 36;

export function writeCursor({
  generation,
  position,
  begunAtXid,
  repullId,
  repull,
  applied,
}: FeedCursor): string {
  const numbers = [
    generation,
    position.xid,
    position.change,
    begunAtXid,
    repullId,
    repull?.xid,
    repull?.change,
    applied?.epoch,
    applied?.seq,
  ];
  return numbers.map((number) => number?.toString(RADIX) ?? '').join('.');
}

/** Null for a text that is no cursor of ours. */
export function readCursor(text: string): FeedCursor | null {
  const form = /^(?:[0-9a-z]{1,11}\.){4}(?:[0-9a-z]{0,11}\.){4}[0-9a-z]{0,11}$/;
  if (!form.test(text)) return null;
  const numbers = text.split('.').map((part) => Number.parseInt(part, RADIX));
  if (numbers.some((number) => number > Number.MAX_SAFE_INTEGER)) return null;
  // The first four are there; of the others each pair is there or not.
  const numberAt = (place: number) => numbers[place] ?? 0;
  const isThere = (place: number) => !Number.isNaN(numberAt(place));
  return {
    generation: numberAt(0),
    position: { xid: numberAt(1), change: numberAt(2) },
    begunAtXid: numberAt(3),
    repullId: isThere(4) ? numberAt(4) : null,
    repull: isThere(5) && isThere(6) ? { xid: numberAt(5), change: numberAt(6) } : null,
    applied: isThere(7) && isThere(8) ? { epoch: numberAt(7), seq: numberAt(8) } : null,
  };
}
