import { NOTE_MAX_LENGTH, type Basket, type BasketLine } from '../../domain/basket.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { multiplyDivideCeiling } from '../../domain/integer.ts';
import { formatMoney, formatUnitPrice } from '../../domain/money-format.ts';
import { priceBasket } from '../../domain/pricing/price-basket.ts';
import { lineAmountFault, quantityFault, quantityText, unitPriceFault } from '../../domain/quantity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { entryContext, pricingContext, type Register } from '../register.ts';
import { snapshotOf, type CounterSnapshot } from '../snapshot.ts';
import { authorize, isStillAllowed, type Approval } from './authorize.ts';
import { basketForChanging } from './open-basket.ts';
import { rangeReturns, unitsPending } from './return-units.ts';
import { findSold } from './sold-goods.ts';

/** Changes how much of a line is sold; what is linked to it follows. */
export function setQuantity(
  register: Register,
  lineId: string,
  quantityThousandths: number,
): Result<CounterSnapshot> {
  return changeLine(register, lineId, (line, basket) => {
    if (line.linkedTo) return fail({ code: 'line-linked' });
    // What comes back without a receipt was allowed for this much and no more.
    if (line.kind === 'return' && !line.returnOf) return fail({ code: 'line-is-return' });
    const fault =
      quantityFault(quantityThousandths, line.unit, line.name) ??
      returnFault(register, line, quantityThousandths);
    if (fault) return fail(fault);
    const changed = [{ ...line, quantityThousandths }];
    for (const linked of basket.lines) {
      if (linked.linkedTo === line.id && line.unit === 'each')
        changed.push({ ...linked, quantityThousandths });
    }
    return ok({ changed });
  });
}

/** Sets a price by hand, within the limit of whoever allows it, and never below the article's floor. */
export function setPrice(
  register: Register,
  lineId: string,
  unitPriceE4: number,
  approval: Approval = {},
): Result<CounterSnapshot> {
  return changeLine(register, lineId, (line, basket) => {
    if (line.kind === 'return') return fail({ code: 'line-is-return' });
    const fault = unitPriceFault(unitPriceE4);
    if (fault) return fail(fault);
    if (line.floorPriceE4 !== null && unitPriceE4 < line.floorPriceE4) {
      return fail({ code: 'price-below-floor', floor: unitPriceText(register, line.floorPriceE4) });
    }
    const belowE4 = Math.max(0, line.listPriceE4 - unitPriceE4);
    // Rounded up, so that a limit of 10 % is never exceeded by a fraction of a basis point.
    const bp = line.listPriceE4 === 0 ? 0 : multiplyDivideCeiling(belowE4, 10_000, line.listPriceE4);
    const authorized = authorize(register, 'price-override', { bp }, approval);
    if (!authorized.ok) return authorized;
    const after = { ...line, manualPrice: { unitPriceE4, authorization: authorized.value } };
    const tooLarge = lineAmountFault([after], register.settings.shop.currency);
    if (tooLarge) return fail(tooLarge);
    return ok({ changed: [after], fact: overrideFact(register, basket, line, after, 'price') });
  });
}

/** Gives a discount on one line: a percentage in basis points, or an amount off in minor units. Null takes it away. */
export function setLineDiscount(
  register: Register,
  lineId: string,
  discount: { readonly rateBp: number } | { readonly amountMinor: number } | null,
  approval: Approval = {},
): Result<CounterSnapshot> {
  return changeLine(register, lineId, (line, basket) => {
    if (line.kind === 'return') return fail({ code: 'line-is-return' });
    if (discount === null) return ok({ changed: [{ ...line, discount: null }] });
    const measured = measureDiscount(register, discount, pricedAlone(register, basket, line).amountMinor);
    if (!measured.ok) return measured;
    const authorized = authorize(register, 'line-discount', measured.value, approval);
    if (!authorized.ok) return authorized;
    const authorization = authorized.value;
    const after: BasketLine = {
      ...line,
      discount:
        'rateBp' in discount
          ? { kind: 'percent', rateBp: discount.rateBp, authorization }
          : { kind: 'amount', amountMinor: discount.amountMinor, authorization },
    };
    return ok({ changed: [after], fact: overrideFact(register, basket, line, after, 'line-discount') });
  });
}

