import { lineAmountMinor, QUANTITY_SCALE } from '../../domain/line-amount.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Explanation, Suggestion } from '../counter-membership.ts';
import { priceSale, saleTotalMinor } from '../price-sale.ts';
import type { Register } from '../register.ts';
import { explainSale } from '../show-membership.ts';
import { articleLines } from './add-lines.ts';
import { suggestFor } from './insight-suggest.ts';

/** As many as a counter has room for; each is priced with the whole sale. */
const SUGGESTIONS_SHOWN = 2;

/** Why the sale on the counter costs what it does, or one line of it. */
export function explain(register: Register, lineId: string | null): Result<Explanation> {
  const basket = register.store.baskets.current();
  if (!basket) return fail({ code: 'basket-empty' });
  if (lineId !== null && !basket.lines.some(({ id }) => id === lineId)) return fail({ code: 'line-unknown' });
  const { priced, offers } = priceSale(register, basket);
  return ok(explainSale(register, priced, offers, lineId));
}

/** What is often bought with what is in the sale, and what the sale would come to more with it. */
export function suggest(register: Register): Result<Suggestion[]> {
  const basket = register.store.baskets.current();
  if (!basket || basket.state !== 'open') return ok([]);
  const codes = basket.lines.flatMap(({ kind, articleCode }) =>
    kind === 'sale' && articleCode !== null ? [articleCode] : [],
  );
  const { currency } = register.settings.shop;
  const totalMinor = saleTotalMinor(register, basket);
  return ok(
    suggestFor(register, codes, SUGGESTIONS_SHOWN).map(({ article: { code, name, priceE4 }, article }) => {
      const lines = articleLines(register, article, {});
      const addsMinor = lines.ok
        ? saleTotalMinor(register, { ...basket, lines: [...basket.lines, ...lines.value] }) - totalMinor
        : lineAmountMinor(priceE4, QUANTITY_SCALE, currency);
      return { articleCode: code, name, priceE4, addsMinor };
    }),
  );
}
