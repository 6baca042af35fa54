import { encodePayload } from '../../domain/facts/fact-codec.ts';
import type { SaleCompleted } from '../../domain/facts/sale-facts.ts';
import { entryOf } from '../../db/journal.ts';
import { openTill } from '../../register/open-till.ts';
import { entryContext, reloadSettings, type Register } from '../../register/register.ts';
import { addArticle } from '../../register/use-cases/add-lines.ts';
import { addReturn } from '../../register/use-cases/add-returns.ts';
import { chooseCoupon, setMember } from '../../register/use-cases/basket-membership.ts';
import { beginCheckout, takeTender } from '../../register/use-cases/checkout.ts';
import { keepReceipt } from '../../register/use-cases/fetched-receipt.ts';
import { signIn } from '../../register/use-cases/sign-in.ts';
import { must } from '../must.ts';

const couponId = '01a00000-0000-7000-8000-0000000000c1';

/**
 * Adds to a soaked till what only one of a chain does: a sale to a member with a coupon that central was not asked for, and goods of
 * another till's receipt that come back. Its members are its own still, which no till that joins has: verify does not mind.
 */
export function serveInChain(folder: string): void {
  const register = must(openTill(folder));
  try {
    must(signIn(register, '7', '482915'));
    join(register);
    const memberId = register.store.members.search('one', 1)[0]!.memberId;
    must(addArticle(register, 'A3'));
    must(setMember(register, memberId));
    must(chooseCoupon(register, couponId));
    pay(register);
    const [last] = register.store.journal.latest('sale.completed', 1);
    const { payload: sale } = entryOf(last!) as { readonly payload: SaleCompleted };
    const elsewhere = { ...sale, saleId: register.newId(), receiptNumber: 'SHOP-02-1-000001', coupons: [] };
    const payload = encodePayload({ type: 'sale.completed', payload: elsewhere });
    const fromUtcMs = register.clock.nowUtcMs();
    const reservation = { fromUtcMs, toUtcMs: fromUtcMs + 3_600_000, basketId: null };
    const sent = { businessDate: '2026-11-02', atUtcMs: 0, payload, schema: 1, returned: [] };
    must(keepReceipt(register, sent, reservation));
    must(addReturn(register, elsewhere.receiptNumber, 1, 1_000));
    pay(register);
  } finally {
    register.store.close();
  }
}

function join(register: Register): void {
  const { shopCode, tillCode } = register.identity;
  const payload = { chainId: register.newId(), chainName: 'Chain', shopCode, tillCode, centralKey: '' };
  const coupon = { code: 'K1', ruleId: 'ten', memberId: null, expiresOn: null, useCount: 0, isVoided: false };
  register.store.commit((writer) => {
    writer.record({ type: 'chain.joined', payload }, entryContext(register));
    writer.chain.saveCoupon(couponId, coupon);
    writer.chain.savePolicy({
      points: { kind: 'none' },
      coupons: { kind: 'capped', eachMinor: 500, perOutageMinor: 500 },
      otherTillRefundMaxMinor: 0,
    });
  });
  reloadSettings(register);
}

function pay(register: Register): void {
  const { dueInCashMinor } = must(beginCheckout(register));
  must(takeTender(register, { tenderCode: 'cash', amountMinor: dueInCashMinor }));
}
