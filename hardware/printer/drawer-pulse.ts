import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import { commandsOf } from './encode-dialect.ts';

/** The one pulse that opens the drawer on a printer, and nothing else; null where no drawer hangs on it. */
export function drawerPulse(printer: PrinterSettings): Uint8Array | null {
  if (!printer.drawer) return null;
  return Uint8Array.from(commandsOf(printer.dialect).pulse(printer.drawer));
}
