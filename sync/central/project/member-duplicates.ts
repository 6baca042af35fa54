import { hash } from 'node:crypto';
import { mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import type { Consent } from '../../../domain/facts/member-facts.ts';
import { MEMBER_CARDS_MAX } from '../../../domain/members/member.ts';
import { comparePlaces, type EventPlace } from './member-event.ts';

/** A member as central keeps them. */
export interface MemberRow {
  readonly id: string;
  readonly number: string;
  readonly sealed: Buffer;
  /** Null where it never came: nothing opens what is sealed then. */
  readonly salt: Buffer | null;
  /** Hex. */
  readonly phoneHash: string | null;
  readonly namesakeHash: string | null;
  readonly cards: readonly string[];
  readonly consents: readonly Consent[];
  readonly joinedAtUtcMs: number;
  readonly words: string | null;
  /** Who they turned out to be; null for themselves. */
  readonly intoId: string | null;
  readonly toldAt: EventPlace;
}

/** Something that a person should look at: of which entry, and about what. */
export interface Duplicate {
  readonly toldAt: EventPlace;
  readonly subject: string;
}

export interface Resolved {
  /** Rows that are new or changed, once each. */
  readonly changed: readonly MemberRow[];
  /** Members who became others. */
  readonly merged: readonly { readonly fromId: string; readonly intoId: string }[];
  readonly duplicates: readonly Duplicate[];
}

/** Names below this are those that tills give, with their check digit: as in the register's own. */
const NUMBER_FROM = 200_000_000;
const NUMBER_SPAN = 800_000_000;

/**
 * Takes in what was told of members, where `known` has everybody who may be touched by it. One phone is one member: the one who
 * joined first stays, and has the other's cards. One number and one card are one member's too: who joined later gets another
 * number, and loses the card. `haveSameName` tells whether two are named alike, as far as it can be read.
 */
export function takeInMembers(
  known: readonly MemberRow[],
  told: readonly MemberRow[],
  haveSameName: (a: MemberRow, b: MemberRow) => boolean,
): Resolved {
  const book = new Map(known.map((row) => [row.id, row]));
  const changed = new Set<string>();
  const merged: { fromId: string; intoId: string }[] = [];
  const duplicates: Duplicate[] = [];
  const keep = (row: MemberRow) => {
    book.set(row.id, row);
    changed.add(row.id);
  };
  const current = createFinder(book);
  for (const row of [...told].sort((a, b) => comparePlaces(a.toldAt, b.toldAt))) {
    const before = book.get(row.id);
    if (before && comparePlaces(row.toldAt, before.toldAt) <= 0) continue;
    if (before?.intoId) {
      // It was told by somebody who did not know yet; whoever stays keeps their own.
      keep({ ...row, intoId: before.intoId });
      duplicates.push({ toldAt: row.toldAt, subject: row.number });
      continue;
    }
    current.forget(before);
    const same = current.byPhone(row.phoneHash);
    if (!same || same.id === row.id) {
      keep(settleOwn(row, current, keep, duplicates));
      current.learn(book.get(row.id)!);
      continue;
    }
    const [stays, goes] = isOlder(row, same) ? [row, same] : [same, row];
    if (!haveSameName(stays, goes)) duplicates.push({ toldAt: row.toldAt, subject: goes.number });
    current.forget(same);
    keep({ ...goes, intoId: stays.id });
    const formers = [...book.values()].filter(({ intoId }) => intoId === goes.id);
    for (const former of formers) keep({ ...former, intoId: stays.id });
    const together = mergeRows(stays, goes);
    keep(settleOwn(together, current, keep, duplicates));
    current.learn(book.get(stays.id)!);
    merged.push({ fromId: goes.id, intoId: stays.id });
  }
  return { changed: [...changed].map((id) => book.get(id)!), merged, duplicates };
}

/** Who stays has what the other brought. */
export function mergeRows(stays: MemberRow, goes: MemberRow): MemberRow {
  const cards = [...new Set([...stays.cards, ...goes.cards])].sort().slice(0, MEMBER_CARDS_MAX);
  const asked = new Set(stays.consents.map(({ kind }) => kind));
  const consents = [...stays.consents, ...goes.consents.filter(({ kind }) => !asked.has(kind))];
  return { ...stays, cards, consents };
}

/** The number for somebody whose own was given to another: made of their id, so that every central gives the same. */
export function numberFor(id: string, attempt: number): string {
  const digest = hash('sha256', `${id} ${attempt}`, 'hex').slice(0, 12);
  const digits = String(NUMBER_FROM + (Number.parseInt(digest, 16) % NUMBER_SPAN));
  return digits + String(mod10CheckDigit(digits));
}

function isOlder(a: MemberRow, b: MemberRow): boolean {
  return a.joinedAtUtcMs === b.joinedAtUtcMs ? a.id < b.id : a.joinedAtUtcMs < b.joinedAtUtcMs;
}

/** Whose number, phone and cards are whose, of those who are themselves. */
function createFinder(book: ReadonlyMap<string, MemberRow>) {
  const numbers = new Map<string, string>();
  const phones = new Map<string, string>();
  const cards = new Map<string, string>();
  const learn = (row: MemberRow) => {
    if (row.intoId !== null) return;
    numbers.set(row.number, row.id);
    if (row.phoneHash !== null) phones.set(row.phoneHash, row.id);
    for (const card of row.cards) cards.set(card, row.id);
  };
  for (const row of book.values()) learn(row);
  const rowOf = (id: string | undefined) => (id === undefined ? undefined : book.get(id));
  return {
    learn,
    forget(row: MemberRow | undefined) {
      if (!row) return;
      if (numbers.get(row.number) === row.id) numbers.delete(row.number);
      if (row.phoneHash !== null && phones.get(row.phoneHash) === row.id) phones.delete(row.phoneHash);
      for (const card of row.cards) if (cards.get(card) === row.id) cards.delete(card);
    },
    byNumber: (number: string) => rowOf(numbers.get(number)),
    byPhone: (phoneHash: string | null) => rowOf(phoneHash === null ? undefined : phones.get(phoneHash)),
    byCard: (card: string) => rowOf(cards.get(card)),
  };
}

/** Sees to it that number and cards are one member's; where two have them, who joined first. */
function settleOwn(
  row: MemberRow,
  current: ReturnType<typeof createFinder>,
  keep: (row: MemberRow) => void,
  duplicates: Duplicate[],
): MemberRow {
  let own = row;
  const namesake = current.byNumber(own.number);
  if (namesake && namesake.id !== own.id) {
    duplicates.push({ toldAt: row.toldAt, subject: own.number });
    const other = isOlder(own, namesake) ? namesake : own;
    const renumbered = { ...other, number: freeNumber(other.id, current) };
    if (other === own) own = renumbered;
    else replace(namesake, renumbered, current, keep);
  }
  for (const card of own.cards) {
    const holder = current.byCard(card);
    if (!holder || holder.id === own.id) continue;
    duplicates.push({ toldAt: row.toldAt, subject: card });
    const without = (of: MemberRow) => ({ ...of, cards: of.cards.filter((each) => each !== card) });
    if (isOlder(own, holder)) replace(holder, without(holder), current, keep);
    else own = without(own);
  }
  return own;
}

function replace(
  before: MemberRow,
  after: MemberRow,
  current: ReturnType<typeof createFinder>,
  keep: (row: MemberRow) => void,
): void {
  current.forget(before);
  keep(after);
  current.learn(after);
}

function freeNumber(id: string, current: ReturnType<typeof createFinder>): string {
  for (let attempt = 0; ; attempt += 1) {
    const number = numberFor(id, attempt);
    if (!current.byNumber(number)) return number;
  }
}
