import type { Article } from '../../domain/article.ts';
import { findLabelFault } from '../../domain/barcode/goods-label.ts';
import { normalizeOwnCode } from '../../domain/barcode/own-code.ts';
import { parseCode, type ExpectedCode, type Reading } from '../../domain/barcode/parse-code.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { wallClockAt } from '../../domain/business-date.ts';
import { currencyNumber } from '../../domain/currency-number.ts';
import { currencyDigits } from '../../domain/currency.ts';
import { QUANTITY_SCALE, unitPriceFromMinor } from '../../domain/line-amount.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { StoreReader } from '../../db/open-store.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import type { Register } from '../register.ts';
import type { CounterSnapshot } from '../snapshot.ts';
import { ringArticle, type ArticleSale } from './add-lines.ts';
import { presentCoupon, setMember } from './basket-membership.ts';
import { findMemberByCode } from './find-members.ts';

/** What the screen knows when a code comes in. */
export interface ScanContext {
  readonly expecting?: ExpectedCode | undefined;
  /** Typed before the scan: `3 *`. */
  readonly quantityThousandths?: number | undefined;
  readonly confirmedAge?: number | undefined;
  readonly isCountingUp?: boolean | undefined;
  /** Entered after the counter asked for it. */
  readonly unitPriceE4?: number | undefined;
}

/** What a code led to: a line in the sale, or something that another screen takes up. */
export type ScanOutcome =
  | { readonly kind: 'added'; readonly snapshot: CounterSnapshot; readonly articleCode: string }
  | { readonly kind: 'member'; readonly snapshot: CounterSnapshot }
  | { readonly kind: 'coupon'; readonly snapshot: CounterSnapshot }
  | { readonly kind: 'receipt'; readonly receiptNumber: string }
  | { readonly kind: 'payment'; readonly authCode: string };

/** What a code is and which article it names, without doing anything. */
export interface CodeFinding {
  readonly reading: Reading;
  readonly article: Article | null;
  /** How much of it and at which price the code itself says. */
  readonly sale: ArticleSale;
}

/** Takes a scanned or typed code as the counter does: an article goes into the sale, anything else is named. */
export function scan(register: Register, code: string, context: ScanContext = {}): Result<ScanOutcome> {
  const found = findCode(register, code, context.expecting ?? 'article');
  if (!found.ok) return found;
  const { reading, article, sale } = found.value;
  if (reading.kind === 'receipt') return ok({ kind: 'receipt', receiptNumber: reading.receiptNumber });
  if (reading.kind === 'payment') return ok({ kind: 'payment', authCode: reading.authCode });
  if (!article) return scanMembership(register, reading, code);
  const refusal = refuseLabel(register, { reading, article, sale });
  if (refusal) return fail(refusal);
  const { quantityThousandths, confirmedAge, unitPriceE4, isCountingUp } = context;
  const added = ringArticle(register, article, {
    quantityThousandths,
    confirmedAge,
    unitPriceE4,
    isCountingUp,
    ...sale,
    isLabelPrice: sale.unitPriceE4 !== undefined,
    barcode: shown(code),
  });
  return added.ok ? ok({ kind: 'added', snapshot: added.value, articleCode: article.code }) : added;
}

/** Why goods may not be sold that an article's own label is on: their date, their batch, or a price that is none here. */
export function refuseLabel(
  { settings, clock }: Register,
  { reading, article, sale }: CodeFinding & { readonly article: Article },
): RegisterError | null {
  const { name, code: articleCode } = article;
  // A label that says zero was printed by a scale that was not set up; it must not give goods away.
  if (sale.unitPriceE4 === 0) return { code: 'article-needs-price', name, articleCode };
  if (reading.kind !== 'gs1') return null;
  const { shop, blockedBatches } = settings;
  const today = wallClockAt(clock.nowUtcMs(), shop.zone).date;
  const fault = findLabelFault(reading, today, blockedBatches);
  if (fault?.kind === 'expired') return { code: 'goods-expired', name, date: fault.date };
  if (fault?.kind === 'blocked') return { code: 'batch-blocked', name, batch: fault.batch };
  const number = reading.price?.currencyNumber ?? null;
  return number === null || number === currencyNumber(shop.currency)
    ? null
    : { code: 'label-currency', name };
}

