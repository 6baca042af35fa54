import type { SaleCompleted, LineFact } from '../../domain/facts/sale-facts.ts';
import { availablePoints } from '../../domain/loyalty/points-lots.ts';
import type { ReturnedUnits } from '../../domain/loyalty/reversal.ts';
import { multiplyDivideRounded } from '../../domain/integer.ts';
import { costOfFirst } from '../../domain/unit-shares.ts';
import { entryContext, type Register } from '../../register/register.ts';
import { loyaltyMoment, memberLoyalty } from '../../register/use-cases/member-loyalty.ts';
import { reverseReturns } from '../../register/use-cases/reverse-returns.ts';
import { ringSale, type Ring } from '../domain/loyalty/random-sale.ts';

/** Rings a sale for a member as the till does at its end, with a coupon of theirs, and writes it. */
export function sellTo(register: Register, memberId: string, ring: Ring, couponId: string): SaleCompleted {
  const moment = loyaltyMoment(register);
  const { member, opened } = memberLoyalty(register, memberId, moment);
  const available = availablePoints(member.account, moment.nowUtcMs);
  const ids = { saleId: register.newId(), couponId };
  const { sale } = ringSale(ring, member, register.settings.loyalty, moment, available, ids);
  const payload = { ...sale, ...nextReceipt(register) };
  register.store.commit((writer) => {
    if (opened) writer.record({ type: 'account.opened', payload: opened }, entryContext(register));
    writer.record({ type: 'sale.completed', payload }, entryContext(register));
  });
  return payload;
}

/** Gives units of a sale back, each part a line of one refund, and writes it. */
export function giveBack(
  register: Register,
  sale: SaleCompleted,
  parts: readonly ReturnedUnits[],
): SaleCompleted {
  const moment = loyaltyMoment(register);
  const returns = parts.map(({ lineNo, fromThousandths, quantityThousandths }) => ({
    returnOf: { saleId: sale.saleId, lineNo, fromThousandths },
    quantityThousandths,
  }));
  const { reversals } = reverseReturns(register, returns, moment);
  const lines = parts.map((part, index) => returnLineOf(sale, part, index + 1));
  const sum = (of: (line: LineFact) => number) => lines.reduce((total, line) => total + of(line), 0);
  const payload: SaleCompleted = {
    ...sale,
    saleId: register.newId(),
    ...nextReceipt(register),
    lines,
    grossMinor: sum((line) => line.grossMinor),
    netMinor: sum((line) => line.netMinor),
    taxMinor: sum((line) => line.taxMinor),
    totalMinor: sum((line) => line.totalMinor),
    loyalty: null,
    rules: [],
    coupons: [],
    reversals,
  };
  register.store.commit((writer) => {
    writer.record({ type: 'sale.completed', payload }, entryContext(register));
  });
  return payload;
}

function nextReceipt(register: Register) {
  const receiptSequence = register.store.sales.lastSequence() + 1;
  return { receiptSequence, receiptNumber: `R-${receiptSequence}` };
}

function returnLineOf(sale: SaleCompleted, part: ReturnedUnits, lineNo: number): LineFact {
  const sold = sale.lines.find((line) => line.lineNo === part.lineNo)!;
  const { shares, quantityThousandths: all, totalMinor, taxMinor } = sold;
  const to = part.fromThousandths + part.quantityThousandths;
  const cost = (thousandths: number) => costOfFirst(shares, all, thousandths);
  const tax = (minor: number) => (totalMinor === 0 ? 0 : multiplyDivideRounded(taxMinor, minor, totalMinor));
  const [before, after] = [cost(part.fromThousandths), cost(to)];
  const total = before - after;
  const taxed = tax(before) - tax(after);
  return {
    ...sold,
    lineNo,
    kind: 'return',
    quantityThousandths: -part.quantityThousandths,
    grossMinor: total,
    lineDiscountMinor: 0,
    basketDiscountMinor: 0,
    pointsDiscountMinor: 0,
    savings: [],
    earnedPoints: 0,
    redeemedPoints: 0,
    countedMinor: 0,
    totalMinor: total,
    taxMinor: taxed,
    netMinor: total - taxed,
    shares: [[1, total]],
    returnOf: { saleId: sale.saleId, lineNo: part.lineNo, fromThousandths: part.fromThousandths },
  };
}
