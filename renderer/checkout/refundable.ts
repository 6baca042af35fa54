import type { TenderKind } from '../../domain/tender.ts';
import { ask } from '../service/connection.ts';
import { useCheckout } from './checkout-state.ts';

/** Reads what is left to give back of what these receipts were paid with. What cannot be read is the service's to refuse. */
export async function readRefundable(receiptNumbers: readonly string[]): Promise<void> {
  const found = await Promise.all(
    receiptNumbers.map((receiptNumber) => ask((service) => service.basket.findReturnable({ receiptNumber }))),
  );
  const refundable = new Map<TenderKind, number>();
  for (const receipt of found) {
    if (!receipt.ok) continue;
    for (const { kind, amountMinor } of receipt.value.refundable) {
      refundable.set(kind, (refundable.get(kind) ?? 0) + amountMinor);
    }
  }
  useCheckout.setState({ refundable });
}
