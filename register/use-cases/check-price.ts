import type { Article } from '../../domain/article.ts';
import { priceBasket } from '../../domain/pricing/price-basket.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { pricingContext, type Register } from '../register.ts';
import { articleLines } from './add-lines.ts';
import { newBasket } from './open-basket.ts';
import { findCode, refuseCode, refuseLabel } from './scan.ts';

/** What scanning a code would ring, and for how much. */
export interface PriceCheck {
  readonly article: Article;
  readonly departmentName: string;
  /** What the code itself says; else one piece, or one kilogram. */
  readonly quantityThousandths: number;
  /** Per piece or per kilogram; null where it is asked at the counter. */
  readonly unitPriceE4: number | null;
  /** What the customer would pay for that quantity: tax and linked articles in it. Null where the price is asked. */
  readonly totalMinor: number | null;
  /** What is sold along with it: a deposit, a bag charge. */
  readonly linked: { readonly name: string; readonly unitPriceE4: number } | null;
}

/** Says what a code would ring without ringing it, or why it would be refused; no shift needs to be open. */
export function checkPrice(register: Register, code: string): Result<PriceCheck> {
  const found = findCode(register, code, 'article');
  if (!found.ok) return found;
  const { reading, article, sale } = found.value;
  if (!article) return fail(refuseCode(reading, code));
  if (!article.isActive) return fail({ code: 'article-unknown', articleCode: article.code });
  const refusal = refuseLabel(register, { reading, article, sale });
  if (refusal) return fail(refusal);
  const quantityThousandths = sale.quantityThousandths ?? 1_000;
  const department = register.settings.departments.find((each) => each.code === article.department);
  const checked = { article, departmentName: department?.name ?? article.department, quantityThousandths };
  const unitPriceE4 = sale.unitPriceE4 ?? article.priceE4;
  if (unitPriceE4 === 0) return ok({ ...checked, unitPriceE4: null, totalMinor: null, linked: null });
  const rung = articleLines(register, article, {
    ...sale,
    quantityThousandths,
    isLabelPrice: sale.unitPriceE4 !== undefined,
    // Looking at the price of something is for everybody.
    confirmedAge: article.minimumAge ?? undefined,
  });
  if (!rung.ok) return rung;
  const [, deposit] = rung.value;
  const basket = { ...newBasket(register, null), lines: rung.value };
  return ok({
    ...checked,
    unitPriceE4,
    totalMinor: priceBasket(basket, pricingContext(register)).totalMinor,
    linked: deposit ? { name: deposit.name, unitPriceE4: deposit.listPriceE4 } : null,
  });
}
