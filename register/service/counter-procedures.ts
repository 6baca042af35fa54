import { ok } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { takeSnapshot } from '../snapshot.ts';
import {
  chooseCoupon,
  presentCoupon,
  removeCoupon,
  setGift,
  setMember,
  setPoints,
} from '../use-cases/basket-membership.ts';
import { addArticle, addDepartmentSale } from '../use-cases/add-lines.ts';
import { addReturn, addReturnWithoutReceipt, findReturnable } from '../use-cases/add-returns.ts';
import {
  holdBasket,
  listHeld,
  recallBasket,
  setBasketDiscount,
  setTaxExempt,
  voidBasket,
} from '../use-cases/change-basket.ts';
import { setLineDiscount, setNote, setPrice, setQuantity, voidLine } from '../use-cases/change-lines.ts';
import {
  beginCheckout,
  leaveCheckout,
  reverseTender,
  settle,
  takeTender,
  type TenderOutcome,
} from '../use-cases/checkout.ts';
import { explain, suggest } from '../use-cases/look-at-sale.ts';
import { findOneMore } from '../use-cases/one-more.ts';
import { scan } from '../use-cases/scan.ts';
import { keepCoupon, scanKept } from './keep-coupon.ts';
import { poleEventOf, poleEventOfPaid } from './pole-events.ts';
import {
  fetchFromCentral,
  heldAtCentral,
  keepAtCentral,
  reserveAgain,
  reserveReturned,
} from './central-calls.ts';
import { answer, answerShown, procedures, type CallContext } from './procedures.ts';

const { basket, checkout } = procedures;

