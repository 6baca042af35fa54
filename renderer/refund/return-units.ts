import type { CounterLine, CounterSnapshot, ReturnableReceipt } from '../service/answers.ts';
import { change, useCounter } from '../state/counter.ts';

export type ReturnableLine = ReturnableReceipt['lines'][number];

/** How far a line of a receipt goes back in the sale on the counter. Quantities in thousandths, money in minor units. */
export interface Returning {
  readonly lines: readonly CounterLine[];
  readonly quantityThousandths: number;
  /** What the customer gets for it. */
  readonly refundMinor: number;
  /** What can still be chosen, with what is chosen already. */
  readonly maxThousandths: number;
}

/** What the sale on the counter takes back of a line of a receipt: the snapshot alone says it. */
export function returningOf(
  snapshot: CounterSnapshot | null,
  receiptNumber: string,
  sold: ReturnableLine,
): Returning {
  const lines = (snapshot?.basket?.lines ?? []).filter(
    ({ returnOf }) => returnOf?.receiptNumber === receiptNumber && returnOf.lineNo === sold.lineNo,
  );
  return {
    lines,
    quantityThousandths: lines.reduce((sum, line) => sum + line.quantityThousandths, 0),
    refundMinor: -lines.reduce((sum, line) => sum + line.totalMinor, 0) + 0,
    maxThousandths: sold.quantityThousandths - sold.returnedThousandths,
  };
}

/**
 * Makes the sale on the counter take back exactly this much of a line: adds the return, changes it, or takes it out. What it
 * is worth is the service's to say. Answers whether it was done.
 */
export async function setReturned(
  receiptNumber: string,
  sold: ReturnableLine,
  targetThousandths: number,
  reason: string | null,
): Promise<boolean> {
  const now = returningOf(useCounter.getState().snapshot, receiptNumber, sold);
  const newest = now.lines.at(-1);
  const changeThousandths = targetThousandths - now.quantityThousandths;
  if (changeThousandths === 0) return true;
  if (!newest) {
    return change((service, approval) =>
      service.basket.addReturn({
        receiptNumber,
        lineNo: sold.lineNo,
        quantityThousandths: targetThousandths,
        approval: { ...(reason !== null && { reason }), ...approval },
      }),
    );
  }
  const newestThousandths = newest.quantityThousandths + changeThousandths;
  if (newestThousandths > 0) {
    return change((service) =>
      service.basket.setQuantity({ lineId: newest.id, quantityThousandths: newestThousandths }),
    );
  }
  const isTakenOut = await change((service, approval) =>
    service.basket.voidLine({ lineId: newest.id, ...(approval && { approval }) }),
  );
  return isTakenOut && setReturned(receiptNumber, sold, targetThousandths, reason);
}
