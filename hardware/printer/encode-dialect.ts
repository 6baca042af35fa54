import type { PrinterDialect } from '../../domain/devices/device-settings.ts';
import type { PrinterCommands } from './encode-commands.ts';
import { escPosCommands } from './encode-esc-pos.ts';
import { starLineCommands } from './encode-star-line.ts';

const dialects: Readonly<Record<PrinterDialect, PrinterCommands>> = {
  'esc-pos': escPosCommands,
  'star-line': starLineCommands,
};

export function commandsOf(dialect: PrinterDialect): PrinterCommands {
  return dialects[dialect];
}
