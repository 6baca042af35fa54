import type { ManualDiscount } from '../basket.ts';
import { scaledToDecimal } from '../currency.ts';
import type { AppliedRule } from '../facts/loyalty-facts.ts';
import type { LineFact } from '../facts/sale-facts.ts';
import { QUANTITY_SCALE } from '../line-amount.ts';
import { formatUnitPrice } from '../money-format.ts';
import type { Language } from '../text/language.ts';
import { row, type ReceiptRow } from './document.ts';
import { paperAmount, paperRate, wordsIn } from './paper-format.ts';

export interface LineContext {
  readonly currency: string;
  readonly language: Language;
  /** Receipt numbers of the sales that returned lines come from, by sale id. */
  readonly returnedReceipts: ReadonlyMap<string, string>;
  /** The promotions of the sale, which name what they took off a line. */
  readonly rules: readonly AppliedRule[];
}

/** What a line costs after what was taken off it alone: its amounts on paper sum to this. Minor units, signed. */
export function lineAmountOnPaper(line: LineFact): number {
  return line.grossMinor - line.priceSavingMinor - line.lineDiscountMinor;
}

/** The rows of all lines. A deposit or charge stands under the line that it belongs to. */
export function saleLineRows(lines: readonly LineFact[], context: LineContext): ReceiptRow[] {
  const numbers = new Set(lines.map((line) => line.lineNo));
  const isRoot = (line: LineFact) => line.linkedToLineNo === null || !numbers.has(line.linkedToLineNo);
  return lines
    .filter(isRoot)
    .flatMap((line) => [
      ...lineRows(line, 0, context),
      ...lines
        .filter((linked) => linked.linkedToLineNo === line.lineNo)
        .flatMap((linked) => lineRows(linked, 1, context)),
    ]);
}

function lineRows(line: LineFact, indent: number, context: LineContext): ReceiptRow[] {
  const { currency, language } = context;
  const words = wordsIn(language);
  const shown = shownPrice(line);
  const amount = paperAmount(shown.grossMinor, currency, language);
  const isSingle = line.unit === 'each' && line.quantityThousandths === QUANTITY_SCALE;
  const detail = { indent: indent + 1 };
  const rows = isSingle
    ? [row(line.name, amount, { indent })]
    : [row(line.name, '', { indent }), row(quantityText(line, shown.unitPriceE4, context), amount, detail)];
  if (line.tareGrams > 0) {
    rows.push(row(words('tare', { weight: scaledToDecimal(line.tareGrams, 3, 3) }), '', detail));
  }
  const off = (text: string, amountMinor: number) => {
    if (amountMinor !== 0) rows.push(row(text, paperAmount(-amountMinor, currency, language), detail));
  };
  const offers = lineOffers(line, context.rules);
  const offeredMinor = offers.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const byHandMinor = line.manualPrice ? shown.savingMinor : 0;
  off(words('priceOverride'), byHandMinor);
  for (const { name, amountMinor } of offers) off(name, amountMinor);
  off(discountText(line, language), shown.savingMinor - byHandMinor + line.lineDiscountMinor - offeredMinor);
  if (line.isGift) rows.push(row(words('gift'), '', detail));
  if (line.kind === 'return') rows.push(row(returnText(line, context), '', detail));
  if (line.note) rows.push(row(line.note, '', detail));
  return rows;
}

/** What promotions took off the line alone, by name; what they took off the order stands at the total. */
function lineOffers(line: LineFact, rules: readonly AppliedRule[]) {
  return line.savings.flatMap(({ ruleId, amountMinor }) => {
    const rule = rules.find((each) => each.ruleId === ruleId);
    return !rule || rule.isOnOrder ? [] : [{ name: rule.name, amountMinor }];
  });
}

/** A price set by hand shows as a saving on the list price; one that is no saving, or has no list price, just stands. */
function shownPrice(line: LineFact): { unitPriceE4: number; grossMinor: number; savingMinor: number } {
  const isSaving = Math.sign(line.priceSavingMinor) === Math.sign(line.grossMinor);
  if (line.priceSavingMinor === 0 || isSaving) {
    return { unitPriceE4: line.listPriceE4, grossMinor: line.grossMinor, savingMinor: line.priceSavingMinor };
  }
  return {
    unitPriceE4: line.unitPriceE4,
    grossMinor: line.grossMinor - line.priceSavingMinor,
    savingMinor: 0,
  };
}

function quantityText(line: LineFact, unitPriceE4: number, { currency, language }: LineContext): string {
  const price = formatUnitPrice(unitPriceE4, currency, language);
  if (line.unit === 'kg') return `${scaledToDecimal(line.quantityThousandths, 3, 3)} kg × ${price}/kg`;
  return `${scaledToDecimal(line.quantityThousandths, 3, 0)} × ${price}`;
}

function discountText(line: LineFact, language: Language): string {
  // An exact return takes back what was paid, so what was off then comes as one figure, whatever its kinds were.
  if (line.returnOf) return wordsIn(language)('discountThen');
  return manualDiscountText(line.discount, 'discount', language);
}

/** A discount by its kind: an amount off, or so many percent. */
export function manualDiscountText(
  discount: ManualDiscount | null,
  key: 'discount' | 'basketDiscount',
  language: Language,
): string {
  const words = wordsIn(language);
  return discount?.kind === 'percent'
    ? words(`${key}Percent`, { rate: paperRate(discount.rateBp) })
    : words(key);
}

function returnText(line: LineFact, { language, returnedReceipts }: LineContext): string {
  const words = wordsIn(language);
  if (line.elsewhere !== undefined) return words('returnedUnchecked', { number: line.elsewhere });
  if (!line.returnOf) return words('returnedWithoutReceipt');
  const number = returnedReceipts.get(line.returnOf.saleId);
  return number === undefined ? words('returned') : words('returnedFrom', { number });
}
