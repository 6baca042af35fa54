import type { Command } from './command.ts';
import { soakCommand } from './commands/soak.ts';
import { verifyCommand } from './commands/verify.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [verifyCommand, soakCommand];
