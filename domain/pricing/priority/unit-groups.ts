import type { BundlePart, Pick, Promotion, Target, UnitOffer } from '../../promotions/promotion.ts';
import { isOpenTo, meansLine } from '../../promotions/target.ts';
import type { RunningLine } from './running-lines.ts';
import { offGroup, offUnits, onlyOnce, percentGroup, type NextGroup } from './unit-group.ts';
import { choose, costOf, countUnits, poolUnits, sortPools, type Piece, type Pool } from './unit-pool.ts';

type OfferOf<K extends UnitOffer['kind']> = Extract<UnitOffer, { kind: K }>;

/** What every kind needs to find its units. */
interface Field {
  readonly lines: readonly RunningLine[];
  readonly pools: (target: Target, pick: Pick, isGift?: boolean) => Pool[];
  readonly own: (pick: Pick) => Pool[];
}

/**
 * How a rule of stage 2 takes its units under `priority`: greedily, in the order of its `pick`, from those that no rule before
 * it took. Rates are rounded half up over the units of a line that cost the same.
 */
export function groupsOf(
  promotion: Promotion & { readonly offer: UnitOffer },
  lines: readonly RunningLine[],
): NextGroup {
  const { offer, target } = promotion;
  const all = poolUnits(lines, 'dearest', ({ line, hasSpecialPrice }) =>
    isOpenTo(promotion, line, hasSpecialPrice),
  );
  const pools = (of: Target, pick: Pick, isGift = false) => {
    const meant = all.filter(({ lineIndex }) => {
      const { line } = lines[lineIndex]!;
      return line.isGift === isGift && meansLine(of, line);
    });
    return sortPools(meant, pick, lines);
  };
  const field: Field = { lines, pools, own: (pick) => pools(target, pick) };
  switch (offer.kind) {
    case 'nth-item':
      return offer.scope === 'per-group' ? nthOfEachGroup(offer, field) : nthOfAllGroups(offer, field);
    case 'group-price':
      return priceGroups(offer, field);
    case 'quantity-percent':
      return allUnits(offer, field);
    case 'group-off':
      return reduceGroups(offer, field);
    case 'buy-get':
      return buyAndGet(offer, field);
    case 'bundle-price':
      return partGroups(
        offer.parts,
        'dearest',
        field,
        (pieces, times) => Math.max(0, costOf(pieces) - offer.priceMinor) * times,
      );
    case 'set-off':
      return partGroups(offer.parts, offer.pick, field, (pieces, times) =>
        offGroup(offer.off, pieces, times),
      );
    case 'distinct-set':
      return differentArticles(offer, field);
    case 'pick-off':
      return pickedUnits(offer, field);
    case 'add-on-price':
      return addOns(offer, field);
    case 'free-gift':
      return gifts(offer, target, field);
  }
}

export function isGiftRule(
  promotion: Promotion & { readonly offer: UnitOffer },
): promotion is Promotion & { readonly offer: OfferOf<'free-gift'> } {
  return promotion.offer.kind === 'free-gift';
}

/** How many gift units a rule gives for what is bought, whether they were rung or not. */
export function giftsEarned(
  promotion: Promotion & { readonly offer: OfferOf<'free-gift'> },
  lines: readonly RunningLine[],
  usesMax: number,
): number {
  const bought = poolUnits(
    lines,
    'cheapest',
    ({ line, hasSpecialPrice }) =>
      !line.isGift && isOpenTo(promotion, line, hasSpecialPrice) && meansLine(promotion.target, line),
  );
  const groups = Math.floor(countUnits(bought) / promotion.offer.buyUnits);
  return Math.min(groups, usesMax) * promotion.offer.getUnits;
}

function nthOfEachGroup({ groupUnits, rateBp, pick, fill }: OfferOf<'nth-item'>, field: Field): NextGroup {
  const pools = field.own(fill ?? pick);
  return () => {
    const pieces = choose(pools, groupUnits);
    if (!pieces) return null;
    const first = sortPools(poolsIn(pieces), pick, field.lines)[0]!;
    return percentGroup(pieces, [{ pool: first, count: 1 }], rateBp);
  };
}

