import { ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { removeCoupon } from '../use-cases/basket-membership.ts';
import { findCoupon } from '../use-cases/coupons.ts';
import type { ScanOutcome } from '../use-cases/scan.ts';
import { keepAtCentral } from './central-calls.ts';
import type { CallContext } from './procedures.ts';

type Calling = Pick<CallContext, 'keeper' | 'caller' | 'sync'>;

/** A coupon by its id, or by what was scanned or typed. */
type Wanted = { readonly couponId: string } | { readonly code: string };

/**
 * Has central keep one coupon more for a sale that is being paid, before it is laid there. Before paying begins nothing is asked yet:
 * what lies on the counter then is asked for all at once.
 */
export async function keepCoupon(context: Calling, wanted: Wanted): Promise<Result<null>> {
  const { keeper, caller } = context;
  const found = keeper.run(caller, (register) =>
    ok(isBeingPaid(register) ? couponIdOf(register, wanted) : null),
  );
  if (!found.ok) return found;
  return found.value === null ? ok(null) : keepAtCentral(context, undefined, found.value);
}

/**
 * Scans, and where that was a coupon for a sale that is being paid, has central keep it first: what was scanned is known only then.
 * Every other scan is over when this returns, and waits for nobody.
 */
export function scanKept(
  context: Calling,
  code: string,
  scan: () => Result<ScanOutcome>,
): Result<ScanOutcome> | Promise<Result<ScanOutcome>> {
  const scanned = scan();
  return isOfCouponToAsk(scanned) ? askAndScan(context, code, scan) : scanned;
}

async function askAndScan(
  context: Calling,
  code: string,
  scan: () => Result<ScanOutcome>,
): Promise<Result<ScanOutcome>> {
  const { keeper, caller } = context;
  const isAsked = keeper.run(caller, (register) => {
    if (!isBeingPaid(register)) return ok(false);
    const couponId = couponIdOf(register, { code });
    // As it was before: central may say no, and then the coupon must not lie there.
    if (couponId !== null) removeCoupon(register, couponId);
    return ok(couponId !== null);
  });
  if (!isAsked.ok) return isAsked;
  const kept = isAsked.value ? await keepCoupon(context, { code }) : ok(null);
  return kept.ok ? scan() : kept;
}

function isOfCouponToAsk(scanned: Result<ScanOutcome>): boolean {
  if (!scanned.ok) return scanned.error.code.startsWith('unasked-coupon');
  const { value } = scanned;
  return value.kind === 'coupon' && value.snapshot.basket?.state === 'checkout';
}

function isBeingPaid({ store }: Register): boolean {
  return store.chain.link() !== null && store.baskets.current()?.state === 'checkout';
}

/** Null where it is none that may be used now, which laying it says better. */
function couponIdOf(register: Register, wanted: Wanted): string | null {
  if ('couponId' in wanted) return wanted.couponId;
  const { store } = register;
  const memberId = store.baskets.current()?.membership.memberId ?? null;
  const coupon = findCoupon(register, wanted.code, memberId && store.loyalty.currentId(memberId));
  return coupon.ok ? coupon.value.couponId : null;
}
