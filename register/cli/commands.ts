import type { Command } from './command.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { basketCommands } from './commands/basket.ts';
import { demoCommand } from './commands/demo.ts';
import { deviceCommands } from './commands/devices.ts';
import { doctorCommand } from './commands/doctor.ts';
import { enrolCommand } from './commands/enrol.ts';
import { importMembersCommand } from './commands/import-members.ts';
import { importProductsCommand } from './commands/import-products.ts';
import { importPromotionsCommand } from './commands/import-promotions.ts';
import { initCommand } from './commands/init.ts';
import { memberCommand } from './commands/member.ts';
import { recoveryCodeCommand } from './commands/recovery-code.ts';
import { priceCommand } from './commands/price.ts';
import { receiptCommand } from './commands/receipt.ts';
import { replayCommand } from './commands/replay.ts';
import { reportSalesCommand } from './commands/report-sales.ts';
import { reportXCommand } from './commands/report-x.ts';
import { reportZCommand } from './commands/report-z.ts';
import { scanCommand } from './commands/scan.ts';
import { searchCommand } from './commands/search.ts';
import { refundCommand, sellCommand } from './commands/sell.ts';
import { cashCommands, shiftCloseCommand, shiftOpenCommand } from './commands/shift.ts';
import { soakCommand } from './commands/soak.ts';
import { syncCommand } from './commands/sync.ts';
import { verifyCommand } from './commands/verify.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  initCommand,
  demoCommand,
  importProductsCommand,
  importMembersCommand,
  importPromotionsCommand,
  shiftOpenCommand,
  sellCommand,
  refundCommand,
  ...basketCommands,
  ...cashCommands,
  shiftCloseCommand,
  searchCommand,
  memberCommand,
  scanCommand,
  priceCommand,
  receiptCommand,
  reportXCommand,
  reportZCommand,
  reportSalesCommand,
  replayCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  recoveryCodeCommand,
  ...deviceCommands,
  enrolCommand,
  syncCommand,
  doctorCommand,
  soakCommand,
];
