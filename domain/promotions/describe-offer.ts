import { scaledToDecimal } from '../currency.ts';
import { formatMoney, formatUnitPrice } from '../money-format.ts';
import { promotionWords } from '../text/promotion-words.ts';
import { beginWithTarget, describeTarget, type PromotionNames } from './describe-target.ts';
import type { BundlePart, Off, Offer, Promotion, Target } from './promotion.ts';

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
  const cap =
    maxDiscountMinor === null ? [] : said.fill('cap', { amount: said.amount(maxDiscountMinor) });
  return joinAlike([...sayOffer(offer, target, said), ...cap, ...said.plain(said.words.end)]);
}

function sayOffer(offer: Offer, target: Target, said: Speaker): Said {
  const goods = said.plain(beginWithTarget(target, said.names));
  switch (offer.kind) {
    case 'special-price':
      return said.fill('special-price', { prices: sayPrices(offer.pricesE4, said) });
    case 'nth-item':
    case 'pick-off': {
      const isNth = offer.kind === 'nth-item';
      const [units, off] = isNth
        ? [offer.groupUnits, { rateBp: offer.rateBp }]
        : ([offer.units, offer.off] as const);
      const pick = said.plain(said.words[offer.pick]);
      return said.fill(offer.kind, { goods, units: said.figure(units), pick, off: said.off(off) });
    }
    case 'group-price':
      return said.fill('group-price', {
        goods,
        units: said.figure(offer.groupUnits),
        price: said.amount(offer.priceMinor),
      });
    case 'group-off':
      return said.fill(offer.per === 'group' ? 'group-off-group' : 'group-off-unit', {
        goods,
        units: said.figure(offer.groupUnits),
        off: said.off(offer.off),
      });
    case 'buy-get':
      return said.fill(offer.getTarget === null ? 'buy-get-same' : 'buy-get-other', {
        goods,
        units: said.figure(offer.buyUnits),
        more: said.figure(offer.getUnits),
        other: said.target(offer.getTarget),
        off: said.off({ rateBp: offer.rateBp }),
      });
    case 'free-gift':
      return said.fill(offer.gifts === null ? 'free-gift-same' : 'free-gift-other', {
        goods,
        units: said.figure(offer.buyUnits),
        more: said.figure(offer.getUnits),
        other: said.target(offer.gifts),
      });
    case 'bundle-price':
      return said.fill('bundle-price', {
        parts: sayParts(offer.parts, said),
        price: said.amount(offer.priceMinor),
      });
    case 'set-off':
      return said.fill('set-off', { parts: sayParts(offer.parts, said), off: said.off(offer.off) });
    case 'add-on-price':
      return said.fill('add-on-price', {
        goods,
        units: said.figure(offer.maxUnits),
        price: said.amount(offer.priceMinor),
      });
    case 'item-percent':
    case 'order-percent':
      return said.fill(offer.kind, { goods, off: said.off({ rateBp: offer.rateBp }) });
    case 'item-amount':
    case 'target-amount':
    case 'order-amount':
      return said.fill(offer.kind, { goods, off: said.off({ amountMinor: offer.amountMinor }) });
    case 'order-price':
      return said.fill('order-price', { goods, price: said.amount(offer.priceMinor) });
    case 'spend-every':
      return said.fill('spend-every', {
        goods,
        price: said.amount(offer.everyMinor),
        off: said.off({ amountMinor: offer.amountMinor }),
      });
    case 'points-factor':
      return said.fill('points-factor', { factor: said.figure(scaledToDecimal(offer.factorBp, 4, 0)) });
    case 'points-bonus':
      return said.fill('points-bonus', { points: said.figure(offer.points) });
    default:
      return said.fill(offer.kind, { goods, steps: said.list(sayStep(offer, said)) });
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
