import { useEffect, useRef } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import type { ReturnableReceipt } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { returningOf, setReturned } from './return-units.ts';

interface ReturnKeys {
  readonly receipt: ReturnableReceipt;
  readonly chosenNo: number;
  readonly onChoose: (lineNo: number) => void;
  readonly reason: string | null;
}

const UNIT_THOUSANDTHS = 1_000;

/** Arrows choose a line; one key takes one more of it back, and one less. A weighed line goes back whole. */
export function useReturnKeys(keys: ReturnKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useKeys({
    stepUp: () => step(latest.current, 1),
    stepDown: () => step(latest.current, -1),
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.target instanceof HTMLInputElement) return;
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      const { receipt, chosenNo, onChoose } = latest.current;
      const at = receipt.lines.findIndex(({ lineNo }) => lineNo === chosenNo);
      const next = receipt.lines[at + (event.key === 'ArrowDown' ? 1 : -1)];
      event.preventDefault();
      if (next) onChoose(next.lineNo);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function step({ receipt, chosenNo, reason }: ReturnKeys, direction: 1 | -1): void {
  const sold = receipt.lines.find(({ lineNo }) => lineNo === chosenNo);
  if (sold)
    void setReturned(
      receipt.receiptNumber,
      sold,
      steppedThousandths(receipt.receiptNumber, sold, direction),
      reason,
    );
}

/** One unit more or less, within what was sold and is left; goods by weight all or nothing. */
export function steppedThousandths(
  receiptNumber: string,
  sold: ReturnableReceipt['lines'][number],
  direction: 1 | -1,
): number {
  const { quantityThousandths, maxThousandths } = returningOf(
    useCounter.getState().snapshot,
    receiptNumber,
    sold,
  );
  if (sold.unit === 'kg') return direction === 1 ? maxThousandths : 0;
  const stepped = quantityThousandths + direction * UNIT_THOUSANDTHS;
  return Math.min(Math.max(0, stepped), maxThousandths);
}
