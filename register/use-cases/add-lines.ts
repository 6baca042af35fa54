import type { Article } from '../../domain/article.ts';
import { BASKET_MAX_LINES, type BasketLine } from '../../domain/basket.ts';
import { lineAmountFault, unitPriceFault, quantityFault } from '../../domain/quantity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { snapshotOf, type CounterSnapshot } from '../snapshot.ts';
import { setQuantity } from './change-lines.ts';
import { basketForAdding } from './open-basket.ts';
import { ageConfirmed, lineToCountUp } from './same-sale.ts';

/** How much of an article, and what the counter was asked about it. */
export interface ArticleSale {
  readonly quantityThousandths?: number | undefined;
  readonly tareGrams?: number | undefined;
  /** For articles whose price is asked at the counter; any other price is changed on the line, by whoever may. */
  readonly unitPriceE4?: number | undefined;
  /** The price was read off the shop's own label, which may differ from the article's. */
  readonly isLabelPrice?: boolean | undefined;
  /** That the customer is at least this old was checked. */
  readonly confirmedAge?: number | undefined;
  /** One more of the article that was rung last makes that line one more, as at a counter; else each call is a line. */
  readonly isCountingUp?: boolean | undefined;
  readonly barcode?: string | undefined;
}

/** A sale of something that the catalogue does not know, under a department. */
export interface DepartmentSale {
  readonly department: string;
  readonly unitPriceE4: number;
  readonly quantityThousandths?: number | undefined;
  readonly name?: string | undefined;
  readonly barcode?: string | undefined;
  readonly confirmedAge?: number | undefined;
}

/** Adds an article, with its linked deposit, to the sale on the counter. */
export function addArticle(
  register: Register,
  articleCode: string,
  sale: ArticleSale = {},
): Result<CounterSnapshot> {
  const article = register.store.catalogue.byCode(articleCode);
  return article ? ringArticle(register, article, sale) : fail({ code: 'article-unknown', articleCode });
}

/** The same with the article already at hand. */
export function ringArticle(
  register: Register,
  article: Article,
  sale: ArticleSale,
): Result<CounterSnapshot> {
  if (!article.isActive) return fail({ code: 'article-unknown', articleCode: article.code });
  const current = register.store.baskets.current();
  const confirmedAge = sale.confirmedAge ?? ageConfirmed(current);
  const lines = articleLines(register, article, { ...sale, confirmedAge });
  if (!lines.ok) return lines;
  const [rung] = lines.value;
  const last = sale.isCountingUp && !sale.isLabelPrice && rung ? lineToCountUp(current, rung) : null;
  return last && rung
    ? setQuantity(register, last.id, last.quantityThousandths + rung.quantityThousandths)
    : addLines(register, lines.value, null, current);
}

/** Adds a department sale to the sale on the counter. */
export function addDepartmentSale(register: Register, sale: DepartmentSale): Result<CounterSnapshot> {
  const department = register.settings.departments.find(({ code }) => code === sale.department);
  if (!department) return fail({ code: 'department-unknown', department: sale.department });
  const name = sale.name?.trim() || department.name;
  const quantityThousandths = sale.quantityThousandths ?? 1_000;
  const current = register.store.baskets.current();
  const confirmedAge = sale.confirmedAge ?? ageConfirmed(current);
  const fault =
    quantityFault(quantityThousandths, 'each', name) ??
    unitPriceFault(sale.unitPriceE4) ??
    ageFault(department.minimumAge, confirmedAge, { name, code: null });
  if (fault) return fail(fault);
  const line: BasketLine = {
    ...emptyLine(register.newId()),
    barcode: sale.barcode ?? null,
    name,
    department: department.code,
    quantityThousandths,
    listPriceE4: sale.unitPriceE4,
    taxCode: department.taxCode,
    confirmedAge: department.minimumAge === null ? null : (confirmedAge ?? null),
  };
  return addLines(register, [line], null, current);
}

/**
 * Adds lines to the sale on the counter in one commit, opening it where there is none. All of them or none: a limit that
 * one of them breaks refuses the whole call. `current` is the sale on the counter where that was read already.
 */
export function addLines(
  register: Register,
  lines: readonly BasketLine[],
  sourceRef: string | null = null,
  current = register.store.baskets.current(),
): Result<CounterSnapshot> {
  const found = basketForAdding(register, sourceRef, current);
  if (!found.ok) return found;
  const { basket, isNew } = found.value;
  if (basket.lines.length + lines.length > BASKET_MAX_LINES)
    return fail({ code: 'basket-full', max: BASKET_MAX_LINES });
  const fault = lineAmountFault(lines, register.settings.shop.currency);
  if (fault) return fail(fault);
  const after = { ...basket, lines: [...basket.lines, ...lines] };
  register.store.commit((writer) => {
    if (isNew) writer.baskets.create(after);
    else writer.baskets.appendLines(basket.id, lines);
  });
  return ok(snapshotOf(register, after, lines[0]?.id ?? null));
}