/** Picked over all units that form whole groups, as often as there are uses; each takes the rest of a group with it. */
function nthOfAllGroups({ groupUnits, rateBp, pick, fill }: OfferOf<'nth-item'>, field: Field): NextGroup {
  const pools = field.own(fill ?? pick);
  return (usesLeft) => {
    const groups = Math.floor(countUnits(pools) / groupUnits);
    const uses = Math.min(usesLeft, groups);
    const grouped = uses > 0 ? choose(pools, groups * groupUnits) : null;
    if (!grouped) return null;
    const picked = firstUnits(sortPieces(grouped, pick, field.lines), uses);
    const others = firstUnits(withoutUnits(grouped, picked), uses * (groupUnits - 1));
    return { ...percentGroup([...picked, ...others], picked, rateBp), uses };
  };
}

function sortPieces(pieces: readonly Piece[], pick: Pick, lines: readonly RunningLine[]): Piece[] {
  const counts = new Map(pieces.map(({ pool, count }) => [pool, count]));
  return sortPools([...counts.keys()], pick, lines).map((pool) => ({ pool, count: counts.get(pool)! }));
}

function firstUnits(pieces: readonly Piece[], units: number): Piece[] {
  let left = units;
  return pieces.flatMap(({ pool, count }) => {
    const taken = Math.min(left, count);
    left -= taken;
    return taken > 0 ? [{ pool, count: taken }] : [];
  });
}

function withoutUnits(pieces: readonly Piece[], taken: readonly Piece[]): Piece[] {
  const counts = new Map(taken.map(({ pool, count }) => [pool, count]));
  return pieces.map(({ pool, count }) => ({ pool, count: count - (counts.get(pool) ?? 0) }));
}

function priceGroups({ groupUnits, priceMinor, pick }: OfferOf<'group-price'>, field: Field): NextGroup {
  const pools = field.own(pick);
  return () => {
    const pieces = choose(pools, groupUnits);
    if (!pieces) return null;
    const off = Math.max(0, costOf(pieces) - priceMinor);
    return { pieces, picked: pieces, offMinor: (times) => times * off, uses: 1 };
  };
}

function allUnits({ steps }: OfferOf<'quantity-percent'>, field: Field): NextGroup {
  const pools = field.own('dearest');
  return () => {
    const units = countUnits(pools);
    const reached = steps.filter(({ fromUnits }) => fromUnits <= units);
    const step = reached.reduce<(typeof reached)[number] | null>(
      (best, each) => (best && best.fromUnits > each.fromUnits ? best : each),
      null,
    );
    const pieces = step && units > 0 ? choose(pools, units) : null;
    return pieces && percentGroup(pieces, pieces, step!.rateBp);
  };
}

function reduceGroups({ groupUnits, off, per, pick, fill }: OfferOf<'group-off'>, field: Field): NextGroup {
  const pools = sortPools(field.own(pick), fill ?? pick, field.lines);
  return () => {
    const pieces = choose(pools, groupUnits);
    if (!pieces) return null;
    const offMinor = (times: number) =>
      per === 'group' ? offGroup(off, pieces, times) : offUnits(off, pieces, times);
    return { pieces, picked: pieces, offMinor, uses: 1 };
  };
}

function buyAndGet(offer: OfferOf<'buy-get'>, field: Field): NextGroup {
  const getPools =
    offer.getTarget === null ? field.own(offer.pick) : field.pools(offer.getTarget, offer.pick);
  // What is bought is taken from the other end, so that the units that cost less are left to be had.
  const buyPools = field.own(offer.pick === 'cheapest' ? 'dearest' : 'cheapest');
  return () => {
    const got = choose(getPools, offer.getUnits);
    const bought = got && choose(buyPools, offer.buyUnits, got);
    return bought && percentGroup([...bought, ...got], got, offer.rateBp);
  };
}

