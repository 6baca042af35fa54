import { BASKET_MAX_LINES, type BasketLine } from '../../domain/basket.ts';
import { utcOfWallClock } from '../../domain/business-date.ts';
import { quickCash } from '../../domain/quick-cash.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import type { CounterSnapshot } from '../snapshot.ts';
import { addLines, articleLines } from '../use-cases/add-lines.ts';
import { addReturn, findReturnable } from '../use-cases/add-returns.ts';
import { chooseCoupon, presentCoupon, setMember, setPoints } from '../use-cases/basket-membership.ts';
import { beginCheckout, settle, takeTender, type TenderOutcome } from '../use-cases/checkout.ts';
import type { FinishedSale } from '../use-cases/finish-sale.ts';
import { CAKE_STANDS, NAPKINS } from './demo-promotions.ts';
import type { SeasonBasket, SeasonItem } from './season-baskets.ts';
import type { SeasonPayment, SeasonSale } from './season-plan.ts';

/** Whoever sells alcohol in the demo has asked. */
const ASKED_AGE = 18;

/** Rings one planned sale through the counter's own use cases; its receipt number. */
export function ringSeasonSale(register: Register, sale: SeasonSale): Result<string> {
  const lines = linesOf(register, sale.items);
  if (!lines.ok) return lines;
  const served = serveMember(register, sale.memberCode);
  if (!served.ok) return served;
  const added = addLines(register, lines.value);
  if (!added.ok) return added;
  const saved = saveMore(register, sale, added.value);
  if (!saved.ok) return saved;
  const begun = beginCheckout(register);
  if (!begun.ok) return begun;
  return pay(register, begun.value.dueMinor, sale.payment);
}

function serveMember(register: Register, memberCode: string | null): Result<unknown> {
  if (memberCode === null) return ok(null);
  const member = register.store.members.byNumber(memberCode);
  if (!member) throw new Error(`the demo has no member ${memberCode}`);
  return setMember(register, member.memberId);
}

/** The coupon that some bring, one that the member holds, or points as the counter proposes them. */
function saveMore(register: Register, sale: SeasonSale, { offers }: CounterSnapshot): Result<unknown> {
  if (sale.couponCode !== null) return presentCoupon(register, sale.couponCode);
  const held = offers?.coupons.find(({ savesMinor }) => savesMinor > 0);
  if (held) return chooseCoupon(register, held.couponId);
  const proposed = sale.isPaidWithPoints ? (offers?.points?.proposed ?? 0) : 0;
  return proposed > 0 ? setPoints(register, proposed) : ok(null);
}

/** Takes back one piece of a sale, or all of what was weighed, as it was paid; null where there is no such line. */
export function ringSeasonReturn(
  register: Register,
  receiptNumber: string,
  reason: string,
): Result<string | null> {
  const receipt = findReturnable(register, receiptNumber);
  if (!receipt.ok) return receipt;
  const [paid] = [...receipt.value.refundable].sort((a, b) => b.amountMinor - a.amountMinor);
  const line = receipt.value.lines.find(
    ({ articleCode, quantityThousandths, returnedThousandths, totalMinor }) =>
      articleCode !== null &&
      totalMinor > 0 &&
      totalMinor <= (paid?.amountMinor ?? 0) &&
      quantityThousandths > returnedThousandths,
  );
  if (!line || !paid) return ok(null);
  const left = line.quantityThousandths - line.returnedThousandths;
  const quantityThousandths = line.unit === 'kg' ? left : 1_000;
  const added = addReturn(register, receiptNumber, line.lineNo, quantityThousandths, { reason });
  if (!added.ok) return added;
  const begun = beginCheckout(register);
  if (!begun.ok) return begun;
  // The shop's tenders have the codes of their kinds.
  const { dueMinor } = begun.value;
  if (dueMinor === 0) return receiptOf(settle(register));
  return receiptOfTender(takeTender(register, { tenderCode: paid.kind, amountMinor: dueMinor }));
}

/** The moment at which a second of a business day is shown by the shop's clock. */
export function momentOf(register: Register, date: string, secondOfDay: number): number {
  const time = new Date(secondOfDay * 1_000).toISOString().slice(11, 19);
  return utcOfWallClock(`${date}T${time}`, register.settings.shop.zone);
}

function linesOf(register: Register, items: SeasonBasket): Result<BasketLine[]> {
  const lines: BasketLine[] = [];
  const hasGift = items.some(({ articleCode }) => CAKE_STANDS.includes(articleCode));
  for (const item of items) {
    const rung = lineOf(register, item);
    if (!rung.ok) return rung;
    const isGift = hasGift && NAPKINS.includes(item.articleCode);
    lines.push(...rung.value.map((line) => ({ ...line, isGift })));
  }
  return ok(lines.slice(0, BASKET_MAX_LINES));
}

function lineOf(register: Register, { articleCode, quantityThousandths }: SeasonItem): Result<BasketLine[]> {
  const article = register.store.catalogue.byCode(articleCode);
  if (!article) throw new Error(`the demo's catalogue has no ${articleCode}`);
  return articleLines(register, article, { quantityThousandths, confirmedAge: ASKED_AGE });
}

/** Pays what is due as people do; the receipt number. */
function pay(register: Register, dueMinor: number, payment: SeasonPayment): Result<string> {
  if (dueMinor === 0) return receiptOf(settle(register));
  if (payment === 'cash') {
    // A note or two above what is due, and change.
    const amountMinor = quickCash(dueMinor, register.settings.shop.currency)[0] ?? dueMinor;
    return receiptOfTender(takeTender(register, { tenderCode: 'cash', amountMinor }));
  }
  if (payment !== 'cash-and-card') {
    return receiptOfTender(takeTender(register, { tenderCode: payment, amountMinor: dueMinor }));
  }
  const inCashMinor = Math.floor(dueMinor / 2);
  if (inCashMinor > 0) {
    const part = takeTender(register, { tenderCode: 'cash', amountMinor: inCashMinor });
    if (!part.ok) return part;
  }
  return receiptOfTender(takeTender(register, { tenderCode: 'card', amountMinor: dueMinor - inCashMinor }));
}

function receiptOf(finished: Result<FinishedSale>): Result<string> {
  return finished.ok ? ok(finished.value.receiptNumber) : finished;
}

function receiptOfTender(taken: Result<TenderOutcome>): Result<string> {
  if (!taken.ok) return taken;
  if (taken.value.state === 'due') throw new Error('a sale of the season was not paid in full');
  return ok(taken.value.sale.receiptNumber);
}