/** What names no article may be a member's card, or a coupon. */
function scanMembership(register: Register, reading: Reading, code: string): Result<ScanOutcome> {
  const member = reading.kind === 'coupon' ? null : findMemberByCode(register, code);
  if (member) {
    const set = setMember(register, member.memberId);
    return set.ok ? ok({ kind: 'member', snapshot: set.value }) : set;
  }
  const presented = presentCoupon(register, reading.kind === 'coupon' ? reading.couponCode : code);
  if (presented.ok) return ok({ kind: 'coupon', snapshot: presented.value });
  const isCoupon = reading.kind === 'coupon' || presented.error.code !== 'coupon-unknown';
  return isCoupon ? presented : fail(refuseCode(reading, code));
}

/** Why a code that names no article cannot be sold. */
export function refuseCode(reading: Reading, code: string): RegisterError {
  return { code: isArticleReading(reading) ? 'code-unknown' : 'code-not-for-sale', scanned: shown(code) };
}

/** What finding a code takes: a till, or a reader of its folder with the settings. */
export interface CodeFinder {
  readonly store: Pick<StoreReader, 'catalogue'>;
  readonly settings: ShopSettings;
}

/** Says what a code is and finds its article by barcode, own code, or the shop's label rules. */
export function findCode(register: CodeFinder, code: string, expecting: ExpectedCode): Result<CodeFinding> {
  const { inStoreRules, couponPrefix } = register.settings;
  const parsed = parseCode(code, { rules: inStoreRules, expecting, couponPrefix });
  if (!parsed.ok) {
    // A shop's own code may look like a barcode with a wrong check digit.
    const own = expecting === 'article' ? normalizeOwnCode(code) : null;
    const article = own === null ? null : register.store.catalogue.byCode(own);
    if (article)
      return ok({
        reading: { kind: 'own', ownCode: article.code, recoverableUpcA: null },
        article,
        sale: {},
      });
    return fail({ code: 'code-unreadable', fault: parsed.error });
  }
  const reading = parsed.value;
  const article = articleOf(register, reading);
  return ok({ reading, article, sale: saleOf(register, reading, article) });
}

/** Whether a code is of a kind that names an article. */
export function isArticleReading({ kind }: Reading): boolean {
  return kind === 'gtin' || kind === 'own' || kind === 'gs1' || kind === 'in-store';
}

function articleOf({ store: { catalogue } }: CodeFinder, reading: Reading): Article | null {
  switch (reading.kind) {
    case 'gtin': {
      for (const { gtin14 } of reading.candidates) {
        const article = catalogue.byBarcode(gtin14);
        if (article) return article;
      }
      return catalogue.byCode(reading.scanned);
    }
    case 'gs1':
      return reading.gtin14 === null ? null : catalogue.byBarcode(reading.gtin14);
    case 'in-store':
      return (
        (reading.baseGtin14 === null ? null : catalogue.byBarcode(reading.baseGtin14)) ??
        catalogue.byCode(reading.item) ??
        // Scales pad the item's number with zeros that its code does not have.
        catalogue.byCode(reading.item.replace(/^0+(?=.)/, ''))
      );
    case 'own':
      return catalogue.byBarcode(reading.ownCode) ?? catalogue.byCode(reading.ownCode);
    default:
      return null;
  }
}

/**
 * A weight is a quantity in thousandths of a kilogram; a price on a label is the price of that one piece, whatever is in it.
 * What is sold by the piece goes by the count on its label (GS1 AI 30), and its weight is only told.
 */
function saleOf(register: CodeFinder, reading: Reading, article: Article | null): ArticleSale {
  const { currency } = register.settings.shop;
  if (reading.kind === 'in-store') {
    const { weightGrams, priceMinor } = reading;
    return labelSale(weightGrams, priceMinor === null ? null : unitPriceFromMinor(priceMinor, currency));
  }
  if (reading.kind !== 'gs1') return {};
  const { price, weightGrams, count } = reading;
  const isPriced = price !== null && price.decimals <= 4 && currencyDigits(currency) <= 4;
  const pieces = count === null ? null : count * QUANTITY_SCALE;
  const quantityThousandths = article?.unit === 'each' ? pieces : weightGrams;
  return labelSale(quantityThousandths, isPriced ? price.amount * 10 ** (4 - price.decimals) : null);
}

function labelSale(quantityThousandths: number | null, priceE4: number | null): ArticleSale {
  if (priceE4 !== null) return { quantityThousandths: QUANTITY_SCALE, unitPriceE4: priceE4 };
  return quantityThousandths === null ? {} : { quantityThousandths };
}

/** A code as people see it in an error and on a receipt: control characters shown, and not endless. */
function shown(code: string): string {
  const visible = code.trim().replace(/\p{Cc}/gu, ' ');
  return visible.length > 40 ? `${visible.slice(0, 39)}…` : visible;
}
