import { keptFor } from '../../kept.ts';
import type { Promotion, Target } from '../../promotions/promotion.ts';
import type { OfferLine } from '../offer-input.ts';

/** Where to look for the promotions that may mean a line: by the first of its lists that a target has. */
interface TargetIndex {
  readonly byArticle: ReadonlyMap<string, readonly Promotion[]>;
  readonly byDepartment: ReadonlyMap<string, readonly Promotion[]>;
  readonly byTag: ReadonlyMap<string, readonly Promotion[]>;
  readonly anywhere: readonly Promotion[];
}

/** By promotion, the indexes of the lines that it may mean: those that a list of its names, in their order. */
export type AskedLines = ReadonlyMap<Promotion, readonly number[]>;

/** Looks up where each promotion has to be asked, so that no promotion is asked about every line. */
export function linesToAsk(promotions: readonly Promotion[], lines: readonly OfferLine[]): AskedLines {
  const { byArticle, byDepartment, byTag, anywhere } = indexOf(promotions);
  const found = new Map<Promotion, number[]>();
  lines.forEach((line, place) => {
    noteAll(anywhere, place, found);
    noteAll(byDepartment.get(line.department), place, found);
    if (line.articleCode !== null) noteAll(byArticle.get(line.articleCode), place, found);
    for (const tag of line.tags) noteAll(byTag.get(tag), place, found);
  });
  return found;
}

function noteAll(
  promotions: readonly Promotion[] | undefined,
  place: number,
  found: Map<Promotion, number[]>,
): void {
  if (!promotions) return;
  for (const promotion of promotions) {
    const places = found.get(promotion);
    if (!places) found.set(promotion, [place]);
    else if (places[places.length - 1] !== place) places.push(place);
  }
}

const indexOf = keptFor((promotions: readonly Promotion[]): TargetIndex => {
  const byArticle = new Map<string, Promotion[]>();
  const byDepartment = new Map<string, Promotion[]>();
  const byTag = new Map<string, Promotion[]>();
  const anywhere: Promotion[] = [];
  for (const promotion of promotions) {
    for (const target of targetsOf(promotion)) {
      const [map, keys] = firstList(target, byArticle, byDepartment, byTag);
      if (map === null) anywhere.push(promotion);
      else for (const key of keys) map.set(key, [...(map.get(key) ?? []), promotion]);
    }
  }
  return { byArticle, byDepartment, byTag, anywhere };
});

function firstList(
  target: Target,
  byArticle: Map<string, Promotion[]>,
  byDepartment: Map<string, Promotion[]>,
  byTag: Map<string, Promotion[]>,
): [Map<string, Promotion[]>, readonly string[]] | [null] {
  if (target === 'all') return [null];
  if (target.articles) return [byArticle, target.articles];
  if (target.departments) return [byDepartment, target.departments];
  return target.tags ? [byTag, target.tags] : [null];
}

/** The targets of a promotion whose lines it may take something off, or needs. */
export function targetsOf({ offer, target }: Promotion): readonly Target[] {
  switch (offer.kind) {
    case 'bundle-price':
    case 'set-off':
      return offer.parts.map((part) => part.target);
    case 'buy-get':
      return offer.getTarget === null ? [target] : [target, offer.getTarget];
    case 'free-gift':
      return offer.gifts === null ? [target] : [target, offer.gifts];
    default:
      return [target];
  }
}
