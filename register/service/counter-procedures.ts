import { ok } from '../../domain/result.ts';
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
import { beginCheckout, leaveCheckout, reverseTender, settle, takeTender } from '../use-cases/checkout.ts';
import { explain, suggest } from '../use-cases/look-at-sale.ts';
import { scan } from '../use-cases/scan.ts';
import { answer, procedures } from './procedures.ts';

const { basket, checkout } = procedures;

/** Building the sale on the counter. */
export const basketProcedures = {
  read: basket.read.handler(answer((register) => ok(takeSnapshot(register)))),
  scan: basket.scan.handler(answer((register, { code, ...context }) => scan(register, code, context))),
  addArticle: basket.addArticle.handler(
    answer((register, { articleCode, ...sale }) => addArticle(register, articleCode, sale)),
  ),
  addDepartmentSale: basket.addDepartmentSale.handler(answer(addDepartmentSale)),
  setQuantity: basket.setQuantity.handler(
    answer((register, { lineId, quantityThousandths }) => setQuantity(register, lineId, quantityThousandths)),
  ),
  setPrice: basket.setPrice.handler(
    answer((register, { lineId, unitPriceE4, approval }) =>
      setPrice(register, lineId, unitPriceE4, approval),
    ),
  ),
  setLineDiscount: basket.setLineDiscount.handler(
    answer((register, { lineId, discount, approval }) =>
      setLineDiscount(register, lineId, discount, approval),
    ),
  ),
  setNote: basket.setNote.handler(answer((register, { lineId, note }) => setNote(register, lineId, note))),
  voidLine: basket.voidLine.handler(
    answer((register, { lineId, approval }) => voidLine(register, lineId, approval)),
  ),
  setDiscount: basket.setDiscount.handler(
    answer((register, { discount, approval }) => setBasketDiscount(register, discount, approval)),
  ),
  setTaxExempt: basket.setTaxExempt.handler(
    answer((register, { reason, approval }) => setTaxExempt(register, reason, approval)),
  ),
  setMember: basket.setMember.handler(answer((register, { memberId }) => setMember(register, memberId))),
  presentCoupon: basket.presentCoupon.handler(answer((register, { code }) => presentCoupon(register, code))),
  chooseCoupon: basket.chooseCoupon.handler(
    answer((register, { couponId }) => chooseCoupon(register, couponId)),
  ),
  removeCoupon: basket.removeCoupon.handler(
    answer((register, { couponId }) => removeCoupon(register, couponId)),
  ),
  setPoints: basket.setPoints.handler(answer((register, { points }) => setPoints(register, points))),
  setGift: basket.setGift.handler(
    answer((register, { lineId, isGift }) => setGift(register, lineId, isGift)),
  ),
  explain: basket.explain.handler(answer((register, { lineId }) => explain(register, lineId))),
  suggest: basket.suggest.handler(answer(suggest)),
  void: basket.void.handler(answer((register, { approval }) => voidBasket(register, approval))),
  hold: basket.hold.handler(answer((register, { label }) => holdBasket(register, label))),
  recall: basket.recall.handler(answer((register, { basketId }) => recallBasket(register, basketId))),
  listHeld: basket.listHeld.handler(answer((register) => ok(listHeld(register)))),
  findReturnable: basket.findReturnable.handler(
    answer((register, { receiptNumber }) => findReturnable(register, receiptNumber)),
  ),
  addReturn: basket.addReturn.handler(
    answer((register, { receiptNumber, lineNo, quantityThousandths, approval }) =>
      addReturn(register, receiptNumber, lineNo, quantityThousandths, approval),
    ),
  ),
  addReturnWithoutReceipt: basket.addReturnWithoutReceipt.handler(
    answer((register, { approval, ...goods }) => addReturnWithoutReceipt(register, goods, approval)),
  ),
};

/** Paying it. */
export const checkoutProcedures = {
  begin: checkout.begin.handler(answer(beginCheckout)),
  leave: checkout.leave.handler(answer(leaveCheckout)),
  takeTender: checkout.takeTender.handler(
    answer((register, { approval, ...offer }) => takeTender(register, offer, approval)),
  ),
  reverseTender: checkout.reverseTender.handler(
    answer((register, { tenderId, reason }) => reverseTender(register, tenderId, reason)),
  ),
  settle: checkout.settle.handler(answer(settle)),
};