/** A line with nothing special about it, to be filled in. */
export function emptyLine(id: string): BasketLine {
  return {
    id,
    kind: 'sale',
    articleCode: null,
    barcode: null,
    name: '',
    department: '',
    tags: [],
    unit: 'each',
    quantityThousandths: 1_000,
    tareGrams: 0,
    listPriceE4: 0,
    floorPriceE4: null,
    taxCode: '',
    manualPrice: null,
    discount: null,
    linkedTo: null,
    confirmedAge: null,
    note: null,
    isGift: false,
    returnOf: null,
    returnAuthorization: null,
  };
}

/** The article's line and those linked to it, as they would be rung. */
export function articleLines(register: Register, article: Article, sale: ArticleSale): Result<BasketLine[]> {
  const priceE4 = sale.unitPriceE4 ?? article.priceE4;
  const named = { name: article.name, articleCode: article.code };
  if (article.priceE4 !== 0 && priceE4 !== article.priceE4 && sale.isLabelPrice !== true) {
    return fail({ code: 'article-has-price', ...named });
  }
  if (priceE4 === 0 && sale.unitPriceE4 === undefined) return fail({ code: 'article-needs-price', ...named });
  if (article.unit === 'kg' && sale.quantityThousandths === undefined) {
    return fail({ code: 'article-needs-weight', ...named, unitPriceE4: priceE4 });
  }
  const weighed = netQuantity(article, sale);
  if (!weighed.ok) return weighed;
  const fault = unitPriceFault(priceE4) ?? ageFault(article.minimumAge, sale.confirmedAge, article);
  if (fault) return fail(fault);
  const line = catalogueLine(register, article, weighed.value, priceE4, sale);
  const deposit = article.depositCode === null ? null : register.store.catalogue.byCode(article.depositCode);
  if (!deposit) return ok([line]);
  // A deposit is sold by the piece, one for each: a weighed article carries a single one.
  const pieces = article.unit === 'kg' ? 1_000 : line.quantityThousandths;
  return ok([line, { ...catalogueLine(register, deposit, pieces, deposit.priceE4, {}), linkedTo: line.id }]);
}

/** What is sold of what was weighed: tare off, in thousandths. */
function netQuantity(article: Article, sale: ArticleSale): Result<number> {
  const gross = sale.quantityThousandths ?? 1_000;
  const tareGrams = article.unit === 'kg' ? (sale.tareGrams ?? 0) : 0;
  const fault = quantityFault(gross, article.unit, article.name);
  if (fault) return fail(fault);
  // A gram is a thousandth of a kilogram, so tare and quantity share their unit.
  if (!Number.isSafeInteger(tareGrams) || tareGrams < 0 || tareGrams >= gross) {
    return tareGrams === 0 ? ok(gross) : fail({ code: 'tare-exceeds-weight', tareGrams });
  }
  return ok(gross - tareGrams);
}

function catalogueLine(
  register: Register,
  article: Article,
  quantityThousandths: number,
  listPriceE4: number,
  sale: ArticleSale,
): BasketLine {
  return {
    ...emptyLine(register.newId()),
    articleCode: article.code,
    barcode: sale.barcode ?? null,
    name: article.name,
    department: article.department,
    tags: article.brand === '' ? [] : [article.brand],
    unit: article.unit,
    quantityThousandths,
    tareGrams: article.unit === 'kg' ? (sale.tareGrams ?? 0) : 0,
    listPriceE4,
    floorPriceE4: article.floorPriceE4,
    taxCode: taxCodeOf(register, article),
    confirmedAge: article.minimumAge === null ? null : (sale.confirmedAge ?? null),
  };
}

/** The article's own tax, else its department's, else the shop's default. A code that the shop does not have falls through. */
export function taxCodeOf(register: Register, article: Pick<Article, 'taxCode' | 'department'>): string {
  const known = (code: string | null | undefined) =>
    typeof code === 'string' && register.taxCategories.has(code);
  if (known(article.taxCode)) return article.taxCode!;
  const department = register.settings.departments.find(({ code }) => code === article.department);
  return known(department?.taxCode) ? department!.taxCode : register.settings.defaultTaxCode;
}

function ageFault(
  minimumAge: number | null,
  confirmedAge: number | undefined,
  { name, code }: { readonly name: string; readonly code: string | null },
) {
  if (minimumAge === null || (confirmedAge ?? 0) >= minimumAge) return null;
  return { code: 'article-needs-age', name, age: minimumAge, articleCode: code } as const;
}
