import { basketProcedures, checkoutProcedures } from './counter-procedures.ts';
import { deviceProcedures } from './device-procedures.ts';
import { loyaltyProcedures } from './loyalty-procedures.ts';
import { maintenanceProcedures } from './maintenance-procedures.ts';
import { memberProcedures } from './member-procedures.ts';
import { procedures } from './procedures.ts';
import { catalogueProcedures, saleProcedures } from './sale-procedures.ts';
import { shiftProcedures } from './shift-procedures.ts';
import { syncProcedures } from './sync-procedures.ts';
import { sessionProcedures, staffProcedures, tillProcedures } from './till-procedures.ts';

/**
 * The whole contract, implemented: each call a use case on the one till. Promotions and reports, which no
 * counter calls, are loaded by the first call: a start does not wait for them. Maintenance is not: the calls after a restore must
 * not overtake it.
 */
export const router = procedures.router({
  session: sessionProcedures,
  till: tillProcedures,
  staff: staffProcedures,
  shift: shiftProcedures,
  basket: basketProcedures,
  checkout: checkoutProcedures,
  sale: saleProcedures,
  catalogue: catalogueProcedures,
  member: memberProcedures,
  loyalty: loyaltyProcedures,
  promotion: procedures.promotion.lazy(async () => ({
    default: (await import('./promotion-procedures.ts')).promotionProcedures,
  })),
  report: procedures.report.lazy(async () => ({
    default: (await import('./report-procedures.ts')).reportProcedures,
  })),
  maintenance: maintenanceProcedures,
  device: deviceProcedures,
  sync: syncProcedures,
});
