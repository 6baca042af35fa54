import type { Offer, Promotion, Target } from './promotion.ts';

/** The codes of the articles that a rule names anywhere, each once, in the order in which a reader meets them. */
export function articlesNamedIn({ offer, target, conditions }: Promotion): string[] {
  const targets = [
    target,
    ...targetsOf(offer),
    conditions.spend?.of,
    conditions.units?.of,
    conditions.distinctArticles?.of,
    ...(conditions.contains ?? []),
  ];
  const priced = offer.kind === 'special-price' ? Object.keys(offer.pricesE4) : [];
  return [...new Set([...priced, ...targets.flatMap(articlesOf)])];
}

function targetsOf(offer: Offer): readonly (Target | null | undefined)[] {
  switch (offer.kind) {
    case 'buy-get':
      return [offer.getTarget];
    case 'free-gift':
      return [offer.gifts];
    case 'bundle-price':
    case 'set-off':
      return offer.parts.map((part) => part.target);
    case 'tier-percent':
      return offer.rates.map((rate) => rate.target);
    default:
      return [];
  }
}

function articlesOf(target: Target | null | undefined): readonly string[] {
  if (!target || target === 'all') return [];
  return [...(target.articles ?? []), ...(target.except?.articles ?? [])];
}
