import type { DeviceSettings, PrinterSettings } from './device-settings.ts';

/** How the settings of devices can contradict each other. `value` is the id of the printer that they name. */
export interface DeviceConflict {
  readonly code: 'printer-twice' | 'printer-unknown' | 'printer-fallback-circle';
  readonly value: string;
}

/** The first thing in which the settings of devices do not agree, or null. */
export function findDeviceConflict({ printers, receiptPrinterId }: DeviceSettings): DeviceConflict | null {
  const byId = new Map<string, PrinterSettings>();
  for (const printer of printers) {
    if (byId.has(printer.id)) return { code: 'printer-twice', value: printer.id };
    byId.set(printer.id, printer);
  }
  const named = [receiptPrinterId, ...printers.map(({ fallbackId }) => fallbackId)];
  const unknown = named.find((id) => id !== null && !byId.has(id));
  if (unknown) return { code: 'printer-unknown', value: unknown };
  const circular = printers.find((printer) => leadsBack(printer, byId));
  return circular ? { code: 'printer-fallback-circle', value: circular.id } : null;
}

/** Whether whoever stands in for a printer, and for that one, and so on, is the printer itself in the end. */
function leadsBack(printer: PrinterSettings, byId: ReadonlyMap<string, PrinterSettings>): boolean {
  const seen = new Set<string>();
  let next = printer.fallbackId;
  while (next !== null && !seen.has(next)) {
    if (next === printer.id) return true;
    seen.add(next);
    next = byId.get(next)?.fallbackId ?? null;
  }
  return false;
}