export function setNote(register: Register, lineId: string, note: string | null): Result<CounterSnapshot> {
  return changeLine(register, lineId, (line) => {
    const text = note?.trim() || null;
    if (text && text.length > NOTE_MAX_LENGTH)
      return fail({ code: 'text-too-long', field: 'note', max: NOTE_MAX_LENGTH });
    return ok({ changed: [{ ...line, note: text }] });
  });
}

/** Takes a line, and what is linked to it, out of the sale; the journal keeps that it was there. */
export function voidLine(
  register: Register,
  lineId: string,
  approval: Approval = {},
): Result<CounterSnapshot> {
  return changeLine(register, lineId, (line, basket) => {
    if (line.linkedTo) return fail({ code: 'line-linked' });
    const authorized = authorize(register, 'line-void', {}, approval);
    if (!authorized.ok) return authorized;
    const removed = basket.lines.filter((other) => other.id === lineId || other.linkedTo === lineId);
    const priced = priceBasket({ ...basket, discount: null, lines: removed }, pricingContext(register));
    const fact: Fact = {
      type: 'line.voided',
      payload: {
        basketId: basket.id,
        lineId,
        articleCode: line.articleCode,
        name: line.name,
        quantityThousandths: line.quantityThousandths,
        totalMinor: priced.totalMinor,
        authorization: authorized.value,
      },
    };
    return ok({ removed, fact });
  });
}

/** How far a discount goes, for the limit of whoever gives it: the share of the price, rounded up. */
export function measureDiscount(
  register: Register,
  discount: { readonly rateBp: number } | { readonly amountMinor: number },
  baseMinor: number,
): Result<{ bp: number }> {
  if ('rateBp' in discount) {
    const { rateBp } = discount;
    const isValid = Number.isSafeInteger(rateBp) && rateBp > 0 && rateBp <= 10_000;
    return isValid ? ok({ bp: rateBp }) : fail({ code: 'discount-invalid', discount: `${rateBp / 100} %` });
  }
  const { amountMinor } = discount;
  const isValid = Number.isSafeInteger(amountMinor) && amountMinor > 0 && amountMinor <= baseMinor;
  if (!isValid) return fail({ code: 'discount-invalid', discount: amountText(register, amountMinor) });
  return ok({ bp: multiplyDivideCeiling(amountMinor, 10_000, baseMinor) });
}

interface LineChange {
  readonly changed?: readonly BasketLine[];
  readonly removed?: readonly BasketLine[];
  readonly fact?: Fact;
}

/** Applies a change to lines of the sale on the counter, in one commit with the entry that it needs. */
function changeLine(
  register: Register,
  lineId: string,
  decide: (line: BasketLine, basket: Basket) => Result<LineChange>,
): Result<CounterSnapshot> {
  const found = basketForChanging(register);
  if (!found.ok) return found;
  const basket = found.value;
  const line = basket.lines.find(({ id }) => id === lineId);
  if (!line) return fail({ code: 'line-unknown' });
  const decided = decide(line, basket);
  if (!decided.ok) return decided;
  const { changed = [], removed = [], fact } = decided.value;
  const amountFault = lineAmountFault(changed, register.settings.shop.currency);
  if (amountFault) return fail(amountFault);
  for (const after of changed) {
    const fault = discountFault(register, basket, after);
    if (fault) return fail(fault);
  }
  const changedById = new Map(changed.map((after) => [after.id, after]));
  const removedIds = new Set(removed.map(({ id }) => id));
  const kept = basket.lines.filter(({ id }) => !removedIds.has(id));
  const lines = rangeReturns(
    register,
    kept.map((other) => changedById.get(other.id) ?? other),
  );
  register.store.commit((writer) => {
    lines.forEach((after, place) => after !== kept[place] && writer.baskets.saveLine(after));
    for (const id of removedIds) writer.baskets.removeLine(id);
    if (lines.length === 0) writer.baskets.remove(basket.id);
    if (fact) writer.record(fact, entryContext(register));
  });
  const after = lines.length === 0 ? null : { ...basket, lines };
  return ok(snapshotOf(register, after, changed[0]?.id ?? null));
}

