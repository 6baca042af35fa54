import { fail, ok, type Result } from '../../domain/result.ts';
import { holdWish, noteHold } from '../use-cases/central-hold.ts';
import { keepReceipt } from '../use-cases/fetched-receipt.ts';
import { isStillReserved, unreservedOnCounter } from '../use-cases/receipt-reservation.ts';
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
 * Has central send a receipt that is not of this till, and reserve what is left of it, where the till belongs to a chain. Where it cannot
 * be asked, what it sent before stands as long as it is reserved; afterwards nobody here knows what came back elsewhere.
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
    const known = findSoldByReceipt(register, number);
    return ok({
      basketId: store.baskets.current()?.id ?? null,
      newId: register.newId(),
      atUtcMs: register.clock.nowUtcMs(),
      isReserved: known !== null && isStillReserved(register, known),
    });
  });
  if (!asked.ok) return asked;
  if (!asked.value) return ok(null);
  const { basketId, newId, atUtcMs, isReserved } = asked.value;
  const fetched = await sync.fetchReceipt(number, basketId ?? newId);
  if (fetched.kind === 'offline') return isReserved ? ok(null) : fail({ code: 'receipt-not-asked' });
  if (fetched.kind === 'unknown') return fail({ code: 'receipt-unknown', receipt: receiptNumber });
  const { receipt, reservedMs } = fetched;
  const reservation = { fromUtcMs: atUtcMs, toUtcMs: atUtcMs + reservedMs, basketId };
  return keeper.run(caller, (register) => {
    const kept = keepReceipt(register, receipt, reservation);
    return kept.ok ? ok(null) : kept;
  });
}

/** Asks anew for what is to come back of a receipt that central sent, where that is reserved no more. */
export async function reserveAgain(calling: Calling, receiptNumber: string): Promise<Result<null>> {
  const { keeper, caller } = calling;
  const found = keeper.run(caller, (register) => {
    const sold = findSoldByReceipt(register, receiptNumber.trim().toUpperCase());
    return ok(sold === null || isStillReserved(register, sold));
  });
  if (!found.ok) return found;
  return found.value ? ok(null) : fetchFromCentral(calling, receiptNumber);
}

/** The same for all that the sale on the counter takes back, before it is paid. */
export async function reserveReturned(calling: Calling): Promise<Result<null>> {
  const unreserved = calling.keeper.run(calling.caller, (register) => ok(unreservedOnCounter(register)));
  if (!unreserved.ok) return unreserved;
  for (const receiptNumber of unreserved.value) {
    const fetched = await fetchFromCentral(calling, receiptNumber);
    if (!fetched.ok) return fetched;
  }
  return ok(null);
}
