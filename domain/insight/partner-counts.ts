/**
 * What an article was bought with: pairs of another article's number and the baskets that had both, ascending by number. Flat,
 * so that a list is one value of the store and is gone through without making anything.
 */
export interface PartnerCounts {
  readonly pairs: Uint32Array;
  /** A count may be short by so many, where a list was too long: what was with it least is let go. Never too high. */
  readonly shortBy: number;
}

/** A longer list is cut to three quarters: cutting costs as much as many baskets do. */
export const PARTNERS_MAX = 1_024;
const PARTNERS_KEPT = 768;

export const NO_PARTNERS: PartnerCounts = { pairs: new Uint32Array(), shortBy: 0 };

/**
 * Counts one more basket: `numbers` are all its articles, ascending and each once, `self` is whose list it is. The list that
 * comes back is good until the next call: a new one for each would be a hundred megabytes of them before any is collected.
 */
export type CountBasket = (counts: PartnerCounts, numbers: readonly number[], self: number) => PartnerCounts;

/** For baskets of so many articles at most. */
export function createBasketCounter(basketArticlesMax: number): CountBasket {
  const room = new Uint32Array(2 * (PARTNERS_MAX + basketArticlesMax));
  return ({ pairs, shortBy }, numbers, self) => {
    const merged = room.subarray(0, mergeBasket(room, pairs, numbers, self));
    if (merged.length / 2 <= PARTNERS_MAX) return { pairs: merged, shortBy };
    const highestCut = findCut(merged);
    return { pairs: room.subarray(0, cutList(merged, highestCut)), shortBy: shortBy + highestCut };
  };
}

/** Returns how long the list is. */
function mergeBasket(
  into: Uint32Array,
  pairs: Uint32Array,
  numbers: readonly number[],
  self: number,
): number {
  let length = 0;
  let from = 0;
  for (const number of numbers) {
    if (number === self) continue;
    while (from < pairs.length && pairs[from]! < number) {
      into[length++] = pairs[from++]!;
      into[length++] = pairs[from++]!;
    }
    const isKnown = pairs[from] === number;
    into[length++] = number;
    into[length++] = isKnown ? pairs[from + 1]! + 1 : 1;
    if (isKnown) from += 2;
  }
  into.set(pairs.subarray(from), length);
  return length + pairs.length - from;
}

/**
 * The highest count that is let go (lossy counting: Manku and Motwani 2002, "Approximate frequency counts over data streams").
 * All of a count go or none, so that the order of articles decides nothing.
 */
function findCut(pairs: Uint32Array): number {
  const counts = pairs.filter((_, place) => place % 2 === 1).sort();
  return counts[counts.length - PARTNERS_KEPT - 1]!;
}

/** Moves what stays to the front; returns how long that is. */
function cutList(pairs: Uint32Array, highestCut: number): number {
  let length = 0;
  for (let place = 0; place < pairs.length; place += 2) {
    if (pairs[place + 1]! <= highestCut) continue;
    pairs[length++] = pairs[place]!;
    pairs[length++] = pairs[place + 1]!;
  }
  return length;
}
