import { NO_MEMBERSHIP, type Basket } from '../../domain/basket.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';

/**
 * The basket that lines may be added to: the one on the counter, or a new one that the caller's commit creates. `current` is
 * the one on the counter where it was read already.
 */
export function basketForAdding(
  register: Register,
  sourceRef: string | null = null,
  current = register.store.baskets.current(),
): Result<{ basket: Basket; isNew: boolean }> {
  if (register.store.chain.isRevoked()) return fail({ code: 'till-revoked' });
  if (!register.store.shifts.open()) return fail({ code: 'shift-not-open' });
  if (current?.state === 'checkout') return fail({ code: 'basket-in-checkout' });
  if (current) return ok({ basket: current, isNew: false });
  return ok({ basket: newBasket(register, sourceRef), isNew: true });
}

/** The basket on the counter while it may still be changed. */
export function basketForChanging(register: Register): Result<Basket> {
  const current = register.store.baskets.current();
  if (!current) return fail({ code: 'basket-empty' });
  return current.state === 'checkout' ? fail({ code: 'basket-in-checkout' }) : ok(current);
}

/** A sale with nothing in it. It is nowhere kept until something is rung. */
export function newBasket(register: Register, sourceRef: string | null): Basket {
  return {
    id: register.newId(),
    state: 'open',
    openedAtUtcMs: register.clock.nowUtcMs(),
    frozenAtUtcMs: null,
    label: null,
    sourceRef,
    discount: null,
    taxExemption: null,
    membership: NO_MEMBERSHIP,
    lines: [],
  };
}
