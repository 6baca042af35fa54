import { scaledToDecimal } from '../currency.ts';
import { formatMoney, formatUnitPrice } from '../money-format.ts';
import { promotionWords } from '../text/promotion-words.ts';
import { beginWithTarget, describeTarget, type PromotionNames } from './describe-target.ts';
import type { BundlePart, Off, Offer, Promotion, Target, UnitOffer } from './promotion.ts';

/** A piece of a sentence; figures are what a reader looks for in it. */
export interface SaidPart {
  readonly text: string;
  readonly isFigure: boolean;
}

type Said = readonly SaidPart[];

const FREE_BP = 10_000;
/** Prices in a row. */
const PRICES_SHOWN = 3;

/** What a rule gives, as one sentence in the reader's language. */
export function describeOffer({ offer, target, maxDiscountMinor }: Promotion, names: PromotionNames): Said {
  const said = speaker(names);
  const cap = maxDiscountMinor === null ? [] : said.fill('cap', { amount: said.amount(maxDiscountMinor) });
  return joinAlike([...sayOffer(offer, target, said), ...cap, ...said.plain(said.words.end)]);
}

function sayOffer(offer: Offer, target: Target, said: Speaker): Said {
  const goods = said.plain(beginWithTarget(target, said.names));
  switch (offer.kind) {
    case 'special-price':
      return said.fill('special-price', { prices: sayPrices(offer.pricesE4, said) });
    case 'item-percent':
    case 'order-percent':
      return said.fill(offer.kind, { goods, off: said.off({ rateBp: offer.rateBp }) });
    case 'item-amount':
    case 'target-amount':
    case 'order-amount':
      return said.fill(offer.kind, { goods, off: said.off({ amountMinor: offer.amountMinor }) });
    case 'order-price':
      return said.fill('order-price', { goods, price: said.amount(offer.priceMinor) });
    case 'spend-every': {
      const off = said.off({ amountMinor: offer.amountMinor });
      return said.fill('spend-every', { goods, off, price: said.amount(offer.everyMinor) });
    }
    case 'points-factor':
      return said.fill('points-factor', { factor: said.figure(scaledToDecimal(offer.factorBp, 4, 0)) });
    case 'points-bonus':
      return said.fill('points-bonus', { points: said.figure(offer.points) });
    case 'quantity-percent':
    case 'distinct-set':
    case 'spend-steps':
    case 'tier-percent':
      return said.fill(offer.kind, { goods, steps: said.list(sayStep(offer, said)) });
    default:
      return sayUnitOffer(offer, goods, said);
  }
}

/** Offers that units of goods serve in groups. */
function sayUnitOffer(offer: Exclude<UnitOffer, SteppedOffer>, goods: Said, said: Speaker): Said {
  switch (offer.kind) {
    case 'nth-item':
    case 'pick-off': {
      const units = said.figure(offer.kind === 'nth-item' ? offer.groupUnits : offer.units);
      const off = said.off(offer.kind === 'nth-item' ? { rateBp: offer.rateBp } : offer.off);
      return said.fill(offer.kind, { goods, units, off, pick: said.plain(said.words[offer.pick]) });
    }
    case 'group-price': {
      const price = said.amount(offer.priceMinor);
      return said.fill('group-price', { goods, price, units: said.figure(offer.groupUnits) });
    }
    case 'group-off': {
      const units = said.figure(offer.groupUnits);
      return said.fill(`group-off-${offer.per}`, { goods, units, off: said.off(offer.off) });
    }
    case 'buy-get':
    case 'free-gift': {
      const others = offer.kind === 'buy-get' ? offer.getTarget : offer.gifts;
      return said.fill(`${offer.kind}-${others === null ? 'same' : 'other'}`, {
        goods,
        units: said.figure(offer.buyUnits),
        more: said.figure(offer.getUnits),
        other: said.target(others),
        off: offer.kind === 'buy-get' ? said.off({ rateBp: offer.rateBp }) : [],
      });
    }
    case 'bundle-price':
      return said.fill('bundle-price', {
        parts: sayParts(offer.parts, said),
        price: said.amount(offer.priceMinor),
      });
    case 'set-off':
      return said.fill('set-off', { parts: sayParts(offer.parts, said), off: said.off(offer.off) });
    case 'add-on-price': {
      const price = said.amount(offer.priceMinor);
      return said.fill('add-on-price', { goods, price, units: said.figure(offer.maxUnits) });
    }
  }
}

