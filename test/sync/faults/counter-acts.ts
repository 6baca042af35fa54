import type { ErrorCode } from '../../../domain/errors.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { keepAtCentral } from '../../../register/service/central-calls.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import {
  presentCoupon,
  removeCoupon,
  setMember,
  setPoints,
} from '../../../register/use-cases/basket-membership.ts';
import { addReturn, findReturnable } from '../../../register/use-cases/add-returns.ts';
import { beginCheckout, leaveCheckout } from '../../../register/use-cases/checkout.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { okOf, payAll } from '../../register/till.ts';
import type { Register } from '../../../register/register.ts';
import type { FinishedSale } from '../../../register/use-cases/finish-sale.ts';
import type { FaultTill } from './fault-chain.ts';

/** What a customer wants beside the goods. */
export interface Wishes {
  readonly article?: string;
  readonly memberId?: string;
  readonly points?: number;
  readonly coupon?: string;
}

/** A sale that was made, and what of the wishes the till refused. */
export interface Sold {
  readonly sale: FinishedSale;
  readonly refused: readonly ErrorCode[];
}

/** Sells one article as the counter does: central is asked for points and coupon first; what is refused, the customer does without. */
export async function sell({ till }: Pick<FaultTill, 'till'>, wishes: Wishes = {}): Promise<Sold> {
  const { article = 'book', memberId, points, coupon } = wishes;
  const refused: ErrorCode[] = [];
  const note = (result: Result<unknown>): boolean => {
    if (!result.ok) refused.push(result.error.code);
    return result.ok;
  };
  const calling = { keeper: till.keeper, sync: till.sync, caller: 'command' as const };
  till.do((register) => addArticle(register, article));
  if (memberId !== undefined) till.do((register) => setMember(register, memberId));
  if (coupon !== undefined) till.do((register) => ok(note(presentCoupon(register, coupon))));
  if (points !== undefined && note(await keepAtCentral(calling, points)))
    till.do((register) => ok(note(setPoints(register, points))));
  const isKept = note(await keepAtCentral(calling));
  return till.do((register) => {
    if (!isKept || !note(beginCheckout(register))) dropWishes(register);
    else okOf(leaveCheckout(register));
    return ok({ sale: payAll(register), refused });
  });
}

/** The sale goes on without what central or the till refused. */
function dropWishes(register: Register): void {
  const { membership } = register.store.baskets.current()!;
  for (const { couponId } of membership.coupons) okOf(removeCoupon(register, couponId));
  if (membership.points > 0) okOf(setPoints(register, 0));
}

/** Takes back the first line of a sale of this till's. */
export function refund({ till }: Pick<FaultTill, 'till'>, receiptNumber: string): void {
  till.do((register) => {
    const [line] = okOf(findReturnable(register, receiptNumber)).lines;
    if (!line || line.returnedThousandths > 0) return ok(null);
    okOf(addReturn(register, receiptNumber, 1, 1_000));
    payAll(register);
    return ok(null);
  });
}

/** Makes somebody a member; whoever has the phone already is that one. */
export function enlist({ till }: Pick<FaultTill, 'till'>, name: string, phone: string): string {
  return till.do((register) => {
    const { member } = okOf(registerMember(register, { name, phone }));
    return ok(member.memberId);
  });
}
