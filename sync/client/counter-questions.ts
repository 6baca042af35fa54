import type { Result } from '../../domain/result.ts';
import type { HoldRequest } from '../protocol/hold.ts';
import type { CentralFault } from './central-fault.ts';
import type { Contact } from './contact.ts';
import { askHold, askReceipt, giveUpHold, type HoldOutcome, type ReceiptOutcome } from './holds.ts';

/** What somebody at the counter waits for: answered in time whatever central does, and never rejected. */
export interface CounterQuestions {
  /** Asks central to keep points and coupons for a sale. */
  hold(request: HoldRequest): Promise<HoldOutcome>;
  release(saleId: string): void;
  fetchReceipt(receiptNumber: string, refundSaleId: string): Promise<ReceiptOutcome>;
}

/** Asks as long as somebody may wait. While central was not there a moment ago nobody waits at all. */
export function askForCounter(contact: Contact, timeoutMs: number): CounterQuestions {
  const { central } = contact;
  /** `onSilence`: central was asked and may have heard it, but gave no answer in time. */
  async function askInTime<T extends { readonly kind: string }>(
    ask: () => Promise<Result<T, CentralFault>>,
    onSilence: () => void,
  ): Promise<T | { readonly kind: 'offline' }> {
    if (contact.presence() === 'offline') return { kind: 'offline' };
    const answered = await within(timeoutMs, ask());
    if (answered?.ok) return answered.value;
    onSilence();
    return { kind: 'offline' };
  }

  const release = (saleId: string): void => void giveUpHold(central, saleId);
  return {
    // Central may have kept it all the same, and the sale goes on without it.
    hold: (request) =>
      askInTime(
        () => askHold(central, request, timeoutMs),
        () => release(request.saleId),
      ),
    release,
    // To give a receipt up would give up what the sale holds besides, and what was reserved before and still stands.
    fetchReceipt: (receiptNumber, refundSaleId) =>
      askInTime(
        () => askReceipt(central, receiptNumber, refundSaleId, timeoutMs),
        () => undefined,
      ),
  };
}

/** What comes in time; null where it does not. Signing in first may take more questions than the one that is waited for. */
async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
