import { issueCoupons, voidCoupon } from '../use-cases/coupons.ts';
import { listCoupons, listPromotions, readPromotion } from '../use-cases/promotion-page.ts';
import { importPromotions } from '../use-cases/import-promotions.ts';
import { simulateSale } from '../use-cases/simulate-sale.ts';
import { switchPromotion } from '../use-cases/switch-promotion.ts';
import { answer, procedures } from './procedures.ts';

const { promotion } = procedures;

/** The rules that change prices, and their coupons. */
export const promotionProcedures = {
  list: promotion.list.handler(answer((register) => listPromotions(register))),
  read: promotion.read.handler(answer((register, { ruleId }) => readPromotion(register, ruleId))),
  importFile: promotion.importFile.handler(
    answer((register, { path, language, approval }) => importPromotions(register, path, language, approval)),
  ),
  switch: promotion.switch.handler(
    answer((register, { ruleId, isOn, approval }) => switchPromotion(register, ruleId, isOn, approval)),
  ),
  issueCoupons: promotion.issueCoupons.handler(
    answer((register, { ruleId, to, expiresOn, reason, approval }) =>
      issueCoupons(register, { ruleId, to, ...(expiresOn !== undefined && { expiresOn }), reason }, approval),
    ),
  ),
  coupons: promotion.coupons.handler(answer(listCoupons)),
  voidCoupon: promotion.voidCoupon.handler(
    answer((register, { couponId, approval }) => voidCoupon(register, couponId, approval)),
  ),
  simulate: promotion.simulate.handler(answer(simulateSale)),
};
