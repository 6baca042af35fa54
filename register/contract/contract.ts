import { basketContract } from './basket.ts';
import { catalogueContract } from './catalogue.ts';
import { checkoutContract } from './checkout.ts';
import { deviceContract } from './device.ts';
import { loyaltyContract } from './loyalty.ts';
import { maintenanceContract } from './maintenance.ts';
import { memberContract } from './member.ts';
import { promotionContract } from './promotion.ts';
import { reportContract } from './report.ts';
import { saleContract } from './sale.ts';
import { sessionContract } from './session.ts';
import { shiftContract } from './shift.ts';
import { staffContract } from './staff.ts';
import { syncContract } from './sync.ts';
import { tillContract } from './till.ts';

/** Everything that crosses between a screen, or a command, and the register service. */
export const contract = {
  session: sessionContract,
  till: tillContract,
  staff: staffContract,
  shift: shiftContract,
  basket: basketContract,
  checkout: checkoutContract,
  sale: saleContract,
  catalogue: catalogueContract,
  member: memberContract,
  loyalty: loyaltyContract,
  promotion: promotionContract,
  report: reportContract,
  maintenance: maintenanceContract,
  device: deviceContract,
  sync: syncContract,
};