type SteppedOffer = Extract<
  Offer,
  { kind: 'quantity-percent' | 'distinct-set' | 'spend-steps' | 'tier-percent' }
>;

function sayStep(offer: SteppedOffer, said: Speaker): Said[] {
  switch (offer.kind) {
    case 'quantity-percent':
      return offer.steps.map(({ fromUnits, rateBp }) =>
        said.fill('step-units', { units: said.figure(fromUnits), off: said.off({ rateBp }) }),
      );
    case 'distinct-set':
      return offer.steps.map(({ distinct, rateBp }) =>
        said.fill('step-distinct', { units: said.figure(distinct), off: said.off({ rateBp }) }),
      );
    case 'spend-steps':
      return offer.steps.map(({ fromMinor, off }) =>
        said.fill('step-spend', { price: said.amount(fromMinor), off: said.off(off) }),
      );
    case 'tier-percent':
      return offer.rates.map(({ tier, rateBp, target }) =>
        said.fill(target ? 'tier-rate-on' : 'tier-rate', {
          tier: said.plain(said.names.tier(tier)),
          off: said.off({ rateBp }),
          goods: said.target(target ?? null),
        }),
      );
  }
}

function sayParts(parts: readonly BundlePart[], said: Speaker): Said {
  return said.list(
    parts.map(({ target, units }) =>
      said.fill('part', { units: said.figure(units), goods: said.target(target) }),
    ),
  );
}

function sayPrices(pricesE4: Readonly<Record<string, number>>, said: Speaker): Said {
  const { currency, language, article } = said.names;
  const prices = Object.entries(pricesE4);
  const shown = prices.slice(0, PRICES_SHOWN).map(([code, e4]) =>
    said.fill('price-of', {
      goods: said.plain(article(code)),
      price: said.figure(formatUnitPrice(e4, currency, language)),
    }),
  );
  const rest = prices.length - shown.length;
  const more = rest > 0 ? [said.fill('more-articles', { number: said.figure(rest) })] : [];
  return said.list([...shown, ...more]);
}

type Word = keyof (typeof promotionWords)['en'];

interface Speaker {
  readonly names: PromotionNames;
  readonly words: Readonly<Record<Word, string>>;
  readonly plain: (text: string) => Said;
  readonly figure: (value: number | string) => Said;
  readonly amount: (minor: number) => Said;
  readonly target: (target: Target | null) => Said;
  readonly off: (off: Off) => Said;
  readonly list: (items: readonly Said[]) => Said;
  readonly fill: (word: Word, values: Readonly<Record<string, Said>>) => Said;
}

function speaker(names: PromotionNames): Speaker {
  const words = promotionWords[names.language];
  const plain = (text: string): Said => [{ text, isFigure: false }];
  const figure = (value: number | string): Said => [{ text: String(value), isFigure: true }];
  const amount = (minor: number) => figure(formatMoney(minor, names.currency, names.language));
  const fill: Speaker['fill'] = (word, values) =>
    words[word]
      .split(/(\{\w+\})/)
      .flatMap((piece) => (piece.startsWith('{') ? (values[piece.slice(1, -1)] ?? []) : plain(piece)));
  return {
    names,
    words,
    plain,
    figure,
    amount,
    fill,
    target: (target) => plain(target === null ? '' : describeTarget(target, names)),
    off(off) {
      if ('amountMinor' in off) return fill('off-amount', { amount: amount(off.amountMinor) });
      if (off.rateBp >= FREE_BP) return fill('off-free', {});
      return fill('off-share', {
        share: figure(`${scaledToDecimal(off.rateBp, 2, 0)}%`),
        zhe: figure(zheOf(off.rateBp)),
      });
    },
    list: (items) => items.flatMap((item, index) => [...(index > 0 ? plain(words.semicolon) : []), ...item]),
  };
}

/** What is left to pay, as Chinese shops write it: a quarter off is 75, half price is 5. */
function zheOf(rateBp: number): string {
  const leftBp = FREE_BP - rateBp;
  return leftBp % 1_000 === 0 ? String(leftBp / 1_000) : scaledToDecimal(leftBp, 2, 0);
}

/** Neighbours of the same kind as one piece, without the empty ones. */
function joinAlike(parts: Said): Said {
  const joined: SaidPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === '') continue;
    if (last && last.isFigure === part.isFigure)
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
