import { fail, ok, type Result } from '../../domain/result.ts';
import { holdWish, noteHold } from '../use-cases/central-hold.ts';
import { keepReceipt } from '../use-cases/fetched-receipt.ts';
import { findSoldByReceipt } from '../use-cases/sold-goods.ts';
import type { CallContext } from './procedures.ts';

type Calling = Pick<CallContext, 'keeper' | 'caller' | 'sync'>;

/**
 * Has central keep what the sale on the counter uses, and is to use, before it is paid with. Where central cannot be asked in time, the
 * sale knows that, and the policy for it holds; a refusal is central's. A till that stands alone, or a sale that uses nothing, asks
 * nobody and waits for nothing.
 */
export async function keepAtCentral(
  { keeper, caller, sync }: Calling,
  points?: number,
  couponId?: string,
): Promise<Result<null>> {
  const wished = keeper.run(caller, (register) => ok(holdWish(register, points, couponId)));
  if (!wished.ok) return wished;
  const wish = wished.value;
  if (!wish) return ok(null);
  const outcome = await sync.hold({ ...wish, couponIds: [...wish.couponIds] });
  return keeper.run(caller, (register) => noteHold(register, wish, outcome));
}

/** What gives up, once the sale on the counter is not to be, what central keeps for it. */
export function heldAtCentral({ keeper, caller, sync }: Calling): () => void {
  const current = keeper.run(caller, ({ store }) => ok(store.baskets.current()));
  const basket = current.ok ? current.value : null;
  return () => {
    if (basket?.membership.hold?.kind === 'granted') sync.release(basket.id);
  };
}

/**
 * Has central send a receipt that is not of this till, and reserve what is left of it, where the till belongs to a chain. Afterwards the
 * receipt is here, or is as unknown as before.
 */
export async function fetchFromCentral(
  { keeper, caller, sync }: Calling,
  receiptNumber: string,
): Promise<Result<null>> {
  const number = receiptNumber.trim().toUpperCase();
  const asked = keeper.run(caller, (register) => {
    const { store } = register;
    const isOwn = store.sales.byReceipt(number) !== null;
    if (isOwn || !store.chain.link()) return ok(null);
    return ok({
      refundSaleId: store.baskets.current()?.id ?? register.newId(),
      isKnown: findSoldByReceipt(register, number) !== null,
    });
  });
  if (!asked.ok) return asked;
  if (!asked.value) return ok(null);
  const fetched = await sync.fetchReceipt(number, asked.value.refundSaleId);
  // What was fetched before still stands, as it was then.
  if (fetched.kind === 'offline') return asked.value.isKnown ? ok(null) : fail({ code: 'receipt-not-asked' });
  if (fetched.kind === 'unknown') return ok(null);
  const { receipt } = fetched;
  return keeper.run(caller, (register) => {
    const kept = keepReceipt(register, receipt);
    return kept.ok ? ok(null) : kept;
  });
}
