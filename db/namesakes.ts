import { areNamesakes, nameAndDayOf, type NameAndDay } from '../domain/members/namesake.ts';
import type { MemberRow, StoredMember } from './member-row.ts';
import type { MemberSeal } from '../seal/member-seal.ts';
import { NAMESAKES_MAX, type MemberRows } from './member-store.ts';

/** Finds who may be somebody else's second membership, for many members of one commit. */
export interface NamesakeFinder {
  /**
   * The numbers of those of this name who may have this birthday, among the first twenty whose name and day have the same
   * hash; `own` is the member's serial, 0 for one who is not in yet.
   */
  find(row: StoredMember, whose: NameAndDay | null, own: number): readonly string[];
  /** Keeps in mind who came after the last `find`, which was about them. */
  noteAdded(row: StoredMember, whose: NameAndDay | null): void;
  /** To be called where somebody was changed or removed. */
  forget(): void;
}

interface Namesake extends NameAndDay {
  readonly number: string;
}

/** Hashes that are kept in mind with whom they stand for. */
const KEPT_MAX = 100_000;

/**
 * Those who share a hash are opened once: in a file of a million, where some names come with every day of the year, they would
 * otherwise be opened again for each of them.
 */
export function createNamesakeFinder(rows: MemberRows, openSeal: () => MemberSeal): NamesakeFinder {
  const kept = new Map<number, Namesake[]>();

  function othersOf(hash: Buffer, own: number): Namesake[] {
    const key = hash.readUInt32BE();
    const known = kept.get(key);
    if (known) return known;
    if (rows.hasNamesake.get(hash, own) === undefined) return [];
    const seal = openSeal();
    const others = rows.sealedNamesakes.all(hash, own).flatMap((row) => openNamesake(row, seal));
    // A change forgets them, so it keeps none.
    if (own > 0) return others;
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(key, others);
    return others;
  }

  return {
    find({ namesake_hash: hash }, whose, own) {
      if (hash === null || whose === null) return [];
      return othersOf(hash, own)
        .filter((other) => areNamesakes(other, whose))
        .map(({ number }) => number);
    },
    noteAdded({ namesake_hash: hash, number }, whose) {
      const others = hash && kept.get(hash.readUInt32BE());
      if (others && whose && others.length < NAMESAKES_MAX) others.push({ ...whose, number });
    },
    forget: () => kept.clear(),
  };
}

function openNamesake(
  row: Pick<MemberRow, 'number' | 'id' | 'salt' | 'sealed'>,
  seal: MemberSeal,
): Namesake[] {
  const profile = seal.open(row, row.sealed);
  const whose = profile && nameAndDayOf(profile);
  return whose ? [{ ...whose, number: row.number }] : [];
}