function overrideFact(
  register: Register,
  basket: Basket,
  before: BasketLine,
  after: BasketLine,
  kind: 'price' | 'line-discount',
): Fact {
  const total = (line: BasketLine) =>
    priceBasket({ ...basket, discount: null, lines: [line] }, pricingContext(register)).totalMinor;
  const authorization = kind === 'price' ? after.manualPrice!.authorization : after.discount!.authorization;
  return {
    type: 'override.made',
    payload: {
      basketId: basket.id,
      lineId: before.id,
      kind,
      beforeMinor: total(before),
      afterMinor: total(after),
      authorization,
    },
  };
}

/** What the line would cost without its discount, and with it, in minor units. */
function pricedAlone(
  register: Register,
  basket: Basket,
  line: BasketLine,
): { readonly amountMinor: number; readonly discountedMinor: number } {
  const alone = { ...basket, discount: null, lines: [line] };
  const { grossMinor, priceSavingMinor, lineDiscountMinor } = priceBasket(alone, pricingContext(register))
    .lines[0]!;
  const amountMinor = grossMinor - priceSavingMinor;
  return { amountMinor, discountedMinor: amountMinor - lineDiscountMinor };
}

/**
 * Why a line may not keep its discount as it has become: an amount off weighs more on fewer pieces than on those that it was
 * allowed for, and none may take a line below its article's floor.
 */
function discountFault(register: Register, basket: Basket, line: BasketLine): RegisterError | null {
  if (!line.discount) return null;
  const { amountMinor, discountedMinor } = pricedAlone(register, basket, line);
  if (line.discount.kind === 'amount') {
    const measured = measureDiscount(register, line.discount, amountMinor);
    const isAllowed =
      measured.ok && isStillAllowed(register, 'line-discount', measured.value, line.discount.authorization);
    if (!isAllowed) return { code: 'discount-outgrown', name: line.name };
  }
  if (line.floorPriceE4 === null) return null;
  const atFloor = { ...line, discount: null, manualPrice: null, listPriceE4: line.floorPriceE4 };
  if (discountedMinor >= pricedAlone(register, basket, atFloor).amountMinor) return null;
  return { code: 'price-below-floor', floor: unitPriceText(register, line.floorPriceE4) };
}

function returnFault(
  register: Register,
  { id, name, returnOf }: BasketLine,
  quantityThousandths: number,
): RegisterError | null {
  if (!returnOf) return null;
  const sold = findSold(register, returnOf.saleId)?.lines.find(({ lineNo }) => lineNo === returnOf.lineNo);
  const pending = unitsPending(register, returnOf, id);
  const left = returnOf.lineThousandths - (sold?.returnedThousandths ?? 0) - pending.onCounter - pending.held;
  return quantityThousandths > left
    ? { code: 'nothing-left-to-return', left: quantityText(left), name }
    : null;
}

function amountText(register: Register, amountMinor: number): string {
  const { currency, language } = register.settings.shop;
  return Number.isSafeInteger(amountMinor)
    ? formatMoney(amountMinor, currency, language)
    : String(amountMinor);
}

function unitPriceText(register: Register, unitPriceE4: number): string {
  const { currency, language } = register.settings.shop;
  return formatUnitPrice(unitPriceE4, currency, language);
}
