import { auditProcedures } from './audit.ts';
import { catalogueFileProcedures, catalogueProcedures } from './catalogue.ts';
import { changeProcedures } from './change-member.ts';
import { codeProcedures } from './codes.ts';
import { couponProcedures } from './coupons.ts';
import { exceptionProcedures } from './exceptions.ts';
import { memberFileProcedures } from './import-members.ts';
import { standingProcedures } from './member-standing.ts';
import { memberProcedures } from './members.ts';
import { overviewProcedures } from './overview.ts';
import { promotionFileProcedures, promotionProcedures } from './promotions.ts';
import { registerProcedures } from './registers.ts';
import { settingProcedures } from './settings.ts';
import { shopProcedures } from './shops.ts';
import { staffProcedures } from './staff.ts';
import { changePassword, userProcedures } from './users.ts';

/** All that a page can ask, by name. */
export const procedures = {
  'session.change-password': changePassword,
  ...overviewProcedures,
  ...registerProcedures,
  ...shopProcedures,
  ...codeProcedures,
  ...exceptionProcedures,
  ...memberProcedures,
  ...changeProcedures,
  ...standingProcedures,
  ...promotionProcedures,
  ...couponProcedures,
  ...catalogueProcedures,
  ...settingProcedures,
  ...staffProcedures,
  ...userProcedures,
  ...auditProcedures,
};
export type Procedures = typeof procedures;

/** All files that a page can hand over. */
export const fileProcedures = {
  ...catalogueFileProcedures,
  ...promotionFileProcedures,
  ...memberFileProcedures,
};
export type FileProcedures = typeof fileProcedures;
