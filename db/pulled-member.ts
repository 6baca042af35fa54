import type { Consent } from '../domain/facts/member-facts.ts';
import type { MemberSeal } from '../seal/member-seal.ts';
import { searchWords } from '../seal/member-words.ts';
import type { SetDigest } from '../seal/set-digest.ts';
import {
  bytesOfId,
  CARD_SEPARATOR,
  cardsOf,
  consentsText,
  idOfBytes,
  memberText,
  type MemberRow,
  type StoredMember,
} from './member-row.ts';
import type { memberStatements } from './member-statements.ts';
import type { MemberRows } from './member-store.ts';
import { searchRank } from './search-index.ts';

/** A member as central has them: sealed under the chain's key with this salt. */
export interface PulledMember {
  readonly memberId: string;
  readonly number: string;
  /** 16 bytes. */
  readonly salt: Buffer;
  readonly sealed: Buffer;
  readonly phoneHash: Buffer | null;
  readonly namesakeHash: Buffer | null;
  readonly cards: readonly string[];
  readonly consents: readonly Consent[];
  readonly joinedAtUtcMs: number;
  /** What finds the member, with blanks between; null has it made here. */
  readonly words: string | null;
}

export function pulledRow(pulled: PulledMember): StoredMember {
  return {
    id: bytesOfId(pulled.memberId),
    salt: pulled.salt,
    sealed: pulled.sealed,
    phone_hash: pulled.phoneHash,
    namesake_hash: pulled.namesakeHash,
    number: pulled.number,
    cards: pulled.cards.length === 0 ? null : pulled.cards.join(CARD_SEPARATOR),
    consents: consentsText(pulled.consents, pulled.joinedAtUtcMs),
    joined_at_utc: pulled.joinedAtUtcMs,
    opening_points: null,
    opening_expire_on: null,
    opening_tier: null,
    opening_spent: null,
    opening_visits: null,
  };
}

/** What a batch writes of members as central has them. */
export interface PulledBatch {
  /**
   * Writes a member. Central's word on a phone, a number or a card holds: whoever else has one here loses it. Needs the data key
   * only where there are no words.
   */
  put(pulled: PulledMember): 'added' | 'changed' | 'unchanged';
  /** Takes out who central does not have any more, by the very id; false where nobody is there. */
  drop(memberId: string): boolean;
}

/** The batch that they are written in. */
interface BatchParts {
  readonly rows: MemberRows;
  readonly write: ReturnType<typeof memberStatements>;
  readonly digest: SetDigest;
  readonly search: {
    plan(serial: number, rank: number, words: string): void;
    unplan(row: MemberRow): void;
  };
  readonly words: (row: StoredMember) => string;
  /** Takes a row out with all that is known of it. */
  readonly take: (row: MemberRow) => void;
  /** What was looked up of namesakes may not be so any more. */
  readonly forget: () => void;
}

export function pulledMembers({ rows, write, digest, search, words, take, forget }: BatchParts): PulledBatch {
  const giveUp = giveUpKeys(rows, write, digest);
  function add(row: StoredMember, found: string | null): void {
    const rank = searchRank(0);
    const serial = write.insert(row, rank);
    if (serial === null) throw new Error('a phone that was given up is somebody’s');
    search.plan(serial, rank, found ?? words(row));
  }
  function change(before: MemberRow, row: StoredMember, found: string | null): void {
    const rank = searchRank(before.visit_count);
    write.update(before, row, rank);
    digest.remove(memberText(before));
    if (before.sealed.equals(row.sealed) && rank === before.indexed_rank) return;
    search.unplan(before);
    search.plan(before.serial, rank, found ?? words(row));
  }
  return {
    put(pulled) {
      const row = pulledRow(pulled);
      const before = rows.byOwnId(row.id);
      const text = memberText(row);
      if (before && memberText(before) === text) return 'unchanged';
      giveUp(row, before?.serial ?? null);
      forget();
      digest.add(text);
      if (before) change(before, row, pulled.words);
      else add(row, pulled.words);
      return before ? 'changed' : 'added';
    },
    drop(memberId) {
      const row = rows.byOwnId(bytesOfId(memberId));
      if (row) take(row);
      return row !== undefined;
    },
  };
}

/** The words of a row whose profile this till can open; of another nobody finds more than the number. */
export function wordsOf(row: StoredMember, seal: MemberSeal): string {
  const profile = seal.open(row, row.sealed);
  return profile ? searchWords(profile, seal) : '';
}

/**
 * Takes number, phone and cards from whoever has them that central gives to another: what central says of that one comes too,
 * before or after.
 */
function giveUpKeys(
  rows: MemberRows,
  write: ReturnType<typeof memberStatements>,
  digest: SetDigest,
): (row: StoredMember, own: number | null) => void {
  function change(holder: MemberRow | undefined, own: number | null, changes: Partial<StoredMember>): void {
    if (!holder || holder.serial === own) return;
    const changed = { ...holder, ...changes };
    write.update(holder, changed, holder.indexed_rank);
    digest.remove(memberText(holder));
    digest.add(memberText(changed));
  }
  return (row, own) => {
    if (row.phone_hash) change(rows.byPhone.get(row.phone_hash), own, { phone_hash: null });
    const numbered = rows.byNumber.get(row.number);
    // Nobody may be without a number, and an id is nobody else's.
    if (numbered) change(numbered, own, { number: idOfBytes(numbered.id) });
    for (const card of cardsOf(row)) {
      const holder = rows.byCard.get(card);
      const left = holder && cardsOf(holder).filter((each) => each !== card);
      change(holder, own, { cards: left?.join(CARD_SEPARATOR) || null });
    }
  };
}
