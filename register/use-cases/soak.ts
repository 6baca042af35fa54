import { closeSync, openSync, writeSync } from 'node:fs';
import type { Article } from '../../domain/article.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { seededRandom, type SeededRandom } from '../random.ts';
import type { Register } from '../register.ts';
import { addReturn, findReturnable } from './add-returns.ts';
import { addArticle, addDepartmentSale } from './add-lines.ts';
import { holdBasket, listHeld, recallBasket, setBasketDiscount, voidBasket } from './change-basket.ts';
import { setLineDiscount, setQuantity, voidLine } from './change-lines.ts';
import { beginCheckout, leaveCheckout, settle, takeTender } from './checkout.ts';
import { closeShift } from './close-shift.ts';
import { moveCash, openShift } from './shifts.ts';
import { soakMembers, type SoakMembers } from './soak-members.ts';
import { takeSnapshot } from '../snapshot.ts';

/** What a soak is asked to do. */
export interface SoakOptions {
  readonly count: number;
  /** Where each receipt number is acknowledged, once its sale is on the disk. */
  readonly ackPath: string;
  readonly seed: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SoakSummary {
  readonly sales: number;
  readonly refunds: number;
  readonly held: number;
  readonly voided: number;
  readonly shiftsClosed: number;
}

const SALES_A_SHIFT = 200;

/**
 * Rings varied sales to members and to nobody, refunds, holds and voids through the counter's own use cases. After each durable commit of a
 * receipt, and never before it, its number and a newline go to the acknowledgement file in one write: what is in that
 * file must survive anything. A sale that an earlier run left on the counter is finished first.
 */
export function soak(register: Register, options: SoakOptions): Result<SoakSummary> {
  const opened = openAcknowledgements(options.ackPath);
  if (!opened.ok) return opened;
  const ack = opened.value;
  try {
    return createSoak(register, options, (receipt) => void writeSync(ack, `${receipt}\n`))();
  } finally {
    closeSync(ack);
  }
}

function openAcknowledgements(file: string): Result<number> {
  try {
    return ok(openSync(file, 'a'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: 'file-unwritable', file, detail: String(error.code) });
  }
}

function createSoak(register: Register, options: SoakOptions, acknowledge: (receipt: string) => void) {
  const random = seededRandom(options.seed);
  const summary = { sales: 0, refunds: 0, held: 0, voided: 0, shiftsClosed: 0 };
  const articles = register.store.catalogue.search('a', 50);
  const members = soakMembers(register, random);
  return (): Result<SoakSummary> => {
    const started = recoverCounter(register, acknowledge);
    if (!started.ok) return started;
    for (let done = 0; done < options.count; done += 1) {
      const kind = random.below(100);
      const rung = kind < 12 ? refundLast(register, random) : ringLines(register, random, articles);
      if (!rung.ok) return rung;
      const served = rung.value ? members.serve() : ok(null);
      if (!served.ok) return served;
      const outcome = rung.value ? finishOrPutAside(register, random, kind, summary, members) : ok(null);
      if (!outcome.ok) return outcome;
      if (outcome.value !== null) {
        acknowledge(outcome.value);
        if (kind < 12) summary.refunds += 1;
        else summary.sales += 1;
      }
      if ((done + 1) % SALES_A_SHIFT === 0) {
        const closed = changeShift(register);
        if (!closed.ok) return closed;
        summary.shiftsClosed += 1;
      }
      options.onProgress?.(done + 1, options.count);
    }
    return ok(summary);
  };
}

/** A shift, and an empty counter: what a crash left there is paid and acknowledged like any other sale. */
function recoverCounter(register: Register, acknowledge: (receipt: string) => void): Result<null> {
  if (!register.store.shifts.open()) {
    const opened = openShift(register, 10_000);
    if (!opened.ok) return opened;
  }
  const { basket } = takeSnapshot(register);
  if (!basket) return ok(null);
  const paid = pay(register, basket.state === 'checkout');
  if (!paid.ok) return paid;
  acknowledge(paid.value);
  return ok(null);
}

function ringLines(register: Register, random: SeededRandom, articles: readonly Article[]): Result<boolean> {
  const held = listHeld(register);
  if (held.length > 3) {
    const recalled = recallBasket(register, held[0]!.id);
    if (!recalled.ok) return recalled;
  }
  const department = register.settings.departments[0]!.code;
  const lineCount = 1 + random.below(8);
  for (let index = 0; index < lineCount; index += 1) {
    const unitPriceE4 = (1 + random.below(5_000)) * 100;
    const article = articles.length > 0 && random.chance(70) ? random.pick(articles) : null;
    const quantityThousandths =
      article?.unit === 'kg' ? 1 + random.below(3_000) : (1 + random.below(4)) * 1_000;
    const added = article
      ? addArticle(register, article.code, {
          quantityThousandths,
          unitPriceE4: article.priceE4 === 0 ? unitPriceE4 : undefined,
          confirmedAge: 99,
        })
      : addDepartmentSale(register, { department, unitPriceE4, quantityThousandths });
    if (!added.ok) return added;
    const lineId = added.value.touchedLineId!;
    if (random.chance(10)) {
      const changed = setLineDiscount(register, lineId, { rateBp: 500 });
      if (!changed.ok) return changed;
    }
    if (random.chance(10) && article?.unit !== 'kg') {
      const changed = setQuantity(register, lineId, (1 + random.below(9)) * 1_000);
      if (!changed.ok) return changed;
    }
    if (index > 0 && random.chance(5)) {
      const voided = voidLine(register, lineId, { reason: 'soak' });
      if (!voided.ok) return voided;
    }
  }
  return random.chance(10) ? discountWhole(register) : ok(true);
}

function discountWhole(register: Register): Result<boolean> {
  const discounted = setBasketDiscount(register, { rateBp: 300 });
  return discounted.ok ? ok(true) : discounted;
}

/** Returns one unit of the last receipt's first line that has one left; false where there is none. */
function refundLast(register: Register, random: SeededRandom): Result<boolean> {
  const recent = register.store.sales.last(20).filter(({ totalMinor }) => totalMinor > 0);
  if (recent.length === 0) return ok(false);
  const found = findReturnable(register, random.pick(recent).receiptNumber);
  if (!found.ok) return found;
  const line = found.value.lines.find((each) => each.quantityThousandths - each.returnedThousandths >= 1_000);
  if (!line) return ok(false);
  const added = addReturn(register, found.value.receiptNumber, line.lineNo, 1_000);
  return added.ok ? ok(true) : added;
}

/** Pays the sale, or now and then holds or voids it; the receipt's number, or null where there is none. */
function finishOrPutAside(
  register: Register,
  random: SeededRandom,
  kind: number,
  summary: { held: number; voided: number },
  members: SoakMembers,
): Result<string | null> {
  if (kind >= 92) {
    summary.voided += 1;
    const voided = voidBasket(register, { reason: 'soak' });
    return voided.ok ? ok(null) : voided;
  }
  if (kind >= 84) {
    summary.held += 1;
    const held = holdBasket(register, null);
    return held.ok ? ok(null) : held;
  }
  if (random.chance(10)) {
    const begun = beginCheckout(register);
    if (!begun.ok) return begun;
    const left = leaveCheckout(register);
    if (!left.ok) return left;
  }
  const redeemed = members.redeem();
  return redeemed.ok ? pay(register, false, random) : redeemed;
}

function pay(register: Register, isInCheckout: boolean, random?: SeededRandom): Result<string> {
  if (!isInCheckout) {
    const begun = beginCheckout(register);
    if (!begun.ok) return begun;
  }
  const { dueMinor, dueInCashMinor } = takeSnapshot(register);
  if (dueMinor === 0) {
    const settled = settle(register);
    return settled.ok ? ok(settled.value.receiptNumber) : settled;
  }
  if (random?.chance(20) && dueMinor > 200) {
    const part = takeTender(register, { tenderCode: 'card', amountMinor: 100, reference: 'soak' });
    if (!part.ok) return part;
    return pay(register, true);
  }
  const handedMinor = dueMinor > 0 && random?.chance(30) ? dueInCashMinor + 500 : dueInCashMinor;
  const taken = takeTender(register, { tenderCode: 'cash', amountMinor: handedMinor });
  if (!taken.ok) return taken;
  if (taken.value.state !== 'finished') throw new Error('a full tender left something due');
  return ok(taken.value.sale.receiptNumber);
}

function changeShift(register: Register): Result<null> {
  const moved = moveCash(register, 'pay-out', 100, { reason: 'soak' });
  if (!moved.ok) return moved;
  const closed = closeShift(register, { countedMinor: moved.value.expectedCashMinor });
  if (!closed.ok) return closed;
  const opened = openShift(register, 10_000);
  return opened.ok ? ok(null) : opened;
}
