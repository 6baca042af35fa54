import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Chance } from './demo-chance.ts';
import { ERRANDS } from './season-errands.ts';

/** So much of an article, in thousandths of a piece or a kilogram. */
export interface SeasonItem {
  readonly articleCode: string;
  readonly quantityThousandths: number;
}

export type SeasonBasket = readonly SeasonItem[];

/** Gift baskets that were really bought; `NOTICE` says whose data it is, `scripts/pack-demo.ts` how they are packed. */
const GIFT_BASKETS = fileURLToPath(new URL('./demo-baskets.txt.gz', import.meta.url));

export function readGiftBaskets(): SeasonBasket[] {
  const [codes = '', ...lines] = gunzipSync(readFileSync(GIFT_BASKETS))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  const codeAt = codes.split(' ');
  return lines.map((line) =>
    line.split(' ').map((item) => {
      const [place = '', pieces = '1'] = item.split('*');
      return { articleCode: codeAt[parseInt(place, 36)]!, quantityThousandths: Number(pieces) * 1_000 };
    }),
  );
}

/** Sold by weight. */
const LOOSE = /^4\d{3}$/;
const BAG = 'BAG';

/** A made-up basket: an errand, seldom two, and often a bag to carry it in. */
export function errandBasket(chance: Chance): SeasonBasket {
  const errands = Object.values(ERRANDS);
  const wanted = new Map([...chance.pick(errands), ...(chance.inBp(2_500) ? chance.pick(errands) : [])]);
  const taken = [...wanted].filter(([, takenBp]) => chance.inBp(takenBp));
  const codes = (taken.length > 0 ? taken : [...wanted].slice(0, 1)).map(([code]) => code);
  const items = codes.map((code) => itemOf(code, chance));
  return chance.inBp(3_000) ? [...items, { articleCode: BAG, quantityThousandths: 1_000 }] : items;
}

function itemOf(articleCode: string, chance: Chance): SeasonItem {
  if (LOOSE.test(articleCode)) return { articleCode, quantityThousandths: 180 + chance.below(1_400) };
  const pieces = chance.inBp(7_500) ? 1 : 2 + chance.below(3);
  return { articleCode, quantityThousandths: pieces * 1_000 };
}