/** Building the sale on the counter. */
export const basketProcedures = {
  read: basket.read.handler(answer((register) => ok(takeSnapshot(register)))),
  scan: basket.scan.handler(({ context, input: { code, ...words } }) =>
    scanKept(context, code, () =>
      context.keeper.run(context.caller, (register) => {
        const scanned = scan(register, code, words);
        const shown = scanned.ok && 'snapshot' in scanned.value ? scanned.value.snapshot : null;
        if (shown) showTaken(context, register, { state: 'due', snapshot: shown });
        return scanned;
      }),
    ),
  ),
  addArticle: basket.addArticle.handler(
    answerShown((register, { articleCode, ...sale }) => addArticle(register, articleCode, sale)),
  ),
  addDepartmentSale: basket.addDepartmentSale.handler(answerShown(addDepartmentSale)),
  setQuantity: basket.setQuantity.handler(
    answerShown((register, { lineId, quantityThousandths }) =>
      setQuantity(register, lineId, quantityThousandths),
    ),
  ),
  setPrice: basket.setPrice.handler(
    answerShown((register, { lineId, unitPriceE4, approval }) =>
      setPrice(register, lineId, unitPriceE4, approval),
    ),
  ),
  setLineDiscount: basket.setLineDiscount.handler(
    answerShown((register, { lineId, discount, approval }) =>
      setLineDiscount(register, lineId, discount, approval),
    ),
  ),
  setNote: basket.setNote.handler(
    answerShown((register, { lineId, note }) => setNote(register, lineId, note)),
  ),
  voidLine: basket.voidLine.handler(
    answerShown((register, { lineId, approval }) => voidLine(register, lineId, approval)),
  ),
  setDiscount: basket.setDiscount.handler(
    answerShown((register, { discount, approval }) => setBasketDiscount(register, discount, approval)),
  ),
  setTaxExempt: basket.setTaxExempt.handler(
    answerShown((register, { reason, approval }) => setTaxExempt(register, reason, approval)),
  ),
  setMember: basket.setMember.handler(answerShown((register, { memberId }) => setMember(register, memberId))),
  presentCoupon: basket.presentCoupon.handler(async (call) => {
    const kept = await keepCoupon(call.context, call.input);
    if (!kept.ok) return kept;
    return answerShown<typeof call.input>((register, { code }) => presentCoupon(register, code))(call);
  }),
  chooseCoupon: basket.chooseCoupon.handler(async (call) => {
    const kept = await keepCoupon(call.context, call.input);
    if (!kept.ok) return kept;
    return answerShown<typeof call.input>((register, { couponId }) => chooseCoupon(register, couponId))(call);
  }),
  removeCoupon: basket.removeCoupon.handler(
    answerShown((register, { couponId }) => removeCoupon(register, couponId)),
  ),
  setPoints: basket.setPoints.handler(async (call) => {
    const { points } = call.input;
    const kept = await keepAtCentral(call.context, points);
    if (!kept.ok) return kept;
    return answerShown<typeof call.input>((register) => setPoints(register, points))(call);
  }),
  setGift: basket.setGift.handler(
    answerShown((register, { lineId, isGift }) => setGift(register, lineId, isGift)),
  ),
  explain: basket.explain.handler(answer((register, { lineId }) => explain(register, lineId))),
  oneMore: basket.oneMore.handler(answer(findOneMore)),
  suggest: basket.suggest.handler(answer(suggest)),
  void: basket.void.handler((call) => {
    const release = heldAtCentral(call.context);
    const voided = answerShown<typeof call.input>((register, { approval }) => voidBasket(register, approval))(
      call,
    );
    if (voided.ok) release();
    return voided;
  }),
  hold: basket.hold.handler(answerShown((register, { label }) => holdBasket(register, label))),
  recall: basket.recall.handler(answerShown((register, { basketId }) => recallBasket(register, basketId))),
  listHeld: basket.listHeld.handler(answer((register) => ok(listHeld(register)))),
  findReturnable: basket.findReturnable.handler(async ({ context, input: { receiptNumber } }) => {
    const fetched = await fetchFromCentral(context, receiptNumber);
    if (!fetched.ok) return fetched;
    return context.keeper.run(context.caller, (register) => findReturnable(register, receiptNumber));
  }),
  addReturn: basket.addReturn.handler(async (call) => {
    const reserved = await reserveAgain(call.context, call.input.receiptNumber);
    if (!reserved.ok) return reserved;
    return answerShown<typeof call.input>(
      (register, { receiptNumber, lineNo, quantityThousandths, approval }) =>
        addReturn(register, receiptNumber, lineNo, quantityThousandths, approval),
    )(call);
  }),
  addReturnWithoutReceipt: basket.addReturnWithoutReceipt.handler(
    answerShown((register, { approval, ...goods }) => addReturnWithoutReceipt(register, goods, approval)),
  ),
};

/** Paying it. */
export const checkoutProcedures = {
  begin: checkout.begin.handler(async (call) => {
    const reserved = await reserveReturned(call.context);
    if (!reserved.ok) return reserved;
    const kept = await keepAtCentral(call.context);
    return kept.ok ? answerShown<typeof call.input>(beginCheckout)(call) : kept;
  }),
  leave: checkout.leave.handler(answerShown(leaveCheckout)),
  takeTender: checkout.takeTender.handler(({ context, input: { approval, ...offer } }) =>
    context.keeper.run(context.caller, (register) => {
      const taken = takeTender(register, offer, approval);
      if (taken.ok) showTaken(context, register, taken.value);
      return taken;
    }),
  ),
  reverseTender: checkout.reverseTender.handler(
    answerShown((register, { tenderId, reason }) => reverseTender(register, tenderId, reason)),
  ),
  settle: checkout.settle.handler(({ context }) =>
    context.keeper.run(context.caller, (register) => {
      const settled = settle(register);
      if (settled.ok) showTaken(context, register, { state: 'finished', sale: settled.value });
      return settled;
    }),
  ),
};

/** Shows the customer how the sale stands, or what they get back. */
function showTaken({ devices }: CallContext, { settings }: Register, taken: TenderOutcome): void {
  const event =
    taken.state === 'finished'
      ? poleEventOfPaid(taken.sale)
      : poleEventOf(taken.snapshot, settings.shop.name);
  devices.show(event, settings);
}