/** One of each part. The part that has the fewest units chooses first, so that the others do not take them. */
function partGroups(
  parts: readonly BundlePart[],
  pick: Pick,
  field: Field,
  off: (pieces: readonly Piece[], times: number) => number,
): NextGroup {
  const wanted = parts.map(({ target, units }) => ({ pools: field.pools(target, pick), units }));
  return () => {
    const scarce = [...wanted].sort((a, b) => countUnits(a.pools) - countUnits(b.pools));
    const pieces: Piece[] = [];
    for (const { pools, units } of scarce) {
      const part = choose(pools, units, pieces);
      if (!part) return null;
      pieces.push(...part);
    }
    return { pieces, picked: pieces, offMinor: (times) => off(pieces, times), uses: 1 };
  };
}

/** The largest set of different articles that a step rewards; the articles with the most units left come first. */
function differentArticles({ steps }: OfferOf<'distinct-set'>, field: Field): NextGroup {
  const pools = field.own('dearest');
  return () => {
    const byArticle = new Map<string, { first: Pool; count: number }>();
    for (const pool of pools) {
      if (pool.count === 0) continue;
      const { line } = field.lines[pool.lineIndex]!;
      const key = line.articleCode ?? line.id;
      const known = byArticle.get(key);
      byArticle.set(key, { first: known?.first ?? pool, count: (known?.count ?? 0) + pool.count });
    }
    const reached = steps.filter(({ distinct }) => distinct <= byArticle.size);
    if (reached.length === 0) return null;
    const step = reached.reduce((best, each) => (best.distinct > each.distinct ? best : each));
    const largest = [...byArticle.values()].sort((a, b) => b.count - a.count).slice(0, step.distinct);
    const pieces = largest.map(({ first }) => ({ pool: first, count: 1 }));
    return percentGroup(pieces, pieces, step.rateBp);
  };
}

function pickedUnits({ units, off, pick }: OfferOf<'pick-off'>, field: Field): NextGroup {
  const pools = field.own(pick);
  return onlyOnce(() => {
    const article = pools[0] && field.lines[pools[0].lineIndex]!.line.articleCode;
    const ofArticle = pools.filter(
      (pool) => pool === pools[0] || (article && field.lines[pool.lineIndex]!.line.articleCode === article),
    );
    const pieces = choose(ofArticle, Math.min(units, countUnits(ofArticle)));
    if (!pieces || pieces.length === 0) return null;
    return { pieces, picked: pieces, offMinor: (times) => offUnits(off, pieces, times), uses: 1 };
  });
}

function addOns({ priceMinor, maxUnits }: OfferOf<'add-on-price'>, field: Field): NextGroup {
  const pools = field.own('dearest');
  return onlyOnce(() => {
    const pieces = choose(pools, Math.min(maxUnits, countUnits(pools)));
    if (!pieces || pieces.length === 0) return null;
    const offMinor = (times: number) =>
      times *
      pieces.reduce((sum, { pool, count }) => sum + count * Math.max(0, pool.unitMinor - priceMinor), 0);
    return { pieces, picked: pieces, offMinor, uses: 1 };
  });
}

/** A gift needs to be rung to be given: the last group may have fewer of them than it earns. */
function gifts(offer: OfferOf<'free-gift'>, target: Target, field: Field): NextGroup {
  const rung = field.pools(offer.gifts ?? target, 'dearest', true);
  const boughtPools = field.pools(target, 'cheapest');
  return () => {
    const given = choose(rung, Math.min(offer.getUnits, countUnits(rung)));
    const bought = given && given.length > 0 ? choose(boughtPools, offer.buyUnits) : null;
    return bought && percentGroup([...bought, ...given!], given!, 10_000);
  };
}

function poolsIn(pieces: readonly Piece[]): Pool[] {
  return pieces.map(({ pool }) => pool);
}
