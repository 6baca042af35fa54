import type { Command } from './command.ts';
import { importProductsCommand } from './commands/import-products.ts';

import { backupCommand, restoreCommand } from './commands/backup.ts';
import { replayCommand } from './commands/replay.ts';
import { soakCommand } from './commands/soak.ts';
import { verifyCommand } from './commands/verify.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [importProductsCommand, replayCommand, verifyCommand, backupCommand, restoreCommand, soakCommand];
